import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { UnreadResource } from '../../model/estate.ts';
import type { Priority } from '../../model/requirement.ts';
import type { Resource } from '../../model/resource.ts';
import type { Instant, Interval } from '../../model/time.ts';
import { counted } from '../counted.ts';
import { unreadOf, widestSelector } from '../estate/unread.ts';
import { formatInstant, readMoment } from '../time.ts';
import { readLength, type ScheduleContext, siteOf, zoneOf } from './context.ts';
import { occurrencesOf } from './occurrences.ts';
import { type AssetTest, assetTest } from './scope.ts';

/** A freeze ready to be asked: for whom it holds, for which priorities it does not, and when. */
export interface FreezePlan {
  readonly name: string;
  readonly reason: string;
  readonly exempt: ReadonlySet<Priority>;
  /** Role that may let an emergency pass; `undefined`: nobody. */
  readonly overrideRole: string | undefined;
  readonly holds: AssetTest;
  /** In order, as far as they touch the planned time. */
  readonly intervals: readonly Interval[];
  /** It cannot be read, so that it holds for whom and when it may hold, which may be more than was meant. */
  readonly isUnread?: boolean | undefined;
}

/**
 * Reads every Freeze of the estate, sorted by name. One whose time cannot be meant is reported and holds all the time
 * that is planned, as one does that cannot be read: that nobody knows when it holds lets nobody pass.
 */
export function readFreezes(context: ScheduleContext): Outcome<readonly FreezePlan[]> {
  const read = [...(context.estate.resources.Freeze?.values() ?? [])].map((resource) => {
    const { value: intervals, diagnostics } = readIntervals(context, resource);
    const isUnread = diagnostics.some(({ severity }) => severity === 'error');
    const time = isUnread ? { intervals: [context.span], isUnread } : { intervals };
    return { value: { ...freezeOf(context, resource), ...time }, diagnostics, resource };
  });
  const plans = read.map((outcome) => outcome.value);
  const overlaps = read.flatMap(({ resource }, index) => findOverlaps(context, resource, plans, index));
  return {
    value: [...plans, ...unreadFreezes(context)],
    diagnostics: [...read.flatMap((outcome) => outcome.diagnostics), ...overlaps],
  };
}

