import type { Closed, Declined, DueSet, Opened } from '../../model/generated/ledger-record.ts';
import type { LedgerClosing, LedgerDue, LedgerEpisode, LedgerFinding, LedgerPackage } from '../../model/ledger.ts';
import type { Instant } from '../../model/time.ts';
import { parseInstant } from '../time.ts';
import { meet } from './identity.ts';

/** The rows of one record that are about one package of one asset. */
export interface PackageRows {
  readonly opened: readonly Opened[];
  readonly dueSet: readonly DueSet[];
  readonly declined: readonly Declined[];
  readonly closed: readonly Closed[];
}

/** The run that wrote the rows. */
export interface Run {
  readonly at: Instant;
  readonly record: string;
}

/**
 * A package's history after one more record: first what opened, then dues, declines and ends, so that the order of rows
 * in a record does not matter. Rows that say what is known already change nothing: two runs may have seen the same.
 */
export function foldPackage(
  before: Omit<LedgerPackage, 'id'>,
  rows: PackageRows,
  run: Run,
): Pick<LedgerPackage, 'findings' | 'declined'> {
  let findings = before.findings;
  for (const row of rows.opened) {
    findings = change(findings, row.advisories, (known) =>
      isClosedAgain(known, rows) ? known : opened(known, row, run),
    );
  }
  for (const row of rows.dueSet)
    findings = change(findings, row.advisories, (known) => known && withDue(known, row, run));
  for (const row of rows.closed)
    findings = change(findings, row.advisories, (known) => known && closed(known, row, run));
  const isNew = (row: Declined): boolean => !before.declined.some((one) => one.evidence === row.record);
  const declined = rows.declined.filter(isNew).map(({ target, record }) => ({ target, evidence: record, at: run.at }));
  return { findings, declined: [...before.declined, ...declined] };
}

/** Has it ended in a way that may turn out not to last? The software is still there, so its dues are kept. */
export function isSuspended({ closed }: LedgerEpisode): boolean {
  return closed?.by === 'exception' || closed?.by === 'assessment' || closed?.by === 'withdrawn';
}

/** Since when a finding counts as open: what was only suspended in between did not end. */
export function openSince({ openedAt, earlier }: LedgerFinding): Instant {
  const lastEnd = earlier.findLastIndex((episode) => !isSuspended(episode));
  const starts = earlier.slice(lastEnd + 1).map((episode) => episode.openedAt);
  return Math.min(openedAt, ...starts) as Instant;
}

/** Puts what becomes of the findings that ids mean in their place; several that turn out to be one become one. */
function change(
  findings: readonly LedgerFinding[],
  ids: readonly string[],
  next: (known: LedgerFinding | undefined) => LedgerFinding | undefined,
): readonly LedgerFinding[] {
  const meant = findings.filter(({ advisories }) => meet(advisories, ids));
  const [first, ...others] = meant;
  const changed = next(first && others.reduce(joined, first));
  if (changed === undefined) return findings;
  const advisories = [...new Set([...changed.advisories, ...ids])].sort();
  const rest = findings.filter((one) => !meant.includes(one));
  return [...rest, { ...changed, advisories }].sort(byAdvisory);
}

/** Covered from the start, it opened and closed in one run; another run that says the same opens nothing. */
function isClosedAgain(known: LedgerFinding | undefined, { closed: rows }: PackageRows): boolean {
  const { closed: closing, advisories = [] } = known ?? {};
  return rows.some(
    (row) => row.by === closing?.by && row.record === closing.evidence && meet(row.advisories, advisories),
  );
}

const byAdvisory = (left: LedgerFinding, right: LedgerFinding): number =>
  (left.advisories[0] ?? '') < (right.advisories[0] ?? '') ? -1 : 1;

/**
 * Two findings as one, as when an alias turns up that they share: open if either is, since the earlier, each policy
 * with the earlier of its dues.
 */
export function joined(left: LedgerFinding, right: LedgerFinding): LedgerFinding {
  const [open, other] = isAhead(left, right) ? [left, right] : [right, left];
  const dues = new Map(open.dues);
  for (const [policy, due] of rank(other) === gone ? [] : other.dues) {
    const mine = dues.get(policy);
    dues.set(policy, mine === undefined ? due : stricter(mine, due));
  }
  const advisories = [...new Set([...open.advisories, ...other.advisories])].sort();
  const earlier = [...open.earlier, ...other.earlier, episodeOf(other)].sort((a, b) => a.openedAt - b.openedAt);
  return { ...open, advisories, dues, earlier };
}

function isAhead(left: LedgerFinding, right: LedgerFinding): boolean {
  return rank(left) === rank(right) ? left.openedAt <= right.openedAt : rank(left) < rank(right);
}

const gone = 2;

/** What is open leads, then what may open again, then what ended for good. */
function rank(finding: LedgerFinding): number {
  if (finding.closed === undefined) return 0;
  return isSuspended(finding) ? 1 : gone;
}

function stricter(left: LedgerDue, right: LedgerDue): LedgerDue {
  const [first, second] =
    (left.due ?? Number.MAX_VALUE) <= (right.due ?? Number.MAX_VALUE) ? [left, right] : [right, left];
  const originals = [first.originalDue, second.originalDue].filter((due) => due !== undefined);
  return { ...first, originalDue: originals.length === 0 ? undefined : (Math.min(...originals) as Instant) };
}

const episodeOf = ({ openedAt, version, record, closed }: LedgerFinding): LedgerEpisode => ({
  openedAt,
  version,
  record,
  closed,
});

function opened(known: LedgerFinding | undefined, row: Opened, { at, record }: Run): LedgerFinding {
  if (known === undefined) {
    const advisories = [...row.advisories].sort();
    const name = row.advisory ?? advisories[0] ?? '';
    const dues = new Map<string, LedgerDue>();
    return { name, advisories, openedAt: at, version: row.version, record, closed: undefined, earlier: [], dues };
  }
  if (known.closed === undefined) return known;
  const earlier = [...known.earlier, episodeOf(known)];
  const dues = isSuspended(known) ? known.dues : new Map<string, LedgerDue>();
  return { ...known, openedAt: at, version: row.version, record, closed: undefined, earlier, dues };
}

function withDue(known: LedgerFinding, row: DueSet, { at, record }: Run): LedgerFinding {
  const { policy, rule, priority, within, kept = false } = row;
  const before = known.dues.get(policy);
  const due = row.due === undefined ? undefined : parseInstant(row.due);
  const start = row.start === undefined ? undefined : parseInstant(row.start);
  const isSame = before?.due === due && before?.start === start && before?.rule === rule && before.within === within;
  if (isSame && before.kept === kept) return known;
  const originalDue = before?.originalDue ?? due;
  const next: LedgerDue = { policy, rule, priority, within, start, due, originalDue, setAt: at, record, kept };
  return { ...known, dues: new Map(known.dues).set(policy, next) };
}

function closed(known: LedgerFinding, row: Closed, { at, record }: Run): LedgerFinding {
  if (known.closed !== undefined && !isSuspended(known)) return known;
  if (known.closed?.by === row.by && known.closed.evidence === row.record) return known;
  const closedAt = row.closedAt === undefined ? at : (parseInstant(row.closedAt) ?? at);
  const closing: LedgerClosing = { by: row.by, at: closedAt, version: row.version, evidence: row.record, record };
  return { ...known, closed: closing };
}
