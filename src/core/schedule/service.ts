import type { Asset } from '../../model/asset.ts';
import { type Priority, priorities } from '../../model/requirement.ts';
import type { Instant, Interval } from '../../model/time.ts';
import { likenessBy } from '../estate/likeness.ts';
import { createTrie } from '../trie.ts';
import { type FreezePlan, overlap } from './freeze.ts';
import { remember } from './group.ts';
import { listOfSlots, type Slot, type SlotList } from './slot-list.ts';
import { type Wave, wavesOf } from './waves.ts';
import type { WindowPlan } from './window.ts';

/** The windows that may carry work of some priorities on an asset, and the freezes that hold it up. */
export interface Service {
  readonly key: string;
  readonly windows: readonly WindowPlan[];
  readonly freezes: readonly FreezePlan[];
}

/** What the visit itself asks of a slot, exact milliseconds. */
export interface VisitShape {
  /** The asset's own visit duration; `undefined`: one wave. */
  readonly ownMs: number | undefined;
  /** Pause behind the visit that its cluster asks for. */
  readonly soakMs: number;
  readonly maxOfflineMs: number | undefined;
}

/** Windows and freezes as one calendar that answers per asset and priority; equal questions share one answer. */
export interface Calendar {
  readonly windows: readonly WindowPlan[];
  readonly freezes: readonly FreezePlan[];
  /** Visits that each cell (one wave of one occurrence) may hold. */
  readonly capacity: Int32Array;
  /** Cells of one occurrence of a window: first, and behind the last. */
  readonly cellsOf: (window: WindowPlan, occurrence: Interval) => { readonly first: number; readonly next: number };
  /** With no priorities: every window and freeze of the asset. */
  readonly serviceOf: (asset: Asset, priorities: readonly Priority[]) => Service;
  readonly slotsOf: (service: Service, shape: VisitShape) => SlotList;
}

export function createCalendar(windows: readonly WindowPlan[], freezes: readonly FreezePlan[]): Calendar {
  const firstCells = new Map<Interval, number>();
  const capacity: number[] = [];
  for (const window of windows) {
    for (const occurrence of window.occurrences) {
      firstCells.set(occurrence, capacity.length);
      for (let cell = cellCount(window); cell > 0; cell -= 1) capacity.push(window.capacity);
    }
  }
  const firstCellOf = (occurrence: Interval): number => firstCells.get(occurrence) ?? 0;
  const scopeOf = createScopes(windows, freezes);
  const services = new Map<string, Service>();
  const lists = createTrie<Service | number | undefined, SlotList>();

  return {
    windows,
    freezes,
    capacity: Int32Array.from(capacity),
    cellsOf: (window, occurrence) => {
      const first = firstCellOf(occurrence);
      return { first, next: first + cellCount(window) };
    },
    serviceOf(asset, asked) {
      const scope = scopeOf(asset);
      const set = setOf(asked);
      const known = scope.services[set];
      if (known !== undefined) return known;
      const service = narrow(scope, asked);
      // Scopes that differ may come to the same; those who ask then share their slots too.
      const shared = remember(services, service.key, () => service);
      scope.services[set] = shared;
      return shared;
    },
    slotsOf(service, shape) {
      const shared = remember(services, service.key, () => service);
      const { ownMs, soakMs, maxOfflineMs } = shape;
      return lists.at([shared, ownMs, soakMs, maxOfflineMs], () => listOfSlots(buildSlots(shared, shape, firstCellOf)));
    },
  };
}

/** A set of priorities as a number. */
function setOf(asked: readonly Priority[]): number {
  let set = 0;
  for (const priority of asked) set |= 1 << priorities.indexOf(priority);
  return set;
}

/** The windows and freezes of an asset, whatever the priority, and what is left of them for each set of priorities. */
interface Scope extends Pick<Service, 'windows' | 'freezes'> {
  readonly services: (Service | undefined)[];
}

/**
 * Assets that are alike share their scope. Where a selector asks for names or software, they need the same answers to
 * that one as well.
 */
