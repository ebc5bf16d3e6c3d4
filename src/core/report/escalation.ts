import type { Requirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { Decision } from '../plan/decision.ts';
import { addDuration, parseDuration } from '../time.ts';

/**
 * Roles that the policies of a requirement want told by now, sorted: those of every step (`escalation[].at`, a distance
 * from the due instant) that has been reached. Steps before the due instant count as reached once it has passed.
 */
export function escalatedTo(
  { due, governance }: Pick<Requirement, 'due' | 'governance'>,
  { plan, estate }: Decision,
): readonly string[] {
  if (due === undefined || due >= plan.asOf) return [];
  const { timeZone: zone, weekend, holidays } = estate.workspace;
  const isReached = (at: string): boolean => {
    if (at.startsWith('-')) return true;
    const distance = parseDuration(at.replace(/^\+/, ''));
    const reached: Instant | undefined = distance && addDuration(due, distance, { zone, weekend, holidays });
    return reached !== undefined && reached <= plan.asOf;
  };
  const steps = governance.policies.flatMap(
    (name) => estate.resources.PatchPolicy?.get(name)?.document.spec.escalation ?? [],
  );
  return [...new Set(steps.filter(({ at }) => isReached(at)).map(({ role }) => role))].sort();
}
