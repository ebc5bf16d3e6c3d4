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
  for (const job of jobs) ranks[job.number] = rankOf(order, job);
  return sortedByKeys(ranks, byName);
}

/** The numbers of jobs by asset, tier and what they carry. An estate has its assets by name, so they mostly stand that way. */
export function numbersByName(jobs: readonly Job[]): Int32Array {
  const numbers = new Int32Array(jobs.length).map((_, number) => number);
  return isByName(jobs) ? numbers : numbers.sort((a, b) => compareNames(jobs[a], jobs[b]));
}

function isByName(jobs: readonly Job[]): boolean {
  let before: Job | undefined;
  for (const job of jobs) {
    // Most differ in the name already.
    const isAfter = before === undefined || before.asset.name < job.asset.name || compareNames(before, job) <= 0;
    if (!isAfter) return false;
    before = job;
  }
  return true;
}

const criticalities = ['mission-critical', 'high', 'medium', 'low'];
const classifications = ['restricted', 'confidential', 'internal', 'public'];

function standingOf({ facts }: Asset): number {
  const rank = placeOf(criticalities, facts.criticality) * classifications.length;
  return rank + placeOf(classifications, facts.dataClassification);
}

/** What is not known counts as the most critical. */
function placeOf(ranks: readonly string[], value: string | undefined): number {
  return value === undefined ? 0 : Math.max(0, ranks.indexOf(value));
}

/** Instants in 43 bits, which last until the year 2248; this one stands for nothing being due. */
const lastDue = 2 ** 43 - 1;

/** All that comes before names as one whole number of 49 bits. What is overdue goes before what is not. */
function rankOf(order: Order, { asset, bundle: { priority, isOverdue, dues } }: Job): number {
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
export function sortedByKeys(keys: Float64Array, numbers: Int32Array): Int32Array {
  const { low, high } = halvesOf(keys);
  let [sorted, next] = [Int32Array.from(numbers), new Int32Array(numbers.length)];
  for (const { isHigh, shift } of digits) {
    if (!sortByDigit(isHigh ? high : low, shift, { sorted, next })) continue;
    [sorted, next] = [next, sorted];
  }
  return sorted;
}

function halvesOf(keys: Float64Array): { readonly low: Uint32Array; readonly high: Uint32Array } {
  const [low, high] = [new Uint32Array(keys.length), new Uint32Array(keys.length)];
  for (let number = 0; number < keys.length; number += 1) {
    const key = keys[number] ?? 0;
    const above = Math.floor(key / 2 ** 32);
    high[number] = above;
    low[number] = key - above * 2 ** 32;
  }
  return { low, high };
}

/** Moves numbers from one array to the next by one digit of their keys; `false`: it is the same of all, and nothing moves. */
function sortByDigit(
  keys: Uint32Array,
  shift: number,
  { sorted, next }: { readonly sorted: Int32Array; readonly next: Int32Array },
): boolean {
  const last = mostDigits - 1;
  const counts = new Int32Array(mostDigits);
  for (let number = 0; number < keys.length; number += 1) {
    const digit = ((keys[number] ?? 0) >>> shift) & last;
    counts[digit] = (counts[digit] ?? 0) + 1;
  }
  if (counts.includes(keys.length)) return false;
  let place = 0;
  for (let digit = 0; digit <= last; digit += 1) {
    const count = counts[digit] ?? 0;
    counts[digit] = place;
    place += count;
  }
  for (let index = 0; index < sorted.length; index += 1) {
    const number = sorted[index] ?? 0;
    const digit = ((keys[number] ?? 0) >>> shift) & last;
    const at = counts[digit] ?? 0;
    next[at] = number;
    counts[digit] = at + 1;
  }
  return true;
}

function compareNames(a: Job | undefined, b: Job | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return (
    byText(a.asset.name, b.asset.name) ||
    byText(a.bundle.tier === 'urgent' ? '0' : '1', b.bundle.tier === 'urgent' ? '0' : '1') ||
    byText(a.ids[0] ?? '', b.ids[0] ?? '')
  );
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
