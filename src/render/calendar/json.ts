import { formatInstant } from '../../core/time.ts';
import type { CalendarView, RuleTrial } from '../../model/calendar.ts';
import type { CalendarDocument } from '../../model/generated/calendar.ts';

/** The calendar in its published form (schemas/calendar.schema.json): instants in UTC, one entry a line, so that two can be compared with any diff. */
export function renderCalendarJson(view: CalendarView): string {
  const { from, to, timeZone } = view;
  const head = { schema: 'patchledger.calendar/v1', from: formatInstant(from), to: formatInstant(to), timeZone };
  const lists: Pick<CalendarDocument, 'windows' | 'freezes' | 'visits' | 'dues' | 'activations' | 'activities'> = {
    windows: view.windows.map(({ name, start, end, waves, capacity, used }) => ({
      name,
      start: formatInstant(start),
      end: formatInstant(end),
      waves,
      capacity,
      used,
    })),
    freezes: view.freezes.map(({ name, start, end, reason, exempt }) => ({
      name,
      start: formatInstant(start),
      end: formatInstant(end),
      reason,
      exempt,
    })),
    visits: view.visits.map(({ id, asset, window, start, end, state, requirements }) => ({
      id,
      asset,
      window: window ?? null,
      start: formatInstant(start),
      end: formatInstant(end),
      state,
      requirements,
    })),
    dues: view.dues.map(({ requirement, asset, component: { ecosystem, name, version }, due, state }) => ({
      requirement,
      asset,
      component: { ecosystem, name, version },
      due: formatInstant(due),
      state,
    })),
    activations: view.activations.map(({ activation, moment, when }) => ({
      patch: activation.patch,
      package: activation.package,
      version: activation.version,
      cluster: activation.cluster ?? null,
      assets: activation.members.map(({ asset }) => asset),
      by: activation.by,
      moment,
      when: formatInstant(when),
      height: activation.height ?? null,
      window: activation.window ?? null,
      state: activation.state,
    })),
    activities: view.activities.map(({ name, type, owner, start, due, state, metBy }) => ({
      name,
      type,
      owner,
      start: formatInstant(start),
      due: formatInstant(due),
      state,
      metBy: metBy ?? null,
    })),
  };
  return document(head, lists);
}

/** A rule that was tried out: every start with its wall clock and its instant. */
export function renderTrialJson({ rule, start, timeZone, offsetDays, starts, until, goesOn }: RuleTrial): string {
  const head = {
    schema: 'patchledger.recurrence/v1',
    rrule: rule ?? null,
    start,
    timeZone,
    offsetDays,
    searchedUntil: formatInstant(until),
    goesOn,
  };
  const occurrences = starts.map(({ local, kind, start: at, end }) => ({
    local,
    kind,
    start: kind === 'skipped' ? null : formatInstant(at),
    end: end === undefined ? null : formatInstant(end),
  }));
  return document(head, { occurrences });
}

function document(
  head: Readonly<Record<string, unknown>>,
  lists: Readonly<Record<string, readonly unknown[]>>,
): string {
  const entries = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  for (const [key, items] of Object.entries(lists)) {
    const lines = items.map((item) => `    ${JSON.stringify(item)}`).join(',\n');
    entries.push(`  ${JSON.stringify(key)}: ${items.length === 0 ? '[]' : `[\n${lines}\n  ]`}`);
  }
  return `{\n${entries.join(',\n')}\n}\n`;
}
