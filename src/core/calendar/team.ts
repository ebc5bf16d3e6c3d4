import type { Asset } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { Activity } from '../../model/generated/activity.ts';

/** What concerns one team. */
export interface TeamScope {
  readonly assets: readonly Asset[];
  /** Does the team see to an activity or take part, by its own name, by a role it holds, or by one of its people? */
  readonly takesPart: (activity: Activity) => boolean;
}

/** Every team that the estate knows: as a resource, or because an asset names it as its owner. Sorted. */
export function teamNames({ resources, assets }: Estate): readonly string[] {
  const owners = assets.flatMap(({ owner }) => owner ?? []);
  return [...new Set([...(resources.Team?.keys() ?? []), ...owners])].sort();
}

/** What concerns a team of `teamNames`. */
export function teamScope({ resources, assets }: Estate, team: string): TeamScope {
  const people = new Set(resources.Team?.get(team)?.document.spec.people?.map(({ id }) => id) ?? []);
  const roles = [...(resources.Role?.values() ?? [])]
    .filter(({ document: { spec } }) => {
      const holders = spec.holders?.map(({ person }) => person) ?? [];
      return spec.teams?.includes(team) === true || holders.some((person) => people.has(person));
    })
    .map(({ name }) => name);
  const names = new Set([team, ...roles]);
  return {
    assets: assets.filter(({ owner }) => owner === team),
    takesPart: ({ spec }) => [spec.owner, ...(spec.audience ?? [])].some((name) => names.has(name)),
  };
}