/** Do two stretches of time share an instant? */
export function overlap(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

function freezeOf(context: ScheduleContext, resource: Resource<'Freeze'>): Omit<FreezePlan, 'intervals'> {
  const { spec } = resource.document;
  return {
    name: resource.name,
    reason: spec.reason,
    exempt: new Set(spec.exempt ?? []),
    overrideRole: spec.overrideRole,
    holds: assetTest(spec.selector, context.estate.componentSets),
  };
}

function readIntervals(context: ScheduleContext, resource: Resource<'Freeze'>): Outcome<readonly Interval[]> {
  const { spec } = resource.document;
  if (spec.from !== undefined && spec.to !== undefined) return readSingle(context, resource, spec.from, spec.to);
  if (spec.start !== undefined && spec.duration !== undefined) {
    const length = readLength(context, { resource, field: 'duration', text: spec.duration, zero: 'refused' });
    if (length.value === undefined) return { value: [], diagnostics: length.diagnostics };
    return occurrencesOf(context, { resource, start: spec.start, durationMs: length.value, offsetDays: 0 });
  }
  const at = siteOf(context, resource, ['spec']);
  return { value: [], diagnostics: [diagnostic('schedule/freeze-without-time', { name: resource.name }, { at })] };
}

function readSingle(
  context: ScheduleContext,
  resource: Resource<'Freeze'>,
  from: string,
  to: string,
): Outcome<readonly Interval[]> {
  const zone = zoneOf(context, resource.document.spec.timeZone);
  const [start, end] = [readMoment(from, zone, 'start'), readMoment(to, zone, 'end')];
  const names = { kind: 'freeze', name: resource.name };
  const problem = (text: string, field: string): Outcome<readonly Interval[]> => {
    const at = siteOf(context, resource, ['spec', field]);
    return { value: [], diagnostics: [diagnostic('schedule/start-invalid', { ...names, text }, { at })] };
  };
  if (start === undefined) return problem(from, 'from');
  if (end === undefined) return problem(to, 'to');
  if (start >= end) {
    const at = siteOf(context, resource, ['spec', 'to']);
    return {
      value: [],
      diagnostics: [diagnostic('schedule/freeze-backwards', { name: resource.name, from, to }, { at })],
    };
  }
  // A single freeze that is over is history, not a mistake.
  return { value: [{ start, end }].filter((interval) => overlap(interval, context.span)), diagnostics: [] };
}

/** Overlapping freezes are allowed; whoever relies on the exemption of one should know that the other holds too. */
function findOverlaps(
  context: ScheduleContext,
  resource: Resource<'Freeze'>,
  plans: readonly FreezePlan[],
  index: number,
): readonly Diagnostic[] {
  const second = plans[index];
  if (second === undefined || second.isUnread === true) return [];
  return plans.slice(0, index).flatMap((first) => {
    if (first.isUnread === true) return [];
    const both = firstOverlap(first, second);
    if (both === undefined) return [];
    const assets = context.estate.assets.filter(
      (asset) => first.holds.matches(asset) && second.holds.matches(asset),
    ).length;
    if (assets === 0) return [];
    const when = { from: formatInstant(both.start), to: formatInstant(both.end) };
    const args = { first: first.name, second: second.name, ...when, assets: counted(assets, 'asset') };
    return [diagnostic('schedule/freezes-overlap', args, { at: siteOf(context, resource, ['metadata', 'name']) })];
  });
}

function firstOverlap(first: FreezePlan, second: FreezePlan): Interval | undefined {
  for (const a of first.intervals) {
    const b = second.intervals.find((interval) => overlap(a, interval));
    if (b !== undefined) {
      return { start: Math.max(a.start, b.start) as Instant, end: Math.min(a.end, b.end) as Instant };
    }
  }
  return undefined;
}

/**
 * Freezes that cannot be read, as they have to be taken: where the selector is lost for every asset, where the time is
 * lost at all times, and past them only who is named in what can be read.
 */
function unreadFreezes(context: ScheduleContext): readonly FreezePlan[] {
  return unreadOf(context.estate, 'Freeze').map((freeze) => {
    const { spec, label } = freeze;
    const selector = widestSelector(freeze);
    const interval = statedInterval(context, freeze);
    const isKnown = selector !== undefined && interval !== undefined;
    const reason = typeof spec['reason'] === 'string' ? spec['reason'] : 'it could not be read in full';
    return {
      name: label,
      reason: isKnown ? reason : 'it could not be read',
      exempt: new Set((spec['exempt'] ?? []) as readonly Priority[]),
      overrideRole: spec['overrideRole'] as string | undefined,
      holds: assetTest(selector, context.estate.componentSets),
      intervals: [interval ?? context.span].filter(
        ({ start, end }) => start < context.span.end && context.span.start < end,
      ),
      isUnread: !isKnown,
    };
  });
}

/** From when to when a single freeze holds, if all of that can be read, the time zone that it is meant in included. */
function statedInterval(context: ScheduleContext, { spec, lost }: UnreadResource): Interval | undefined {
  const { from, to, timeZone, start } = spec;
  if (typeof from !== 'string' || typeof to !== 'string' || start !== undefined) return undefined;
  // A key that nobody knows may be any of those that there are, misspelt.
  if (lost.some((key) => /zone|start|rrule|from|to$/i.test(key))) return undefined;
  const zone = zoneOf(context, timeZone as string | undefined);
  const [begin, end] = [readMoment(from, zone, 'start'), readMoment(to, zone, 'end')];
  return begin !== undefined && end !== undefined && begin < end ? { start: begin, end } : undefined;
}
