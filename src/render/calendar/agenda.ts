import type { CalendarDue, CalendarView, CalendarVisit } from '../../model/calendar.ts';
import type { Paint } from '../../model/paint.ts';
import type { Instant, Interval } from '../../model/time.ts';
import { displayWidth, safeText, wrapWords } from '../text-table.ts';
import { clockText } from '../words.ts';
import { type DayNumber, dayText, localTime } from './days.ts';
import { activationText, activityText, freezeText, lastCallText, namesText, windowText } from './words.ts';

/** A line of the agenda before it is laid out. */
interface Item {
  /** Where it stands: its start, or the beginning of the calendar when it began before. */
  readonly at: Instant;
  /** `22:00–23:00`, or one time. */
  readonly clock: string;
  readonly kind: 'freeze' | 'window' | 'visit' | 'due' | 'activate' | 'activity';
  readonly text: string;
  readonly style: keyof Paint | undefined;
}

/** Where an item stands in time. */
type Place = Pick<Item, 'at' | 'clock'>;

/** What an agenda is broken to. */
const textColumns = 80;

/** Two blanks, `22:00–23:00`, two blanks, `activity`, two blanks. */
const indentColumns = 25;

const dayMs = 86_400_000;

/** The order of what begins together. */
const kinds: readonly Item['kind'][] = ['freeze', 'window', 'visit', 'due', 'activate', 'activity'];

/** The calendar day by day, an item a line; blocks of lines, one a day. Empty when nothing is dated. */
export function agenda(view: CalendarView, paint: Paint): readonly (readonly string[])[] {
  const today = localTime(view.asOf, view.timeZone).day;
  const byDay = new Map<DayNumber, Item[]>();
  for (const item of itemsOf(view)) {
    const { day } = localTime(item.at, view.timeZone);
    const known = byDay.get(day);
    if (known === undefined) byDay.set(day, [item]);
    else known.push(item);
  }
  return [...byDay].map(([day, items]) => {
    const offset = localTime(items[0]?.at ?? view.from, view.timeZone).offset;
    const head = `${dayText(day)}  ${offset}${day === today ? '  today' : ''}`;
    return [paint.bold(head), ...items.flatMap((item) => linesOf(item, offset, view, paint))];
  });
}

function itemsOf(view: CalendarView): readonly Item[] {
  const items = [
    ...freezeItems(view),
    ...windowItems(view),
    ...visitItems(view),
    ...dueItems(view),
    ...activationItems(view),
    ...activityItems(view),
  ];
  return items
    .map((item, index) => ({ item, index }))
    .sort(
      (a, b) => a.item.at - b.item.at || kinds.indexOf(a.item.kind) - kinds.indexOf(b.item.kind) || a.index - b.index,
    )
    .map(({ item }) => item);
}

function linesOf({ at, clock, kind, text, style }: Item, offset: string, view: CalendarView, paint: Paint): string[] {
  const own = localTime(at, view.timeZone).offset;
  const words = safeText(own === offset ? text : `(${own}) ${text}`);
  const paintText = style === undefined ? (line: string): string => line : paint[style];
  const head = `  ${clock.padEnd(11)}  ${kind.padEnd(8)}  `;
  return wrapTight(words, textColumns - indentColumns).map((line, index) => {
    const [start, end] = [index === 0 ? head : ' '.repeat(indentColumns), line];
    // What needs nobody's eye steps back whole.
    return style === 'dim' ? paint.dim(start + end) : start + paintText(end);
  });
}

/** As `wrapWords`, and words that are longer than a line are broken too. */
function wrapTight(text: string, width: number): readonly string[] {
  return wrapWords(text, width).flatMap((line) => {
    if (displayWidth(line) <= width) return [line];
    const parts: string[] = [''];
    for (const character of line) {
      const longer = `${parts.at(-1) ?? ''}${character}`;
      if (displayWidth(longer) > width) parts.push(character);
      else parts[parts.length - 1] = longer;
    }
    return parts;
  });
}

/** From when to when, and in words what the two times leave open. */
function stretch({ start, end }: Interval, { from, timeZone, asOf }: CalendarView): Place & { readonly rest: string } {
  const isShort = end - start <= dayMs;
  const [begin, finish] = [localTime(start, timeZone), localTime(end, timeZone)];
  const since = start < from ? ` since ${clockText(start, timeZone, asOf)}` : '';
  const until = isShort ? '' : ` until ${clockText(end, timeZone, asOf)}`;
  const clock = isShort ? `${begin.time}–${finish.time}` : start < from ? '' : begin.time;
  return { at: start < from ? from : start, clock, rest: `${since}${until}` };
}

