import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Freeze } from '../../../src/model/generated/freeze.ts';
import type { MaintenanceWindow } from '../../../src/model/generated/maintenance-window.ts';
import type { Priority } from '../../../src/model/requirement.ts';
import type { Instant } from '../../../src/model/time.ts';
import { nightly, scheduleWorld, type World } from '../../support/schedule.ts';
import { at } from '../../support/world.ts';

const asOf = at('2026-11-18T08:00:00Z');
const [hour, day] = [3_600_000, 86_400_000];

type Windows = Readonly<Record<string, MaintenanceWindow['spec']>>;
type Freezes = Readonly<Record<string, Freeze['spec']>>;

/** A world that tends to be too tight, in one way or several. */
const world: fc.Arbitrary<World> = fc
  .record({
    dueHours: fc.array(fc.integer({ min: 12, max: 70 }), { minLength: 1, maxLength: 6 }),
    urgent: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    capacity: fc.integer({ min: 1, max: 2 }),
    waves: fc.integer({ min: 1, max: 3 }),
    frozenDays: fc.constantFrom(0, 0, 1, 2, 5),
    leadHours: fc.constantFrom(0, 0, 24, 60),
    budget: fc.constantFrom(undefined, 1, 2),
    ringSoakHours: fc.constantFrom(undefined, 6, 40),
    ringLimit: fc.constantFrom(undefined, 1),
    pausedHours: fc.constantFrom(undefined, undefined, 30),
  })
  .map((sketch) => worldOf(sketch));

interface Sketch {
  readonly dueHours: readonly number[];
  readonly urgent: readonly boolean[];
  readonly capacity: number;
  readonly waves: number;
  readonly frozenDays: number;
  readonly leadHours: number;
  readonly budget: number | undefined;
  readonly ringSoakHours: number | undefined;
  readonly ringLimit: number | undefined;
  readonly pausedHours: number | undefined;
}

const instantText = (offset: number): string => new Date(asOf + offset).toISOString().replace('.000', '');

function worldOf(sketch: Sketch): World {
  const names = sketch.dueHours.map((_, index) => `host-${index}`);
  const { budget, ringSoakHours, ringLimit, pausedHours, frozenDays } = sketch;
  const peak: Freeze['spec'] = {
    selector: { all: true },
    reason: 'peak',
    from: instantText(0),
    to: instantText(frozenDays * day),
  };
  const rings = [
    { name: 'first', selector: { names: ['host-0', 'host-1'] }, soak: `${ringSoakHours ?? 0}h` },
    { name: 'rest', ...(ringLimit !== undefined && { maxConcurrent: ringLimit }) },
  ];
  const paused =
    pausedHours === undefined ? {} : { paused: { until: instantText(pausedHours * hour), reason: 'stop' } };
  return {
    asOf,
    windows: { night: { ...nightly, duration: `${sketch.waves}h`, maxConcurrent: sketch.capacity } },
    freezes: frozenDays === 0 ? {} : { peak },
    clusters: budget === undefined ? {} : { ledger: { consensus: 'none', budget: { maxUnavailable: budget } } },
    rollouts: ringSoakHours === undefined ? {} : { all: { rings, ...paused } },
    assets: names.map((name, index) => ({ name, ...(budget !== undefined && index < 4 && { cluster: 'ledger' }) })),
    requirements: names.map((asset, index) => ({
      asset,
      due: (asOf + (sketch.dueHours[index] ?? 0) * hour) as Instant,
      priority: sketch.urgent[index] === true ? 'out-of-cycle' : 'scheduled',
      governance: { leadTimeMs: sketch.leadHours * hour },
    })),
  };
}

const units: Readonly<Record<string, number>> = { d: day, h: hour, min: 60_000 };

/** `1 d 15 h` as milliseconds. */
function lengthOf(text: string): number {
  return [...text.matchAll(/(\d+) (d|h|min)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0),
    0,
  );
}

const minutesText = (ms: number): string => `${ms / 60_000}min`;

/** `2026-11-19 23:00 +00:00` as RFC 3339. */
const momentOf = (text: string): string => text.replace(/^(\S+) (\S+) .*$/, '$1T$2:00Z');

type Change = (world: World, ...captured: string[]) => World;

const withWindow = (world: World, name: string, change: Partial<MaintenanceWindow['spec']>): World => {
  const windows: Windows = world.windows ?? {};
  return { ...world, windows: { ...windows, [name]: { ...nightly, ...windows[name], ...change } } };
};

const withFreeze = (world: World, name: string, change: Partial<Freeze['spec']>): World => {
  const freezes: Freezes = world.freezes ?? {};
  const known = freezes[name];
  return known === undefined ? world : { ...world, freezes: { ...freezes, [name]: { ...known, ...change } } };
};

