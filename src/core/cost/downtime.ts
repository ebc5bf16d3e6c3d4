import type { Estate } from '../../model/estate.ts';
import { assetFinder } from '../estate/asset-names.ts';
import type { Charge } from './charges.ts';
import { inUnits, times } from './money.ts';
import type { Prices } from './prices.ts';
import type { DoneVisit } from './work.ts';

/** What the absence of assets cost, visit by visit, and why some of it is not known. */
export function downtimeCost(
  estate: Estate,
  visits: readonly DoneVisit[],
  prices: Prices,
): { readonly charges: readonly Charge[]; readonly gaps: readonly string[] } {
  const find = assetFinder(estate.assets);
  const lacking = new Map<string, number>();
  const charges = visits.flatMap((visit): readonly Charge[] => {
    const amount = amountOf(visit, find(visit.asset)?.facts.criticality, prices);
    if (typeof amount === 'bigint') return [{ item: visit, amount }];
    lacking.set(amount, (lacking.get(amount) ?? 0) + 1);
    return [];
  });
  const gaps = [...lacking]
    .sort()
    .map(([why, count]) => `Downtime of ${count} of ${visits.length} visits is not known: ${why}.`);
  return { charges, gaps };
}

function amountOf({ measuredMs }: DoneVisit, criticality: string | undefined, prices: Prices): bigint | string {
  if (criticality === undefined) return 'the criticality of the asset is not stated';
  const hour = prices.downtimeOf(criticality);
  if (hour === undefined) return `no price is stated for criticality ${criticality}`;
  if (measuredMs === undefined) return 'its record holds no readable beginning and end';
  return inUnits(times(hour, { over: BigInt(measuredMs), under: 3_600_000n }), prices.decimals);
}
