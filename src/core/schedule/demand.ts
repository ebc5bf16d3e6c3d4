import type { Asset } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import {
  type Priority,
  priorities,
  type Reason,
  type Requirement,
  type RequirementState,
} from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { Schedule } from '../../model/visit.ts';
import { groupBy } from './group.ts';
import { type Job, jobOf } from './job.ts';
import type { Calendar, Service } from './service.ts';

/** What is to be visited, and what is not, with its reason. */
export interface Demand {
  readonly jobs: readonly Job[];
  readonly unplaced: Schedule['unplaced'];
}

/** What demand is read from. `covered` are ids of requirements that approved visits carry already. */
export interface DemandInput {
  readonly estate: Estate;
  readonly requirements: readonly Requirement[];
  readonly covered: ReadonlySet<string>;
  readonly calendar: Calendar;
  readonly asOf: Instant;
}

/** States that a visit moves on. All others are done, covered, refused, or have nothing to install. */
const visited: ReadonlySet<RequirementState> = new Set(['open', 'due-soon', 'overdue', 'mitigated', 'pending-reboot']);

/**
 * Bundles the requirements of each asset into as few visits as may be: one, unless `immediate` work goes
 * ahead with `out-of-cycle` alone, or some work would keep the more urgent out of a window it could use.
 */
export function readDemand({ estate, requirements, covered, calendar, asOf }: DemandInput): Demand {
  const byAsset = groupBy(requirements, (requirement) => requirement.asset);
  const jobs: Job[] = [];
  const unplaced: Schedule['unplaced'][number][] = [];
  for (const asset of estate.assets) {
    const wanted = (byAsset.get(asset.name) ?? []).filter(({ id }) => !covered.has(id));
    const byObstacle = groupBy(wanted.filter(isVisited), (requirement) => obstacleOf(requirement)?.code);
    for (const [code, blocked] of byObstacle) {
      const reason = blocked[0] && obstacleOf(blocked[0]);
      if (code === undefined || reason === undefined) continue;
      unplaced.push({ asset: asset.name, requirements: blocked.map(({ id }) => id).sort(), reason });
    }
    jobs.push(...bundle({ asset, calendar, asOf }, byObstacle.get(undefined) ?? []));
  }
  return { jobs, unplaced };
}

function isVisited({ state }: Requirement): boolean {
  return visited.has(state) || state === 'pending-activation';
}

/** Why a requirement that is open gets no visit. */
function obstacleOf(requirement: Requirement): Reason | undefined {
  const { state, target, partial, governance } = requirement;
  if (state === 'pending-activation') {
    return {
      code: 'pending-activation',
      text: 'installed; waits for its activation, which needs no maintenance visit',
    };
  }
  if (state === 'pending-reboot') return undefined;
  if (target === undefined && partial === undefined) {
    return { code: 'no-target', text: 'no version to install is known' };
  }
  if (!governance.jumpAllowed) {
    const jump = requirement.jump === undefined ? '' : `a ${requirement.jump} update `;
    return { code: 'needs-decision', text: `${jump}needs a decision: the policy's jumps do not include it`.trim() };
  }
  return undefined;
}

/** Who asks for a bundle, and when. */
interface BundleScope {
  readonly asset: Asset;
  readonly calendar: Calendar;
  readonly asOf: Instant;
}

function bundle(scope: BundleScope, requirements: readonly Requirement[]): readonly Job[] {
  const immediate = requirements.filter(({ priority }) => priority === 'immediate');
  const all = immediate.some(({ governance }) => governance.bundleAll);
  const isUrgent = ({ priority }: Requirement): boolean => priority === 'immediate' || priority === 'out-of-cycle';
  const urgent = immediate.length === 0 ? [] : requirements.filter((requirement) => all || isUrgent(requirement));
  const routine = requirements.filter((requirement) => !urgent.includes(requirement));
  return [
    ...split(scope, urgent).map((carried) => jobOf(scope.asset, carried, 'urgent', scope.asOf)),
    ...split(scope, routine).map((carried) => jobOf(scope.asset, carried, 'routine', scope.asOf)),
  ];
}

interface Bundle {
  readonly priorities: readonly Priority[];
  readonly service: Service;
  readonly leadMs: number;
  /** The earliest due, passed or not. */
  readonly due: Instant | undefined;
  readonly carried: Requirement[];
}

/** Work joins the more urgent only when that loses no window, no time before a freeze, and no slot it needs by its lead time. */
function split(scope: BundleScope, requirements: readonly Requirement[]): readonly (readonly Requirement[])[] {
  if (requirements.length < 2) return requirements.length === 0 ? [] : [requirements];
  const bundles: Bundle[] = [];
  const groups = groupBy(
    requirements,
    ({ priority, governance }) => `${priorities.indexOf(priority)} ${governance.leadTimeMs}`,
  );
  const inOrder = [...groups.values()].sort(byUrgency).map((carried) => bundleOf(scope, carried));
  for (const next of inOrder) {
    const host = bundles.find((candidate) => mayJoin(scope, candidate, next));
    if (host === undefined) bundles.push(next);
    else host.carried.push(...next.carried);
  }
  return bundles.map(({ carried }) => carried);
}

function byUrgency([a]: readonly Requirement[], [b]: readonly Requirement[]): number {
  if (a === undefined || b === undefined) return 0;
  const rank = priorities.indexOf(a.priority) - priorities.indexOf(b.priority);
  return rank || a.governance.leadTimeMs - b.governance.leadTimeMs;
}

function bundleOf({ asset, calendar }: BundleScope, carried: readonly Requirement[]): Bundle {
  const [first] = carried;
  const present = [first?.priority ?? 'defer'];
  return {
    priorities: present,
    service: calendar.serviceOf(asset, present),
    leadMs: first?.governance.leadTimeMs ?? 0,
    due: carried.flatMap(({ due }) => due ?? []).sort((a, b) => a - b)[0],
    carried: [...carried],
  };
}

function mayJoin(scope: BundleScope, host: Bundle, next: Bundle): boolean {
  const together = scope.calendar.serviceOf(scope.asset, [...host.priorities, ...next.priorities]);
  if (together.key !== host.service.key) return false;
  // Where the more urgent has no window at all, the rest must not lose its own.
  if (together.windows.length === 0 && next.service.windows.length > 0) return false;
  if (next.leadMs <= host.leadMs) return true;
  const shape = { ownMs: scope.asset.visitDurationMs, soakMs: 0, maxOfflineMs: undefined };
  const { slots } = scope.calendar.slotsOf(together, shape);
  const [soon, later] = [host.leadMs, next.leadMs].map((leadMs) =>
    slots.find(({ start }) => start >= scope.asOf + leadMs),
  );
  return soon === later || (later !== undefined && (host.due === undefined || later.end <= host.due));
}
