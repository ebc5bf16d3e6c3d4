import type { Content } from './content.ts';
import { remember } from './group.ts';
import { contentOf, type Job } from './job.ts';
import { isDated } from './job-table.ts';
import type { Problem } from './problem.ts';
import { createRingNotes, type RingNotes } from './ring-notes.ts';
import type { RingPlan } from './ring-plan.ts';

/**
 * Which work without a due is a stage for work with one: a later ring of its rollout is to get the same package by a due.
 * It then goes with its ring instead of waiting for everybody. Immediate work does not wait for it.
 */
export function awaitedWork(problem: Problem): (job: Job) => boolean {
  if (!problem.jobs.some((job) => job.lot.ring !== undefined && !isDated(problem, job))) return () => false;
  const awaited = packagesAwaited(problem);
  return (job) => {
    const { ring } = job.lot;
    if (ring === undefined || isDated(problem, job)) return false;
    return job.bundle.requirements.some((requirement) => awaited.get(ring, requirement) === true);
  };
}

/** What each ring is to bring for later rings to go on, once for all that roll out the same. */
function packagesAwaited(problem: Problem): RingNotes<boolean> {
  const { jobs, rollouts } = problem;
  const awaited = createRingNotes<boolean>();
  const known = new Map<RingPlan, Set<Content>>();
  for (const job of jobs) {
    const {
      lot: { ring },
      bundle: { requirements, priority },
    } = job;
    if (ring === undefined || !isDated(problem, job) || priority === 'immediate') continue;
    const contents = remember(known, ring, () => new Set<Content>());
    if (contents.has(contentOf(job))) continue;
    contents.add(contentOf(job));
    const earlier = (rollouts.rings.get(ring.rollout) ?? []).slice(0, ring.index);
    for (const before of earlier) for (const requirement of requirements) awaited.set(before, requirement, true);
  }
  return awaited;
}
