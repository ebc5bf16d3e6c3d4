import type { Asset } from '../../model/asset.ts';
import type { CalendarWindow, WindowFreeze } from '../../model/calendar.ts';
import { priorities } from '../../model/requirement.ts';
import type { Instant, Interval } from '../../model/time.ts';
import type { Visit } from '../../model/visit.ts';
import { type FreezePlan, overlap } from '../schedule/freeze.ts';
import { type Calendar, createCalendar } from '../schedule/service.ts';
import { stands } from '../schedule/standing.ts';
import { wavesOf } from '../schedule/waves.ts';
import type { WindowPlan } from '../schedule/window.ts';
import { entryUid } from './uid.ts';

/** What the windows of a calendar are made from: expanded once, as the schedule reads them. */
export interface WindowInput {
  readonly estate: string;
  readonly windows: readonly WindowPlan[];
  readonly freezes: readonly FreezePlan[];
  readonly assets: readonly Asset[];
  readonly visits: readonly Visit[];
  /** Only windows that serve one of these are shown. `undefined`: all windows. */
  readonly shownFor: readonly Asset[] | undefined;
}

/** Assets of a window that the same freezes hold up. */
interface FreezeGroup {
  readonly freezes: readonly FreezePlan[];
  assets: number;
}

/**
 * Every occurrence of the windows, by start and name, with what freezes leave of it. An occurrence keeps its start and
 * end; a wave that meets a freeze is lost whole, as it is for the schedule, unless another asset or an exempt priority
 * may still use it.
 */
export function calendarWindows(input: WindowInput): readonly CalendarWindow[] {
  const calendar = createCalendar(input.windows, input.freezes);
  const groupsOf = groupAssets(calendar, input.assets);
  const shown = input.shownFor && new Set(groupAssets(calendar, input.shownFor).keys());
  return input.windows
    .filter((window) => shown === undefined || shown.has(window))
    .flatMap((window) => occurrencesOf(window, groupsOf.get(window) ?? [], input))
    .sort((a, b) => a.start - b.start || (a.name < b.name ? -1 : 1));
}

/** The assets that each window serves, as many as the same freezes hold up together. */
function groupAssets(calendar: Calendar, assets: readonly Asset[]): ReadonlyMap<WindowPlan, readonly FreezeGroup[]> {
  const counts = new Map<ReturnType<Calendar['serviceOf']>, number>();
  for (const asset of assets) {
    const service = calendar.serviceOf(asset, []);
    counts.set(service, (counts.get(service) ?? 0) + 1);
  }
  const groups = new Map<WindowPlan, FreezeGroup[]>();
  for (const [{ windows, freezes }, number] of counts) {
    for (const window of windows) {
      const known = groups.get(window) ?? [];
      const same = known.find((group) => sameFreezes(group.freezes, freezes));
      if (same === undefined) groups.set(window, [...known, { freezes, assets: number }]);
      else same.assets += number;
    }
  }
  return groups;
}

/** Both lists stand in the order of the calendar. */
function sameFreezes(a: readonly FreezePlan[], b: readonly FreezePlan[]): boolean {
  return a.length === b.length && a.every((freeze, index) => freeze === b[index]);
}

function occurrencesOf(
  window: WindowPlan,
  groups: readonly FreezeGroup[],
  { estate, visits }: WindowInput,
): readonly CalendarWindow[] {
  const used = countVisits(window, visits);
  const shape = wavesOf({ ...window, soakMs: 0 });
  const holding = [...new Set(groups.flatMap(({ freezes }) => freezes))];
  return window.occurrences.map((occurrence) => {
    const freezes = holding.filter(({ intervals }) => intervals.some((interval) => overlap(interval, occurrence)));
    const waves = shape.map(({ startMs, endMs }) => ({
      start: (occurrence.start + startMs) as Instant,
      end: (occurrence.start + endMs) as Instant,
    }));
    const open = freezes.length === 0 ? waves : waves.filter((wave) => isOpen(window, groups, wave));
    return {
      uid: entryUid(estate, 'window', window.name, occurrence.start),
      name: window.name,
      start: occurrence.start,
      end: occurrence.end,
      waves: open.length,
      capacity: open.length * window.capacity,
      used: used.get(occurrence) ?? 0,
      frozen: freezes.flatMap((freeze) => cutBy(freeze, { window, groups, waves })).sort(byName),
    };
  });
}

/** May work of any priority run on any asset? */
function isOpen(window: WindowPlan, groups: readonly FreezeGroup[], wave: Interval): boolean {
  return groups.some(({ freezes }) => {
    const holding = freezes.filter((freeze) => meets(freeze, wave));
    return [...window.priorities].some((priority) => holding.every(({ exempt }) => exempt.has(priority)));
  });
}

/** How a freeze cuts an occurrence; nothing when it meets no wave, only the rest behind the last one. */
function cutBy(
  freeze: FreezePlan,
  {
    window,
    groups,
    waves,
  }: { readonly window: WindowPlan; readonly groups: readonly FreezeGroup[]; readonly waves: readonly Interval[] },
): readonly WindowFreeze[] {
  const met = waves.filter((wave) => meets(freeze, wave)).length;
  if (met === 0) return [];
  const total = (of: readonly FreezeGroup[]): number => of.reduce((sum, { assets }) => sum + assets, 0);
  return [
    {
      freeze: freeze.name,
      assets: total(groups.filter(({ freezes }) => freezes.includes(freeze))),
      of: total(groups),
      waves: met,
      ofWaves: waves.length,
      exempt: priorities.filter((priority) => freeze.exempt.has(priority) && window.priorities.has(priority)),
    },
  ];
}

const meets = ({ intervals }: FreezePlan, wave: Interval): boolean =>
  intervals.some((interval) => overlap(interval, wave));

const byName = (a: WindowFreeze, b: WindowFreeze): number => (a.freeze < b.freeze ? -1 : 1);

/** Visits in each occurrence. Occurrences of one window may overlap; a visit is in the last one that has begun. */
function countVisits({ name, occurrences }: WindowPlan, visits: readonly Visit[]): ReadonlyMap<Interval, number> {
  const used = new Map<Interval, number>();
  for (const visit of visits) {
    if (visit.window !== name || !stands(visit)) continue;
    const occurrence = lastBegun(occurrences, visit.start);
    if (occurrence !== undefined && visit.start < occurrence.end) {
      used.set(occurrence, (used.get(occurrence) ?? 0) + 1);
    }
  }
  return used;
}

function lastBegun(occurrences: readonly Interval[], at: Instant): Interval | undefined {
  let [low, high] = [0, occurrences.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((occurrences[middle]?.start ?? Number.POSITIVE_INFINITY) <= at) low = middle + 1;
    else high = middle;
  }
  return occurrences[low - 1];
}
