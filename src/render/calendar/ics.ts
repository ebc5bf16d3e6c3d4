import { formatInstant, formatZoned } from '../../core/time.ts';
import type {
  CalendarActivation,
  CalendarActivity,
  CalendarDue,
  CalendarFreeze,
  CalendarView,
  CalendarVisit,
  CalendarWindow,
} from '../../model/calendar.ts';
import type { Instant } from '../../model/time.ts';
import { activationTexts } from '../plan/activation.ts';
import { contentLine, textValue } from './content-line.ts';
import { activationText, activityText, freezeText, namesText, windowText } from './words.ts';

/** What an entry says in a calendar program. Without an `end` it is a moment (RFC 5545 §3.6.1). */
interface Event {
  readonly uid: string;
  readonly start: Instant;
  readonly end: Instant | undefined;
  readonly summary: string;
  readonly description: readonly string[];
  readonly category: 'window' | 'freeze' | 'visit' | 'due' | 'activation' | 'activity';
  readonly status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';
}

/** Visits that people or machines already stand by; the rest is a plan. */
const agreed = new Set<CalendarVisit['state']>([
  'approved',
  'in-progress',
  'soaking',
  'succeeded',
  'succeeded-with-issues',
]);

/**
 * The calendar as a feed to subscribe to (RFC 5545). Instants are UTC, so no time-zone rules travel along. Equal views
 * give equal bytes: DTSTAMP is the instant the plan is judged at, and UIDs come from what the entries are.
 */
export function renderCalendarIcs(view: CalendarView): string {
  const { estate, team, asOf, timeZone } = view;
  const head = [
    ['BEGIN', 'VCALENDAR'],
    ['VERSION', '2.0'],
    ['PRODID', '-//Patchledger//Patchledger//EN'],
    ['CALSCALE', 'GREGORIAN'],
    ['METHOD', 'PUBLISH'],
    ['X-WR-CALNAME', textValue(team === undefined ? `Patches of ${estate}` : `Patches of ${estate}: ${team}`)],
    ['X-WR-TIMEZONE', textValue(timeZone)],
  ] as const;
  return [
    ...head.map(([name, value]) => contentLine(name, value)),
    ...eventsOf(view).map((event) => eventLines(event, asOf)),
    contentLine('END', 'VCALENDAR'),
  ].join('');
}

function eventsOf(view: CalendarView): readonly Event[] {
  return [
    ...view.windows.map(windowEvent),
    ...view.freezes.map(freezeEvent),
    ...view.visits.map(visitEvent),
    ...view.dues.map((due) => dueEvent(due, view)),
    ...view.activations.map((activation) => activationEvent(activation, view)),
    ...view.activities.map((activity) => activityEvent(activity, view)),
  ];
}

function eventLines({ uid, start, end, summary, description, category, status }: Event, asOf: Instant): string {
  const lines: readonly (readonly [string, string])[] = [
    ['BEGIN', 'VEVENT'],
    ['UID', textValue(uid)],
    ['DTSTAMP', utc(asOf)],
    ['DTSTART', utc(start)],
    ...(end === undefined ? [] : [['DTEND', utc(end)] as const]),
    ['SUMMARY', textValue(summary)],
    ...(description.length === 0 ? [] : [['DESCRIPTION', textValue(description.join('\n'))] as const]),
    ['CATEGORIES', textValue(category)],
    ['STATUS', status],
    // A calendar of machines keeps nobody busy.
    ['TRANSP', 'TRANSPARENT'],
    ['END', 'VEVENT'],
  ];
  return lines.map(([name, value]) => contentLine(name, value)).join('');
}

/** `20251112T210000Z`; the format knows no fractions of a second. */
const utc = (at: Instant): string => `${formatInstant(at).slice(0, 19).replace(/[-:]/g, '')}Z`;

function windowEvent(window: CalendarWindow): Event {
  const { uid, start, end, waves, capacity, used } = window;
  return {
    uid,
    start,
    end,
    summary: `Window ${windowText(window)}`,
    description: [`Rounds: ${waves}`, `Places: ${capacity}`, `Visits: ${used}`],
    category: 'window',
    status: waves === 0 ? 'CANCELLED' : 'CONFIRMED',
  };
}

function freezeEvent(freeze: CalendarFreeze): Event {
  const { uid, name, start, end } = freeze;
  const [title = name] = freezeText(freeze).split(/[\r\n]/);
  return {
    uid,
    start,
    end,
    summary: `Freeze ${title}`,
    description: [freezeText(freeze)],
    category: 'freeze',
    status: 'CONFIRMED',
  };
}

function visitEvent({ uid, id, asset, window, start, end, state, requirements, packages }: CalendarVisit): Event {
  return {
    uid,
    start,
    end,
    summary: `Visit ${asset}${packages.length === 0 ? '' : `: ${namesText(packages)}`} (${state})`,
    description: [
      `Visit ${id}, ${window === undefined ? 'emergency, no window' : `in window ${window}`}`,
      `Requirements: ${requirements.join(', ')}`,
    ],
    category: 'visit',
    status: state === 'cancelled' ? 'CANCELLED' : agreed.has(state) ? 'CONFIRMED' : 'TENTATIVE',
  };
}

function dueEvent({ uid, requirement, asset, component, due, state }: CalendarDue, { timeZone }: CalendarView): Event {
  return {
    uid,
    start: due,
    end: undefined,
    summary: `Due: ${component.name} on ${asset} (${state})`,
    description: [
      `Requirement ${requirement}, due ${formatZoned(due, timeZone)}`,
      `${component.ecosystem} ${component.name} ${component.version}`,
    ],
    category: 'due',
    status: 'CONFIRMED',
  };
}

function activationEvent(entry: CalendarActivation, { timeZone }: CalendarView): Event {
  return {
    uid: entry.uid,
    start: entry.when,
    end: undefined,
    summary: `Activation: ${activationText(entry)}`,
    description: activationTexts(entry.activation, timeZone),
    category: 'activation',
    // A set time is not ours to move; a step is a plan.
    status: entry.activation.by === 'step' && entry.moment === 'at' ? 'TENTATIVE' : 'CONFIRMED',
  };
}

function activityEvent(activity: CalendarActivity, { timeZone, asOf }: CalendarView): Event {
  const { uid, name, start, due, state } = activity;
  return {
    uid,
    start,
    end: undefined,
    summary: `${name} (${state})`,
    description: [activityText(activity, timeZone, asOf), `May be held until ${formatZoned(due, timeZone)}`],
    category: 'activity',
    status: 'CONFIRMED',
  };
}
