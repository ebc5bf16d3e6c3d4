import type { ComponentFinding } from '../../model/finding.ts';
import type { LedgerDue, LedgerFinding, LedgerPackage } from '../../model/ledger.ts';
import { type Obligation, priorities, type Requirement } from '../../model/requirement.ts';
import { recordedClock } from '../prioritise/obliged.ts';
import { formatInstant } from '../time.ts';
import { isSuspended, joined } from './fold-package.ts';
import { advisoryIds, meet } from './identity.ts';
import type { RowBook, RowContent } from './row-book.ts';

/** What the plan and the ledger call one finding: several of either where an alias came or went. */
interface Matched {
  readonly current: readonly ComponentFinding[];
  readonly known: readonly LedgerFinding[];
}

/** Where rows go, and the policies that were edited since the last run. */
export interface DeltaSink {
  readonly book: RowBook;
  readonly edited: ReadonlySet<string>;
}

/** What a requirement has that its package's history does not: numbers of rows. */
export function packageDelta(
  requirement: Requirement,
  history: LedgerPackage | undefined,
  sink: DeltaSink,
): readonly number[] {
  return matched(requirement.findings, history?.findings ?? []).flatMap((one) => rowsOf(requirement, one, sink));
}

function matched(current: readonly ComponentFinding[], known: readonly LedgerFinding[]): readonly Matched[] {
  const pairs: Matched[] = [];
  for (const finding of current) {
    const met = known.filter(({ advisories }) => meet(advisories, advisoryIds(finding)));
    const at = pairs.findIndex((pair) => pair.known.some((one) => met.includes(one)));
    const before = pairs[at];
    if (before === undefined) pairs.push({ current: [finding], known: met });
    else pairs[at] = { current: [...before.current, finding], known: [...new Set([...before.known, ...met])] };
  }
  return pairs;
}

function rowsOf(requirement: Requirement, { current, known }: Matched, sink: DeltaSink): readonly number[] {
  const { book } = sink;
  const live = known.filter((one) => one.closed === undefined || isSuspended(one));
  const [first, ...others] = live;
  const before = first && others.reduce(joined, first);
  const exceptions = current.map(({ advisory }) => requirement.covered?.get(advisory));
  const exception = exceptions.every((name) => name !== undefined) ? exceptions[0] : undefined;
  const ids = current.flatMap(advisoryIds);
  const advisories = [...new Set([...ids, ...known.flatMap((one) => one.advisories)])].sort();
  const subject = { ...packageOf(requirement), advisories };
  const { version } = requirement.component;

  const rows: number[] = [];
  const isCovered = before?.closed?.by === 'exception' && exception !== undefined;
  const isOpen = before !== undefined && before.closed === undefined;
  if (!isOpen && !isCovered) {
    // What ended for good keeps its name as well when it comes back.
    const advisory = before?.name ?? known[0]?.name ?? current[0]?.advisory ?? '';
    const named = advisory === advisories[0] ? {} : { advisory };
    rows.push(book.number('opened', { ...subject, ...named, version }));
  }
  rows.push(...dueRows(requirement, { current, before, subject }, sink));
  if (exception !== undefined && !(isCovered && before.closed?.evidence === exception)) {
    rows.push(book.number('closed', { ...subject, by: 'exception', version, record: exception }));
  }
  return rows;
}

type Subject = ReturnType<typeof packageOf> & { readonly advisories: readonly string[] };

/** The package of a requirement as rows name it. */
function packageOf({ component: { ecosystem, name, path } }: Requirement): {
  readonly ecosystem: string;
  readonly package: string;
  readonly path?: string;
} {
  return { ecosystem, package: name, ...(path !== undefined && { path }) };
}

interface DueContext {
  readonly current: readonly ComponentFinding[];
  readonly before: LedgerFinding | undefined;
  readonly subject: Subject;
}

function dueRows(
  { obligations }: Requirement,
  { current, before, subject }: DueContext,
  { book, edited }: DeltaSink,
): readonly number[] {
  const names = new Set(current.map(({ advisory }) => advisory));
  const now = new Map<string, Obligation>();
  for (const one of obligations) {
    // A vendor's activation is a fact of its Patch, not the promise of a policy.
    if (!names.has(one.advisory) || one.clockStart === 'activation') continue;
    const best = now.get(one.policy);
    if (best === undefined || isStricter(one, best)) now.set(one.policy, one);
  }
  const policies = [...new Set([...now.keys(), ...(before?.dues.keys() ?? [])])].sort();
  return policies.flatMap((policy) => {
    const content = dueRow(now.get(policy), before?.dues.get(policy), edited);
    return content === undefined ? [] : [book.number('dueSet', { ...subject, ...content })];
  });
}

type DueContent = Omit<RowContent['dueSet'], keyof Subject>;

/**
 * What changed of a policy's due. Where the policy was edited, also which rule, time limit or earlier start now stands
 * behind the same instant: the promise is then the new table's, and facts alone move it from here on.
 */
function dueRow(
  now: Obligation | undefined,
  before: LedgerDue | undefined,
  edited: ReadonlySet<string>,
): DueContent | undefined {
  const previousDue = before?.due === undefined ? {} : { previousDue: formatInstant(before.due) };
  if (now?.due !== undefined) {
    const kept = now.clockStart === recordedClock;
    const isSame = before?.due === now.due && before.kept === kept;
    if (isSame && !(edited.has(now.policy) && isReassigned(now, before))) return undefined;
    const { policy, rule, priority, start, within, due } = now;
    const clock = start === undefined ? {} : { start: formatInstant(start) };
    return { policy, rule, priority, ...clock, within, due: formatInstant(due), ...previousDue, ...(kept && { kept }) };
  }
  if (before?.due === undefined) return undefined;
  const { policy, rule, priority, within } = now ?? before;
  return { policy, rule, priority, within, ...previousDue };
}

function isReassigned({ rule, within, start }: Obligation, before: LedgerDue): boolean {
  const startedEarlier = start !== undefined && start < (before.start ?? Number.MAX_VALUE);
  return before.rule !== rule || before.within !== within || startedEarlier;
}

function isStricter(left: Obligation, right: Obligation): boolean {
  const due = (left.due ?? Number.MAX_VALUE) - (right.due ?? Number.MAX_VALUE);
  if (due !== 0) return due < 0;
  const urgency = priorities.indexOf(left.priority) - priorities.indexOf(right.priority);
  return urgency !== 0 ? urgency < 0 : left.rule < right.rule;
}
