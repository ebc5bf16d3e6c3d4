import type { Instant, Interval } from '../../model/time.ts';
import type { Opening } from './opening.ts';
import type { Shift } from './shifts.ts';

/** A calendar rule that moves an instant, with where it changes. */
export interface Movement {
  readonly move: (at: Instant) => Instant;
  readonly shifts: readonly Shift[];
}

/** A ring that goes before: all of it is done, then it soaks. */
export interface Stage {
  readonly openings: readonly Opening[];
  readonly soakMs: number;
}

/** A promise and everything that stands between a find and the end of its visit. */
export interface PromiseQuestion {
  /** When something may be found. */
  readonly found: Interval;
  /** Behind this instant the calendar was not expanded. */
  readonly horizonEnd: Instant;
  /** From a find to the earliest start: tests and lead time. */
  readonly ready: Movement;
  /** From a find to its due. */
  readonly due: Movement;
  readonly stages: readonly Stage[];
  readonly own: Opening;
}

/** One find and what would come of it at best. */
export interface Case {
  readonly found: Instant;
  /** Tests and lead time are over. */
  readonly ready: Instant;
  /** Earlier rings are done and have soaked. */
  readonly release: Instant;
  /** End of the visit; `undefined`: none until the horizon. */
  readonly end: Instant | undefined;
  readonly due: Instant;
  /** By how much the visit, or the horizon, lies behind the due; 0 or less is in time. */
  readonly lateMs: number;
}

/**
 * The find for which a promise fails by most, or is kept by least. Exact to the millisecond: between a window that was
 * just missed and the next, and between two changes of the calendar, waiting only gets shorter, so the instants right
 * behind those decide for all the others.
 */
export function worstCase(question: PromiseQuestion): Case {
  const { found, ready, due, horizonEnd } = question;
  const steps = stepsOf(question);
  let worst = found.start;
  let mostLate = Number.NEGATIVE_INFINITY;
  const consider = (at: number, over: number): void => {
    if (at < found.start || at >= found.end) return;
    const late = over - at - shiftAt(due.shifts, at);
    if (late <= mostLate) return;
    worst = at as Instant;
    mostLate = late;
  };
  const overAfter = (readyAt: number): number => {
    const { end, release } = visitAfter(question, readyAt);
    return Math.max(end ?? horizonEnd, release);
  };
  for (const { start } of due.shifts) consider(start, overAfter(start + shiftAt(ready.shifts, start)));
  for (const { start, end, byMs } of ready.shifts) {
    consider(start, overAfter(start + byMs));
    for (const { edge, over } of steps) {
      const justMissed = edge - byMs + 1;
      if (justMissed >= start && justMissed < end) consider(justMissed, over);
    }
  }
  return caseOf(question, worst);
}

/**
 * The edges behind which the visit is over later, and when. Being over only ever moves back as readiness does, so edges
 * between two with the same answer have it too and are passed over: the first of them waits longest.
 */
function stepsOf(question: PromiseQuestion): readonly { readonly edge: number; readonly over: number }[] {
  const edges = [...edgesOf(question)].sort((a, b) => a - b);
  const overAt = (index: number): number => {
    const { end, release } = visitAfter(question, (edges[index] ?? 0) + 1);
    return Math.max(end ?? question.horizonEnd, release);
  };
  const steps: { readonly edge: number; readonly over: number }[] = [];
  for (let index = 0; index < edges.length; ) {
    const over = overAt(index);
    steps.push({ edge: edges[index] ?? 0, over });
    let width = 1;
    while (index + width < edges.length && overAt(index + width) === over) width *= 2;
    let [same, other] = [index + (width >> 1), Math.min(index + width, edges.length)];
    while (other - same > 1) {
      const middle = (same + other) >> 1;
      if (overAt(middle) === over) same = middle;
      else other = middle;
    }
    index = other;
  }
  return steps;
}

/**
 * Every time of readiness behind which more has to be waited for. Where an earlier ring may work at any time, a later
 * window is missed by as much earlier as that ring takes.
 */
function edgesOf({ stages, own }: Pick<PromiseQuestion, 'stages' | 'own'>): readonly number[] {
  const edges = new Set<number>();
  let offsets: readonly number[] = [0];
  const note = (opening: Opening): void => {
    for (const edge of opening.edges) for (const offset of offsets) edges.add(edge - offset);
  };
  for (const { openings, soakMs } of stages) {
    for (const opening of openings) note(opening);
    const lengths = new Set(openings.flatMap(({ anyTimeMs }) => anyTimeMs ?? []));
    const later = [...lengths].flatMap((length) => offsets.map((offset) => offset + length + soakMs));
    offsets = [...new Set([...offsets, ...later])];
  }
  note(own);
  return [...edges];
}

/** What comes of something found at an instant, when all goes well. */
export function caseOf(question: PromiseQuestion, found: Instant): Case {
  const ready = question.ready.move(found);
  const { release, end } = visitAfter(question, ready);
  const due = question.due.move(found);
  return { found, ready, release, end, due, lateMs: Math.max(end ?? question.horizonEnd, release) - due };
}

function visitAfter({ stages, own }: PromiseQuestion, ready: number): Pick<Case, 'release' | 'end'> {
  let release = ready;
  for (const { openings, soakMs } of stages) {
    // A ring that has no time any more holds nobody up.
    const ends = openings.flatMap((opening) => opening.endFrom(release) ?? []);
    release = Math.max(release, ...ends.map((end) => end + soakMs));
  }
  return { release: release as Instant, end: own.endFrom(release) as Instant | undefined };
}

/** By how much an instant is moved: by the last shift that has begun. */
function shiftAt(shifts: readonly Shift[], at: number): number {
  let [low, high] = [0, shifts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((shifts[middle]?.start ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return shifts[low]?.byMs ?? 0;
}
