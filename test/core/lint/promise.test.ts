import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMovements } from '../../../src/core/lint/movements.ts';
import { type Opening, openOutside, slotOpening } from '../../../src/core/lint/opening.ts';
import { caseOf, type PromiseQuestion, type Stage, worstCase } from '../../../src/core/lint/promise.ts';
import type { Slot } from '../../../src/core/schedule/slot-list.ts';
import { addDuration } from '../../../src/core/time.ts';
import type { Instant, Interval } from '../../../src/model/time.ts';
import { at, duration } from '../../support/world.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const days = 60;
const holidays = ['2026-11-11', '2027-03-17'];
const working = { weekend: ['sat', 'sun'], holidays };

/** Starts of seasons in which some zone changes its clocks. */
const starts = [at('2026-10-05T12:07:30Z'), at('2027-02-20T00:00:00Z'), at('2026-06-01T09:30:00Z')];
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Casablanca',
];
const preparations = ['0h', '30min', '6h', '24h', '1d', '2d', '1bd', '3bd'];
const limits = ['6h', '24h', '2d', '5bd', '7d', '10bd', '2w', '1mo', 'P1DT12H'];

/** Visits of one length, as often as stated, some of them taken out. */
const visits = fc.record({
  everyHours: fc.constantFrom<number>(8, 24, 72, 168),
  offsetMinutes: fc.integer({ min: 0, max: 10_000 }),
  lengthMinutes: fc.integer({ min: 15, max: 240 }),
  gone: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 6 }),
});
type Visits = typeof visits extends fc.Arbitrary<infer T> ? T : never;

const freezes = fc.array(
  fc.record({ day: fc.integer({ min: 0, max: days }), hours: fc.integer({ min: 1, max: 120 }) }),
  { maxLength: 4 },
);
const openings = fc.oneof(
  visits.map((one) => ({ visits: one, freezes: undefined })),
  freezes.map((one) => ({ visits: undefined, freezes: one })),
);
type Sketch = typeof openings extends fc.Arbitrary<infer T> ? T : never;

const questions = fc.record({
  start: fc.constantFrom(...starts),
  zone: fc.constantFrom(...zones),
  tests: fc.constantFrom(...preparations),
  lead: fc.constantFrom(...preparations),
  within: fc.constantFrom(...limits),
  own: openings,
  stages: fc.array(
    fc.record({
      soakHours: fc.integer({ min: 0, max: 72 }),
      members: fc.array(openings, { minLength: 1, maxLength: 2 }),
    }),
    { maxLength: 2 },
  ),
});
type QuestionSketch = typeof questions extends fc.Arbitrary<infer T> ? T : never;

function slotsOf(sketch: Visits, { start, end }: Interval): readonly Slot[] {
  const slots: Slot[] = [];
  for (let from = start + sketch.offsetMinutes * 60_000; from < end; from += sketch.everyHours * hourMs) {
    if (sketch.gone.includes(slots.length)) {
      sketch.gone.splice(sketch.gone.indexOf(slots.length), 1);
      continue;
    }
    slots.push({ start: from as Instant, end: (from + sketch.lengthMinutes * 60_000) as Instant } as Slot);
  }
  return slots;
}

const frozenOf = (sketch: NonNullable<Sketch['freezes']>, { start }: Interval): readonly Interval[] =>
  sketch.map(({ day, hours }) => {
    const from = start + day * dayMs;
    return { start: from as Instant, end: (from + hours * hourMs) as Instant };
  });

/** Half an hour of work wherever no freeze is. */
const anyTimeMs = 30 * 60_000;

/** Built anew for every use, since a sketch of slots is used up. */
const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

function openingOf(sketch: Sketch, span: Interval): Opening {
  const { visits: slots, freezes: frozen } = copyOf(sketch);
  const routine = slots && slotOpening(slotsOf(slots, span), span);
  const anyTime = frozen && openOutside(frozenOf(frozen, span), anyTimeMs, span);
  return routine ?? anyTime ?? openOutside([], anyTimeMs, span);
}

function questionOf(sketch: QuestionSketch): PromiseQuestion {
  const { start, zone } = sketch;
  const span = { start, end: (start + 2 * days * dayMs) as Instant };
  const found = { start, end: (start + days * dayMs) as Instant };
  const movements = createMovements(found, working);
  return {
    found,
    horizonEnd: span.end,
    ready: movements([duration(sketch.tests), duration(sketch.lead)], zone),
    due: movements([duration(sketch.within)], zone),
    stages: sketch.stages.map(
      ({ soakHours, members }): Stage => ({
        soakMs: soakHours * hourMs,
        openings: members.map((one) => openingOf(one, span)),
      }),
    ),
    own: openingOf(sketch.own, span),
  };
}

