import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MaintenanceWindow } from '../../../src/model/generated/maintenance-window.ts';
import type { Instant } from '../../../src/model/time.ts';
import { type AssetSketch, type RequirementSketch, scheduleWorld, type World } from '../../support/schedule.ts';
import { at } from '../../support/world.ts';

const hour = 3_600_000;
const asOf = at('2026-11-18T00:00:00Z');

/** One window: hours of its first start behind `asOf`, nights, waves an hour each, and room in a wave. */
interface Room {
  readonly startHour: number;
  readonly nights: number;
  readonly waves: number;
  readonly capacity: number;
}

/** One job: the windows it may use, and the hours until it is due. */
interface Wish {
  readonly pools: readonly boolean[];
  readonly dueHour: number;
}

interface Instance {
  readonly rooms: readonly Room[];
  readonly wishes: readonly Wish[];
}

const room: fc.Arbitrary<Room> = fc.record({
  startHour: fc.integer({ min: 0, max: 23 }),
  nights: fc.integer({ min: 1, max: 2 }),
  waves: fc.integer({ min: 1, max: 2 }),
  capacity: fc.integer({ min: 1, max: 2 }),
});
const wish = (rooms: number): fc.Arbitrary<Wish> =>
  fc.record({
    pools: fc.array(fc.boolean(), { minLength: rooms, maxLength: rooms }),
    dueHour: fc.integer({ min: 1, max: 50 }),
  });
const instance: fc.Arbitrary<Instance> = fc
  .array(room, { minLength: 1, maxLength: 3 })
  .chain((rooms) =>
    fc.record({ rooms: fc.constant(rooms), wishes: fc.array(wish(rooms.length), { minLength: 1, maxLength: 7 }) }),
  );

function worldOf({ rooms, wishes }: Instance): World {
  const windows = rooms.map(({ startHour, nights, waves, capacity }, index) => {
    const spec: MaintenanceWindow['spec'] = {
      selector: { labels: { [`pool-${index}`]: 'yes' } },
      start: `2026-11-18T${String(startHour).padStart(2, '0')}:00`,
      rrule: `FREQ=DAILY;COUNT=${nights}`,
      duration: `${waves}h`,
      visitDuration: '1h',
      maxConcurrent: capacity,
    };
    return [`window-${index}`, spec] as const;
  });
  const assets: AssetSketch[] = wishes.map(({ pools }, index) => ({
    name: `host-${index}`,
    facts: { labels: Object.fromEntries(pools.map((serves, pool) => [`pool-${pool}`, serves ? 'yes' : 'no'])) },
  }));
  const requirements: RequirementSketch[] = wishes.map(({ dueHour }, index) => ({
    asset: `host-${index}`,
    due: (asOf + dueHour * hour) as Instant,
  }));
  return { asOf, windows: Object.fromEntries(windows), assets, requirements };
}

function onTime(world: World): number {
  return scheduleWorld(world).value.visits.filter(({ state }) => state === 'planned').length;
}

interface Place {
  readonly pool: number;
  readonly endHour: number;
  readonly capacity: number;
}

function placesOf({ rooms }: Instance): readonly Place[] {
  return rooms.flatMap(({ startHour, nights, waves, capacity }, pool) =>
    Array.from({ length: nights * waves }, (_, index) => ({
      pool,
      endHour: startHour + 24 * Math.floor(index / waves) + (index % waves) + 1,
      capacity,
    })),
  );
}

const fits = (wished: Wish, place: Place): boolean =>
  wished.pools[place.pool] === true && place.endHour <= wished.dueHour;

/** Tries everything. */
function mostOnTime(problem: Instance): number {
  const places = placesOf(problem);
  const known = new Map<string, number>();
  const best = (index: number, used: readonly number[]): number => {
    const wished = problem.wishes[index];
    if (wished === undefined) return 0;
    const key = `${index} ${used.join()}`;
    const answer = known.get(key);
    if (answer !== undefined) return answer;
    let most = best(index + 1, used);
    for (const [number, place] of places.entries()) {
      const taken = used[number] ?? 0;
      if (!fits(wished, place) || taken >= place.capacity) continue;
      most = Math.max(most, 1 + best(index + 1, used.with(number, taken + 1)));
    }
    known.set(key, most);
    return most;
  };
  return best(
    0,
    places.map(() => 0),
  );
}

/** Earliest due first, each into its earliest free place, none ever moved. */
function plainOnTime(problem: Instance): number {
  const places = placesOf(problem)
    .map((place) => ({ ...place, used: 0 }))
    .sort((a, b) => a.endHour - b.endHour);
  const inOrder = problem.wishes.toSorted((a, b) => a.dueHour - b.dueHour);
  return inOrder.filter((wished) => {
    const place = places.find((candidate) => fits(wished, candidate) && candidate.used < candidate.capacity);
    if (place !== undefined) place.used += 1;
    return place !== undefined;
  }).length;
}

describe('a schedule of one ring without clusters', () => {
  it('has as many visits on time as any schedule can', () => {
    fc.assert(
      fc.property(instance, (problem) => {
        expect(onTime(worldOf(problem))).toBe(mostOnTime(problem));
      }),
      { numRuns: 400 },
    );
  });

  it('is never worse than earliest due first', () => {
    fc.assert(
      fc.property(instance, (problem) => {
        expect(onTime(worldOf(problem))).toBeGreaterThanOrEqual(plainOnTime(problem));
      }),
      { numRuns: 200 },
    );
  });

  it('moves a visit that could go elsewhere out of the way of one that could not', () => {
    // Both want the only wave before 02:00; only host-0 can wait for the second window.
    const problem: Instance = {
      rooms: [
        { startHour: 0, nights: 1, waves: 1, capacity: 1 },
        { startHour: 4, nights: 1, waves: 1, capacity: 1 },
      ],
      wishes: [
        { pools: [true, true], dueHour: 6 },
        { pools: [true, false], dueHour: 7 },
      ],
    };

    const { visits } = scheduleWorld(worldOf(problem)).value;

    expect(visits.map(({ asset, window, state }) => [asset, window, state])).toEqual([
      ['host-1', 'window-0', 'planned'],
      ['host-0', 'window-1', 'planned'],
    ]);
  });

  it('never puts more into a wave than it holds, late visits included', () => {
    fc.assert(
      fc.property(instance, (problem) => {
        const { visits } = scheduleWorld(worldOf(problem)).value;
        for (const [index, { capacity }] of problem.rooms.entries()) {
          const starts = visits.filter(({ window }) => window === `window-${index}`).map(({ start }) => start);
          for (const start of starts)
            expect(starts.filter((other) => other === start).length).toBeLessThanOrEqual(capacity);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('does not depend on the order of its input', () => {
    fc.assert(
      fc.property(instance, fc.nat(), (problem, seed) => {
        const world = worldOf(problem);
        const turned = (list: readonly RequirementSketch[]): readonly RequirementSketch[] => {
          const cut = list.length === 0 ? 0 : seed % list.length;
          return [...list.slice(cut), ...list.slice(0, cut)].reverse();
        };

        const shuffled = scheduleWorld({ ...world, requirements: turned(world.requirements) });

        expect(shuffled).toEqual(scheduleWorld(world));
      }),
      { numRuns: 100 },
    );
  });
});
