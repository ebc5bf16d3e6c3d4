import type { Estate } from '../../model/estate.ts';
import type { Change } from '../../model/generated/change.ts';
import type { Resource } from '../../model/resource.ts';
import type { BroughtResource } from '../../model/review.ts';
import { holdersOf, isConflict } from '../lint/roles.ts';
import { rolesOf } from './approval-coverage.ts';
import { isAmong, type People } from './approval-people.ts';

/** Roles that must approve what a merge brought: what its Changes name, and what the base's Workspace asks for a kind. */
export function requiredRoles(brought: readonly BroughtResource[], base: Estate): readonly string[] {
  const roles = brought.flatMap(({ kind, document }) => [
    ...(base.workspace.approvals.get(kind) ?? []),
    ...(kind === 'Change' && document !== undefined ? rolesOf(document as Change) : []),
  ]);
  return [...new Set(roles)].sort();
}

/** Who gave which role, and why others are missing. */
export interface RoleGrants {
  /** Roles by person, sorted. */
  readonly used: ReadonlyMap<string, readonly string[]>;
  readonly missing: readonly { readonly role: string; readonly why: string }[];
  /** People who hold every approval of two roles that must be two people. */
  readonly conflicts: readonly { readonly person: string; readonly roles: readonly string[] }[];
}

/**
 * Gives each required role to those of the approvers who hold it on a day, by the Roles and Teams of the base. A role that
 * only the forge knows the members of is missing: nobody can tell here. Roles that conflict must be given by two people.
 */
export function grantRoles(
  required: readonly string[],
  approvers: readonly string[],
  { base, people, day }: { readonly base: Estate; readonly people: People; readonly day: string },
): RoleGrants {
  const candidates = new Map<string, readonly string[]>();
  const missing: { readonly role: string; readonly why: string }[] = [];
  for (const name of required) {
    const role = base.resources.Role?.get(name);
    const holders = role && holdersOf(base, role, day);
    const giving = approvers.filter((person) => holders !== undefined && isAmong(person, holders, people));
    if (giving.length > 0) candidates.set(name, giving);
    else missing.push({ role: name, why: whyMissing(role, holders) });
  }
  const used = new Map<string, string[]>();
  for (const [role, giving] of candidates) {
    for (const person of giving) used.set(person, [...(used.get(person) ?? []), role]);
  }
  return { used, missing, conflicts: conflictsIn(candidates, base) };
}

function whyMissing(role: Resource<'Role'> | undefined, holders: readonly string[] | undefined): string {
  if (role === undefined) return ', which no Role of the base branch is';
  if (holders === undefined) return ', whose members only the forge knows';
  return holders.length === 0 ? ', which nobody held' : '';
}

/** Pairs of roles of which each has one approver only, who is the same. */
function conflictsIn(
  candidates: ReadonlyMap<string, readonly string[]>,
  { resources }: Estate,
): RoleGrants['conflicts'] {
  const names = [...candidates.keys()];
  return names.flatMap((left, index) =>
    names.slice(index + 1).flatMap((right) => {
      const [one, other] = [resources.Role?.get(left), resources.Role?.get(right)];
      if (one === undefined || other === undefined || !isConflict(one, other)) return [];
      const both = new Set([...(candidates.get(left) ?? []), ...(candidates.get(right) ?? [])]);
      const [person] = both;
      return both.size === 1 && person !== undefined ? [{ person, roles: [left, right] }] : [];
    }),
  );
}
