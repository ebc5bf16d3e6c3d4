import type { Asset } from '../../model/asset.ts';
import type { Job } from './job.ts';
import type { Lot } from './lot.ts';
import { numbersByName } from './order.ts';

/**
 * The jobs of a problem by number, with what is asked of all of them as columns. What is found once for a lot lies in an
 * array by its place here; a loop over columns reads memory in order, where jobs and what they refer to lie far apart.
 */
export interface JobTable {
  /** By number. */
  readonly jobs: readonly Job[];
  /** Their numbers by name. */
  readonly byName: Int32Array;
  /** Every lot that a job is in. */
  readonly lots: readonly Lot[];
  /** Place of its lot in `lots`, by number of the job. */
  readonly lotOf: Int32Array;
  /** The first due that is still ahead, by number; infinite where there is none. */
  readonly due: Float64Array;
  /** 1: it carries something whose due has passed. */
  readonly isOverdue: Uint8Array;
  /** Names of assets that several of them visit. */
  readonly repeated: ReadonlySet<string>;
}

/** Is anything that a job carries due, passed or not? Work without a due is in no hurry. */
export function isDated({ due, isOverdue }: JobTable, { number }: Job): boolean {
  return Number.isFinite(due[number]) || isOverdue[number] === 1;
}

/** Reads the columns of some jobs; those of one asset stand together. */
export function tableOf(jobs: readonly Job[]): JobTable {
  const lotOf = new Int32Array(jobs.length);
  const due = new Float64Array(jobs.length);
  const isOverdue = new Uint8Array(jobs.length);
  const repeated = new Set<string>();
  const places = new Map<Lot, number>();
  let before: Asset | undefined;
  for (const { number, asset, lot, bundle } of jobs) {
    let place = places.get(lot);
    if (place === undefined) {
      place = places.size;
      places.set(lot, place);
    }
    lotOf[number] = place;
    due[number] = bundle.dues[0] ?? Number.POSITIVE_INFINITY;
    if (bundle.isOverdue) isOverdue[number] = 1;
    if (asset === before) repeated.add(asset.name);
    before = asset;
  }
  return { jobs, byName: numbersByName(jobs), lots: [...places.keys()], lotOf, due, isOverdue, repeated };
}
