import type { Asset } from '../../model/asset.ts';
import type { Metric } from '../../model/metrics.ts';
import type { Instant, Interval } from '../../model/time.ts';
import type { Decision } from '../plan/decision.ts';
import type { Deployment } from '../report/deployments.ts';
import { type FreezePlan, overlap, readFreezes } from '../schedule/freeze.ts';
import { share } from './share.ts';

/** What freezes kept from being done, and what keeps the figures from saying more, in sentences. */
export interface FreezeImpact {
  readonly metrics: readonly Metric[];
  readonly limits: readonly string[];
}

/**
 * What freezes took and held up: how much of the assets' time, what was deployed in spite of them, which visits they put
 * off. Freezes are those of the estate as it stands. `tried` is what was deployed in the period.
 */
export function freezeImpact(
  { estate, plan }: Decision,
  period: { readonly from: Instant; readonly to: Instant },
  tried: readonly Deployment[],
): FreezeImpact {
  const span: Interval = { start: period.from, end: period.to };
  const all = readFreezes({ estate, asOf: plan.asOf, span, locate: undefined }).value;
  const freezes = all.filter(({ isUnread }) => isUnread !== true);
  const { visits } = plan.schedule;
  const putOff = visits.filter(({ refused }) => refused.some(({ reason }) => reason.code === 'freeze'));
  const late = putOff.filter(({ state }) => state === 'late').length;
  const inFreeze = deployedIn(freezes, estate.assets, tried);
  const shared = { priority: undefined } as const;
  return {
    metrics: [
      {
        ...{ ...shared, id: 'frozen', title: 'Frozen', unit: 'percent' },
        formula: 'time of the period in which a freeze held the asset, over all assets / time of all assets',
        value: share(frozenMs(freezes, estate.assets, span), estate.assets.length * (span.end - span.start)),
        population: estate.assets.length,
        populationOf: 'assets today',
      },
      {
        ...{ ...shared, id: 'deployed-in-freeze', title: 'Deployed in a freeze', unit: 'percent' },
        formula:
          'deployments whose time lay in a freeze of their asset, emergencies among them / deployments that were tried',
        value: share(inFreeze, tried.length),
        population: tried.length,
        populationOf: 'deployments in the period, without what was skipped',
      },
      {
        ...{ ...shared, id: 'put-off-by-freeze', title: 'Put off by a freeze', unit: 'count' },
        formula: 'planned visits to which a freeze refused an earlier window',
        value: visits.length === 0 ? undefined : putOff.length,
        population: visits.length,
        populationOf: `visits planned today; ${late} of those put off are late`,
      },
    ],
    limits: limitsOf(all.length - freezes.length, freezes.length),
  };
}

function limitsOf(unread: number, read: number): readonly string[] {
  return [
    ...(read > 0 ? ['Freezes are those of the estate as it stands; earlier ones are in the history.'] : []),
    ...(unread > 0 ? [`${unread} freezes could not be read: what they hold up is in no figure.`] : []),
  ];
}

/** Assets that the same freezes hold are asked once; where freezes overlap, time counts once. */
function frozenMs(freezes: readonly FreezePlan[], assets: readonly Asset[], span: Interval): number {
  const held = new Map<string, { readonly by: readonly FreezePlan[]; count: number }>();
  const touching = freezes.filter(({ intervals }) => intervals.length > 0);
  if (touching.length === 0) return 0;
  for (const asset of assets) {
    const by = touching.filter(({ holds }) => holds.matches(asset));
    const key = by.map(({ name }) => name).join('\n');
    const known = held.get(key) ?? { by, count: 0 };
    known.count += 1;
    held.set(key, known);
  }
  return [...held.values()].reduce(
    (sum, { by, count }) =>
      sum +
      count *
        unionMs(
          by.flatMap(({ intervals }) => intervals),
          span,
        ),
    0,
  );
}

function unionMs(intervals: readonly Interval[], { start, end }: Interval): number {
  let sum = 0;
  let until: number = start;
  for (const one of [...intervals].sort((left, right) => left.start - right.start)) {
    const from = Math.max(one.start, until);
    const to = Math.min(one.end, end);
    if (to > from) {
      sum += to - from;
      until = to;
    }
  }
  return sum;
}

function deployedIn(freezes: readonly FreezePlan[], assets: readonly Asset[], tried: readonly Deployment[]): number {
  if (freezes.length === 0) return 0;
  const named = new Map(assets.map((asset) => [asset.name, asset] as const));
  return tried.filter(({ row, start, end }) => {
    const asset = named.get(row.asset);
    if (asset === undefined || start === undefined) return false;
    // What nobody says the end of still began.
    const time = { start, end: end !== undefined && end > start ? end : ((start + 1) as Instant) };
    return freezes.some(({ holds, intervals }) => intervals.some((one) => overlap(one, time)) && holds.matches(asset));
  }).length;
}
