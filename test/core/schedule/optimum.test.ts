import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Priority } from '../../../src/model/requirement.ts';
import type { Instant } from '../../../src/model/time.ts';
import type { Bound } from '../../../src/model/visit.ts';
import { scheduleWorld, type World } from '../../support/schedule.ts';
import { at } from '../../support/world.ts';

const asOf = at('2026-11-18T00:00:00Z');
const hour = 3_600_000;

/** A window that opens once: hours behind `asOf`, waves of an hour, room in each. */
interface Room {
  readonly startHour: number;
  readonly waves: number;
  readonly capacity: number;
}

interface Wish {
  readonly dueHour: number;
  /** Of `clusters`; `undefined`: in none. */
  readonly cluster: number | undefined;
  readonly weight: number;
  /** Which of the windows serve it. */
  readonly served: readonly [boolean, boolean];
  readonly priority: Priority;
}

interface Instance {
  readonly rooms: readonly Room[];
  readonly clusters: readonly { readonly budget: number; readonly soakMinutes: number }[];
  readonly wishes: readonly Wish[];
  /** Soak behind the first ring, which the first assets are in; `undefined`: no rollout. */
  readonly ringSoakHours: number | undefined;
}

interface Parts {
  readonly soaks: readonly number[];
  readonly weights: readonly number[];
  readonly ringSoaks: readonly (number | undefined)[];
  /** Hours at which windows may open. */
  readonly starts: readonly number[];
}

const ringSize = 2;

function instances({ soaks, weights, ringSoaks, starts }: Parts): fc.Arbitrary<Instance> {
  const room = fc.record({
    startHour: fc.constantFrom(...starts),
    waves: fc.integer({ min: 1, max: 3 }),
    capacity: fc.integer({ min: 1, max: 3 }),
  });
  const wish = fc.record({
    dueHour: fc.integer({ min: 1, max: 12 }),
    cluster: fc.constantFrom(undefined, 0, 0, 1),
    weight: fc.constantFrom(...weights),
    served: fc.constantFrom<Wish['served']>([true, true], [true, true], [true, false], [false, true]),
    priority: fc.constantFrom<Priority>('out-of-cycle', 'scheduled'),
  });
  const cluster = fc.record({ budget: fc.integer({ min: 1, max: 2 }), soakMinutes: fc.constantFrom(...soaks) });
  return fc.record({
    rooms: fc.uniqueArray(room, { minLength: 1, maxLength: 2, selector: ({ startHour }) => startHour }),
    clusters: fc.array(cluster, { minLength: 2, maxLength: 2 }),
    wishes: fc.array(wish, { minLength: 1, maxLength: 8 }),
    ringSoakHours: fc.constantFrom(...ringSoaks),
  });
}

function worldOf({ rooms, clusters, wishes, ringSoakHours }: Instance): World {
  const windowOf = ({ startHour, waves, capacity }: Room, index: number) => ({
    selector: { labels: { [`served-${index}`]: 'yes' } },
    start: `2026-11-18T${String(startHour).padStart(2, '0')}:00`,
    duration: `${waves}h`,
    visitDuration: '1h',
    maxConcurrent: capacity,
  });
  const members = (cluster: number) =>
    wishes.flatMap((wish, index) =>
      wish.cluster === cluster ? [{ asset: `host-${index}`, weight: wish.weight }] : [],
    );
  const first = Array.from({ length: ringSize }, (_, index) => `host-${index}`);
  return {
    asOf,
    windows: Object.fromEntries(rooms.map((room, index) => [`window-${index}`, windowOf(room, index)])),
    clusters: Object.fromEntries(
      clusters.map(({ budget, soakMinutes }, index) => [
        `cluster-${index}`,
        {
          consensus: 'none' as const,
          budget: { maxUnavailable: budget },
          soak: `${soakMinutes}min`,
          members: members(index),
        },
      ]),
    ),
    rollouts:
      ringSoakHours === undefined
        ? {}
        : {
            all: {
              rings: [{ name: 'first', selector: { names: first }, soak: `${ringSoakHours}h` }, { name: 'rest' }],
            },
          },
    assets: wishes.map(({ cluster, served }, index) => ({
      name: `host-${index}`,
      facts: { labels: { 'served-0': served[0] ? 'yes' : 'no', 'served-1': served[1] ? 'yes' : 'no' } },
      ...(cluster !== undefined && { cluster: `cluster-${cluster}` }),
    })),
    requirements: wishes.map(({ dueHour, priority }, index) => ({
      asset: `host-${index}`,
      priority,
      due: (asOf + dueHour * hour) as Instant,
    })),
  };
}

/** A visit of one member at minutes behind `asOf`, in the waves that it takes room in. */
interface Place {
  readonly room: number;
  readonly start: number;
  readonly cells: readonly string[];
}

interface Taken extends Place {
  readonly wish: number;
}

/**
 * Tries everything: the most visits that any schedule has on time. What is not on time is in nobody's way, except that
 * the first ring is visited as far as it can be, and the second starts when it is over.
 */
