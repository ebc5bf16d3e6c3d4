import type { Asset } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type {
  Reason,
  RequirementBook,
  RequirementSet,
  RequirementState,
  SharedRequirement,
} from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { Schedule } from '../../model/visit.ts';
import type { ClusterSpec } from './cluster.ts';
import { createContents } from './content.ts';
import { groupBy, remember } from './group.ts';
import { type Bundle, bundleOf, type Job } from './job.ts';
import { createLots } from './lot.ts';
import type { RingPlan } from './ring-plan.ts';
import type { Calendar, Service } from './service.ts';
import { type Numbered, split, type VisitScope } from './split.ts';
import { unreadRolloutOf } from './unread.ts';
import { unreadAssetsOf } from './unread-assets.ts';

/** What is to be visited, and what is not, with its reason. */
export interface Demand {
  readonly jobs: readonly Job[];
  readonly unplaced: Schedule['unplaced'];
}

/** What demand is read from. `covered` are ids of requirements that approved visits carry already. */
export interface DemandInput {
  readonly estate: Estate;
  readonly book: RequirementBook;
  readonly covered: ReadonlySet<string>;
  readonly calendar: Calendar;
  /** By asset name. */
  readonly clusterOf: ReadonlyMap<string, ClusterSpec>;
  readonly ringOf: ReadonlyMap<string, RingPlan>;
  /** By place in the estate. */
  readonly ringAt: readonly (RingPlan | undefined)[];
  readonly asOf: Instant;
}

/** States that a visit moves on. All others are done, covered, refused, or have nothing to install. */
export const visited: ReadonlySet<RequirementState> = new Set([
  'open',
  'due-soon',
  'overdue',
  'mitigated',
  'pending-reboot',
]);

/**
 * Bundles the requirements of each asset into as few visits as may be: one, unless `immediate` work goes
 * ahead with `out-of-cycle` alone, or some work would keep the more urgent out of a window it could use.
 * Assets of which the same is required, in the same windows, share their bundles.
 */
export function readDemand(input: DemandInput): Demand {
  const { estate, book, calendar, clusterOf, ringAt } = input;
  const wantedOf = assetDemand(input);
  const [lotOf, contentOf] = [createLots(), createContents()];
  const jobs: Job[] = [];
  const unplaced: Schedule['unplaced'][number][] = [];
  let place = -1;
  for (const asset of estate.assets) {
    place += 1;
    const set = book.sets[place];
    if (set === undefined || set.requirements.length === 0) continue;
    const ids = book.idsAt(place);
    const idsOf = (carried: readonly number[]): readonly string[] =>
      ids.length === 1 ? ids : sorted(carried.map((index) => ids[index] ?? ''));
    const cluster = asset.cluster === undefined ? undefined : clusterOf.get(asset.name);
    const service = calendar.serviceOf(asset, []);
    const { obstructed, visits } = wantedOf(asset, service, { set, ids });
    for (const { carried, reason } of obstructed) {
      unplaced.push({ asset: asset.name, requirements: idsOf(carried), reason });
    }
    const ring = ringAt[place];
    for (const { carried, bundle } of visits) {
      const { priorities: present, leadMs } = bundle;
      const lot = lotOf(service, { asset, cluster, ring, priorities: present, leadMs });
      const content = ring && contentOf(bundle.requirements);
      jobs.push({ number: jobs.length, asset, lot, bundle, ids: idsOf(carried), content });
    }
  }
  return { jobs, unplaced };
}

/** In place, by code unit. Visits carry a handful, which are sorted sooner by hand than they are handed to `sort`. */
function sorted(ids: string[]): readonly string[] {
  if (ids.length > handful) return ids.sort();
  for (let next = 1; next < ids.length; next += 1) {
    const id = ids[next] ?? '';
    let at = next;
    for (let before = ids[at - 1] ?? ''; at > 0 && before > id; before = ids[at - 1] ?? '') {
      ids[at] = before;
      at -= 1;
    }
    ids[at] = id;
  }
  return ids;
}

const handful = 12;

/** What assets of a set want. `carried` are places in the set. */
interface SetDemand {
  readonly obstructed: readonly { readonly carried: readonly number[]; readonly reason: Reason }[];
  readonly visits: readonly { readonly carried: readonly number[]; readonly bundle: Bundle }[];
}

/** What is required of one asset. */
interface Required {
  readonly set: RequirementSet;
  readonly ids: readonly string[];
}

/** What an asset wants: what is shared with those that are alike, unless visits carry some of it, or nobody may visit it. */
function assetDemand(input: DemandInput): (asset: Asset, service: Service, required: Required) => SetDemand {
  const { covered, clusterOf, estate } = input;
  const shared = bundling(input);
  const unreadRollout = unreadRolloutOf(estate);
  const unreadAsset = unreadAssetsOf(input);
  return (asset, service, { set, ids }) => {
    const isAlone = asset.cluster !== undefined && !clusterOf.has(asset.name);
    const block = unreadAsset(asset) ?? (isAlone ? unreadCluster(asset) : unreadRollout(asset));
    const isCovered = covered.size > 0 && ids.some((id) => covered.has(id));
    if (block === undefined && !isCovered) return shared(asset, service, set);
    const wanted = numbered(set).filter(({ index }) => !covered.has(ids[index] ?? ''));
    return block === undefined ? demandOf(input, asset, wanted) : blockedDemand(block, wanted);
  };
}

