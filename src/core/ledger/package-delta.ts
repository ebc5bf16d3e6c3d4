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

/** What a requirement has that its package's history does not: numbers of rows. */
export function packageDelta(
  requirement: Requirement,
  history: LedgerPackage | undefined,
  book: RowBook,
): readonly number[] {
  return matched(requirement.findings, history?.findings ?? []).flatMap((one) => rowsOf(requirement, one, book));
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

function rowsOf(requirement: Requirement, { current, known }: Matched, book: RowBook): readonly number[] {
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
  if (!isOpen && !isCovered) rows.push(book.number('opened', { ...subject, version }));
  rows.push(...dueRows(requirement, { current, before, subject }, book));
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
  book: RowBook,
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
    const content = dueRow(now.get(policy), before?.dues.get(policy));
    return content === undefined ? [] : [book.number('dueSet', { ...subject, ...content })];
  });
}

type DueContent = Omit<RowContent['dueSet'], keyof Subject>;

/** What changed of a policy's due; also when another rule or time limit now stands behind the same instant. */
function dueRow(now: Obligation | undefined, before: LedgerDue | undefined): DueContent | undefined {
  const kept = now?.clockStart === recordedClock;
  const previousDue = before?.due === undefined ? {} : { previousDue: formatInstant(before.due) };
  if (now?.due !== undefined) {
    const isSame = before?.due === now.due && before.rule === now.rule && before.within === now.within;
    if (isSame && before.kept === kept) return undefined;
    const { policy, rule, priority, start, within, due } = now;
    const clock = start === undefined ? {} : { start: formatInstant(start) };
    return { policy, rule, priority, ...clock, within, due: formatInstant(due), ...previousDue, ...(kept && { kept }) };
  }
  if (before?.due === undefined) return undefined;
  const { policy, rule, priority, within } = now ?? before;
  return { policy, rule, priority, within, ...previousDue };
}

function isStricter(left: Obligation, right: Obligation): boolean {
  const due = (left.due ?? Number.MAX_VALUE) - (right.due ?? Number.MAX_VALUE);
  if (due !== 0) return due < 0;
  const urgency = priorities.indexOf(left.priority) - priorities.indexOf(right.priority);
  return urgency !== 0 ? urgency < 0 : left.rule < right.rule;
}
