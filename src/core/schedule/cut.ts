import type { Reason } from '../../model/requirement.ts';
import type { Instant, TimeZone } from '../../model/time.ts';
import { counted } from '../counted.ts';
import { durationText, formatZoned } from '../time.ts';
import type { Constraint } from './constraint.ts';
import { remember } from './group.ts';
import type { Job } from './job.ts';
import type { Lot } from './lot.ts';
import { servicesOf, servingOf, shapeOf, slotListOf, thawedListsOf } from './offers.ts';
import { createPicks, type Picks } from './picks.ts';
import type { Placement, Problem, Solution } from './problem.ts';
import type { Hold } from './release.ts';
import { type Service, visitMsIn } from './service.ts';
import type { Slot } from './slot-list.ts';
import { alsoUnread, unreadFreezeReason, whyNoneServes } from './unread.ts';

/** What keeps a visit from being on time: the reason in words, and the windows that a change could help in. */
export interface Cut {
  readonly reason: Reason;
  /** Names of windows in which more time or room might help, sorted; empty where neither could. */
  readonly windows: readonly string[];
  /** What else a change could be made to. */
  readonly blocker?: Blocker | undefined;
}

/** What keeps a visit from slots that are there. */
export interface Blocker {
  readonly kind: Hold['kind'] | Constraint['kind'] | 'freeze';
  /** Names of freezes; of the ring, rollout, cluster or asset. */
  readonly names: readonly string[];
  /** The latest start that is in time and would be allowed without it. */
  readonly lastStart: Instant;
}

/**
 * Why a job has no place by an instant (its due; the end of the horizon for work without a place), found by taking the
 * obstacles away one by one: windows, priorities, length, freezes, holds, room, budgets.
 */
export function createCuts(problem: Problem, solution: Solution, zone: TimeZone): (placement: Placement) => Cut {
  const servingTo = servingOf(problem);
  const thawedOf = thawedListsOf(problem);
  const picks = createPicks(problem, solution);
  const crowded = createCrowded(problem, solution, { picks, zone });
  const tooLate = createTooLate(problem.asOf, zone);
  const find = (placement: Placement): Cut => {
    const { job } = placement;
    const never = placement.status === 'unplaced' ? neverAllowed(problem, solution, job) : undefined;
    if (never !== undefined) return { reason: never, windows: [] };
    const until = untilOf(problem, placement);
    const { freezes } = servingTo(job);
    const possible = thawedOf(job).slots;
    if (possible.length === 0) return { reason: whyNoWindow(problem, job), windows: [] };
    const inTime = picks.endingBy(possible, until);
    if (inTime.length === 0) {
      return tooLate(possible, until);
    }
    const open = freezes.length === 0 ? inTime : picks.endingBy(slotListOf(problem, job).slots, until);
    if (open.length > 0) return crowded(placement, { freezes, inTime, thawed: open });
    const unread = unreadFreezeReason(freezes);
    if (unread !== undefined) return { reason: unread, windows: [] };
    const names = freezes.map(({ name }) => name);
    const blocker = blockerOf(job, 'freeze', names, inTime);
    return { reason: whyFrozen(freezes, inTime, zone), windows: [], blocker };
  };
  return (placement) => {
    const cut = find(placement);
    const reason = alsoUnread(cut.reason, problem.unreadWindowsOf(placement.job.asset));
    return reason === cut.reason ? cut : { ...cut, reason };
  };
}

/** The slots that are in time, and those of them that freezes leave. */
interface InTime {
  readonly freezes: Service['freezes'];
  readonly inTime: readonly Slot[];
  readonly thawed: readonly Slot[];
}

/** What keeps a job from slots that are there and not frozen: holds, room, budgets. */
function createCrowded(
  problem: Problem,
  solution: Solution,
  { picks, zone }: { readonly picks: Picks; readonly zone: TimeZone },
): (placement: Placement, slots: InTime) => Cut {
  const fullOf = createFull(problem, solution);
  return (placement, { freezes, inTime, thawed }) => {
    const { job, holds } = placement;
    const released = picks.released(thawed, holds);
    if (released.length === 0) {
      const { kind, name } = longestOf(holds) ?? { kind: 'lead-time', name: '' };
      return { reason: whyHeld(holds, zone), windows: [], blocker: blockerOf(job, kind, [name], thawed) };
    }
    const open = picks.open(released);
    if (open.length === 0) {
      const full = whyFull(fullOf(released), limitText(problem, placement, zone));
      const frozen =
        freezes.length === 0
          ? []
          : inTime.filter(({ occurrence }) => !thawed.some((slot) => slot.occurrence === occurrence));
      return frozen.length === 0 ? full : alsoFrozen(full, whyFrozen(freezes, frozen, zone));
    }
    const binding = bindingOf(solution, job, open);
    const blocker = binding && blockerOf(job, binding.kind, [binding.name], open);
    return { reason: whyForbidden(binding, placement), windows: namesOf(open), blocker };
  };
}

