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
  readonly rings: ReadonlyMap<string, readonly RingPlan[]>;
  /** What is on record about an update in a ring. */
  readonly verdictOf: RingJudge;
}

/**
 * Reads every Rollout: the first ring that selects an asset takes it. An asset that two Rollouts take is
 * reported and stays in the first by name.
 */
export function readRollouts(context: ScheduleContext): Outcome<RolloutPlans> {
  const ringOf = new Map<string, RingPlan>();
  const rings = new Map<string, readonly RingPlan[]>();
  const diagnostics: Diagnostic[] = [];
  for (const resource of context.estate.resources.Rollout?.values() ?? []) {
    const taken = assetsByRing(context, resource);
    const plans = resource.document.spec.rings.map((_, index) =>
      readRing(context, resource, index, taken[index] ?? []),
    );
    rings.set(
      resource.name,
      plans.map((plan) => plan.value),
    );
    diagnostics.push(...plans.flatMap((plan) => plan.diagnostics));
    const doubled = new Map<string, Asset[]>();
    for (const [index, plan] of plans.entries()) {
      for (const asset of taken[index] ?? []) {
        const first = ringOf.get(asset.name);
        if (first === undefined) ringOf.set(asset.name, plan.value);
        else remember(doubled, first.rollout, () => []).push(asset);
      }
    }
    for (const [first, assets] of doubled) diagnostics.push(twoRollouts(context, resource, assets, first));
  }
  return { value: { ringOf, rings, verdictOf: readRingResults(context, ringOf) }, diagnostics };
}

function assetsByRing(context: ScheduleContext, resource: Resource<'Rollout'>): readonly (readonly Asset[])[] {
  const { assets, componentSets } = context.estate;
  const { selector, rings } = resource.document.spec;
  const taken = rings.map((): Asset[] => []);
  for (const asset of assets) {
    if (!selects(selector, asset, componentSets)) continue;
    const index = rings.findIndex((ring) => selects(ring.selector, asset, componentSets));
    taken[index]?.push(asset);
  }
  return taken;
}

function readRing(
  context: ScheduleContext,
  resource: Resource<'Rollout'>,
  index: number,
  assets: readonly Asset[],
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
    maxConcurrent: maxConcurrent === undefined ? undefined : Math.max(1, countOf(maxConcurrent, assets.length)),
    promote: {
      percent: Number((ring.promote?.successRate ?? '100%').replace('%', '')),
      sample: Math.min(ring.promote?.minSample ?? 1, assets.length),
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
