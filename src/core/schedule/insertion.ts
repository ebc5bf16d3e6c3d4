import type { Cohort } from './cohort.ts';
import type { Job } from './job.ts';
import { isExact, type PlaceContext, placesBefore } from './placing.ts';
import type { Problem } from './problem.ts';
import type { Hold } from './release.ts';
import type { Pass } from './sequence.ts';

/** Puts exact jobs in before the earliest due that they can meet, to be moved for others until they are settled. */
export interface Insertions {
  /**
   * Looks at the jobs of a pass as they lie in memory, so that `insertReady` need not look at them by importance.
   */
  prepare(pass: Pass, isMeant: (job: Job) => boolean): void;
  /** `false`: the job was not prepared. */
  insertReady(number: number): boolean;
  insert(job: Job): void;
  /** Does this job lie with the matcher? */
  readonly isInserted: (number: number) => boolean;
  /** What held up a job that lies with the matcher; `undefined`: it does not. */
  readonly holdsOf: (number: number) => readonly Hold[] | undefined;
}

/** No job is inserted yet. */
export function createInsertions(context: PlaceContext): Insertions {
  const { matcher, problem, releases } = context;
  const { jobs } = problem;
  const isSteady = steadiness(problem);
  const cohorts = new Array<Cohort | undefined>(jobs.length);
  const isReady = new Uint8Array(jobs.length);
  const holdsBefore = new Array<readonly Hold[] | undefined>(jobs.length);
  const isInserted = new Uint8Array(jobs.length);

  function lookAt(job: Job): void {
    const holds = releases.holdsOf(job);
    holdsBefore[job.number] = holds;
    isReady[job.number] = 1;
    cohorts[job.number] = placesBefore(context, job, holds);
  }

  function put(number: number): void {
    const cohort = cohorts[number];
    if (cohort !== undefined && matcher.insert(number, cohort) !== undefined) isInserted[number] = 1;
  }

  return {
    prepare({ byNumber }, isMeant) {
      for (const number of byNumber) {
        const job = jobs[number];
        if (job !== undefined && isExact(context, job) && isSteady(job) && isMeant(job)) lookAt(job);
      }
    },
    insertReady(number) {
      if (isReady[number] === 0) return false;
      put(number);
      return true;
    },
    insert(job) {
      lookAt(job);
      put(job.number);
    },
    isInserted: (number) => isInserted[number] === 1,
    holdsOf: (number) => (isInserted[number] === 1 ? holdsBefore[number] : undefined),
  };
}

/** Do the holds of a job stay as they are while its pass is placed? Roles wait for others of their own pass. */
function steadiness({ clusters, rollouts }: Problem): (job: Job) => boolean {
  const hasRoles = clusters.some(({ isOrdered }) => isOrdered);
  const hasRings = rollouts.ringOf.size > 0;
  return ({ lot }) => !hasRoles || (!hasRings && lot.cluster?.isOrdered !== true);
}