/** Decides once for all assets of a set that have the same windows, freezes and visit duration. */
function bundling(input: DemandInput): (asset: Asset, service: Service, set: RequirementSet) => SetDemand {
  const known = new Map<Service, Map<number | undefined, Map<RequirementSet, SetDemand>>>();
  return (asset, service, set) => {
    // What stands alone is one visit, whichever windows there are: looking it up would cost as much.
    if (set.requirements.length === 1) return demandOfOne(set.requirements, input.asOf);
    // There are few services and lengths, and up to as many sets as assets.
    const byLength = remember(known, service, () => new Map<number | undefined, Map<RequirementSet, SetDemand>>());
    const bySet = remember(byLength, asset.visitDurationMs, () => new Map<RequirementSet, SetDemand>());
    return remember(bySet, set, () => demandOf(input, asset, numbered(set)));
  };
}

const first: readonly number[] = [0];
const none: readonly never[] = [];
const nothing: SetDemand = { obstructed: none, visits: none };

/** The same as `demandOf` for a set of one, of which large fleets may have one an asset. */
function demandOfOne(requirements: readonly SharedRequirement[], asOf: Instant): SetDemand {
  const [only] = requirements;
  if (only === undefined || !isVisited(only)) return nothing;
  const reason = obstacleOf(only);
  if (reason !== undefined) return { obstructed: [{ carried: first, reason }], visits: none };
  const tier = only.priority === 'immediate' ? 'urgent' : 'routine';
  return { obstructed: none, visits: [{ carried: first, bundle: bundleOf(requirements, tier, asOf) }] };
}

function numbered({ requirements }: RequirementSet): readonly Numbered[] {
  return requirements.map((requirement, index) => ({ index, requirement }));
}

function demandOf({ calendar, asOf }: DemandInput, asset: Asset, wanted: readonly Numbered[]): SetDemand {
  const open = wanted.filter(({ requirement }) => isVisited(requirement));
  const scope: VisitScope = { asset, calendar, asOf };
  if (!open.some(({ requirement }) => obstacleOf(requirement) !== undefined)) {
    return { obstructed: none, visits: visitsFor(scope, open) };
  }
  const { obstructed, free } = obstructedBy(open, obstacleOf);
  return { obstructed, visits: visitsFor(scope, free) };
}

/**
 * Of a cluster that cannot be read nobody knows what may be away at once: planned as if they stood alone, its members
 * could all be away together. So none is visited, and each says why.
 */
function unreadCluster({ cluster = '' }: Asset): Reason {
  return {
    code: 'cluster-unread',
    text: `its cluster ${cluster} could not be read, so nobody knows how many of its members may be away at once`,
  };
}

/** Nothing is visited: for its own obstacle, else for what blocks the asset. */
function blockedDemand(block: Reason, wanted: readonly Numbered[]): SetDemand {
  const open = wanted.filter(({ requirement }) => isVisited(requirement));
  return {
    obstructed: obstructedBy(open, (requirement) => obstacleOf(requirement) ?? block).obstructed,
    visits: none,
  };
}

/** What obstacles keep from being visited, an entry a kind, and what they leave free. */
function obstructedBy(
  open: readonly Numbered[],
  obstacle: (requirement: SharedRequirement) => Reason | undefined,
): { readonly obstructed: SetDemand['obstructed']; readonly free: readonly Numbered[] } {
  const byObstacle = groupBy(open, ({ requirement }) => obstacle(requirement)?.code);
  const obstructed = [...byObstacle.values()].flatMap((carried) => {
    const reason = carried[0] && obstacle(carried[0].requirement);
    return reason === undefined ? [] : [{ carried: carried.map(({ index }) => index), reason }];
  });
  return { obstructed, free: byObstacle.get(undefined) ?? [] };
}

function isVisited({ state }: SharedRequirement): boolean {
  return visited.has(state) || state === 'pending-activation';
}

/** Why a requirement that is open gets no visit. */
function obstacleOf(requirement: SharedRequirement): Reason | undefined {
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

function visitsFor(scope: VisitScope, wanted: readonly Numbered[]): SetDemand['visits'] {
  const visits = (carried: readonly Numbered[], tier: Bundle['tier']): SetDemand['visits'] =>
    split(scope, carried).map((together) => visitOf(together, tier, scope.asOf));
  const immediate = wanted.filter(({ requirement }) => requirement.priority === 'immediate');
  if (immediate.length === 0) return visits(wanted, 'routine');
  const all = immediate.some(({ requirement }) => requirement.governance.bundleAll);
  const isUrgent = ({ requirement: { priority } }: Numbered): boolean =>
    all || priority === 'immediate' || priority === 'out-of-cycle';
  const routine = wanted.filter((one) => !isUrgent(one));
  return [...visits(wanted.filter(isUrgent), 'urgent'), ...visits(routine, 'routine')];
}

function visitOf(carried: readonly Numbered[], tier: Bundle['tier'], asOf: Instant): SetDemand['visits'][number] {
  const requirements = carried.map(({ requirement }) => requirement);
  return { carried: carried.map(({ index }) => index), bundle: bundleOf(requirements, tier, asOf) };
}
