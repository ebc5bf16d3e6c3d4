import type { AttentionLabel, AttentionRow } from '../../model/attention.ts';
import type { Paint } from '../../model/paint.ts';
import type { Plan, UnwatchedEcosystem } from '../../model/plan.ts';
import type { Activation, ClusterPlan } from '../../model/visit.ts';
import { alignColumns, displayWidth, safeText, wrapWords } from '../text-table.ts';
import { assetsText, clockText, count, dueText, listText } from '../words.ts';
import { activationTexts } from './activation.ts';
import { feedsLine, headLine, noTargetText, provenanceLine, unjudgedAssets } from './head.ts';

/** What the text of a plan may be told. */
export interface PlanTextOptions {
  readonly paint: Paint;
  /** Every requirement, or only the first lines of each label. */
  readonly all: boolean;
  /** Columns of the terminal; a wider one changes nothing. Default: 100. */
  readonly columns?: number;
}

/** What a text is broken to, so that it fits a terminal beside an editor. */
const textColumns = 100;

/** Columns of a line of what needs attention; what is longer is cut. */
const cellLimits = [undefined, 20, 20, 28];

/** Lines a label shows before it says how many more there are. */
const rowsShown = 6;

const labelText: Readonly<Record<AttentionLabel, string>> = {
  overdue: 'OVERDUE',
  late: 'LATE',
  emergency: 'EMERGENCY',
  'due-today': 'DUE TODAY',
  'due-soon': 'DUE SOON',
  'no-fix': 'NO FIX',
  'needs-decision': 'DECIDE',
  unknown: 'UNKNOWN',
  unplaced: 'UNPLACED',
  excepted: 'EXCEPTED',
  met: 'MET',
  open: 'OPEN',
};

