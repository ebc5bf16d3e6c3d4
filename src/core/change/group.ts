import type { Asset } from '../../model/asset.ts';
import type { ChangeContent, ChangeKey, ChangeRequirement, ChangeVisit } from '../../model/change.ts';
import type { Plan } from '../../model/plan.ts';
import { priorities, type Requirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { Activation, Visit } from '../../model/visit.ts';
import { planFingerprint } from './fingerprint.ts';

/** Team of assets that nobody owns; the lints ask for an owner. */
export const unownedTeam = 'unowned';

/**
 * Groups the visits that start before `until` into Changes, one a key. A visit is never split, and one that runs under
 * an approved Change already is left out. Sorted by lane (emergency first), team and approvers.
 */
export function groupChanges(plan: Plan, until: Instant): readonly ChangeContent[] {
  const requirements = new Map(plan.requirements.map((requirement) => [requirement.id, requirement] as const));
  const assets = new Map(plan.assets.map((asset) => [asset.name, asset] as const));
  const groups = new Map<string, { key: ChangeKey; visits: Visit[] }>();
  for (const visit of plan.schedule.visits) {
    if (visit.start >= until || visit.state === 'approved' || visit.state === 'blocked') continue;
    const key = keyOf(visit, assets.get(visit.asset), requirements);
    const id = keyText(key);
    const group = groups.get(id);
    if (group) group.visits.push(visit);
    else groups.set(id, { key, visits: [visit] });
  }
  return [...groups.keys()].sort().map((id) => {
    const group = groups.get(id) as { key: ChangeKey; visits: Visit[] };
    return contentOf(group.key, group.visits, requirements, plan.schedule.activations);
  });
}

/** The key as one text, for comparing, sorting and hashing. */
export function keyText(key: ChangeKey): string {
  return [key.lane, key.team, key.approvers.join('+')].join('/');
}

function keyOf(visit: Visit, asset: Asset | undefined, requirements: ReadonlyMap<string, Requirement>): ChangeKey {
  const roles = carried(visit, requirements).flatMap((requirement) => requirement.governance.approverRoles);
  return {
    team: asset?.owner ?? unownedTeam,
    approvers: [...new Set(roles)].sort(),
    lane: visit.kind,
  };
}

const carried = (visit: Visit, requirements: ReadonlyMap<string, Requirement>): readonly Requirement[] =>
  visit.requirements.flatMap((id) => requirements.get(id) ?? []);

function contentOf(
  key: ChangeKey,
  group: readonly Visit[],
  requirements: ReadonlyMap<string, Requirement>,
  activations: readonly Activation[],
): ChangeContent {
  const visits = group.map((visit) => changeVisit(visit, carried(visit, requirements))).sort(byStart);
  const ahead = activations.filter((activation) => visits.some((visit) => installs(visit, activation)));
  const governing = group.flatMap((visit) => carried(visit, requirements)).map((requirement) => requirement.governance);
  return {
    key,
    visits,
    ...(ahead.length > 0 && { activations: ahead }),
    policies: [...new Set(governing.flatMap((governance) => governance.policies))].sort(),
    rollback:
      [...new Set(governing.flatMap((governance) => governance.rollback?.procedure ?? []))].sort().join(' ') ||
      undefined,
    planFp: planFingerprint(key, visits),
  };
}

const installs = ({ asset, requirements }: ChangeVisit, activation: Activation): boolean =>
  activation.members.some((member) => member.asset === asset) &&
  requirements.some(
    ({ ecosystem, name, target }) =>
      ecosystem === activation.ecosystem && name === activation.package && target === activation.version,
  );

function changeVisit(visit: Visit, requirements: readonly Requirement[]): ChangeVisit {
  return {
    id: visit.id,
    asset: visit.asset,
    kind: visit.kind,
    ring: visit.ring,
    window: visit.window,
    wave: visit.wave,
    start: visit.start,
    end: visit.end,
    requirements: requirements.flatMap(changeRequirement).sort(byUrgency),
    gates: visit.gates,
    isLate: visit.state === 'late',
    ...(visit.retryOf !== undefined && { retryOf: visit.retryOf }),
  };
}

function changeRequirement(requirement: Requirement): ChangeRequirement[] {
  const target = requirement.target ?? requirement.partial?.version;
  if (target === undefined) return [];
  const { ecosystem, name, version } = requirement.component;
  return [
    {
      id: requirement.id,
      ecosystem,
      name,
      version,
      target,
      advisories: answered(requirement),
      priority: requirement.priority,
      due: requirement.due,
    },
  ];
}

/** Where nobody can say that an advisory affects it, those that nobody can judge are the reason. */
const answered = ({ advisories, findings }: Requirement): readonly string[] =>
  advisories.length > 0 ? advisories : [...new Set(findings.map(({ advisory }) => advisory))].sort();

const byStart = (left: ChangeVisit, right: ChangeVisit): number =>
  left.start - right.start || byText(left.asset, right.asset) || byText(left.id, right.id);

function byUrgency(left: ChangeRequirement, right: ChangeRequirement): number {
  const rank = (requirement: ChangeRequirement): number => priorities.indexOf(requirement.priority);
  return rank(left) - rank(right) || byText(left.name, right.name) || byText(left.id, right.id);
}

const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
