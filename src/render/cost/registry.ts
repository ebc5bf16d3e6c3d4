import { formatZoned } from '../../core/time.ts';
import type { Cost, CostFigure, CostShare } from '../../model/cost.ts';
import type { TimeZone } from '../../model/time.ts';
import { csvLine } from '../csv/csv.ts';
import { markdownTable, markdownText } from '../markdown/escape.ts';
import { alignColumns, safeText } from '../text-table.ts';
import { amountText } from './amount.ts';
import { costJson } from './json.ts';

type CostRenderer = (cost: Cost, zone: TimeZone) => string;

const renderers: Readonly<Record<string, CostRenderer>> = {
  text: textOf,
  markdown: markdownOf,
  csv: csvOf,
  json: costJson,
};

/** Renders what patching cost in a format that the command line let through. */
export function renderCost(format: string, cost: Cost, zone: TimeZone): string {
  const render = Object.hasOwn(renderers, format) ? renderers[format] : undefined;
  if (render === undefined) throw new Error(`no renderer for format ${format}`);
  return render(cost, zone);
}

/** Patches and assets that texts for people show; JSON and CSV hold all. */
const sharesShown = 10;

const lists = [
  ['By patch', 'byPatch'],
  ['By asset', 'byAsset'],
  ['By month', 'byMonth'],
] as const;

/** A figure as it is told: of costs the known part is the least that they can be, of a difference it is what is known. */
function figureText({ id, amount, isPartial }: CostFigure, cost: Cost): string {
  if (amount === undefined) return 'not known';
  const text = `${cost.currency} ${amountText(amount, cost.decimals)}`;
  if (!isPartial) return text;
  return id === 'saved' ? `${text} as far as known` : `at least ${text}`;
}

const figureRow = (figure: CostFigure, cost: Cost): readonly string[] => [
  figure.title,
  figureText(figure, cost),
  `${figure.population} ${figure.populationOf}`,
];

const shareRows = (shares: readonly CostShare[], cost: Cost): readonly (readonly string[])[] => {
  const shown = shares.slice(0, sharesShown);
  const more = shares.slice(sharesShown);
  const rest = more.reduce((sum, { amount }) => sum + amount, 0n);
  return [
    ...shown.map(({ name, amount }) => [name, `${cost.currency} ${amountText(amount, cost.decimals)}`]),
    ...(more.length === 0 ? [] : [[`and ${more.length} more`, `${cost.currency} ${amountText(rest, cost.decimals)}`]]),
  ];
};

const headOf = ({ from, to }: Cost, zone: TimeZone): string =>
  `${formatZoned(from, zone)} to ${formatZoned(to, zone)} (${zone})`;

/** For people: what is not known first, then the figures, the shares and every input with its place. */
function textOf(cost: Cost, zone: TimeZone): string {
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${safeText(line)}`)];
  return `${[
    headOf(cost, zone),
    ...section('Not known, and in no figure', cost.gaps),
    '',
    ...alignColumns(cost.figures.map((figure) => figureRow(figure, cost))),
    ...lists.flatMap(([title, list]) => section(title, alignColumns(shareRows(cost[list], cost)))),
    ...section('Inputs', alignColumns(cost.inputs.map((one) => [one.name, one.value, one.unit, one.at ?? one.source]))),
    ...section(
      'Formulas',
      cost.figures.map(({ title, formula }) => `${title}: ${formula}`),
    ),
    '',
    ...cost.limits,
  ].join('\n')}\n`;
}

function markdownOf(cost: Cost, zone: TimeZone): string {
  const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
    markdownTable(
      header,
      rows.map((row) => row.map(markdownText)),
    );
  return `${[
    '# What patching cost',
    '',
    markdownText(headOf(cost, zone)),
    '',
    ...(cost.gaps.length === 0
      ? []
      : ['Not known, and in no figure:', '', ...cost.gaps.map((gap) => `- ${markdownText(gap)}`), '']),
    table(
      ['Figure', 'Amount', 'Of', 'Formula'],
      cost.figures.map((figure) => [...figureRow(figure, cost), figure.formula]),
    ),
    ...lists.flatMap(([title, list]) => [
      '',
      `## ${title}`,
      '',
      table(['Name', 'Amount'], shareRows(cost[list], cost)),
    ]),
    '',
    '## Inputs',
    '',
    table(
      ['Input', 'Value', 'Unit', 'Source', 'Place'],
      cost.inputs.map((one) => [one.name, one.value, one.unit, one.source, one.at ?? 'measured']),
    ),
    '',
    ...cost.limits.map(markdownText),
  ].join('\n')}\n`;
}

/** One line a figure, a share and an input; `kind` tells them apart. */
function csvOf(cost: Cost): string {
  const amount = (value: bigint | undefined): string | number => {
    if (value === undefined) return '';
    const text = amountText(value, cost.decimals);
    // A negative number must stay one: as a text it would look like a formula.
    return value < 0n ? Number(text) : text;
  };
  const header = ['kind', 'name', 'amount', 'currency', 'of', 'what', 'source'];
  return [
    csvLine(header),
    ...cost.figures.map((one) =>
      csvLine(['figure', one.id, amount(one.amount), cost.currency, one.population, one.populationOf, one.formula]),
    ),
    ...lists.flatMap(([, list]) =>
      cost[list].map((one) =>
        csvLine([list, one.name, amount(one.amount), cost.currency, one.deployments, 'deployments', '']),
      ),
    ),
    ...cost.inputs.map((one) => csvLine(['input', one.name, one.value, '', '', one.unit, one.at ?? one.source])),
    ...cost.gaps.map((gap) => csvLine(['gap', gap, '', '', '', '', ''])),
  ].join('');
}