/** The plan for a terminal: the head, what needs attention, what stays up, the visits to come, what is not known. */
export function renderPlanText(plan: Plan, rows: readonly AttentionRow[], options: PlanTextOptions): string {
  const { paint } = options;
  const columns = columnsOf(options);
  const blocks = [
    [
      paint.bold(headLine(plan)),
      paint.dim(provenanceLine(plan)),
      ...feedsLine(plan).flatMap((line) => wrapWords(safeText(line), columns).map(paint.dim)),
    ],
    attentionBlock(plan, rows, options),
    plan.schedule.clusters
      .filter((cluster) => cluster.visits.length > 0)
      .flatMap((cluster) => [quorumLine(plan, cluster, paint), ...coverageLine(plan, cluster, paint)]),
    plan.schedule.activations.flatMap((activation) => activationLines(activation, plan, options)),
    visitsBlock(plan, paint),
    unknownBlock(plan, paint),
    [totalsLine(plan)],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

const columnsOf = ({ columns = textColumns }: PlanTextOptions): number => Math.min(columns, textColumns);

function attentionBlock(plan: Plan, rows: readonly AttentionRow[], options: PlanTextOptions): string[] {
  const { paint, all } = options;
  if (rows.length === 0) return [nothingRequired(plan, paint)];
  const shown: AttentionRow[] = [];
  const counts = new Map<AttentionLabel, number>();
  for (const row of rows) {
    const number = (counts.get(row.label) ?? 0) + 1;
    counts.set(row.label, number);
    if (all || number <= rowsShown) shown.push(row);
  }
  const left = [...counts].filter(([, number]) => !all && number > rowsShown);
  const cells = shown.map((row) => cellsOf(plan, row));
  const whole = alignColumns(cells, cellLimits);
  // Where a line would break, the deadline goes below, before what says why.
  const isNarrow = whole.some((line) => displayWidth(line) > columnsOf(options));
  const short = cells.map((row) => row.slice(0, -1));
  const lines = isNarrow ? alignColumns(short, cellLimits) : whole;
  const indent = ' '.repeat(displayWidth(labelColumn(shown)) + 2);
  const withNotes = lines.flatMap((line, index) => {
    const row = shown[index];
    if (row === undefined) return [];
    const dueFirst = isNarrow ? [dueText(row.due, plan.asOf, plan.timeZone)] : [];
    const why = wrapWords(safeText([...dueFirst, whyText(row)].join(' · ')), columnsOf(options) - indent.length);
    return [paintLabel(row.label, line, paint), ...why.map((words) => paint.dim(`${indent}${words}`))];
  });
  const more = left.map(([label, number]) => `${number - rowsShown} more ${labelText[label].toLowerCase()}`);
  return more.length === 0 ? withNotes : [...withNotes, paint.dim(`${indent}… ${listText(more)}: plan --all`)];
}

const labelColumn = (rows: readonly AttentionRow[]): string =>
  rows
    .map((row) => labelText[row.label])
    .reduce((widest, label) => (label.length > widest.length ? label : widest), '');

function cellsOf(plan: Plan, row: AttentionRow): string[] {
  const target =
    row.target === undefined ? `(${noTargetText(row)})` : `→ ${row.target}${row.partial ? ' (partly)' : ''}`;
  return [
    labelText[row.label],
    safeText(assetsText(row.assets)),
    safeText(row.component),
    safeText(target),
    dueText(row.due, plan.asOf, plan.timeZone),
  ];
}

/** The rule that binds, where it stands, and what is in the way. */
function whyText(row: AttentionRow): string {
  const rule = row.rule === undefined ? [] : [`${row.rule} at ${row.ruleAt ?? 'an unknown place'}`];
  return [...rule, ...(row.note === '' ? [] : [row.note])].join(' · ');
}

/** An empty list is good news only about assets that could be judged. */
function nothingRequired({ summary, incomplete }: Plan, paint: Paint): string {
  const { total, unknown, stale } = summary.assets;
  if (total === 0 && incomplete.length > 0) return paint.yellow('No asset could be read.');
  if (total === 0) return paint.yellow('There are no assets; add them to inventory/.');
  if (unknown + stale === 0) return paint.green('Nothing is required.');
  return paint.yellow(
    `Nothing is known to be required; ${unknown + stale} of ${count(total, 'asset')} cannot be judged.`,
  );
}

function paintLabel(label: AttentionLabel, line: string, paint: Paint): string {
  const text = labelText[label];
  const urgent: readonly AttentionLabel[] = ['overdue', 'late', 'emergency'];
  const soon: readonly AttentionLabel[] = ['due-today', 'due-soon', 'no-fix', 'needs-decision', 'unknown', 'unplaced'];
  const style = urgent.includes(label) ? paint.red : soon.includes(label) ? paint.yellow : paint.dim;
  return style(paint.bold(text)) + line.slice(text.length);
}

/** `QUORUM val-1…4  one at a time, 3 of 4 stay up`. */
function quorumLine(plan: Plan, cluster: ClusterPlan, paint: Paint): string {
  const visits = cluster.visits.flatMap((id) => plan.schedule.visits.filter((visit) => visit.id === id));
  const away = cluster.maxUnavailable;
  const pace = away === 1 ? 'one at a time' : `${away} at a time`;
  const [first, last] = [visits[0], visits[visits.length - 1]];
  const when =
    first && last
      ? `${clockText(first.start, plan.timeZone, plan.asOf)} to ${clockText(last.end, plan.timeZone, plan.asOf)}`
      : '';
  const members = safeText(assetsText([...new Set(visits.map((visit) => visit.asset))].sort()));
  const stay = `${cluster.members - away} of ${cluster.members} stay up`;
  return `${paint.cyan(paint.bold('QUORUM'))}  ${members}  ${pace}, ${stay} (${cluster.consensus})  ${when}`;
}

/** `        more than 66.7 % of the voting weight covered after val-3 (wave 3), Sat 21 Nov 03:00`. */
function coverageLine(plan: Plan, { coverage }: ClusterPlan, paint: Paint): string[] {
  const { threshold, steps, initialPercent, unverified = [] } = coverage;
  // What only a record says is not known to be so.
  const byRecord = unverified.length === 0 ? '' : `; of which unverified: ${safeText(assetsText(unverified))}`;
  if (threshold === undefined)
    return byRecord === '' ? [] : [paint.yellow(`        ${initialPercent} % of the voting weight covered${byRecord}`)];
  if (threshold.isReached) {
    const share = `${initialPercent} % of the voting weight covered already: more than ${threshold.percent} %`;
    return [(byRecord === '' ? paint.dim : paint.yellow)(`        ${share}${byRecord}`)];
  }
  const visit = plan.schedule.visits.find(({ id }) => id === threshold.reachedAfter);
  const share = `${threshold.percent} % of the voting weight`;
  const last = steps.at(-1)?.percent ?? initialPercent;
  if (visit === undefined) {
    return [paint.yellow(`        no more than ${last} % of the voting weight will be covered${byRecord}`)];
  }
  const where = `${safeText(visit.asset)} (wave ${visit.wave}), ${clockText(visit.end, plan.timeZone, plan.asOf)}`;
  return [(byRecord === '' ? paint.dim : paint.yellow)(`        more than ${share} covered after ${where}${byRecord}`)];
}

/** `ACTIVATE  geth 1.14.0 of chain activates at height 100, about …`, and who has it. */
function activationLines(activation: Activation, { timeZone }: Plan, options: PlanTextOptions): string[] {
  const { paint } = options;
  const texts = activationTexts(activation, timeZone).map(safeText);
  const [first = '', ...rest] = texts.flatMap((text) => wrapWords(text, columnsOf(options) - 10));
  const style = activation.state === 'late' ? paint.red : paint.dim;
  return [`${paint.cyan(paint.bold('ACTIVATE'))}  ${first}`, ...rest.map((line) => style(`          ${line}`))];
}

/** Said only where it is not proven that no schedule is better. */
function boundLine({ schedule: { bound } }: Plan): string[] {
  if (bound.exact) return [];
  return [`${bound.onTime} of ${count(bound.total, 'visit')} on time; at most ${bound.upperBound} possible`];
}

function visitsBlock(plan: Plan, paint: Paint): string[] {
  const { visits } = plan.schedule;
  if (visits.length === 0) return [];
  const byStart = new Map<string, { start: string; where: string; assets: string[]; kind: string }>();
  for (const visit of visits) {
    const start = clockText(visit.start, plan.timeZone, plan.asOf);
    const where = visit.window ?? 'emergency, no window';
    const key = `${visit.start} ${where}`;
    const known = byStart.get(key);
    if (known) known.assets.push(visit.asset);
    else byStart.set(key, { start, where, assets: [visit.asset], kind: visit.kind });
  }
  const rows = [...byStart.values()]
    .slice(0, 8)
    .map((slot) => [slot.start, safeText(slot.where), safeText(assetsText(slot.assets.sort()))]);
  const rest = byStart.size - rows.length;
  return [
    paint.bold('Next visits'),
    ...alignColumns(rows).map((line) => `  ${line}`),
    ...(rest > 0 ? [paint.dim(`  … and ${count(rest, 'later start')}`)] : []),
    ...boundLine(plan).map((line) => paint.yellow(`  ${line}`)),
  ];
}

/** What the plan rests on without knowing it. Never left out: unknown is not fine. */
function unknownBlock(plan: Plan, paint: Paint): string[] {
  const { summary } = plan;
  const lines = [
    ...plan.incomplete.map((reason) => `incomplete: ${reason}`),
    ...summary.unwatched.map(
      (gap) =>
        `unwatched: ${gap.ecosystem}, ${count(gap.components, 'component')} on ${assetsText(gap.assets)}; ${whyUnwatched(gap)}`,
    ),
    ...unjudgedAssets(plan),
    ...summary.assumptions.map(
      (assumption) => `assumed: ${assumption.detail} (${count(assumption.count, 'decision')})`,
    ),
  ];
  return lines.length === 0 ? [] : [paint.bold('Not known'), ...lines.map((line) => `  ${safeText(line)}`)];
}

/** Packages that a window of text has room for. */
const packagesNamed = 5;

function whyUnwatched({ ecosystem, packages }: UnwatchedEcosystem): string {
  if (packages === undefined) return 'no advisory source covers it';
  const more = packages.length > packagesNamed ? ` and ${packages.length - packagesNamed} more` : '';
  const named = `${packages.slice(0, packagesNamed).join(', ')}${more}`;
  // Nobody publishes for all of `generic`: there a product is watched when an advisory names it.
  return ecosystem === 'generic' ? `no advisory names ${named}` : `${named} came after the last feeds sync`;
}

function totalsLine({ summary }: Plan): string {
  const { assets, requirements } = summary;
  const states = Object.entries(requirements.byState).filter(([, number]) => number > 0);
  const verdicts = [`${assets.compliant} of ${count(assets.total, 'asset')} compliant`];
  if (assets.unknown + assets.stale > 0) verdicts.push(`${assets.unknown} unknown, ${assets.stale} stale`);
  const beside = requirements.overdue - requirements.byState.overdue;
  const required = [
    ...states.map(([state, number]) => `${number} ${state}`),
    ...(beside > 0 ? [`${beside} of them overdue as well`] : []),
  ].join(', ');
  return `${verdicts.join(', ')} · ${count(requirements.total, 'requirement')}${required ? `: ${required}` : ''}`;
}
