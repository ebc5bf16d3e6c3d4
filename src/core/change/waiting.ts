import type { Asset } from '../../model/asset.ts';
import type { Lateness, WaitingCost } from '../../model/briefing.ts';
import type { ChangeContent, ChangeVisit } from '../../model/change.ts';
import type { Estate } from '../../model/estate.ts';
import { priorities } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { type ClusterSpec, readClusters } from '../schedule/cluster.ts';
import { contextOf } from '../schedule/context.ts';
import { readFreezes } from '../schedule/freeze.ts';
import { type Calendar, createCalendar } from '../schedule/service.ts';
import type { Slot } from '../schedule/slot-list.ts';
import { readWindows } from '../schedule/window.ts';

/** How far behind its place another one is looked for. */
const searchedDays = 60;
const dayMs = 86_400_000;

/**
 * Tells what it costs when Changes are not approved in time. Each visit is looked up in the calendar for itself: the next
 * opening of a window that serves its asset and priorities and that no freeze overlaps, there in the wave it has now, so
 * that members of a cluster still take turns. It rests on the visits and the calendar alone, so that a later run says the
 * same.
 */
export function waitingIn(estate: Estate, contents: readonly ChangeContent[]): (content: ChangeContent) => WaitingCost {
  const calendarOf = onDemand(() => calendarFor(estate, contents));
  return ({ visits }) => {
    const places = visits.map((visit) => ({ visit, place: nextPlace(calendarOf(), visit) }));
    const found = places.flatMap(({ place }) => place ?? []).sort(byStart);
    const [first] = found;
    return {
      visits: visits.length,
      next: first && { start: first.start, window: first.window.name },
      homeless: visits.length - found.length,
      searchedDays,
      planned: lateness(visits.map((visit) => ({ visit, end: visit.end }))),
      late: lateness(places.flatMap(({ visit, place }) => (place === undefined ? [] : [{ visit, end: place.end }]))),
    };
  };
}

const byStart = (left: Slot, right: Slot): number =>
  left.start - right.start || (left.window.name < right.window.name ? -1 : 1);

interface Lookup {
  readonly calendar: Calendar;
  readonly assets: ReadonlyMap<string, Asset>;
  readonly clusterOf: ReadonlyMap<string, ClusterSpec>;
}

function calendarFor(estate: Estate, contents: readonly ChangeContent[]): Lookup {
  const starts = contents.flatMap(({ visits }) => visits.map(({ start }) => start));
  const [first, last] = starts.reduce(
    ([least, most], start) => [Math.min(least, start), Math.max(most, start)],
    [Number.POSITIVE_INFINITY, 0],
  );
  const span = { start: first as Instant, end: (last + (searchedDays + 1) * dayMs) as Instant };
  const context = { ...contextOf(estate, span.start, undefined), span };
  const clusters = readClusters(context).value;
  return {
    calendar: createCalendar(readWindows(context).value, readFreezes(context).value),
    assets: new Map(estate.assets.map((asset) => [asset.name, asset] as const)),
    clusterOf: new Map(clusters.flatMap((one) => [...one.memberOf.keys()].map((name) => [name, one] as const))),
  };
}

function nextPlace({ calendar, assets, clusterOf }: Lookup, visit: ChangeVisit): Slot | undefined {
  const asset = assets.get(visit.asset);
  if (asset === undefined) return undefined;
  const carried = new Set(visit.requirements.map(({ priority }) => priority));
  const service = calendar.serviceOf(
    asset,
    priorities.filter((priority) => carried.has(priority)),
  );
  const cluster = clusterOf.get(visit.asset);
  const shape = {
    ownMs: asset.visitDurationMs,
    soakMs: cluster?.soakMs ?? 0,
    maxOfflineMs: cluster?.maxOfflineMs,
  };
  const { slots } = calendar.slotsOf(service, shape);
  const own = slots.find(({ window, start }) => window.name === visit.window && start === visit.start);
  const from = own?.occurrence.end ?? visit.end;
  const later = slots.filter(
    ({ occurrence, start }) => occurrence.start >= from && start <= visit.start + searchedDays * dayMs,
  );
  const [first] = later;
  return later.find(({ occurrence, wave }) => occurrence === first?.occurrence && wave === visit.wave) ?? first;
}

function lateness(ends: readonly { readonly visit: ChangeVisit; readonly end: Instant }[]): Lateness {
  let visits = 0;
  let worst: Lateness['worst'];
  for (const { visit, end } of ends) {
    const due = Math.min(...visit.requirements.map((one) => one.due ?? Number.POSITIVE_INFINITY));
    const lateMs = end - due;
    if (!(lateMs > 0)) continue;
    visits += 1;
    if (worst === undefined || lateMs > worst.lateMs) worst = { asset: visit.asset, lateMs };
  }
  return { visits, worst };
}

/** Runs that propose nothing ask for no window. */
function onDemand<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
