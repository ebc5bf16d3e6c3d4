import type { Metric, Metrics, TrendPoint } from '../../model/metrics.ts';
import type { ReportCell, ReportDocument, ReportFigure, ReportSection, ReportTable } from '../../model/report.ts';
import { ledgerLag } from '../metrics/lag.ts';
import { lagLines } from '../metrics/limits.ts';
import { measure } from '../metrics/measure.ts';
import { formatZoned } from '../time.ts';
import { absentCell, counted, instantCell, numberCell, textCell } from './cells.ts';
import { costPart } from './cost-tables.ts';
import { commonGaps, sumsGap } from './gaps.ts';
import type { ReportInput } from './input.ts';
import { policySource, recordSource } from './sources.ts';
import { populationOf, tableOf } from './table.ts';
import { lookedBack, usualDays } from './within.ts';

/** D11: is the control effective over the period? Every figure stands with its formula and its population. */
export function metricsDocument(input: ReportInput): ReportDocument {
  const { plan, ledger } = input.decision;
  const metrics = measure(input.decision, lookedBack(input));
  const cost = costPart(input);
  const sections: readonly ReportSection[] = [
    { title: 'Figures', text: [spanOf(input, metrics)], tables: [metricTable(input, metrics)] },
    {
      title: 'By week',
      text: [],
      figures: [trendFigure(metrics), onTimeFigure(metrics)],
      tables: [trendTable(input, metrics)],
    },
    cost.section,
  ];
  const empty = metrics.metrics.filter(({ value, priority }) => value === undefined && priority === undefined);
  return {
    id: 'D11',
    slug: 'metrics',
    title: 'Metrics and trend',
    question: 'Is the control effective over the period?',
    summary: metrics.metrics.filter(isHeadline).map(sentenceOf),
    gaps: [
      ...commonGaps(input),
      {
        check: 'every figure has something to speak of',
        lookedAt: counted(metrics.metrics.length, 'figure'),
        found: empty.map(({ title, populationOf: what }) => `${title}: no ${what}`),
      },
      {
        check: 'a ledger keeps what was open when',
        lookedAt: counted(ledger.records, 'run'),
        found: ledger.records === 0 ? ['there is none, so nothing is known of what was open before today'] : [],
      },
      ...(ledger.records === 0
        ? []
        : [
            {
              check: 'the ledger holds as open what is open today',
              lookedAt: counted(plan.summary.requirements.total, 'requirement'),
              found: lagLines(ledgerLag(input.decision)),
            },
          ]),
      ...cost.gaps,
      sumsGap(sections),
    ],
    sections,
    limits: metrics.limits,
  };
}

const isHeadline = ({ id, priority }: Metric): boolean =>
  priority === undefined && ['coverage', 'on-time', 'due-kept', 'time-to-patch-p50', 'backlog', 'failed'].includes(id);

/** What the figures look back on: without a period of its own, the report looks back on more than they do. */
function spanOf({ decision: { plan }, period }: ReportInput, { from, to }: Metrics): string {
  const why = period === undefined ? ` (the last ${usualDays} days, since no period was asked for)` : '';
  return (
    `What happened is counted from ${formatZoned(from, plan.timeZone)} to ${formatZoned(to, plan.timeZone)}${why}; ` +
    'what stands today is counted as it stands.'
  );
}

const sentenceOf = (metric: Metric): string =>
  `${metric.title}: ${metric.value === undefined ? 'nothing to speak of' : `${metric.value}${unitOf(metric)}`} (${metric.population} ${metric.populationOf}).`;

const unitOf = ({ unit }: Metric): string => ({ percent: ' %', hours: ' h', count: '' })[unit];

const valueCell = ({ value }: Metric): ReportCell =>
  value === undefined ? absentCell('nothing to speak of') : numberCell(value);

const sourcesOf = ({ decision: { estate } }: ReportInput) => [
  recordSource(estate, ['LedgerRecord', 'DeploymentRecord', 'RollbackRecord']),
  policySource(estate),
];

