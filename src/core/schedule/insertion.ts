import type { Cohort } from './cohort.ts';
import type { Job } from './job.ts';
import { isExact, type PlaceContext, placesBefore } from './placing.ts';
import type { Problem } from './problem.ts';
import type { Hold } from './release.ts';

/** Puts exact jobs in before the earliest due that they can meet, to be moved for others until they are settled. */
export interface Insertions {
  /**
   * Looks at the jobs of a pass in the order of their numbers, so that `insertReady` need not: jobs lie far apart in
   * memory by importance, and side by side by number.
   */
  prepare(pass: Int32Array, isMeant: (job: Job) => boolean): void;
  /** `false`: the job was not prepared. */
  insertReady(number: number): boolean;
  insert(job: Job): void;
  /** What held up a job that lies with the matcher; `undefined`: it does not. */
  readonly holdsOf: (number: number) => readonly Hold[] | undefined;
}

/** No job is inserted yet. */
export function createInsertions(context: PlaceContext): Insertions {
  const { matcher, problem, releases } = context;
  const { jobs } = problem;
  const isSteady = steadiness(problem);
  const cohorts = new Array<Cohort | undefined>(jobs.length);
  const holdsBefore = new Array<readonly Hold[] | undefined>(jobs.length);
  const isInserted = new Uint8Array(jobs.length);

  function lookAt(job: Job): void {
    const holds = releases.holdsOf(job);
    holdsBefore[job.number] = holds;
    cohorts[job.number] = placesBefore(context, job, holds);
  }

  function put(number: number): void {
    const cohort = cohorts[number];
    if (cohort !== undefined && matcher.insert(number, cohort) !== undefined) isInserted[number] = 1;
  }

  return {
    prepare(pass, isMeant) {
      for (const number of pass.toSorted()) {
        const job = jobs[number];
        if (job !== undefined && isExact(context, job) && isSteady(job) && isMeant(job)) lookAt(job);
      }
    },
    insertReady(number) {
      if (holdsBefore[number] === undefined) return false;
      put(number);
      return true;
    },
    insert(job) {
      lookAt(job);
      put(job.number);
    },
    holdsOf: (number) => (isInserted[number] === 1 ? holdsBefore[number] : undefined),
  };
}

/** Do the holds of a job stay as they are while its pass is placed? Roles wait for others of their own pass. */
function steadiness({ clusters, rollouts }: Problem): (job: Job) => boolean {
  const hasRoles = clusters.some(({ isOrdered }) => isOrdered);
  const hasRings = rollouts.ringOf.size > 0;
  return ({ cluster }) => !hasRoles || (!hasRings && cluster?.isOrdered !== true);
}
