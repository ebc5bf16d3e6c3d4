import { type Diagnostic, diagnostic, type Outcome, type SourceLocation } from '../../model/diagnostic.ts';
import type { Estate } from '../../model/estate.ts';
import type { Resource } from '../../model/resource.ts';
import type { Locate, Pointer } from '../../model/source.ts';
import type { Instant, Interval, TimeZone } from '../../model/time.ts';
import { isTimeZone, parseDuration } from '../time.ts';

/** How far ahead windows are searched, counted from `asOf`. What finds no place by then is unplaced. */
const horizonDays = 90;

const dayMs = 86_400_000;

/** What every reader of a schedule resource needs: the estate, the time that is planned, and where things stand. */
export interface ScheduleContext {
  readonly estate: Estate;
  readonly asOf: Instant;
  /** From `asOf` to the end of the horizon. */
  readonly span: Interval;
  readonly locate: Locate | undefined;
}

/** Puts the planned time around an instant. */
export function contextOf(estate: Estate, asOf: Instant, locate: Locate | undefined): ScheduleContext {
  return { estate, asOf, span: { start: asOf, end: (asOf + horizonDays * dayMs) as Instant }, locate };
}

/**
 * Where a value of a resource stands: its file, and its range when the texts are at hand. The range is looked up when it
 * is read: only a diagnostic does, and finding a place costs more than all the rest of a window.
 */
export function siteOf(context: ScheduleContext, { origin }: Resource, pointer: Pointer): SourceLocation {
  return {
    file: origin.file,
    get range() {
      return context.locate?.(origin, pointer);
    },
  };
}

/** The zone that a resource names, else the Workspace's. One that does not exist is reported where links are checked. */
export function zoneOf(context: ScheduleContext, stated: string | undefined): TimeZone {
  const zone = stated ?? context.estate.workspace.timeZone;
  return isTimeZone(zone) ? zone : 'UTC';
}

/** What is asked about one length of a resource. */
export interface LengthField {
  readonly resource: Resource;
  readonly field: string;
  readonly text: string;
  /** May it be nothing? */
  readonly zero: 'allowed' | 'refused';
}

/**
 * The exact milliseconds of a length (`schedule/length-invalid` when it has none). Days are 24 hours: windows, waves
 * and soaks run on elapsed time. Months, years and business days have no exact length.
 */
export function readLength(
  context: ScheduleContext,
  { resource, field, text, zero }: LengthField,
): Outcome<number | undefined> {
  const duration = parseDuration(text);
  const problem = (words: string): Diagnostic =>
    diagnostic(
      'schedule/length-invalid',
      { kind: resource.kind, name: resource.name, field, text, problem: words },
      { at: siteOf(context, resource, ['spec', field]) },
    );
  if (duration === undefined) return { value: undefined, diagnostics: [problem('is not a length of time')] };
  if (duration.years + duration.months + duration.businessDays > 0) {
    return { value: undefined, diagnostics: [problem('has no exact length')] };
  }
  const ms = (duration.weeks * 7 + duration.days) * dayMs + duration.milliseconds;
  if (ms === 0 && zero === 'refused')
    return { value: undefined, diagnostics: [problem('must be longer than nothing')] };
  return { value: ms, diagnostics: [] };
}

/** A share or a count of a total, rounded down: fewer at a time is the safe side. */
export function countOf(stated: number | string, total: number): number {
  return typeof stated === 'number' ? stated : Math.floor((Number(stated.replace('%', '')) * total) / 100 + 1e-9);
}
