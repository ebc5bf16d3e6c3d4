import { formatZoned } from '../../core/time.ts';
import type {
  ChangedPromise,
  ChangedRequirement,
  DiffedRequirement,
  DiffedVisit,
  PlanDiff,
} from '../../model/plan-diff.ts';
import type { Instant } from '../../model/time.ts';
import { assetsText, count, listText } from '../words.ts';
import { type Alike, alike } from './alike.ts';

// What the text and the Markdown of a difference both say. Whoever prints makes it safe.

/** The whole difference in one line. */
export function diffHeadline(diff: PlanDiff): string {
  const ofKind = (kind: ChangedPromise['kind']): number =>
    diff.promises.filter((promise) => promise.kind === kind).length;
  const moved = diff.changed.filter(({ due }) => due !== 'same').length;
  const parts: readonly (readonly [number, string, string])[] = [
    [ofKind('loosened'), 'promise', 'loosened'],
    [ofKind('tightened'), 'promise', 'tightened'],
    [ofKind('changed'), 'other rule', 'changed'],
    [ofKind('added'), 'rule', 'added'],
    [ofKind('removed'), 'rule', 'removed'],
    [diff.added.length, 'requirement', 'added'],
    [diff.removed.length, 'requirement', 'removed'],
    [moved, 'due', 'moved'],
    [diff.changed.length - moved, 'requirement', 'changed otherwise'],
    [diff.visits.length, 'visit', 'changed'],
    [diff.exceptions.added.length, 'exception', 'added'],
    [diff.exceptions.removed.length, 'exception', 'removed'],
    [diff.exceptions.changed.length, 'exception', 'changed'],
    [diff.assets.added.length, 'asset', 'added'],
    [diff.assets.removed.length, 'asset', 'removed'],
    [diff.assets.renamed.length, 'asset', 'renamed'],
    [diff.uncovered.length, 'asset', 'uncovered'],
  ];
  const told = parts.flatMap(([number, noun, verb]) => (number > 0 ? [`${count(number, noun)} ${verb}`] : []));
  const sentence = told.length === 0 ? 'Nothing changes.' : told.join(' · ');
  return diff.incomplete.before.length + diff.incomplete.after.length > 0 ? `INCOMPLETE · ${sentence}` : sentence;
}

/** Requirements that change in the same way. */
export const changedAlike = (diff: PlanDiff): readonly Alike<ChangedRequirement>[] =>
  alike(diff.changed, (changed) => [
    changed.component,
    changed.after.version,
    ...changeTexts(changed, diff),
    ruleText(changed),
  ]);

/** Requirements that come or go in the same way. */
export const requiredAlike = (
  requirements: readonly DiffedRequirement[],
  diff: PlanDiff,
): readonly Alike<DiffedRequirement>[] => alike(requirements, (requirement) => requirementCells(requirement, diff));

/** Visits that change in the same way. */
export const visitsAlike = (diff: PlanDiff): readonly Alike<DiffedVisit>[] =>
  alike(diff.visits, (visit) => [visit.kind, ...visitCells(visit, diff)]);

/** What differs of a requirement, part by part. */
export function changeTexts({ before, after, due }: ChangedRequirement, diff: PlanDiff): readonly string[] {
  const moved = (name: string, was: string, is: string): string[] => (was === is ? [] : [`${name}${was} → ${is}`]);
  const [old, now] = [new Set(before.advisories), new Set(after.advisories)];
  const gone = before.advisories.filter((id) => !now.has(id));
  const come = after.advisories.filter((id) => !old.has(id));
  return [
    ...(due === 'same' ? [] : [`due ${dueCell(before.due, diff)} → ${dueCell(after.due, diff)} (${due})`]),
    ...moved('target ', before.target ?? 'none', after.target ?? 'none'),
    ...moved('', before.priority, after.priority),
    ...moved('', before.state, after.state),
    ...moved('installed ', before.version, after.version),
    ...(come.length === 0 ? [] : [`affected by ${listText(come)} as well`]),
    ...(gone.length === 0 ? [] : [`affected by ${listText(gone)} no more`]),
  ];
}

/** Which line binds, and which did before where it is another. */
export function ruleText({ ruleBefore, ruleAfter }: ChangedRequirement): string {
  const placed = (rule: typeof ruleAfter): string =>
    rule === undefined ? 'no rule' : `${rule.rule}${rule.at === undefined ? '' : ` at ${rule.at}`}`;
  const was = ruleBefore?.rule === ruleAfter?.rule ? '' : `, was by ${placed(ruleBefore)}`;
  return `by ${placed(ruleAfter)}${was}`;
}

const dueCell = (due: Instant | undefined, diff: PlanDiff): string =>
  due === undefined ? 'none' : formatZoned(due, diff.timeZone);

/** A requirement but for its asset. */
export const requirementCells = (requirement: DiffedRequirement, diff: PlanDiff): string[] => [
  requirement.asset,
  `${requirement.component} ${requirement.version} → ${requirement.target ?? 'no fix'}`,
  requirement.priority,
  `due ${dueCell(requirement.due, diff)}`,
  requirement.advisories.join(', '),
];

/** How a visit moves, and in which window. */
export function visitCells(visit: DiffedVisit, diff: PlanDiff): string[] {
  const at = (instant: Instant | undefined): string =>
    instant === undefined ? 'none' : formatZoned(instant, diff.timeZone);
  return [`${at(visit.before)} → ${at(visit.after)}`, visit.window ?? 'no window'];
}

/** Exceptions that come, go or say something else, a row each kind of change. */
export function exceptionRows({ exceptions }: PlanDiff): readonly (readonly string[])[] {
  const changed = exceptions.changed.map(({ name, expiresBefore, expiresAfter }) =>
    expiresBefore === expiresAfter ? name : `${name} (expires ${expiresBefore} → ${expiresAfter})`,
  );
  return named({ added: exceptions.added, removed: exceptions.removed, changed });
}

/** Assets that come, go or get another name. */
export function assetRows({ assets: { added, removed, renamed } }: PlanDiff): readonly (readonly string[])[] {
  const pairs = renamed.map(({ from, to }) => `${from} → ${to}`);
  return [
    ...(added.length > 0 ? [['added', assetsText(added)]] : []),
    ...(removed.length > 0 ? [['removed', assetsText(removed)]] : []),
    ...named({ renamed: pairs }),
  ];
}

/** What is missing on either side. */
export function incompleteRows({ incomplete }: PlanDiff): readonly (readonly string[])[] {
  return [...incomplete.before.map((text) => ['before', text]), ...incomplete.after.map((text) => ['after', text])];
}

const named = (lists: Readonly<Record<string, readonly string[]>>): readonly (readonly string[])[] =>
  Object.entries(lists).flatMap(([verb, list]) => (list.length === 0 ? [] : [[verb, list.join(', ')]]));
