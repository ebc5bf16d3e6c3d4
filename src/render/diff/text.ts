import { formatZoned } from '../../core/time.ts';
import type { Paint } from '../../model/paint.ts';
import type {
  ChangedPromise,
  ChangedRequirement,
  DiffedRequirement,
  DiffedVisit,
  PlanDiff,
} from '../../model/plan-diff.ts';
import type { Instant } from '../../model/time.ts';
import { alignColumns, safeText } from '../text-table.ts';
import { assetsText, count } from '../words.ts';

/** What a revision does, for a terminal: promises first, because they outlive today's findings. */
export function renderDiffText(diff: PlanDiff, paint: Paint): string {
  const blocks = [
    [
      paint.bold(diffHeadline(diff)),
      paint.dim(`both sides as of ${formatZoned(diff.asOf, diff.timeZone)} ${diff.timeZone}`),
    ],
    block('Promises', diff.promises.map(promiseCells), paint, promisePaint(diff.promises, paint)),
    block(
      'Deadlines and targets',
      diff.changed.map((changed) => changedCells(changed, diff)),
      paint,
    ),
    block(
      'Added',
      diff.added.map((requirement) => requirementCells(requirement, diff)),
      paint,
    ),
    block(
      'Removed',
      diff.removed.map((requirement) => requirementCells(requirement, diff)),
      paint,
    ),
    block(
      'Visits',
      diff.visits.map((visit) => visitCells(visit, diff)),
      paint,
    ),
    namesBlock('Exceptions', diff.exceptions, paint),
    namesBlock('Assets', diff.assets, paint),
    diff.uncovered.length === 0
      ? []
      : [paint.red(paint.bold('No policy covers any more')), `  ${safeText(assetsText(diff.uncovered))}`],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** The whole difference in one line. */
export function diffHeadline(diff: PlanDiff): string {
  const ofKind = (kind: ChangedPromise['kind']): number =>
    diff.promises.filter((promise) => promise.kind === kind).length;
  const parts: readonly (readonly [number, string])[] = [
    [ofKind('loosened'), 'promise loosened'],
    [ofKind('tightened'), 'promise tightened'],
    [ofKind('changed') + ofKind('added') + ofKind('removed'), 'other rule changed'],
    [diff.added.length, 'requirement added'],
    [diff.removed.length, 'requirement removed'],
    [diff.changed.filter(({ due }) => due !== 'same').length, 'due moved'],
    [diff.visits.length, 'visit changed'],
    [diff.exceptions.added.length, 'exception added'],
    [diff.uncovered.length, 'asset uncovered'],
  ];
  const told = parts.filter(([number]) => number > 0).map(([number, words]) => countFirst(number, words));
  return told.length === 0 ? 'Nothing changes.' : told.join(' · ');
}

/** `2 promises loosened`: the noun comes first. */
function countFirst(number: number, words: string): string {
  const [noun = '', ...rest] = words === 'other rule changed' ? ['other rule', 'changed'] : words.split(' ');
  return [count(number, noun), ...rest].join(' ');
}

function block(
  title: string,
  rows: readonly (readonly string[])[],
  paint: Paint,
  style: (line: string, index: number) => string = (line) => line,
): string[] {
  return rows.length === 0
    ? []
    : [paint.bold(title), ...alignColumns(rows).map((line, index) => `  ${style(line, index)}`)];
}

const promiseCells = (promise: ChangedPromise): string[] =>
  [
    promise.kind,
    promise.rule,
    `${promise.before ?? 'nothing'} → ${promise.after ?? 'nothing'}`,
    count(promise.assets, 'asset'),
    promise.at ?? '',
  ].map(safeText);

const promisePaint =
  (promises: readonly ChangedPromise[], paint: Paint) =>
  (line: string, index: number): string => {
    const kind = promises[index]?.kind;
    return kind === 'loosened' || kind === 'removed'
      ? paint.red(line)
      : kind === 'tightened'
        ? paint.green(line)
        : line;
  };

function changedCells(changed: ChangedRequirement, diff: PlanDiff): string[] {
  const { before, after } = changed;
  const parts = [
    ...(changed.due === 'same'
      ? []
      : [`due ${dueCell(before.due, diff)} → ${dueCell(after.due, diff)} (${changed.due})`]),
    ...(before.target === after.target ? [] : [`target ${before.target ?? 'none'} → ${after.target ?? 'none'}`]),
    ...(before.priority === after.priority ? [] : [`${before.priority} → ${after.priority}`]),
    ...(before.state === after.state ? [] : [`${before.state} → ${after.state}`]),
  ];
  return [changed.asset, changed.component, parts.join(', '), changed.ruleAfter?.at ?? ''].map(safeText);
}

const dueCell = (due: Instant | undefined, diff: PlanDiff): string =>
  due === undefined ? 'none' : formatZoned(due, diff.timeZone);

const requirementCells = (requirement: DiffedRequirement, diff: PlanDiff): string[] =>
  [
    requirement.asset,
    `${requirement.component} ${requirement.version} → ${requirement.target ?? 'no fix'}`,
    requirement.priority,
    `due ${dueCell(requirement.due, diff)}`,
    requirement.advisories.join(', '),
  ].map(safeText);

function visitCells(visit: DiffedVisit, diff: PlanDiff): string[] {
  const at = (instant: Instant | undefined): string =>
    instant === undefined ? 'none' : formatZoned(instant, diff.timeZone);
  return [visit.kind, visit.asset, `${at(visit.before)} → ${at(visit.after)}`, visit.window ?? 'no window'].map(
    safeText,
  );
}

function namesBlock(
  title: string,
  names: { readonly added: readonly string[]; readonly removed: readonly string[] },
  paint: Paint,
): string[] {
  const lines = [
    ...(names.added.length > 0 ? [`  added    ${safeText(assetsText(names.added))}`] : []),
    ...(names.removed.length > 0 ? [`  removed  ${safeText(assetsText(names.removed))}`] : []),
  ];
  return lines.length === 0 ? [] : [paint.bold(title), ...lines];
}