/** The end of the earliest visit, found by looking at every one. */
function endAfter(sketch: Sketch, span: Interval, from: number): number | undefined {
  const { visits: slots, freezes: frozen } = copyOf(sketch);
  const ends = (slots ? slotsOf(slots, span) : []).filter((slot) => slot.start >= from).map(({ end }) => end as number);
  if (frozen) {
    const stretches = frozenOf(frozen, span);
    let begin = from;
    for (;;) {
      const hit = stretches.find((one) => one.start < begin + anyTimeMs && begin < one.end);
      if (hit === undefined) break;
      begin = hit.end;
    }
    ends.push(begin + anyTimeMs);
  }
  return ends.length === 0 ? undefined : Math.min(...ends);
}

/** By how much something found at an instant would be late: ring by ring, as a person would count it. */
function latenessAt(sketch: QuestionSketch, found: Instant): number {
  const { start, zone } = sketch;
  const span = { start, end: (start + 2 * days * dayMs) as Instant };
  const calendar = { ...working, zone };
  let from: number = addDuration(addDuration(found, duration(sketch.tests), calendar), duration(sketch.lead), calendar);
  for (const { soakHours, members } of sketch.stages) {
    const ends = members.flatMap((member) => endAfter(member, span, from) ?? []);
    from = Math.max(from, ...ends.map((end) => end + soakHours * hourMs));
  }
  const end = endAfter(sketch.own, span, from) ?? span.end;
  return Math.max(end, from) - addDuration(found, duration(sketch.within), calendar);
}

describe('the worst case of a promise', () => {
  it('is never better than what is found at any hour of sixty days, and is real', () => {
    fc.assert(
      fc.property(questions, (sketch) => {
        const worst = worstCase(questionOf(sketch));
        const hours = Array.from({ length: days * 24 }, (_, hour) => (sketch.start + hour * hourMs) as Instant);

        expect(worst.lateMs).toBe(latenessAt(sketch, worst.found));
        expect(worst.lateMs).toBeGreaterThanOrEqual(Math.max(...hours.map((hour) => latenessAt(sketch, hour))));
      }),
      { numRuns: 25 },
    );
  });

  const weekly = { everyHours: 168, offsetMinutes: 0, lengthMinutes: 60, gone: [] };
  const start = at('2026-06-06T22:00:00Z');
  const plain: QuestionSketch = {
    start,
    zone: 'UTC',
    tests: '0h',
    lead: '0h',
    within: '7d',
    own: { visits: weekly, freezes: undefined },
    stages: [],
  };

  it('is a millisecond behind the start of a window that was just missed', () => {
    const worst = worstCase(questionOf(plain));

    expect(worst.found).toBe(start + 1);
    expect(worst.end).toBe(start + 7 * dayMs + hourMs);
    expect(worst.lateMs).toBe(hourMs - 1);
  });

  it('is that much earlier where lead time and tests come first', () => {
    const worst = worstCase(questionOf({ ...plain, tests: '4h', lead: '2d', start: at('2026-06-01T00:00:00Z') }));

    expect(worst.release - worst.found).toBe(52 * hourMs);
    expect(worst.lateMs).toBe(53 * hourMs - 1);
  });

  it('waits for an earlier ring and its soak', () => {
    const member = { visits: { ...weekly, offsetMinutes: 60 }, freezes: undefined };
    const { found, release } = worstCase(questionOf({ ...plain, stages: [{ soakHours: 24, members: [member] }] }));

    expect(release - found).toBeGreaterThan(7 * dayMs + 24 * hourMs);
  });

  it('counts a series that is over as far as the calendar goes, and no further', () => {
    const question = questionOf({ ...plain, own: { visits: { ...weekly, everyHours: 168 * 52 }, freezes: undefined } });

    expect(worstCase(question)).toMatchObject({ end: undefined, lateMs: question.horizonEnd - start - 7 * dayMs - 1 });
  });

  it('is the same as what comes of that find', () => {
    const question = questionOf({ ...plain, zone: 'Europe/Berlin', lead: '1bd' });
    const worst = worstCase(question);

    expect(caseOf(question, worst.found)).toEqual(worst);
  });
});
