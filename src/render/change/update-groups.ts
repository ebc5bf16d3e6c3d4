import type { ChangeContent, ChangeRequirement, ChangeVisit } from '../../model/change.ts';
import type { Plan } from '../../model/plan.ts';
import type { Requirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';

/** One update at one time in one window, on however many assets. */
export interface UpdateGroup {
  readonly update: ChangeRequirement;
  readonly visit: ChangeVisit;
  /** Sorted. */
  readonly assets: readonly string[];
  /** The earliest due among them. */
  readonly due: Instant | undefined;
  readonly isLate: boolean;
}

/** The updates of a Change as few rows as they can be told in: those that differ in their asset alone share one. */
export function updateGroups({ visits }: ChangeContent): readonly UpdateGroup[] {
  const groups = new Map<string, { group: UpdateGroup; assets: Set<string> }>();
  for (const visit of visits) {
    for (const update of visit.requirements) {
      const { ecosystem, name, version, target } = update;
      const { window, wave, ring, start } = visit;
      const key = JSON.stringify([ecosystem, name, version, target, window, wave, ring, start]);
      const known = groups.get(key);
      const group = known?.group ?? { update, visit, assets: [], due: undefined, isLate: false };
      const assets = (known?.assets ?? new Set()).add(visit.asset);
      const due = earlier(group.due, update.due);
      groups.set(key, { group: { ...group, due, isLate: group.isLate || visit.isLate }, assets });
    }
  }
  return [...groups.values()].map(({ group, assets }) => ({ ...group, assets: [...assets].sort() }));
}

/** Why one component must move, on however many assets. */
export interface ReasonGroup {
  readonly first: Requirement;
  readonly assets: readonly string[];
  readonly isExploited: boolean;
  readonly due: Instant | undefined;
}

/** The requirements of a Change by what they rest on: component, advisories, severity, priority and rule. */
export function reasonGroups(content: ChangeContent, plan: Plan): readonly ReasonGroup[] {
  const groups = new Map<string, { readonly all: Requirement[] }>();
  for (const requirement of carriedBy(content, plan)) {
    const { component, advisories, severity, priority, boundBy } = requirement;
    const exploited = isExploited(requirement);
    const key = JSON.stringify([
      component.ecosystem,
      component.name,
      advisories,
      severity,
      priority,
      boundBy,
      exploited,
    ]);
    const known = groups.get(key);
    if (known) known.all.push(requirement);
    else groups.set(key, { all: [requirement] });
  }
  return [...groups.values()].flatMap(({ all }) => {
    const [first] = all;
    if (first === undefined) return [];
    const due = all.reduce<Instant | undefined>((earliest, one) => earlier(earliest, one.due), undefined);
    return [
      { first, assets: [...new Set(all.map(({ asset }) => asset))].sort(), isExploited: isExploited(first), due },
    ];
  });
}

/** The requirements that the visits of a Change carry, in the order of the plan. */
export function carriedBy({ visits }: ChangeContent, plan: Plan): readonly Requirement[] {
  const carried = new Set(visits.flatMap(({ requirements }) => requirements.map(({ id }) => id)));
  return plan.requirements.filter(({ id }) => carried.has(id));
}

/** Listed as exploited by the catalogue of known exploited vulnerabilities, for any finding. */
export const isExploited = ({ findings }: Requirement): boolean =>
  findings.some(({ facts }) => facts.kev.value === true);

const earlier = (left: Instant | undefined, right: Instant | undefined): Instant | undefined =>
  left === undefined ? right : right === undefined ? left : (Math.min(left, right) as Instant);