function metricTable(input: ReportInput, { metrics }: Metrics): ReportTable {
  return tableOf<Metric>({
    id: 'd11-metrics',
    caption: 'Every figure',
    columns: [
      { key: 'metric', title: 'Figure', cell: ({ title }) => textCell(title) },
      { key: 'priority', title: 'Priority', cell: ({ priority }) => textCell(priority, 'all') },
      { key: 'value', title: 'Value', cell: valueCell },
      { key: 'unit', title: 'Unit', cell: ({ unit }) => textCell(unit) },
      { key: 'population', title: 'Of how many', cell: ({ population }) => numberCell(population) },
      { key: 'populationOf', title: 'Of what', cell: (one) => textCell(one.populationOf) },
      { key: 'formula', title: 'Formula', cell: ({ formula }) => textCell(formula) },
    ],
    items: metrics,
    whenEmpty: 'No figure was computed.',
    population: populationOf({
      unit: 'figure',
      sources: sourcesOf(input),
      rowsIn: metrics.length,
      items: metrics,
      by: 'knowledge',
      labelOf: ({ value }) => (value === undefined ? 'nothing to speak of' : 'known'),
    }),
  });
}

function trendTable(input: ReportInput, { trend }: Metrics): ReportTable {
  return tableOf<TrendPoint>({
    id: 'd11-trend',
    caption: 'Opened, closed and on time, by week',
    columns: [
      { key: 'from', title: 'From', cell: ({ from }) => instantCell(from, 'unknown') },
      { key: 'to', title: 'To', cell: ({ to }) => instantCell(to, 'unknown') },
      { key: 'opened', title: 'Opened', cell: ({ opened }) => numberCell(opened) },
      { key: 'closed', title: 'Patched', cell: ({ closed }) => numberCell(closed) },
      {
        key: 'onTime',
        title: 'Deadlines kept, percent',
        cell: ({ onTime }) => (onTime === undefined ? absentCell('nothing to speak of') : numberCell(onTime)),
      },
    ],
    items: trend,
    whenEmpty: 'The period is empty.',
    population: populationOf({
      unit: 'week',
      sources: sourcesOf(input),
      rowsIn: trend.length,
      items: trend,
      by: 'activity',
      labelOf: ({ opened, closed }) => (opened + closed > 0 ? 'something happened' : 'nothing happened'),
    }),
  });
}

function trendFigure({ trend }: Metrics): ReportFigure {
  const sum = (of: (point: TrendPoint) => number): number => trend.reduce((total, point) => total + of(point), 0);
  return {
    id: 'd11-trend-figure',
    title: 'Findings opened and patched by week',
    description: `In ${counted(trend.length, 'week')}, ${sum(({ opened }) => opened)} were opened and ${sum(({ closed }) => closed)} patched.`,
    tableId: 'd11-trend',
    chart: {
      kind: 'lines',
      at: trend.map(({ to }) => to),
      series: [
        { label: 'opened', values: trend.map(({ opened }) => opened) },
        { label: 'patched', values: trend.map(({ closed }) => closed) },
      ],
      unit: 'findings',
    },
  };
}

function onTimeFigure({ trend }: Metrics): ReportFigure {
  const known = trend.flatMap(({ onTime }) => onTime ?? []);
  return {
    id: 'd11-on-time-figure',
    title: 'Deadlines kept by week',
    description:
      known.length === 0
        ? 'No week has anything patched that had a due on record.'
        : `Between ${Math.min(...known)} and ${Math.max(...known)} percent in the weeks in which something was patched.`,
    tableId: 'd11-trend',
    chart: {
      kind: 'lines',
      at: trend.map(({ to }) => to),
      series: [{ label: 'deadlines kept', values: trend.map(({ onTime }) => onTime) }],
      unit: 'percent',
    },
  };
}
