import type { CalendarView, RuleTrial } from '../../model/calendar.ts';
import type { Paint } from '../../model/paint.ts';
import { renderCalendarIcs } from './ics.ts';
import { renderCalendarJson, renderTrialJson } from './json.ts';
import { renderCalendarText } from './text.ts';
import { renderTrialText } from './trial-text.ts';

/** Turns a calendar into a text that ends with a line break. */
type CalendarRenderer = (view: CalendarView, paint: Paint) => string;

/** Every format that a calendar can be shown in. */
const calendarRenderers = {
  text: renderCalendarText,
  json: renderCalendarJson,
  ics: renderCalendarIcs,
} as const satisfies Record<string, CalendarRenderer>;

/** Renders in a format of the registry; the command line has refused any other name. */
export function renderCalendar(format: string, view: CalendarView, paint: Paint): string {
  if (!Object.hasOwn(calendarRenderers, format)) throw new Error(`no renderer for format ${format}`);
  return calendarRenderers[format as keyof typeof calendarRenderers](view, paint);
}

/** Renders a rule that was tried out: as JSON, else for people. */
export function renderTrial(format: string, trial: RuleTrial, paint: Paint): string {
  return format === 'json' ? renderTrialJson(trial) : renderTrialText(trial, paint);
}