/** What a person who reads a remedy would change in the estate. */
const changes: readonly (readonly [RegExp, Change])[] = [
  [
    /^(.+) more in (\S+)$/,
    (before, length, name) => {
      const { duration } = before.windows?.[name ?? ''] ?? nightly;
      const longer = Number.parseInt(duration, 10) * hour + lengthOf(length ?? '');
      return withWindow(before, name ?? '', { duration: minutesText(longer) });
    },
  ],
  [
    /^maxConcurrent (\d+) in ring (\S+)$/,
    (before, limit, name) => withRing(before, name ?? '', { maxConcurrent: Number(limit) }),
  ],
  [
    /^maxConcurrent (\d+) in (\S+)$/,
    (before, limit, name) => withWindow(before, name ?? '', { maxConcurrent: Number(limit) }),
  ],
  [
    /^maxUnavailable (\d+) in cluster (\S+)$/,
    (before, limit, name) => ({
      ...before,
      clusters: { [name ?? '']: { consensus: 'none', budget: { maxUnavailable: Number(limit) } } },
    }),
  ],
  [
    /^exempting (.+) work from freeze (\S+)$/,
    (before, priorities, name) =>
      withFreeze(before, name ?? '', { exempt: (priorities ?? '').split(' and ') as Priority[] }),
  ],
  [
    /^ending freeze (\S+) by (.+)$/,
    (before, name, moment) => withFreeze(before, name ?? '', { to: momentOf(moment ?? '') }),
  ],
  [
    /^a lead time of (.+)$/,
    (before, length) => ({
      ...before,
      requirements: before.requirements.map((one) => ({ ...one, governance: { leadTimeMs: lengthOf(length ?? '') } })),
    }),
  ],
  [
    /^a soak of (.+) behind ring (\S+)$/,
    (before, length, name) => withRing(before, name ?? '', { soak: minutesText(lengthOf(length ?? '')) }),
  ],
  [
    /^resuming rollout (\S+) by (.+)$/,
    (before, name, moment) => ({
      ...before,
      rollouts: {
        [name ?? '']: { ...rolloutOf(before), paused: { until: momentOf(moment ?? ''), reason: 'stop' } },
      },
    }),
  ],
];

function rolloutOf(before: World): NonNullable<World['rollouts']>[string] {
  return before.rollouts?.['all'] ?? { rings: [{ name: 'only' }] };
}

function withRing(before: World, name: string, change: object): World {
  const rollout = rolloutOf(before);
  const [first, ...others] = rollout.rings.map((ring) => (ring.name === name ? { ...ring, ...change } : ring));
  return first === undefined ? before : { ...before, rollouts: { all: { ...rollout, rings: [first, ...others] } } };
}

function applied(before: World, remedy: string): World {
  for (const [pattern, change] of changes) {
    const match = pattern.exec(remedy);
    if (match !== null) return change(before, ...match.slice(1));
  }
  throw new Error(`nobody knows how to follow: ${remedy}`);
}

interface Promise {
  readonly assets: readonly string[];
  readonly remedies: readonly string[];
}

/** What is promised to late visits, and to whom. */
function promises(tight: World): readonly Promise[] {
  const { visits, unplaced } = scheduleWorld(tight).value;
  const texts = [
    ...visits.flatMap(({ asset, reasons }) => reasons.map(({ text }) => ({ asset, text }))),
    ...unplaced.map(({ asset, reason: { text } }) => ({ asset, text })),
  ];
  const byRemedy = new Map<string, string[]>();
  for (const { asset, text } of texts) {
    const remedy = /(?:^|; )([^;]+) would make (?:it|all \d+) on time$/.exec(text)?.[1];
    if (remedy !== undefined) byRemedy.set(remedy, [...(byRemedy.get(remedy) ?? []), asset]);
  }
  return [...byRemedy].map(([remedy, assets]) => ({ assets, remedies: remedy.split(' or ') }));
}

describe('a remedy', () => {
  it('has all late visits on time that it names, whichever of its words is followed', () => {
    const followed = new Set<string>();
    fc.assert(
      fc.property(world, (tight) => {
        for (const { assets, remedies } of promises(tight)) {
          for (const remedy of remedies) {
            followed.add(remedy.replace(/\d.*|ledger|peak/, ''));
            const { visits } = scheduleWorld(applied(tight, remedy)).value;
            const late = visits.filter(({ asset, state }) => assets.includes(asset) && state === 'late');

            expect(late.map(({ asset }) => `${asset}: ${remedy}`)).toEqual([]);
            expect(visits.length).toBeGreaterThanOrEqual(assets.length);
          }
        }
      }),
      { numRuns: 300 },
    );

    // Worlds are drawn so that each kind of change is asked for now and then.
    expect(followed.size).toBeGreaterThanOrEqual(7);
  });
});
