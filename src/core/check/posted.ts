import type { CheckId, CheckReport, CheckResult } from '../../model/check.ts';
import type { ForgeCheck } from '../../model/forge.ts';

/** Verdicts that a branch's rules may require, each over some of the checks. */
const groups: readonly { readonly name: string; readonly ids: readonly CheckId[] }[] = [
  {
    name: 'patchledger/policy',
    ids: ['files', 'policy-tests', 'freshness', 'deadlines', 'exceptions', 'records', 'effect', 'owners'],
  },
  { name: 'patchledger/plan-fresh', ids: ['plan'] },
  { name: 'patchledger/evidence', ids: ['evidence'] },
  { name: 'patchledger/approval', ids: ['approval'] },
];

/** The summary of a check may hold so many characters (GitHub's REST description, check runs). */
const summaryLimit = 65_535;

/**
 * The verdicts as the forge keeps them, one a group of checks that were made. What is not judged is no success: a check
 * that is required must not pass because nobody could look.
 */
export function postedChecks({ results }: CheckReport, summary: string): readonly ForgeCheck[] {
  return groups.flatMap(({ name, ids }) => {
    const made = results.filter(({ id }) => ids.includes(id));
    if (made.length === 0) return [];
    const bad = made.filter(({ verdict }) => verdict !== 'pass');
    const conclusion = bad.length === 0 ? 'success' : 'failure';
    return [{ name, conclusion, title: titleOf(made, bad), summary: cut(summary) }];
  });
}

function titleOf(made: readonly CheckResult[], bad: readonly CheckResult[]): string {
  const [first, ...rest] = bad;
  if (first === undefined) return made.length === 1 ? (made[0]?.title ?? '') : `${made.length} checks in order`;
  return rest.length === 0 ? first.title : `${first.title}; and ${rest.length} more`;
}

const cut = (text: string): string => (text.length <= summaryLimit ? text : `${text.slice(0, summaryLimit - 2)}\n…`);
