import type { Asset } from '../../model/asset.ts';
import type { Requirement, RequirementBook, RequirementSet, SharedRequirement } from '../../model/requirement.ts';
import { requirementKey } from '../ledger/identity.ts';
import { requirementIds } from './requirement-ids.ts';

/** The set of assets of which nothing is required. */
export const emptySet: RequirementSet = { requirements: [], keys: [] };

/** Keeps what is required of assets: `sets` in the order of `assets`. Ids and single requirements are made when asked for. */
export function bookOf(assets: readonly Asset[], sets: readonly RequirementSet[]): RequirementBook {
  const minted = new Array<readonly string[] | undefined>(assets.length);
  const idsOf = requirementIds();
  const idsAt = (place: number): readonly string[] => {
    const known = minted[place];
    if (known !== undefined) return known;
    const { uid = '' } = assets[place] ?? {};
    const ids = idsOf(uid, (sets[place] ?? emptySet).keys);
    minted[place] = ids;
    return ids;
  };
  const expandedAt = (place: number): readonly Requirement[] => {
    const { name = '' } = assets[place] ?? {};
    const ids = idsAt(place);
    return (sets[place] ?? emptySet).requirements.map((shared, index) => onAsset(shared, ids[index] ?? '', name));
  };
  return openBook(sets, { idsAt, expandedAt });
}

/** The book of requirements that are made already, each asset with a set of its own. */
export function bookFrom(assets: readonly Asset[], requirements: readonly Requirement[]): RequirementBook {
  const byAsset = new Map<string, Requirement[]>(assets.map(({ name }) => [name, []] as const));
  for (const requirement of requirements) byAsset.get(requirement.asset)?.push(requirement);
  const expanded = assets.map(({ name }) => byAsset.get(name) ?? []);
  const sets = expanded.map((ofAsset) => ({
    requirements: ofAsset,
    keys: ofAsset.map(({ component: { ecosystem, name, path } }) => requirementKey(ecosystem, name, path)),
  }));
  return openBook(sets, {
    idsAt: (place) => (expanded[place] ?? []).map(({ id }) => id),
    expandedAt: (place) => expanded[place] ?? [],
  });
}

/** What somebody makes of a requirement on one asset: itself, as it is; another; or nothing, when it is required no more. */
export type Revise = (
  requirement: SharedRequirement,
  on: { readonly asset: Asset; readonly id: () => string },
) => readonly SharedRequirement[];

/** The book as something revises it asset by asset. An asset of which anything changes gets a set of its own. */
export function revisedBook(assets: readonly Asset[], book: RequirementBook, revise: Revise): RequirementBook {
  const sets = assets.map((asset, place) => {
    const set = book.sets[place] ?? emptySet;
    const revisions = set.requirements.map((requirement, index) =>
      revise(requirement, { asset, id: () => book.idsAt(place)[index] ?? '' }),
    );
    const isSame = revisions.every(
      (revision, index) => revision.length === 1 && revision[0] === set.requirements[index],
    );
    if (isSame) return set;
    const keys = revisions.flatMap((revision, index) => revision.map(() => set.keys[index] ?? ''));
    return { keys, requirements: revisions.flat() };
  });
  return bookOf(assets, sets);
}

interface Pages {
  readonly idsAt: RequirementBook['idsAt'];
  readonly expandedAt: (place: number) => readonly Requirement[];
}

function openBook(sets: readonly RequirementSet[], { idsAt, expandedAt }: Pages): RequirementBook {
  let all: readonly Requirement[] | undefined;
  let placeOf: ReadonlyMap<string, number> | undefined;
  return {
    sets,
    idsAt,
    find(id) {
      placeOf ??= placesById(sets, idsAt);
      const place = placeOf.get(id);
      return place === undefined ? undefined : expandedAt(place)[idsAt(place).indexOf(id)];
    },
    all() {
      all ??= sets.flatMap((_, place) => expandedAt(place));
      return all;
    },
  };
}

function placesById(sets: readonly RequirementSet[], idsAt: Pages['idsAt']): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const place of sets.keys()) for (const id of idsAt(place)) places.set(id, place);
  return places;
}

/**
 * A shared requirement as the one of an asset. Field by field: this runs once a requirement of the whole estate, and a
 * fixed shape is made many times faster than a spread.
 */
function onAsset(shared: SharedRequirement, id: string, asset: string): Requirement {
  return {
    id,
    asset,
    component: shared.component,
    target: shared.target,
    partial: shared.partial,
    worse: shared.worse,
    jump: shared.jump,
    release: shared.release,
    findings: shared.findings,
    advisories: shared.advisories,
    severity: shared.severity,
    state: shared.state,
    priority: shared.priority,
    due: shared.due,
    originalDue: shared.originalDue,
    boundBy: shared.boundBy,
    obligations: shared.obligations,
    passedOver: shared.passedOver,
    exception: shared.exception,
    covered: shared.covered,
    overdue: shared.overdue,
    governance: shared.governance,
    reasons: shared.reasons,
  };
}
