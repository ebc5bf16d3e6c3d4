import type { ApprovalNeed, Estate } from '../../model/estate.ts';
import { isHolding } from '../lint/roles.ts';

/** Logins of the members of teams of the forge, by `organisation/team`; a team that nobody could read is not in it. */
export type ForgeMembers = ReadonlyMap<string, readonly string[]>;

/** Who may give an approval. */
export interface Members {
  /** Ids of people whom the estate names, sorted. */
  readonly people: readonly string[];
  /** Teams of the forge that stand where the estate names nobody, sorted. */
  readonly forgeTeams: readonly string[];
}

/**
 * Who may give an approval on a day, by the Roles and Teams of an estate. Where they list people, those are all there
 * are; only where they list nobody, the team of the forge that they name speaks. `undefined`: there is no such Role or
 * Team.
 */
export function membersOf({ from, name }: ApprovalNeed, { resources }: Estate, day: string): Members | undefined {
  if (from === 'team') return resources.Team?.has(name) === true ? teamMembers([name], resources) : undefined;
  const role = resources.Role?.get(name)?.document.spec;
  if (role === undefined) return undefined;
  const { holders, teams = [], forgeTeam } = role;
  if (holders === undefined && teams.length === 0) {
    return { people: [], forgeTeams: forgeTeam === undefined ? [] : [forgeTeam] };
  }
  const own = (holders ?? []).filter((holder) => isHolding(holder, day)).map(({ person }) => person);
  const { people, forgeTeams } = teamMembers(teams, resources);
  return { people: [...new Set([...own, ...people])].sort(), forgeTeams };
}

/** Teams of the forge whose members must be known to tell who may give approvals, sorted. */
export function askedForgeTeams(needs: readonly ApprovalNeed[], base: Estate, day: string): readonly string[] {
  return [...new Set(needs.flatMap((need) => membersOf(need, base, day)?.forgeTeams ?? []))].sort();
}

function teamMembers(names: readonly string[], { Team }: Estate['resources']): Members {
  const teams = names.flatMap((name) => Team?.get(name)?.document.spec ?? []);
  return {
    people: [...new Set(teams.flatMap(({ people = [] }) => people.map(({ id }) => id)))].sort(),
    forgeTeams: [
      ...new Set(teams.flatMap(({ people, forgeTeam }) => (people === undefined ? (forgeTeam ?? []) : []))),
    ].sort(),
  };
}
