import type { Estate } from '../../model/estate.ts';
import { type Priority, priorities, type RequirementState, type SharedRequirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { formatZoned, parseInstant } from '../time.ts';

const dayMs = 86_400_000;

/** Work that people declined: one row of a DeclineRecord. */
export interface Decline {
  readonly record: string;
  readonly target: string;
  /** Priority and due at the time; a greater risk brings the work back. */
  readonly priority: Priority;
  readonly due: Instant | undefined;
  readonly at: Instant;
}

/** Every decline that no later record supersedes, by requirement id, the latest last. */
export function declinesOf(estate: Estate): ReadonlyMap<string, readonly Decline[]> {
  const records = [...(estate.resources.DeclineRecord?.values() ?? [])];
  const superseded = new Set(records.flatMap(({ document }) => document.spec.supersedes ?? []));
  const declines = new Map<string, readonly Decline[]>();
  for (const { name, document } of records) {
    const at = parseInstant(document.spec.declinedAt);
    if (at === undefined || superseded.has(name)) continue;
    for (const { requirement, target, priority, due } of document.spec.rows) {
      const one: Decline = { record: name, target, priority, due: due === undefined ? due : parseInstant(due), at };
      declines.set(
        requirement,
        [...(declines.get(requirement) ?? []), one].sort((a, b) => a.at - b.at),
      );
    }
  }
  return declines;
}

/** States in which a visit would be planned. In every other one a decline has nothing to say. */
const declinable: ReadonlySet<RequirementState> = new Set(['open', 'due-soon', 'overdue']);

/**
 * A requirement whose target people declined is `declined`: no visit carries it, and it stays uncovered
 * until an exception is approved, another target is at hand, or the risk escalated since: more urgent, overdue now, or
 * newly in KEV. An entry of the catalogue that does not say since when counts as new.
 */
export function underDecline(
  requirement: SharedRequirement,
  ofIt: readonly Decline[],
  { asOf, timeZone }: { readonly asOf: Instant; readonly timeZone: string },
): SharedRequirement {
  const target = requirement.target ?? requirement.partial?.version;
  const last = ofIt.findLast((one) => one.target === target && one.at <= asOf);
  if (last === undefined || !declinable.has(requirement.state) || hasEscalated(requirement, last, asOf)) {
    return requirement;
  }
  const text = `declined ${formatZoned(last.at, timeZone)} (${last.record}): uncovered until an exception is approved or the risk grows`;
  return { ...requirement, state: 'declined', reasons: [{ code: 'declined', text }, ...requirement.reasons] };
}

function hasEscalated({ priority, due, findings }: SharedRequirement, decline: Decline, asOf: Instant): boolean {
  const isMoreUrgent = priorities.indexOf(priority) < priorities.indexOf(decline.priority);
  const wasOverdue = decline.due !== undefined && decline.due < decline.at;
  const isOverdueNow = due !== undefined && asOf > due && !wasOverdue;
  // Catalogue dates are days: what was added on the day of the decline may have come after it.
  const isNewlyExploited = findings.some(
    ({ facts: { kev, kevAddedAt } }) =>
      kev.value === true && (kevAddedAt.value === undefined || kevAddedAt.value + dayMs > decline.at),
  );
  return isMoreUrgent || isOverdueNow || isNewlyExploited;
}
