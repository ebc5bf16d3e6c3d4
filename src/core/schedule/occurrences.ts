import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { Resource } from '../../model/resource.ts';
import type { Instant, Interval } from '../../model/time.ts';
import { formatInstant } from '../time.ts';
import { type ScheduleContext, siteOf, zoneOf } from './context.ts';
import { expandSeries } from './recurrence.ts';
import { parseRule } from './rule.ts';

/** A window, a recurring freeze or a duty as its resource writes it. */
export interface RecurringSpec {
  readonly resource: Resource<'MaintenanceWindow'> | Resource<'Freeze'> | Resource<'Activity'>;
  readonly start: string;
  readonly durationMs: number;
  readonly offsetDays: number;
}

/**
 * Every occurrence that touches the planned time, in order; each lasts its duration in exact time, whatever the clock
 * does meanwhile. Clock changes that skip or double a start are diagnostics.
 */
export function occurrencesOf(context: ScheduleContext, recurring: RecurringSpec): Outcome<readonly Interval[]> {
  const { resource, start, durationMs, offsetDays } = recurring;
  const { rrule, timeZone } = resource.document.spec;
  const zone = zoneOf(context, timeZone);
  const rule = rrule === undefined ? undefined : parseRule(rrule, siteOf(context, resource, ['spec', 'rrule']));
  if (rule !== undefined && rule.value === undefined) return { value: [], diagnostics: rule.diagnostics };
  const at = siteOf(context, resource, ['spec', 'start']);
  const names = { kind: resource.kind, name: resource.name };
  if (!isCalendarTime(start)) {
    return { value: [], diagnostics: [diagnostic('schedule/start-invalid', { ...names, text: start }, { at })] };
  }
  const span: Interval = { start: (context.span.start - durationMs + 1) as Instant, end: context.span.end };
  const expansion = expandSeries({ start, zone, rule: rule?.value, offsetDays }, span);
  const clock = (local: string) => ({ ...names, zone, date: local.slice(0, 10), time: local.slice(11, 16) });
  const diagnostics: Diagnostic[] = [
    ...expansion.skipped.map((local) => diagnostic('schedule/time-skipped', clock(local), { at })),
    ...expansion.doubled.map((local) => diagnostic('schedule/time-doubled', clock(local), { at })),
  ];
  // What happens once may well be over; a rule is written to come back, be it in a leap year.
  const later: Interval = { start: span.end, end: (span.end + longestWaitMs) as Instant };
  const isOver = () => expandSeries({ start, zone, rule: rule?.value, offsetDays }, later).occurrences.length === 0;
  if (rule !== undefined && expansion.occurrences.length === 0 && start < formatInstant(later.end) && isOver()) {
    const between = { from: formatInstant(context.span.start), to: formatInstant(later.end) };
    diagnostics.push(diagnostic('schedule/never-happens', { ...names, ...between }, { at }));
  }
  const value = expansion.occurrences.map(({ start: from }) => ({ start: from, end: (from + durationMs) as Instant }));
  return { value, diagnostics };
}

/** Eight years: between 2096 and 2104 no leap year lies. */
const longestWaitMs = 8 * 366 * 86_400_000;

/** Is this a wall-clock time on a day that the calendar has? */
export function isCalendarTime(local: string): boolean {
  return (
    expandSeries(
      { start: local, zone: 'UTC', rule: undefined, offsetDays: 0 },
      { start: Number.NEGATIVE_INFINITY as Instant, end: Number.POSITIVE_INFINITY as Instant },
    ).occurrences.length > 0
  );
}