function createScopes(windows: readonly WindowPlan[], freezes: readonly FreezePlan[]): (asset: Asset) => Scope {
  const active = freezes.filter(({ intervals }) => intervals.length > 0);
  const tests = [...windows.map(({ serves }) => serves), ...active.map(({ holds }) => holds)];
  const individual = tests.filter(({ isIndividual }) => isIndividual);
  const shared = tests.filter(({ isIndividual }) => !isIndividual);
  const likenessOf = likenessBy(shared.flatMap(({ selector }) => selector ?? []));
  const byLikeness = createTrie<string | boolean | undefined, Scope>();
  const ask = (asset: Asset): Scope => ({
    windows: windows.filter(({ serves }) => serves.matches(asset)),
    freezes: active.filter(({ holds }) => holds.matches(asset)),
    services: [],
  });
  const alike = (asset: Asset): Scope => {
    const likeness = likenessOf(asset);
    const path = individual.length === 0 ? likeness : [...likeness, ...individual.map(({ matches }) => matches(asset))];
    return byLikeness.at(path, () => ask(asset));
  };
  // Who asks about an asset mostly asks several things.
  let last: { readonly asset: Asset; readonly scope: Scope } | undefined;
  return (asset) => {
    if (last?.asset !== asset) last = { asset, scope: alike(asset) };
    return last.scope;
  };
}

function narrow(scope: Scope, asked: readonly Priority[]): Service {
  const windows = scope.windows.filter((window) => asked.every((priority) => window.priorities.has(priority)));
  const freezes = scope.freezes.filter(
    ({ exempt }) => asked.length === 0 || asked.some((priority) => !exempt.has(priority)),
  );
  return { key: keyOf(windows, freezes), windows, freezes };
}

/** The same windows as if there were no freeze, to tell what a freeze takes away. */
export function withoutFreezes(service: Service): Service {
  const { windows, freezes } = service;
  return freezes.length === 0 ? service : { key: keyOf(windows, []), windows, freezes: [] };
}

function keyOf(windows: readonly WindowPlan[], freezes: readonly FreezePlan[]): string {
  return JSON.stringify([windows.map(({ name }) => name), freezes.map(({ name }) => name)]);
}

/** How long a visit takes in a window: what the asset says, else one wave. */
export function visitMsIn(window: WindowPlan, shape: VisitShape): number {
  return shape.ownMs ?? window.visitMs;
}

/** A wave that meets a freeze is lost whole: the visit might need all of it. */
function buildSlots(
  service: Service,
  shape: VisitShape,
  firstCellOf: (occurrence: Interval) => number,
): readonly Slot[] {
  const frozen = service.freezes.flatMap((freeze) => freeze.intervals);
  const slots: Slot[] = [];
  for (const window of service.windows) {
    const lengthMs = visitMsIn(window, shape);
    if (lengthMs > window.visitMs || lengthMs > (shape.maxOfflineMs ?? Number.POSITIVE_INFINITY)) continue;
    const waves = wavesOf({ ...window, soakMs: shape.soakMs });
    for (const occurrence of window.occurrences) {
      const base = firstCellOf(occurrence);
      for (const wave of waves) {
        const slot = slotOf(window, occurrence, wave, lengthMs, base);
        if (!frozen.some((freeze) => overlap(freeze, slot))) slots.push(slot);
      }
    }
  }
  return slots.sort((a, b) => a.start - b.start || (a.window.name < b.window.name ? -1 : 1));
}

function slotOf(window: WindowPlan, occurrence: Interval, wave: Wave, lengthMs: number, base: number): Slot {
  const endMs = wave.startMs + lengthMs;
  return {
    window,
    occurrence,
    wave: wave.number,
    start: (occurrence.start + wave.startMs) as Instant,
    end: (occurrence.start + endMs) as Instant,
    firstCell: base + Math.floor(wave.startMs / window.visitMs),
    lastCell: base + Math.floor((endMs - 1) / window.visitMs),
  };
}

/** The last cell may be cut short: only soaking clusters, whose waves lie across, ever reach into it. */
function cellCount(window: WindowPlan): number {
  return Math.ceil(window.durationMs / window.visitMs);
}
