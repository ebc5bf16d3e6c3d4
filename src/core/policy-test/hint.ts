import type { Obligation } from '../../model/requirement.ts';
import type { Resource } from '../../model/resource.ts';
import { nearest } from '../estate/nearest.ts';
import type { Mismatch } from './compare.ts';

/**
 * What to do about an expectation that was not met, where the policies tell: a rule that stands in a policy which
 * this one extends, a rule that no table has, or a clock that the test does not give.
 */
export function hintFor(
  { field, expected }: Mismatch,
  decided: readonly Obligation[],
  policy: Resource<'PatchPolicy'>,
  policies: readonly Resource<'PatchPolicy'>[],
): string | undefined {
  if (field === 'rule') return ruleHint(expected, policy, policies);
  return field === 'due' ? dueHint(decided[0]) : undefined;
}

function ruleHint(
  rule: string,
  policy: Resource<'PatchPolicy'>,
  policies: readonly Resource<'PatchPolicy'>[],
): string | undefined {
  const own = idsOf(policy);
  if (rule === 'none' || own.includes(rule)) return undefined;
  const owner = extendedBy(policy, policies).find((extended) => idsOf(extended).includes(rule));
  if (owner !== undefined) {
    return `the rule ${rule} stands in ${owner.name}, which ${policy.name} extends; test it there, or expect none here`;
  }
  const near = nearest(rule, own);
  return near === undefined ? `${policy.name} has no rule ${rule}` : `did you mean ${near}?`;
}

function idsOf({ document: { spec } }: Resource<'PatchPolicy'>): readonly string[] {
  const ids = spec.rules.map(({ id }) => id);
  return spec.default === undefined ? ids : [...ids, 'default'];
}

/** Everything that a policy extends, directly or through others. */
function extendedBy(
  policy: Resource<'PatchPolicy'>,
  policies: readonly Resource<'PatchPolicy'>[],
): readonly Resource<'PatchPolicy'>[] {
  const found = new Set<Resource<'PatchPolicy'>>();
  const follow = (from: Resource<'PatchPolicy'>): void => {
    for (const name of from.document.spec.extends ?? []) {
      const next = policies.find((one) => one.name === name);
      if (next === undefined || next === policy || found.has(next)) continue;
      found.add(next);
      follow(next);
    }
  };
  follow(policy);
  return [...found];
}

function dueHint(decided: Obligation | undefined): string | undefined {
  if (decided === undefined || decided.due !== undefined) return undefined;
  if (decided.within === 'none' || decided.within === 'next-upgrade') return undefined;
  if (decided.within === 'kev-due-date') return 'give kevDueDate under `facts`';
  return `give an instant of ${decided.clockStart} under \`clocks\``;
}
