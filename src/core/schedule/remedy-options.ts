import type { Instant } from '../../model/time.ts';
import { durationText, formatZoned } from '../time.ts';
import type { Blocker } from './cut.ts';
import type { Problem } from './problem.ts';
import type { Trial } from './remedy-trial.ts';
import type { RingPlan } from './ring-plan.ts';
import { withCluster, withFreezes, withLots, withRings, withWindow } from './tweak.ts';
import type { WindowPlan } from './window.ts';

/** How many more waves of a window, and steps of a limit, are tried. */
const mostSteps = 4;

const minuteMs = 60_000;

/** The changes that help all visits of a trial, each in words and tried; at most one of a kind. */
export function remediesOf(problem: Problem, trial: Trial): readonly string[] {
  const [first] = trial.late;
  if (first === undefined) return [];
  const { windows: names, blocker } = first.cut;
  const windows = problem.calendar.windows.filter(({ name }) => names.includes(name));
  const firstOf = (texts: readonly (string | undefined)[]): readonly string[] =>
    texts.flatMap((text) => text ?? []).slice(0, 1);
  return [
    ...(blocker === undefined ? [] : byBlocker(problem, blocker, trial)),
    ...firstOf(windows.map((window) => longerWindow(problem, window, trial))),
    ...firstOf(windows.map((window) => widerWindow(problem, window, trial))),
  ];
}

type Option = (problem: Problem, blocker: Blocker, trial: Trial) => string | undefined;

/** What can be changed about each blocker; there is none for keys, orders of roles and the like. */
const options: Readonly<Partial<Record<Blocker['kind'], readonly Option[]>>> = {
  freeze: [exemption, earlierThaw],
  'lead-time': [shorterLead],
  paused: [resumption],
  ring: [shorterSoak],
  'ring-failed': [promotion],
  'ring-limit': [widerRing],
  budget: [looserBudget],
};

function byBlocker(problem: Problem, blocker: Blocker, trial: Trial): readonly string[] {
  return (options[blocker.kind] ?? []).flatMap((option) => option(problem, blocker, trial) ?? []);
}

const nameOf = ({ names }: Blocker): string => names[0] ?? '';

/** The fewest further waves that help everybody. */
function longerWindow(problem: Problem, window: WindowPlan, { helps }: Trial): string | undefined {
  for (let waves = 1; waves <= mostSteps; waves += 1) {
    const moreMs = waves * window.visitMs;
    const occurrences = window.occurrences.map(({ start, end }) => ({ start, end: (end + moreMs) as Instant }));
    const tweaked = { ...window, durationMs: window.durationMs + moreMs, occurrences };
    if (helps(withWindow(problem, window, tweaked))) return `${durationText(moreMs)} more in ${window.name}`;
  }
  return undefined;
}

/** The least `maxConcurrent` that helps everybody. */
function widerWindow(problem: Problem, window: WindowPlan, { late, helps }: Trial): string | undefined {
  const more = leastStep(late.length, (step) =>
    helps(withWindow(problem, window, { ...window, capacity: window.capacity + step })),
  );
  return more === undefined ? undefined : `maxConcurrent ${window.capacity + more} in ${window.name}`;
}

function widerRing(problem: Problem, blocker: Blocker, { late, helps }: Trial): string | undefined {
  const limit = late[0]?.placement.job.lot.ring?.maxConcurrent;
  if (limit === undefined) return undefined;
  const more = leastStep(late.length, (step) =>
    helps(withRings(problem, (ring) => (isOf(late, ring) ? { ...ring, maxConcurrent: limit + step } : ring))),
  );
  return more === undefined ? undefined : `maxConcurrent ${limit + more} in ring ${nameOf(blocker)}`;
}

/** Is it the ring of the late visits? Rings of several rollouts may have one name. */
function isOf([first]: Trial['late'], { rollout, index }: RingPlan): boolean {
  const ring = first?.placement.job.lot.ring;
  return ring?.rollout === rollout && ring.index === index;
}

/** The least number up to `most` that helps: doubled until it does, then narrowed down. */
function leastStep(most: number, helps: (step: number) => boolean): number | undefined {
  let enough = 1;
  let isEnough = helps(enough);
  while (!isEnough && enough < most) {
    enough = Math.min(most, enough * 2);
    isEnough = helps(enough);
  }
  if (!isEnough) return undefined;
  for (let tooFew = enough >> 1; enough - tooFew > 1; ) {
    const middle = (tooFew + enough) >> 1;
    if (helps(middle)) enough = middle;
    else tooFew = middle;
  }
  return enough;
}

function looserBudget(problem: Problem, blocker: Blocker, { helps }: Trial): string | undefined {
  const name = nameOf(blocker);
  const cluster = problem.clusters.find((one) => one.name === name);
  let next = cluster?.budget.looser?.();
  for (let step = 0; cluster !== undefined && next !== undefined && step < mostSteps; step += 1) {
    if (helps(withCluster(problem, cluster, { ...cluster, budget: next.budget }))) {
      return `maxUnavailable ${next.stated} in cluster ${name}`;
    }
    next = next.budget.looser?.();
  }
  return undefined;
}

