import { type ChangeLane, type CheckId, type CheckReport, type CheckResult, checkIds } from '../../model/check.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { sortDiagnostics } from '../load/sort.ts';

/** What one check found. */
export interface CheckFinding {
  /** What counts: an error fails, anything milder is a remark. In `strictly` checks a remark fails as well. */
  readonly problems: readonly Diagnostic[];
  /** The same on the base. */
  readonly known?: number;
  /** Why it could not be judged; then it neither passes nor fails. */
  readonly unknown?: string | undefined;
}

/** Checks in which a warning is a violation: their codes are warnings where an estate is merely edited. */
const strictly: ReadonlySet<CheckId> = new Set(['freshness', 'exceptions']);

/**
 * What data may bring to light and never causes: an advisory that makes something overdue must be merged for anybody to
 * see it, and a gate that held it back would keep the estate in the dark.
 */
const news: ReadonlySet<CheckId> = new Set(['deadlines', 'freshness', 'exceptions']);

const names: Readonly<Record<CheckId, string>> = {
  files: 'Files',
  'policy-tests': 'Policy tests',
  freshness: 'Freshness',
  deadlines: 'Deadlines',
  exceptions: 'Exceptions',
  evidence: 'Evidence',
  plan: 'Plan',
  records: 'Records and merged Changes',
  effect: 'Effect on promises',
  approval: 'Approval',
  owners: 'Code owners',
};

/** Puts the checks that were made into one report. What was not looked at is not in it. */
export function checkReport(
  frame: Pick<CheckReport, 'mode' | 'base' | 'head'> & { readonly lane: ChangeLane },
  findings: Partial<Readonly<Record<CheckId, CheckFinding>>>,
): CheckReport {
  const results = checkIds.flatMap((id) => {
    const finding = findings[id];
    return finding === undefined ? [] : [resultOf(id, finding, frame.lane)];
  });
  return { ...frame, results, verdict: verdictOf(results) };
}

function resultOf(id: CheckId, { problems, known = 0, unknown }: CheckFinding, lane: ChangeLane): CheckResult {
  const isNews = lane === 'data' && news.has(id);
  const failing = isNews ? 0 : problems.filter(({ severity }) => severity === 'error' || strictly.has(id)).length;
  const verdict = failing > 0 ? 'fail' : unknown === undefined ? 'pass' : 'unknown';
  return {
    id,
    verdict,
    title: titleOf(id, { failing, remarks: problems.length - failing, known, unknown }),
    problems: sortDiagnostics(problems),
    known,
  };
}

interface Counts {
  readonly failing: number;
  readonly remarks: number;
  readonly known: number;
  readonly unknown: string | undefined;
}

/** `Deadlines: 2 new problems, 3 more stand on the base`. */
function titleOf(id: CheckId, { failing, remarks, known, unknown }: Counts): string {
  const parts = [
    ...(failing > 0 ? [`${failing} ${failing === 1 ? 'problem' : 'problems'}`] : []),
    ...(unknown === undefined ? [] : [`not judged, ${unknown}`]),
    ...(remarks > 0 ? [`${remarks} to look at`] : []),
    ...(known > 0 ? [`${known} more on the base as well`] : []),
  ];
  return `${names[id]}: ${failing === 0 && unknown === undefined ? ['in order', ...parts].join(', ') : parts.join(', ')}`;
}

function verdictOf(results: readonly CheckResult[]): string {
  const failed = results.filter(({ verdict }) => verdict === 'fail');
  const unknown = results.filter(({ verdict }) => verdict === 'unknown');
  const not = unknown.length === 0 ? '' : `, ${unknown.length} not judged`;
  if (failed.length > 0)
    return `${failed.length} of ${results.length} checks failed${not}: ${failed.map(({ id }) => id).join(', ')}`;
  return `${results.length - unknown.length} of ${results.length} checks passed${not}`;
}
