import type { ApprovalNeed, Estate } from '../../model/estate.ts';
import { isConflict } from '../lint/roles.ts';
import { type ForgeMembers, type Members, membersOf } from './approval-members.ts';
import { partRoles, type RoleCandidates } from './approval-parting.ts';
import { isAmong, type People } from './approval-people.ts';

/** Who gave which role, and what is missing. */
export interface ApprovalGrants {
  /** Roles by person, sorted. */
  readonly used: ReadonlyMap<string, readonly string[]>;
  readonly missing: readonly MissingApproval[];
  /** Roles that must be given by different people, and the too few who gave them. */
  readonly conflicts: readonly { readonly people: readonly string[]; readonly roles: readonly string[] }[];
}

/** An approval that too few gave. */
export interface MissingApproval {
  readonly need: ApprovalNeed;
  /** People who gave theirs, sorted. */
  readonly given: readonly string[];
  /** Who may; `undefined`: there is no such Role or Team. */
  readonly members: Members | undefined;
  /** Ids and logins of everybody who may, as far as they could be read. */
  readonly names: readonly string[];
  /** Teams of the forge whose members nobody could read. */
  readonly unread: readonly string[];
}

/** What approvals are granted by. */
export interface GrantGround {
  readonly base: Estate;
  readonly people: People;
  /** `yyyy-mm-dd` in the Workspace's zone. */
  readonly day: string;
  readonly forgeMembers: ForgeMembers;
}

/**
 * Counts for each needed approval those of the approvers who may give it on a day, by the Roles and Teams of the base. Who
 * belongs to a team of the forge that cannot be read is unknown, and nobody gives it. Roles that conflict must be given by
 * different people.
 */
export function grantApprovals(
  needs: readonly ApprovalNeed[],
  approvers: readonly string[],
  ground: GrantGround,
): ApprovalGrants {
  const judged = needs.map((need) => judgeNeed(need, approvers, ground));
  const candidates = judged
    .filter(({ need, given }) => need.from === 'role' && given.length >= need.count)
    .map(({ need, given }): RoleCandidates => ({ role: need.name, count: need.count, people: given }));
  const parted = partRoles(candidates, ground.base);
  return {
    used: parted ?? rolesByPerson(candidates),
    missing: judged.filter(({ need, given }) => given.length < need.count),
    conflicts: parted === undefined ? conflictsIn(candidates, ground.base) : [],
  };
}

function judgeNeed(need: ApprovalNeed, approvers: readonly string[], ground: GrantGround): MissingApproval {
  const { base, people, day, forgeMembers } = ground;
  const members = membersOf(need, base, day);
  const teams = members?.forgeTeams ?? [];
  const names = [...(members?.people ?? []), ...teams.flatMap((team) => forgeMembers.get(team) ?? [])];
  return {
    ...{ need, members, names },
    given: approvers.filter((person) => isAmong(person, names, people)),
    unread: teams.filter((team) => !forgeMembers.has(team)),
  };
}

function rolesByPerson(candidates: readonly RoleCandidates[]): ReadonlyMap<string, readonly string[]> {
  const used = new Map<string, readonly string[]>();
  for (const { role, people } of candidates) {
    for (const person of people) used.set(person, [...(used.get(person) ?? []), role].sort());
  }
  return used;
}

/** Pairs that one person gave alone, or else all of the roles that conflict: together they have too few people. */
function conflictsIn(candidates: readonly RoleCandidates[], { resources }: Estate): ApprovalGrants['conflicts'] {
  const pairs = candidates.flatMap((left, index) =>
    candidates.slice(index + 1).flatMap((right) => {
      const [one, other] = [resources.Role?.get(left.role), resources.Role?.get(right.role)];
      return one !== undefined && other !== undefined && isConflict(one, other) ? [[left, right] as const] : [];
    }),
  );
  const alone = pairs.flatMap(([left, right]) => {
    const both = [...new Set([...left.people, ...right.people])];
    return both.length === 1 ? [{ people: both, roles: [left.role, right.role] }] : [];
  });
  if (alone.length > 0) return alone;
  const all = pairs.flat();
  return [
    {
      people: [...new Set(all.flatMap(({ people }) => people))].sort(),
      roles: [...new Set(all.map(({ role }) => role))].sort(),
    },
  ];
}
