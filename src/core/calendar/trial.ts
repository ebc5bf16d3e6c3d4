import type { RuleTrial, TrialStart } from '../../model/calendar.ts';
import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { Instant, Interval, TimeZone } from '../../model/time.ts';
import { isCalendarTime } from '../schedule/occurrences.ts';
import { expandSeries, type Series } from '../schedule/recurrence.ts';
import { parseRule, type RecurrenceRule } from '../schedule/rule.ts';
import { localToInstants } from '../time.ts';

/** A rule to be tried, as a person types it. */
export interface TrialInput {
  /** `undefined`: it happens once. */
  readonly rule: string | undefined;
  /** Wall-clock time `yyyy-mm-ddThh:mm[:ss]`. */
  readonly start: string;
  /** A zone that exists. */
  readonly timeZone: TimeZone;
  readonly offsetDays: number;
  readonly durationMs: number | undefined;
  /** Starts to find; those that are skipped come on top. */
  readonly count: number;
  /** Nothing before it is listed. `undefined`: from the beginning. */
  readonly from: Instant | undefined;
  /** Nothing from it on is listed. `undefined`: as far as `count` asks. */
  readonly to: Instant | undefined;
}

const yearMs = 365.25 * 86_400_000;

/** Rare rules are searched further; one that does not happen in a century never does, for all that matters here. */
const searchedYears = [2, 10, 100] as const;

/**
 * Expands one recurrence rule as windows are expanded, to try it out: the next starts with what clock changes do to
 * them. `undefined` with a diagnostic when the rule or its start cannot be meant.
 */
export function tryRule(input: TrialInput): Outcome<RuleTrial | undefined> {
  const rule = input.rule === undefined ? undefined : parseRule(input.rule);
  const diagnostics = [...(rule?.diagnostics ?? []), ...startProblems(input.start)];
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  return { value: trialOf(input, rule?.value), diagnostics: [] };
}

function startProblems(start: string): readonly Diagnostic[] {
  if (isCalendarTime(start)) return [];
  return [diagnostic('schedule/start-invalid', { kind: 'start', name: 'of the rule', text: start })];
}

function trialOf(input: TrialInput, rule: RecurrenceRule | undefined): RuleTrial {
  const { start, timeZone, offsetDays, durationMs, count } = input;
  const series: Series = { start, zone: timeZone, rule, offsetDays };
  const { starts, span } = searchStarts(series, input);
  const happening = starts.filter(({ kind }) => kind !== 'skipped');
  const last = happening[count - 1];
  const listed = last === undefined ? starts : starts.filter((one) => one.start <= last.start);
  return {
    rule: input.rule,
    start,
    timeZone,
    offsetDays,
    starts: listed.map((one) => ({
      ...one,
      end: durationMs === undefined || one.kind === 'skipped' ? undefined : ((one.start + durationMs) as Instant),
    })),
    until: span.end,
    goesOn: happening.length > count,
  };
}

/** Searches ever further until there are more starts than asked for, so that it is known whether it goes on. */
function searchStarts(
  series: Series,
  { from, to, count }: TrialInput,
): { readonly starts: readonly TrialStart[]; readonly span: Interval } {
  const start = from ?? firstInstant(series);
  const furthest = to ?? Number.POSITIVE_INFINITY;
  for (const years of searchedYears) {
    const span: Interval = { start, end: Math.min(start + years * yearMs, furthest) as Instant };
    const starts = startsIn(series, span);
    const enough = starts.filter(({ kind }) => kind !== 'skipped').length > count;
    if (enough || span.end === furthest || years === searchedYears.at(-1)) return { starts, span };
  }
  throw new Error('the last search always ends');
}

/** The days of the calendar around a start differ from UTC's by less than two. */
function firstInstant({ start, zone, offsetDays }: Series): Instant {
  const reading = localToInstants(start, zone);
  const at = reading.kind === 'unique' ? reading.instant : reading.earlier;
  return (at + Math.min(0, offsetDays) * 86_400_000 - 2 * 86_400_000) as Instant;
}

function startsIn(series: Series, span: Interval): readonly TrialStart[] {
  const { occurrences, skipped, doubled } = expandSeries(series, span);
  const twice = new Set(doubled);
  const happening = occurrences.map(
    ({ start, localStart }): TrialStart => ({
      local: localStart,
      kind: twice.has(localStart) ? 'first-of-two' : 'happens',
      start,
      end: undefined,
    }),
  );
  const missing = skipped.map((local): TrialStart => {
    const reading = localToInstants(local, series.zone);
    const start = reading.kind === 'unique' ? reading.instant : reading.earlier;
    return { local, kind: 'skipped', start, end: undefined };
  });
  return [...happening, ...missing].sort((a, b) => (a.local < b.local ? -1 : 1));
}
