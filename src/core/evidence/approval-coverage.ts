import type { Change, Requirement, Visit } from '../../model/generated/change.ts';
import type { BroughtResource } from '../../model/review.ts';
import { canonicalJson } from '../digest.ts';
import { parseInstant } from '../time.ts';
import { needsOfChange, needText } from './approval-needs.ts';

/**
 * What was merged and not approved by somebody who saw `reviewed`, in words; `undefined`: nothing.
 *
 * Of a Change, what is approved is assets, targets, windows with start and end, gates and required roles. Taking visits or
 * targets out of it, or a due that is still met, keeps an approval; a visit that became late, that was moved or added does
 * not. Any other resource must be the very same.
 */
export function unapproved(merged: BroughtResource, reviewed: BroughtResource | undefined): string | undefined {
  const what = `${merged.kind} ${merged.name}`;
  if (merged.document === undefined) return reviewed?.document === undefined ? undefined : `${what} was taken away`;
  if (reviewed?.document === undefined) return `${what} was not there`;
  if (merged.kind !== 'Change') {
    return canonicalJson(merged.document) === canonicalJson(reviewed.document) ? undefined : `${what} was another`;
  }
  return changedWork(merged.document as Change, reviewed.document as Change);
}

/** The first thing in which a merged Change goes beyond a reviewed one. */
function changedWork(merged: Change, reviewed: Change): string | undefined {
  const kept = needsOfChange(merged).map(needText);
  const dropped = needsOfChange(reviewed)
    .map(needText)
    .find((need) => !kept.includes(need));
  if (dropped !== undefined) return `${dropped} had to approve`;
  const known = new Map(reviewed.spec.visits.map((visit) => [visit.id, visit] as const));
  for (const visit of merged.spec.visits) {
    const before = known.get(visit.id) ?? reviewed.spec.visits.find((one) => isSameSlot(one, visit));
    const difference = before === undefined ? `${visit.asset} was not in it` : changedVisit(visit, before);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

const isSameSlot = (left: Visit, right: Visit): boolean => left.asset === right.asset && left.start === right.start;

function changedVisit(merged: Visit, reviewed: Visit): string | undefined {
  const { asset } = merged;
  if (reviewed.asset !== asset) return `${merged.id} was for ${reviewed.asset}`;
  const at = ({ start, end }: Visit): string => `${parseInstant(start) ?? start} ${parseInstant(end) ?? end}`;
  if (at(merged) !== at(reviewed)) return `${asset} was to be patched from ${reviewed.start} to ${reviewed.end}`;
  if (merged.window !== reviewed.window) return `${asset} was in window ${reviewed.window ?? 'none'}`;
  if (merged.kind !== reviewed.kind) return `the visit of ${asset} was ${reviewed.kind}`;
  const gates = (visit: Visit): readonly string[] => (visit.gates ?? []).map(({ gate }) => gate);
  const dropped = gates(reviewed).find((gate) => !gates(merged).includes(gate));
  if (dropped !== undefined) return `${asset} had the gate ${dropped}`;
  const added = merged.requirements.find((one) => !reviewed.requirements.some((other) => isSameUpdate(one, other)));
  if (added !== undefined) return `${asset} was not to get ${added.component.name} ${added.target}`;
  const late = merged.requirements.find(
    (one) =>
      isLate(merged, one) && !reviewed.requirements.some((other) => other.id === one.id && isLate(reviewed, other)),
  );
  return late === undefined ? undefined : `${late.component.name} on ${asset} was still in time`;
}

const isSameUpdate = (left: Requirement, right: Requirement): boolean =>
  left.target === right.target &&
  left.component.ecosystem === right.component.ecosystem &&
  left.component.name === right.component.name;

function isLate({ end }: Visit, { due }: Requirement): boolean {
  const [over, limit] = [parseInstant(end), parseInstant(due ?? '')];
  return over !== undefined && limit !== undefined && over > limit;
}
