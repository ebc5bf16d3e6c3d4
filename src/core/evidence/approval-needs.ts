import type { ApprovalNeed, Estate } from '../../model/estate.ts';
import type { Change } from '../../model/generated/change.ts';
import type { Workspace } from '../../model/generated/workspace.ts';
import type { BroughtResource } from '../../model/review.ts';
import { approvalNeeds } from '../estate/workspace.ts';

/**
 * What must be given to approve resources: what their Changes name, and what the Workspace **of the base** asks for their
 * kinds, so that nobody changes the rules and profits from them in one step. Each once, with the highest count; sorted.
 */
export function neededApprovals(brought: readonly BroughtResource[], base: Estate): readonly ApprovalNeed[] {
  const needs = new Map<string, ApprovalNeed>();
  for (const need of brought.flatMap((resource) => needsOf(resource, base))) {
    const key = keyOf(need);
    const known = needs.get(key);
    if (known === undefined || known.count < need.count) needs.set(key, need);
  }
  return [...needs.keys()].sort().flatMap((key) => needs.get(key) ?? []);
}

/** What a Change says itself must be given to approve it. */
export function needsOfChange({ spec: { key, requiredApprovals = [] } }: Change): readonly ApprovalNeed[] {
  return [
    ...key.approvers.map((name) => ({ from: 'role', name, count: 1 }) as const),
    ...requiredApprovals.flatMap(approvalNeeds),
  ];
}

/** `lead`, `2 of lead`, `team platform`, `2 of team platform`. */
export function needText({ from, name, count }: ApprovalNeed): string {
  const who = from === 'role' ? name : `team ${name}`;
  return count === 1 ? who : `${count} of ${who}`;
}

const keyOf = ({ from, name }: ApprovalNeed): string => `${from} ${name}`;

function needsOf({ kind, document }: BroughtResource, base: Estate): readonly ApprovalNeed[] {
  const named = base.workspace.approvals.get(kind) ?? [];
  if (kind === 'Workspace') return [...named, ...droppedNeeds(document as Workspace | undefined, base)];
  return kind === 'Change' && document !== undefined ? [...named, ...needsOfChange(document as Change)] : named;
}

/** Whoever is no longer to be asked is asked about that: otherwise a rule would be gone before anybody breaks it. */
function droppedNeeds(merged: Workspace | undefined, base: Estate): readonly ApprovalNeed[] {
  const kept = Object.entries(merged?.spec.approvals ?? {}).flatMap(([kind, required]) =>
    required.flatMap(approvalNeeds).map((need) => ({ kind, key: keyOf(need), count: need.count })),
  );
  return [...base.workspace.approvals].flatMap(([kind, needs]) =>
    needs.filter(
      (need) => !kept.some((one) => one.kind === kind && one.key === keyOf(need) && one.count >= need.count),
    ),
  );
}