/** Late: why not by the due. Without a place: why not at all. */
function untilOf({ horizonEnd }: Problem, { status, job }: Placement): Instant {
  return status === 'unplaced' ? horizonEnd : (job.bundle.dues[0] ?? horizonEnd);
}

function limitText(problem: Problem, placement: Placement, zone: TimeZone): string {
  const until = untilOf(problem, placement);
  return until === problem.horizonEnd ? 'in the time that is planned' : `before ${formatZoned(until, zone)}`;
}

/** A budget that allows nothing even when no visit is left to take part of it. */
function neverAllowed({ horizonEnd }: Problem, { constraintsOf }: Solution, job: Job): Reason | undefined {
  const far = { start: horizonEnd, end: (horizonEnd + 1) as Instant };
  const binding = constraintsOf(job).find((constraint) => !constraint.allows(far));
  return binding && { code: binding.kind, text: `${constraintText(binding)} allows no visit of this asset` };
}

/** Distinct occurrences of slots, as `3 windows` or `the window weekend-prod`. */
function windowsText(slots: readonly Slot[]): string {
  const occurrences = new Set(slots.map(({ occurrence }) => occurrence)).size;
  const names = namesOf(slots);
  return occurrences === 1 ? `the window ${names[0] ?? ''}` : `all ${occurrences} windows of ${names.join(', ')}`;
}

function namesOf(slots: readonly Slot[]): readonly string[] {
  return [...new Set(slots.map(({ window }) => window.name))].sort();
}

function whyNoWindow(problem: Problem, job: Job): Reason {
  const all = servicesOf(problem)(job).windows;
  if (all.length === 0) return whyNoneServes(problem.unreadWindowsOf(job.asset));
  const names = all.map(({ name }) => name).join(', ');
  const serving = servingOf(problem)(job).windows;
  if (serving.length === 0) {
    return { code: 'window-priorities', text: `no window serves ${job.lot.priorities.join(' and ')} work (${names})` };
  }
  const shape = shapeOf(job.lot);
  if (serving.every((window) => window.occurrences.length === 0)) {
    return { code: 'no-window', text: `no window opens within the time that is planned (${names})` };
  }
  const [window] = serving;
  const needed = durationText(window === undefined ? 0 : visitMsIn(window, shape));
  const { maxOfflineMs } = shape;
  if (serving.every((candidate) => visitMsIn(candidate, shape) > (maxOfflineMs ?? Number.POSITIVE_INFINITY))) {
    return { code: 'max-offline', text: `a visit of ${needed} is longer than the cluster lets a member be away` };
  }
  return { code: 'visit-too-long', text: `its visit of ${needed} fits into no wave of ${names}` };
}

/** No slot ends in time. Many are due at one instant. */
function createTooLate(asOf: Instant, zone: TimeZone): (possible: readonly Slot[], until: Instant) => Cut {
  const known = new Map<readonly Slot[], Map<Instant, Cut>>();
  const tell = (possible: readonly Slot[], until: Instant): Cut => {
    const text = `${nextWindowText(possible, asOf, zone)}; due ${formatZoned(until, zone)}`;
    return { reason: { code: 'no-window-before-due', text }, windows: [] };
  };
  return (possible, until) => {
    const byDue = remember(known, possible, () => new Map<Instant, Cut>());
    return remember(byDue, until, () => tell(possible, until));
  };
}

const alsoFrozen = ({ reason, windows }: Cut, freeze: Reason): Cut => ({
  reason: { code: reason.code, text: `${reason.text}; ${freeze.text}` },
  windows,
});

/** Why overdue work does not wait for a window: when the next one would serve it. */
export function whyNotWait(problem: Problem, zone: TimeZone): (placement: Placement) => Cut {
  const { asOf } = problem;
  const thawedOf = thawedListsOf(problem);
  const known = new Map<Lot, Cut>();
  const tell = (job: Job): Cut => {
    const { slots } = thawedOf(job);
    const text = slots.length === 0 ? whyNoWindow(problem, job).text : nextWindowText(slots, asOf, zone);
    return { reason: { code: 'overdue', text }, windows: [] };
  };
  return ({ job }) => remember(known, job.lot, () => tell(job));
}

function nextWindowText(possible: readonly Slot[], asOf: Instant, zone: TimeZone): string {
  const next = possible.find(({ start }) => start >= asOf);
  return next === undefined
    ? 'no window is left'
    : `the next window, ${next.window.name}, has its first visit ${formatZoned(next.start, zone)}`;
}

