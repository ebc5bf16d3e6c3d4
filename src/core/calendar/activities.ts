import type { CalendarActivity } from '../../model/calendar.ts';
import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { ActivityRecord } from '../../model/generated/activity-record.ts';
import type { Resource } from '../../model/resource.ts';
import type { Duration, Instant, Interval } from '../../model/time.ts';
import { lastWords } from '../evidence/supersession.ts';
import { type ScheduleContext, siteOf, zoneOf } from '../schedule/context.ts';
import { occurrencesOf } from '../schedule/occurrences.ts';
import { addDuration, localDate, parseDuration, parseInstant, type ZonedCalendar } from '../time.ts';
import { entryUid } from './uid.ts';

/** How long an occurrence may still be met when its Activity says nothing (schemas/activity.schema.json). */
const defaultGrace = '14d';

const dayMs = 86_400_000;

/** An ActivityRecord, read. */
interface Held {
  readonly record: string;
  readonly at: Instant;
  readonly occurrence: string | undefined;
}

/**
 * Every occurrence of the Activities whose stretch from start to the end of its grace touches the context's span, with
 * the record that meets it. A record meets the occurrence that it names, else the latest one before it, as long as it
 * was held within the grace; one that failed, was corrected, or lies ahead of `asOf` meets none. `estate` is what the
 * uids of entries begin from.
 */
export function calendarActivities(
  context: ScheduleContext,
  activities: readonly Resource<'Activity'>[],
  estate: string,
): Outcome<readonly CalendarActivity[]> {
  const held = heldByActivity(context);
  const read = activities.map((activity) => readActivity({ context, activity, estate }, held.get(activity.name) ?? []));
  const value = read.flatMap((outcome) => outcome.value);
  return {
    value: value.sort((a, b) => a.start - b.start || (a.name < b.name ? -1 : 1)),
    diagnostics: read.flatMap((outcome) => outcome.diagnostics),
  };
}

function heldByActivity({ estate, asOf }: ScheduleContext): ReadonlyMap<string, readonly Held[]> {
  const records: readonly Resource<'ActivityRecord'>[] = [...(estate.resources.ActivityRecord?.values() ?? [])];
  const held = new Map<string, Held[]>();
  for (const { name, document } of lastWords(records)) {
    const at = parseInstant(document.spec.heldAt);
    if (at === undefined || at > asOf || hasFailed(document)) continue;
    const entry = { record: name, at, occurrence: document.spec.occurrence };
    held.set(document.spec.activity, [...(held.get(document.spec.activity) ?? []), entry]);
  }
  for (const entries of held.values()) entries.sort((a, b) => a.at - b.at || (a.record < b.record ? -1 : 1));
  return held;
}

const hasFailed = ({ spec }: ActivityRecord): boolean => spec.result === 'failed';

interface ActivityInput {
  readonly context: ScheduleContext;
  readonly activity: Resource<'Activity'>;
  /** What the uids of entries begin from. */
  readonly estate: string;
}

function readActivity(
  { context, activity: resource, estate }: ActivityInput,
  held: readonly Held[],
): Outcome<readonly CalendarActivity[]> {
  const { spec } = resource.document;
  const grace = parseDuration(spec.grace ?? defaultGrace);
  if (grace === undefined) return { value: [], diagnostics: [unreadableGrace(context, resource)] };
  const { timeZone, weekend, holidays } = context.estate.workspace;
  const calendar: ZonedCalendar = { zone: zoneOf(context, spec.timeZone ?? timeZone), weekend, holidays };
  // A record is for the latest occurrence before it, so those up to now are needed even where the span ends earlier.
  const span: Interval = { start: context.span.start, end: Math.max(context.span.end, context.asOf + 1) as Instant };
  const found = occurrencesOf(
    { ...context, span },
    { resource, start: spec.start, durationMs: longestMs(grace, holidays.length), offsetDays: 0 },
  );
  const stretches = found.value.map(({ start }) => ({ start, due: addDuration(start, grace, calendar) }));
  const metBy = matchRecords(stretches, held, calendar);
  const value = stretches
    .filter(({ start, due }) => start < context.span.end && due >= context.span.start)
    .map(({ start, due }): CalendarActivity => {
      const record = metBy.get(start);
      const state = record !== undefined ? 'met' : due < context.asOf ? 'missed' : 'open';
      const uid = entryUid(estate, 'activity', resource.name, start);
      return { uid, name: resource.name, type: spec.type, owner: spec.owner, start, due, state, metBy: record };
    });
  return { value, diagnostics: found.diagnostics };
}

interface Stretch {
  readonly start: Instant;
  readonly due: Instant;
}

/** The first record that meets each occurrence, by its start. */
function matchRecords(
  stretches: readonly Stretch[],
  held: readonly Held[],
  { zone }: ZonedCalendar,
): ReadonlyMap<Instant, string> {
  const metBy = new Map<Instant, string>();
  for (const { record, at, occurrence } of held) {
    const met =
      occurrence === undefined
        ? stretches.findLast(({ start }) => start <= at)
        : stretches.find(({ start }) => localDate(start, zone) === occurrence);
    if (met !== undefined && at <= met.due && !metBy.has(met.start)) metBy.set(met.start, record);
  }
  return metBy;
}

/** No grace can last longer: so far back may an occurrence lie that is not over when the span begins. */
function longestMs({ years, months, weeks, days, businessDays, milliseconds }: Duration, holidays: number): number {
  const working = businessDays === 0 ? 0 : businessDays * 7 + holidays + 7;
  return (years * 366 + months * 31 + weeks * 7 + days + working + 1) * dayMs + milliseconds;
}

function unreadableGrace(context: ScheduleContext, resource: Resource<'Activity'>): Diagnostic {
  const { kind, name, document } = resource;
  const text = document.spec.grace ?? defaultGrace;
  const args = { kind, name, field: 'grace', text, problem: 'is not a length of time' };
  return diagnostic('schedule/length-invalid', args, { at: siteOf(context, resource, ['spec', 'grace']) });
}
