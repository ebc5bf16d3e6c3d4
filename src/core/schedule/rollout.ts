import type { Asset } from '../../model/asset.ts';
import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { Ring } from '../../model/generated/rollout.ts';
import type { Priority } from '../../model/requirement.ts';
import type { Resource } from '../../model/resource.ts';
import { selects } from '../estate/select.ts';
import { readMoment } from '../time.ts';
import { countOf, readLength, type ScheduleContext, siteOf, zoneOf } from './context.ts';
import { namesOf } from './fit.ts';
import { remember } from './group.ts';
import { type RingJudge, readRingResults } from './promotion.ts';
import type { RingPlan } from './ring-plan.ts';

/** Which ring each asset is in, by asset name, and the rings of each rollout in order. */
export interface RolloutPlans {
  readonly ringOf: ReadonlyMap<string, RingPlan>;
  /** The same by place of the asset in the estate. */
  readonly ringAt: readonly (RingPlan | undefined)[];
  readonly rings: ReadonlyMap<string, readonly RingPlan[]>;
  /** What is on record about an update in a ring. */
  readonly verdictOf: RingJudge;
}

/**
 * Reads every Rollout: the first ring that selects an asset takes it. An asset that two Rollouts take is
 * reported and stays in the first by name.
 */
export function readRollouts(context: ScheduleContext): Outcome<RolloutPlans> {
  const { assets } = context.estate;
  const ringAt: (RingPlan | undefined)[] = [];
  const rings = new Map<string, readonly RingPlan[]>();
  const diagnostics: Diagnostic[] = [];
  for (const resource of context.estate.resources.Rollout?.values() ?? []) {
    const taken = assetsByRing(context, resource);
    const plans = resource.document.spec.rings.map((_, index) =>
      readRing(context, resource, index, taken[index]?.length ?? 0),
    );
    rings.set(
      resource.name,
      plans.map((plan) => plan.value),
    );
    diagnostics.push(...plans.flatMap((plan) => plan.diagnostics));
    const doubled = new Map<string, Asset[]>();
    const take = (place: number, ring: RingPlan): void => {
      const [asset, first] = [assets[place], ringAt[place]];
      if (first === undefined) ringAt[place] = ring;
      else if (asset !== undefined) remember(doubled, first.rollout, () => []).push(asset);
    };
    for (const [index, { value }] of plans.entries()) for (const place of taken[index] ?? []) take(place, value);
    for (const [first, assets] of doubled) diagnostics.push(twoRollouts(context, resource, assets, first));
  }
  const ringOf = ringsByName(assets, ringAt);
  return { value: { ringAt, ringOf, rings, verdictOf: readRingResults(context, ringOf) }, diagnostics };
}

function ringsByName(assets: readonly Asset[], ringAt: RolloutPlans['ringAt']): ReadonlyMap<string, RingPlan> {
  const ringOf = new Map<string, RingPlan>();
  for (const [place, ring] of ringAt.entries()) {
    const asset = assets[place];
    if (ring !== undefined && asset !== undefined) ringOf.set(asset.name, ring);
  }
  return ringOf;
}

/** Places of the assets that each ring takes. */
function assetsByRing(context: ScheduleContext, resource: Resource<'Rollout'>): readonly (readonly number[])[] {
  const { assets, componentSets } = context.estate;
  const { selector, rings } = resource.document.spec;
  const taken = rings.map((): number[] => []);
  for (const [place, asset] of assets.entries()) {
    if (!selects(selector, asset, componentSets)) continue;
    const index = rings.findIndex((ring) => selects(ring.selector, asset, componentSets));
    taken[index]?.push(place);
  }
  return taken;
}

function readRing(
  context: ScheduleContext,
  resource: Resource<'Rollout'>,
  index: number,
  assetCount: number,
): Outcome<RingPlan> {
  const ring: Ring = resource.document.spec.rings[index] ?? { name: '' };
  const soak = readSoak(context, resource, ring);
  const { maxConcurrent } = ring;
  const { paused } = resource.document.spec;
  const zone = zoneOf(context, undefined);
  const value: RingPlan = {
    rollout: resource.name,
    name: ring.name,
    index,
    soakMs: soak.value,
    // At least one at a time, or the ring would never end.
    maxConcurrent: maxConcurrent === undefined ? undefined : Math.max(1, countOf(maxConcurrent, assetCount)),
    promote: {
      percent: Number((ring.promote?.successRate ?? '100%').replace('%', '')),
      sample: Math.min(ring.promote?.minSample ?? 1, assetCount),
      isStated: ring.promote !== undefined,
    },
    paused: paused && {
      until: paused.until === undefined ? undefined : readMoment(paused.until, zone, 'end'),
      reason: paused.reason,
    },
  };
  return { value, diagnostics: soak.diagnostics };
}

function readSoak(
  context: ScheduleContext,
  resource: Resource<'Rollout'>,
  ring: Ring,
): Outcome<(priority: Priority) => number> {
  const { soak = '0h' } = ring;
  const read = (text: string): Outcome<number | undefined> =>
    readLength(context, { resource, field: 'rings', text, zero: 'allowed' });
  if (typeof soak === 'string') {
    const { value, diagnostics } = read(soak);
    return { value: () => value ?? 0, diagnostics };
  }
  const entries = Object.entries(soak).map(([priority, text]) => [priority, read(text)] as const);
  const byPriority = new Map(entries.map(([priority, outcome]) => [priority, outcome.value ?? 0]));
  return {
    value: (priority) => byPriority.get(priority) ?? 0,
    diagnostics: entries.flatMap(([, outcome]) => outcome.diagnostics),
  };
}

/** One for all assets that two Rollouts share: whoever narrows a selector mends them together. */
function twoRollouts(
  context: ScheduleContext,
  resource: Resource<'Rollout'>,
  assets: readonly Asset[],
  first: string,
): Diagnostic {
  const at = siteOf(context, resource, ['metadata', 'name']);
  const are = assets.length === 1 ? 'is' : 'are';
  return diagnostic('schedule/two-rollouts', { assets: namesOf(assets), are, first, second: resource.name }, { at });
}