function whyFrozen(
  freezes: readonly { readonly name: string; readonly reason: string }[],
  slots: readonly Slot[],
  zone: TimeZone,
): Reason {
  const names = freezes.map(({ name, reason }) => `${name} (${reason})`).join(', ');
  const isOne = new Set(slots.map(({ occurrence }) => occurrence)).size === 1;
  const first = slots[0] === undefined ? '' : `${isOne ? '' : ', the first'} on ${formatZoned(slots[0].start, zone)}`;
  return { code: 'freeze', text: `freeze ${names} takes ${windowsText(slots)}${first}` };
}

/** The words of a hold, shared with the slots it refuses. */
export function holdText({ kind, name, until, why }: Hold, zone: TimeZone): string {
  const when = until === undefined ? 'without an end' : `until ${formatZoned(until, zone)}`;
  switch (kind) {
    case 'lead-time':
      return `the lead time for approval runs ${when}`;
    case 'ring':
      return `ring ${name} and its soak run ${when}`;
    case 'ring-failed':
      return `ring ${name} failed: ${why ?? ''}`;
    case 'paused':
      return `rollout ${name} is paused ${when}: ${why ?? ''}`;
    case 'order':
      return until === undefined
        ? `an earlier role of cluster ${name} has no visit`
        : `an earlier role of cluster ${name} is under maintenance ${when}`;
  }
}

function whyHeld(holds: readonly Hold[], zone: TimeZone): Reason {
  const longest = longestOf(holds);
  if (longest === undefined) return { code: 'held', text: 'it must not start yet' };
  return { code: longest.kind, text: holdText(longest, zone) };
}

const endOf = ({ until }: Hold): number => until ?? Number.POSITIVE_INFINITY;

function longestOf(holds: readonly Hold[]): Hold | undefined {
  let longest: Hold | undefined;
  for (const hold of holds) if (longest === undefined || endOf(hold) > endOf(longest)) longest = hold;
  return longest;
}

function blockerOf(
  { bundle: { dues } }: Job,
  kind: Blocker['kind'],
  names: readonly string[],
  slots: readonly Slot[],
): Blocker | undefined {
  const due = dues[0] ?? Number.POSITIVE_INFINITY;
  const lastStart = slots.findLast(({ end }) => end <= due)?.start;
  return lastStart === undefined ? undefined : { kind, names, lastStart };
}

/** Slots without room, in words but for the limit that they are looked at by. */
interface Full {
  readonly which: string;
  readonly howFull: string;
  readonly windows: readonly string[];
}

function createFull({ calendar }: Problem, { used }: Solution): (slots: readonly Slot[]) => Full {
  const known = new Map<readonly Slot[], Full>();
  const tell = (slots: readonly Slot[]): Full => {
    const cells = [...new Set(slots.flatMap(({ firstCell, lastCell }) => [firstCell, lastCell]))];
    const taken = cells.reduce((sum, cell) => sum + used(cell), 0);
    const room = cells.reduce((sum, cell) => sum + (calendar.capacity[cell] ?? 0), 0);
    const are = new Set(slots.map(({ occurrence }) => occurrence)).size === 1 ? 'is' : 'are';
    const howFull = `${are} full: ${taken} of ${counted(room, 'visit')}`;
    return { which: windowsText(slots), howFull, windows: namesOf(slots) };
  };
  return (slots) => remember(known, slots, () => tell(slots));
}

function whyFull({ which, howFull, windows }: Full, limit: string): Cut {
  return { reason: { code: 'full', text: `${which} ${limit} ${howFull}` }, windows };
}

/** The limit that allows none of the slots, else any that binds. */
function bindingOf({ constraintsOf }: Solution, job: Job, open: readonly Slot[]): Constraint | undefined {
  const constraints = constraintsOf(job);
  return constraints.find((constraint) => !open.some((slot) => constraint.allows(slot))) ?? constraints[0];
}

function whyForbidden(binding: Constraint | undefined, { status }: Placement): Reason {
  if (binding === undefined) return { code: 'full', text: 'what is free was taken by more urgent work' };
  return {
    code: binding.kind,
    text: `${constraintText(binding)} leaves no turn${status === 'placed' ? ' before the due' : ''}`,
  };
}

/** The words of a constraint, shared with the slots it refuses. */
export function constraintText({ kind, name, text }: Record<'kind' | 'name' | 'text', string>): string {
  switch (kind) {
    case 'ring-limit':
      return `ring ${name} (${text})`;
    case 'same-asset':
      return `another visit of ${name}`;
    default:
      return `cluster ${name} (${text})`;
  }
}