function mostOnTime(instance: Instance): number {
  const { rooms, clusters, wishes, ringSoakHours } = instance;
  const known = new Map<string, number>();
  const soakOf = ({ cluster }: Wish): number => (cluster === undefined ? 0 : (clusters[cluster]?.soakMinutes ?? 0));

  function placesOf(wish: Wish): readonly Place[] {
    const step = 60 + soakOf(wish);
    return rooms.flatMap(({ startHour, waves }, room) => {
      if (wish.served[room] !== true) return [];
      const places: Place[] = [];
      for (let offset = 0; offset + 60 <= waves * 60; offset += step) {
        const cells = [...new Set([Math.floor(offset / 60), Math.floor((offset + 59) / 60)])];
        places.push({ room, start: startHour * 60 + offset, cells: cells.map((cell) => `${room}/${cell}`) });
      }
      return places;
    });
  }

  function isAllowed(place: Place, number: number, taken: readonly Taken[]): boolean {
    const wish = wishes[number];
    if (wish === undefined) return false;
    const hasRoom = place.cells.every(
      (cell) => taken.filter(({ cells }) => cells.includes(cell)).length < (rooms[place.room]?.capacity ?? 0),
    );
    if (!hasRoom) return false;
    const isLater = (one: number, other: number): boolean => one >= ringSize && other < ringSize;
    const soakMinutes = (ringSoakHours ?? 0) * 60;
    const isInOrder = taken.every(
      (other) =>
        ringSoakHours === undefined ||
        ((!isLater(number, other.wish) || place.start >= other.start + 60 + soakMinutes) &&
          (!isLater(other.wish, number) || other.start >= place.start + 60 + soakMinutes)),
    );
    if (!isInOrder || wish.cluster === undefined) return isInOrder;
    const away = 60 + soakOf(wish);
    const members = [
      ...taken.filter(({ wish: other }) => wishes[other]?.cluster === wish.cluster),
      { ...place, wish: number },
    ];
    return members.every(({ start: at }) => {
      const weight = members
        .filter(({ start }) => start <= at && at < start + away)
        .reduce((sum, member) => sum + (wishes[member.wish]?.weight ?? 0), 0);
      return weight <= (clusters[wish.cluster ?? 0]?.budget ?? 0);
    });
  }

  const isFirstRing = (number: number): boolean => ringSoakHours !== undefined && number < ringSize;
  const isOnTime = (number: number, { start }: Place): boolean => start + 60 <= (wishes[number]?.dueHour ?? 0) * 60;

  /** Most of the first ring that can be visited at all. */
  function mostOfRing(number: number, taken: readonly Taken[]): number {
    const wish = wishes[number];
    if (wish === undefined || !isFirstRing(number)) return taken.length;
    const places = placesOf(wish).filter((place) => isAllowed(place, number, taken));
    return Math.max(
      mostOfRing(number + 1, taken),
      ...places.map((place) => mostOfRing(number + 1, [...taken, { ...place, wish: number }])),
    );
  }

  const wholeRing = mostOfRing(0, []);

  function keyOf(number: number, taken: readonly Taken[]): string {
    const state = taken.map(({ room, start, wish }) => {
      const { cluster, weight } = wishes[wish] ?? {};
      return [room, start, cluster, weight, wish < ringSize].join(':');
    });
    return [number, ...state.sort()].join(' ');
  }

  function best(number: number, taken: readonly Taken[]): number {
    if (!isFirstRing(number) && isFirstRing(number - 1) && taken.length < wholeRing) return Number.NEGATIVE_INFINITY;
    const wish = wishes[number];
    if (wish === undefined) return 0;
    const key = keyOf(number, taken);
    const answer = known.get(key);
    if (answer !== undefined) return answer;
    // Late visits of the first ring keep the second waiting; all others are left out.
    const places = placesOf(wish)
      .filter((place) => isFirstRing(number) || isOnTime(number, place))
      .filter((place) => isAllowed(place, number, taken));
    const counts = places.map(
      (place) => (isOnTime(number, place) ? 1 : 0) + best(number + 1, [...taken, { ...place, wish: number }]),
    );
    const most = Math.max(best(number + 1, taken), ...counts);
    known.set(key, most);
    return most;
  }
  return best(0, []);
}

const boundOf = (instance: Instance): Bound => scheduleWorld(worldOf(instance)).value.bound;

describe('a schedule of one ring', () => {
  it('has as many visits on time as any schedule can, budgets of clusters included', () => {
    const parts: Parts = { soaks: [0], weights: [1], ringSoaks: [undefined], starts: [1, 6] };
    fc.assert(
      fc.property(instances(parts), (instance) => {
        const most = mostOnTime(instance);

        expect(boundOf(instance)).toMatchObject({ onTime: most, upperBound: most, exact: true });
      }),
      { numRuns: 300 },
    );
  });

  it('is as good where a soak is as long as waves, and weights come to the same as counting', () => {
    const parts: Parts = { soaks: [60, 120], weights: [1], ringSoaks: [undefined], starts: [1, 7] };
    fc.assert(
      fc.property(instances(parts), (instance) => {
        const heavy = {
          ...instance,
          clusters: instance.clusters.map((cluster) => ({ ...cluster, budget: cluster.budget * 3 + 1 })),
          wishes: instance.wishes.map((wish) => ({ ...wish, weight: 3 })),
        };
        const most = mostOnTime(instance);

        expect(boundOf(instance)).toMatchObject({ onTime: most, exact: true });
        expect(boundOf(heavy)).toMatchObject({ onTime: most, exact: true });
      }),
      { numRuns: 200 },
    );
  });
});

describe('the bound of a schedule with weights, soaks, rings and windows at the same time', () => {
  const parts: Parts = {
    soaks: [0, 30, 60, 90],
    weights: [1, 1, 2, 3],
    ringSoaks: [undefined, 0, 1, 3],
    starts: [1, 2, 4, 6],
  };

  it('is never below what any schedule has on time, and exact only where nothing is better', () => {
    fc.assert(
      fc.property(instances(parts), (instance) => {
        const most = mostOnTime(instance);
        const { onTime, upperBound, exact } = boundOf(instance);

        expect(onTime).toBeLessThanOrEqual(most);
        expect(upperBound).toBeGreaterThanOrEqual(most);
        expect(exact).toBe(onTime === upperBound);
      }),
      { numRuns: 400 },
    );
  });
});
