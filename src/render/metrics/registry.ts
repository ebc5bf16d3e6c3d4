import { formatInstant, formatZoned } from '../../core/time.ts';
import type { Metric, Metrics } from '../../model/metrics.ts';
import type { TimeZone } from '../../model/time.ts';
import { csvLine } from '../csv/csv.ts';
import { alignColumns } from '../text-table.ts';

type MetricsRenderer = (metrics: Metrics, zone: TimeZone) => string;

const renderers: Readonly<Record<string, MetricsRenderer>> = { text: textOf, json: jsonOf, csv: csvOf };

/** Renders the figures in a format that the command line let through. */
export function renderMetrics(format: string, metrics: Metrics, zone: TimeZone): string {
  const render = Object.hasOwn(renderers, format) ? renderers[format] : undefined;
  if (render === undefined) throw new Error(`no renderer for format ${format}`);
  return render(metrics, zone);
}

const units = { percent: ' %', hours: ' h', count: '' } as const;

const valueText = ({ value, unit }: Metric): string => (value === undefined ? 'nothing' : `${value}${units[unit]}`);

/** For people: the figure, its priority, and what it speaks of. Priorities without anything are left to JSON and CSV. */
function textOf({ from, to, metrics, limits }: Metrics, zone: TimeZone): string {
  const shown = metrics.filter(({ priority, population }) => priority === undefined || population > 0);
  const rows = shown.map((metric) => [
    metric.priority === undefined ? metric.title : `  ${metric.priority}`,
    valueText(metric),
    `of ${metric.population} ${metric.populationOf}`,
  ]);
  const head = `${formatZoned(from, zone)} to ${formatZoned(to, zone)} (${zone})`;
  const formulas = [...new Map(metrics.map(({ title, formula }) => [title, formula] as const))];
  return `${[head, '', ...alignColumns(rows), '', 'How each is computed', ...alignColumns(formulas), '', ...limits].join('\n')}\n`;
}

function jsonOf({ from, to, metrics, trend, limits }: Metrics): string {
  const document = {
    schema: 'patchledger.metrics/v1',
    from: formatInstant(from),
    to: formatInstant(to),
    metrics: metrics.map(({ value, priority, ...rest }) => ({
      ...rest,
      priority: priority ?? null,
      value: value ?? null,
    })),
    trend: trend.map(({ onTime, ...point }) => ({
      from: formatInstant(point.from),
      to: formatInstant(point.to),
      opened: point.opened,
      closed: point.closed,
      onTime: onTime ?? null,
    })),
    limits,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function csvOf({ metrics }: Metrics): string {
  const header = ['metric', 'priority', 'value', 'unit', 'population', 'populationOf', 'formula'];
  const lines = metrics.map((one) =>
    csvLine([one.id, one.priority ?? 'all', one.value ?? '', one.unit, one.population, one.populationOf, one.formula]),
  );
  return [csvLine(header), ...lines].join('');
}
