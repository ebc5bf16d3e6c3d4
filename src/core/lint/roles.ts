import type { Estate } from '../../model/estate.ts';
import type { Role } from '../../model/generated/role.ts';
import type { Resource } from '../../model/resource.ts';

/**
 * The people who hold a role on a day, by id, sorted. `undefined`: the forge knows them, because the role or one of its
 * teams is a team there.
 */
export function holdersOf(estate: Estate, role: Resource<'Role'>, day: string): readonly string[] | undefined {
  const { holders = [], teams = [], forgeTeam } = role.document.spec;
  const specs = teams.flatMap((name) => estate.resources.Team?.get(name)?.document.spec ?? []);
  if (forgeTeam !== undefined || specs.some((team) => team.people === undefined && team.forgeTeam !== undefined)) {
    return undefined;
  }
  const own = holders.filter((holder) => isHolding(holder, day)).map(({ person }) => person);
  const ofTeams = specs.flatMap(({ people = [] }) => people.map(({ id }) => id));
  return [...new Set([...own, ...ofTeams])].sort();
}

/** Must nobody use both roles on one change? Either may say so. */
export function isConflict(one: Resource<'Role'>, other: Resource<'Role'>): boolean {
  const names = (role: Resource<'Role'>): readonly string[] => role.document.spec.conflictsWith ?? [];
  return names(one).includes(other.name) || names(other).includes(one.name);
}

type Holder = NonNullable<Role['spec']['holders']>[number];

/** Does somebody hold a role on a day? Both days count whole, so comparing them as texts is enough. */
export function isHolding({ from, until }: Holder, day: string): boolean {
  return (from === undefined || from.slice(0, 10) <= day) && (until === undefined || until.slice(0, 10) >= day);
}