/** The longest lead time that leaves each a window; it holds for all whose policies ask for as much. */
function shorterLead(problem: Problem, _: Blocker, { late, helps }: Trial): string | undefined {
  const leadMs = wholeMinutes(lastStart(late) - problem.asOf);
  const leads = new Set(late.map(({ placement }) => placement.job.lot.leadMs));
  if (leadMs < 0) return undefined;
  const tweaked = withLots(problem, (lot) => (leads.has(lot.leadMs) ? { ...lot, leadMs } : lot));
  return helps(tweaked) ? `a lead time of ${durationText(leadMs)}` : undefined;
}

/** By when all of them must be let go. */
function lastStart(late: Trial['late']): Instant {
  return Math.min(...late.map(({ cut: { blocker } }) => blocker?.lastStart ?? 0)) as Instant;
}

const wholeMinutes = (ms: number): number => Math.floor(ms / minuteMs) * minuteMs;

function resumption(problem: Problem, blocker: Blocker, { late, zone, helps }: Trial): string | undefined {
  const rollout = nameOf(blocker);
  const until = lastStart(late);
  const tweaked = withRings(problem, (ring) =>
    ring.rollout === rollout && ring.paused ? { ...ring, paused: { ...ring.paused, until } } : ring,
  );
  return helps(tweaked) ? `resuming rollout ${rollout} by ${formatZoned(until, zone)}` : undefined;
}

/** The longest soak behind an earlier ring that leaves each a window. */
function shorterSoak(problem: Problem, blocker: Blocker, { late, helps }: Trial): string | undefined {
  const name = nameOf(blocker);
  const [first] = late;
  const { job, holds } = first?.placement ?? {};
  const before = problem.rollouts.rings.get(job?.lot.ring?.rollout ?? '')?.find((ring) => ring.name === name);
  const until = holds?.find((hold) => hold.kind === 'ring' && hold.name === name)?.until;
  if (job === undefined || before === undefined || until === undefined) return undefined;
  // The others of the group may be held until another time; trying it out tells whether it is enough for them.
  const soakMs = wholeMinutes(before.soakMs(job.bundle.priority) - (until - lastStart(late)));
  if (soakMs < 0) return undefined;
  const shorter = (ring: RingPlan): RingPlan => ({
    ...ring,
    soakMs: (priority) => Math.min(ring.soakMs(priority), soakMs),
  });
  const tweaked = withRings(problem, (ring) => (ring === before ? shorter(ring) : ring));
  return helps(tweaked) ? `a soak of ${durationText(soakMs)} behind ring ${name}` : undefined;
}

/** By when a ring that failed must be on record as good after all. */
function promotion(problem: Problem, blocker: Blocker, { late, zone, helps }: Trial): string | undefined {
  const name = nameOf(blocker);
  const ring = late[0]?.placement.job.lot.ring;
  const before = problem.rollouts.rings.get(ring?.rollout ?? '')?.find((one) => one.name === name);
  if (before === undefined) return undefined;
  const longest = Math.max(...late.map(({ placement }) => before.soakMs(placement.job.bundle.priority)));
  const endedAt = (lastStart(late) - longest) as Instant;
  if (endedAt < problem.asOf) return undefined;
  const tweaked = withRings(
    problem,
    (one) => one,
    (one) => (one === before ? { status: 'passed', endedAt, records: [], text: '' } : undefined),
  );
  return helps(tweaked) ? `success of ring ${name} by ${formatZoned(endedAt, zone)}` : undefined;
}

/** Letting the priorities of the late work pass. */
function exemption(problem: Problem, { names }: Blocker, { late, helps }: Trial): string | undefined {
  const priorities = [...new Set(late.flatMap(({ placement }) => placement.job.lot.priorities))];
  const tweaked = withFreezes(problem, (freeze) =>
    names.includes(freeze.name) ? { ...freeze, exempt: new Set([...freeze.exempt, ...priorities]) } : freeze,
  );
  return helps(tweaked) ? `exempting ${priorities.join(' and ')} work from ${freezesText(names)}` : undefined;
}

/** The latest end of a freeze that leaves each a window. */
function earlierThaw(problem: Problem, { names }: Blocker, { late, zone, helps }: Trial): string | undefined {
  const at = lastStart(late);
  if (names.length > 1) return undefined;
  const tweaked = withFreezes(problem, (freeze) => {
    if (!names.includes(freeze.name)) return freeze;
    const intervals = freeze.intervals.map(({ start, end }) => ({ start, end: start < at && at < end ? at : end }));
    return { ...freeze, intervals };
  });
  return helps(tweaked) ? `ending ${freezesText(names)} by ${formatZoned(at, zone)}` : undefined;
}

function freezesText(names: readonly string[]): string {
  return `freeze${names.length === 1 ? '' : 's'} ${names.join(' and ')}`;
}
