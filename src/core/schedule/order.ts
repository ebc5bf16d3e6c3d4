import type { Asset } from '../../model/asset.ts';
import { priorities } from '../../model/requirement.ts';
import type { Job } from './job.ts';

/**
 * Who goes first where not all can be on time: priority, due, criticality, data classification, name (`importance`); or
 * earliest due first, whatever the priority: the plain order that schedules are measured against (`due`). Both orders are
 * total, so the result does not depend on the input's order.
 */
export type Order = 'importance' | 'due';

/** The numbers of jobs in an order. `byName`: their numbers by name. */
export function sortedBy(order: Order, jobs: readonly Job[], byName: Int32Array): Int32Array {
  const ranks = new Float64Array(jobs.length);
  for (const [number, job] of jobs.entries()) ranks[number] = rankOf(order, job);
  return sortedByKeys(ranks, byName);
}

/** The numbers of jobs by asset, tier and what they carry. An estate has its assets by name, so they mostly stand that way. */
export function numbersByName(jobs: readonly Job[]): Int32Array {
  const numbers = Int32Array.from(jobs.keys());
  for (let number = 1; number < jobs.length; number += 1) {
    if (compareNames(jobs[number - 1], jobs[number]) > 0) return numbers.sort((a, b) => compareNames(jobs[a], jobs[b]));
  }
  return numbers;
}

const criticalities = ['mission-critical', 'high', 'medium', 'low'];
const classifications = ['restricted', 'confidential', 'internal', 'public'];

/** What is not known counts as the most critical. */
function standingOf({ facts }: Asset): number {
  const rank = (ranks: readonly string[], value: string | undefined): number =>
    value === undefined ? 0 : Math.max(0, ranks.indexOf(value));
  return (
    rank(criticalities, facts.criticality) * classifications.length + rank(classifications, facts.dataClassification)
  );
}

/** Instants in 43 bits, which last until the year 2248; this one stands for nothing being due. */
const lastDue = 2 ** 43 - 1;

/** All that comes before names as one whole number of 49 bits. What is overdue goes before what is not. */
function rankOf(order: Order, { priority, isOverdue, dues, asset }: Job): number {
  const due = isOverdue ? 0 : Math.min(dues[0] ?? lastDue, lastDue);
  const place = priorities.indexOf(priority);
  const rank = order === 'importance' ? place * (lastDue + 1) + due : due * priorities.length + place;
  return rank * criticalities.length * classifications.length + standingOf(asset);
}

const digitBits = 11;
const mostDigits = 1 << digitBits;

/** Lowest bits of the digits in the lower and the higher 32 bits of a key. */
const digits = [
  { isHigh: false, shift: 0 },
  { isHigh: false, shift: digitBits },
  { isHigh: false, shift: 2 * digitBits },
  { isHigh: true, shift: 0 },
  { isHigh: true, shift: digitBits },
] as const;

/**
 * Numbers by their keys, whole ones from 0 to below 2^53, digit after digit (radix sort); equal keys keep the order of
 * `numbers`. Sorting with a comparer would cost more than all that the order is needed for.
 */
function sortedByKeys(keys: Float64Array, numbers: Int32Array): Int32Array {
  const low = Uint32Array.from(keys, (key) => key % 2 ** 32);
  const high = Uint32Array.from(keys, (key) => Math.floor(key / 2 ** 32));
  let [sorted, next] = [Int32Array.from(numbers), new Int32Array(numbers.length)];
  for (const { isHigh, shift } of digits) {
    const from = isHigh ? high : low;
    const places = new Int32Array(mostDigits + 1);
    const digitOf = (number: number): number => ((from[number] ?? 0) >>> shift) & (mostDigits - 1);
    for (const number of sorted) places[digitOf(number) + 1] = (places[digitOf(number) + 1] ?? 0) + 1;
    for (let digit = 1; digit <= mostDigits; digit += 1)
      places[digit] = (places[digit] ?? 0) + (places[digit - 1] ?? 0);
    for (const number of sorted) {
      const digit = digitOf(number);
      const place = places[digit] ?? 0;
      next[place] = number;
      places[digit] = place + 1;
    }
    [sorted, next] = [next, sorted];
  }
  return sorted;
}

function compareNames(a: Job | undefined, b: Job | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return (
    byText(a.asset.name, b.asset.name) ||
    byText(a.tier === 'urgent' ? '0' : '1', b.tier === 'urgent' ? '0' : '1') ||
    byText(a.ids[0] ?? '', b.ids[0] ?? '')
  );
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
