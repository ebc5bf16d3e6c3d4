import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { Priority } from '../../model/requirement.ts';
import type { Resource } from '../../model/resource.ts';
import type { Instant, Interval } from '../../model/time.ts';
import { counted } from '../counted.ts';
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
}

/** Reads every Freeze of the estate, sorted by name. One that cannot be meant is reported and left out. */
export function readFreezes(context: ScheduleContext): Outcome<readonly FreezePlan[]> {
  const read = [...(context.estate.resources.Freeze?.values() ?? [])].map((resource) => {
    const { value: intervals, diagnostics } = readIntervals(context, resource);
    return { value: { ...freezeOf(context, resource), intervals }, diagnostics, resource };
  });
  const plans = read.map((outcome) => outcome.value);
  const overlaps = read.flatMap(({ resource }, index) => findOverlaps(context, resource, plans, index));
  return { value: plans, diagnostics: [...read.flatMap((outcome) => outcome.diagnostics), ...overlaps] };
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
  if (second === undefined) return [];
  return plans.slice(0, index).flatMap((first) => {
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