function freezeItems(view: CalendarView): readonly Item[] {
  return view.freezes.map((freeze) => {
    const { rest, ...place } = stretch(freeze, view);
    return { ...place, kind: 'freeze', text: freezeText(freeze, rest), style: 'cyan' };
  });
}

function windowItems(view: CalendarView): readonly Item[] {
  return view.windows.map((window) => {
    const { rest, ...place } = stretch(window, view);
    const text = rest === '' ? windowText(window) : `${windowText(window)},${rest}`;
    return { ...place, kind: 'window', text, style: window.used === 0 ? 'dim' : undefined };
  });
}

/** Visits that run together in one window are one line. */
function visitItems(view: CalendarView): readonly Item[] {
  return groupsOf(view.visits, ({ start, end, window, state }) => [start, end, window, state]).map((visits): Item => {
    const [first] = visits;
    const { rest, ...place } = stretch(first, view);
    const packages = [...new Set(visits.flatMap((visit) => visit.packages))].sort();
    const where = first.window === undefined ? ', emergency' : ` in ${first.window}`;
    const what = packages.length === 0 ? '' : `: ${namesText(packages)}`;
    const text = `${namesText(visits.map(({ asset }) => asset))}${what}, ${first.state}${where}${rest}`;
    return { ...place, kind: 'visit', text, style: styleOfVisit(first) };
  });
}

function styleOfVisit({ state }: CalendarVisit): Item['style'] {
  if (state === 'late' || state === 'failed' || state === 'missed' || state === 'blocked') return 'red';
  return state === 'cancelled' ? 'dim' : 'green';
}

/** One package that is due on several assets at once is one line. */
function dueItems(view: CalendarView): readonly Item[] {
  return groupsOf(view.dues, ({ due, component, state }) => [due, component.ecosystem, component.name, state]).map(
    (dues): Item => {
      const [{ due, component, state }] = dues;
      const assets = [...new Set(dues.map(({ asset }) => asset))];
      const text = `${component.name} on ${namesText(assets)}, ${state}`;
      return { at: due, clock: localTime(due, view.timeZone).time, kind: 'due', text, style: styleOfDue(dues[0]) };
    },
  );
}

const styleOfDue = ({ state }: CalendarDue): Item['style'] =>
  state === 'overdue' ? 'red' : state === 'done' || state === 'mitigated' || state === 'excepted' ? 'dim' : 'yellow';

function activationItems({ activations, timeZone }: CalendarView): readonly Item[] {
  return activations.map((entry) => ({
    at: entry.when,
    clock: localTime(entry.when, timeZone).time,
    kind: 'activate',
    text: activationText(entry),
    style: entry.activation.state === 'late' ? 'red' : entry.moment === 'deadline' ? 'yellow' : undefined,
  }));
}

/** A duty stands where it starts, and where its time ends unless it is met; else on the first day. */
function activityItems({ activities, from, to, timeZone, asOf }: CalendarView): readonly Item[] {
  return activities.flatMap((activity): readonly Item[] => {
    const { start, due, state } = activity;
    const item = (at: Instant, clock: string, text: string): Item => ({
      at,
      clock,
      kind: 'activity',
      text,
      style: ({ open: undefined, met: 'dim', missed: 'red' } as const)[state],
    });
    const text = activityText(activity, timeZone, asOf);
    const items = start < from ? [] : [item(start, localTime(start, timeZone).time, text)];
    if (state !== 'met' && due < to) {
      items.push(item(due, localTime(due, timeZone).time, lastCallText(activity, timeZone, asOf)));
    }
    return items.length > 0 ? items : [item(from, '', `${text}, since ${clockText(start, timeZone, asOf)}`)];
  });
}

/** Neighbours and others with the same key, in order of their first. */
function groupsOf<T>(
  entries: readonly T[],
  keyOf: (entry: T) => readonly unknown[],
): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const entry of entries) {
    const key = JSON.stringify(keyOf(entry).map(String));
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [entry]);
    else known.push(entry);
  }
  return [...groups.values()];
}
