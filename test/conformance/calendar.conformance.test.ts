import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { selectPaths } from '../../src/adapters/estate-paths.ts';
import { plainPaint } from '../../src/adapters/terminal.ts';
import { newEstate } from '../../src/commands/new-estate.ts';
import { calendarView } from '../../src/core/calendar/view.ts';
import { formatInstant } from '../../src/core/time.ts';
import type { CalendarView } from '../../src/model/calendar.ts';
import { defaultFolders } from '../../src/model/estate-files.ts';
import { renderCalendar } from '../../src/render/calendar/registry.ts';
import { calendarOf, hostileFiles } from '../support/calendar.ts';
import { decided } from '../support/estate.ts';
import { at } from '../support/world.ts';

/** An event as both readers tell it. */
interface ReadEvent {
  readonly uid: string;
  readonly stamp: string;
  readonly start: string;
  readonly end: string | null;
  readonly summary: string;
  readonly description: string;
  readonly categories: readonly string[];
  readonly status: string;
}

interface ReadCalendar {
  readonly name: string;
  readonly method: string;
  readonly events: readonly ReadEvent[];
}

const reader = fileURLToPath(new URL('judges/read-ics.py', import.meta.url));

function readByPython(text: string): ReadCalendar {
  const run = spawnSync('/usr/bin/python3', [reader], { input: text, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (run.error !== undefined || run.status !== 0) {
    throw new Error(
      `python3-icalendar cannot read it: apt-get install python3-icalendar\n${run.error?.message ?? run.stderr}`,
    );
  }
  return JSON.parse(run.stdout) as ReadCalendar;
}

function readByIcalJs(text: string): ReadCalendar {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const property = (component: ICAL.Component, name: string): string =>
    String(component.getFirstPropertyValue(name) ?? '');
  const instant = (component: ICAL.Component, name: string): string | null => {
    const value = component.getFirstPropertyValue(name);
    return value instanceof ICAL.Time ? `${value.toJSDate().toISOString().slice(0, 19)}Z` : null;
  };
  return {
    name: property(calendar, 'x-wr-calname'),
    method: property(calendar, 'method'),
    events: calendar.getAllSubcomponents('vevent').map((event) => ({
      uid: property(event, 'uid'),
      stamp: instant(event, 'dtstamp') ?? '',
      start: instant(event, 'dtstart') ?? '',
      end: instant(event, 'dtend'),
      summary: property(event, 'summary'),
      description: property(event, 'description'),
      categories: event.getFirstProperty('categories')?.getValues().map(String) ?? [],
      status: property(event, 'status'),
    })),
  };
}

/** Kind, start and end of every entry of a view, as a feed must tell them. */
function entriesOf(view: CalendarView): readonly Pick<ReadEvent, 'uid' | 'start' | 'end'>[] {
  const stretch = ({
    uid,
    start,
    end,
  }: CalendarView['windows'][number] | CalendarView['freezes'][number] | CalendarView['visits'][number]) => ({
    uid,
    start: formatInstant(start),
    end: formatInstant(end),
  });
  return [
    ...view.windows.map(stretch),
    ...view.freezes.map(stretch),
    ...view.visits.map(stretch),
    ...view.dues.map(({ uid, due }) => ({ uid, start: formatInstant(due), end: null })),
    ...view.activities.map(({ uid, start }) => ({ uid, start: formatInstant(start), end: null })),
  ];
}

/** The estate that `init` writes, over the rest of its year. */
function starterView(team?: string): CalendarView {
  const { laneOf } = selectPaths(defaultFolders);
  const files = newEstate('starter').value.filter(({ path }) => laneOf(path) !== undefined);
  const asOf = at('2025-07-11T15:00:00Z');
  const decision = decided(Object.fromEntries(files.map(({ path, text }) => [path, text])), { asOf });
  return calendarView(decision, { from: asOf, to: at('2026-01-01T00:00:00Z'), team }).value;
}

const views: readonly (readonly [name: string, view: () => CalendarView])[] = [
  ['the starter', () => starterView()],
  ['one team of the starter', () => starterView('ledger')],
  ['an estate with hostile texts', () => calendarOf({ files: hostileFiles, to: '2027-02-01T00:00:00Z' }).view],
];

describe.each(views)('the feed of %s', (_, make) => {
  const view = make();
  const feed = renderCalendar('ics', view, plainPaint);
  const [ours, theirs] = [readByIcalJs(feed), readByPython(feed)];

  it('reads the same in ical.js and in python3-icalendar', () => {
    expect(theirs).toEqual(ours);
    expect(ours.method).toBe('PUBLISH');
  });

  it('holds every entry with its start, its end and its uid', () => {
    const read = theirs.events.map(({ uid, start, end }) => ({ uid, start, end }));

    expect(read).toEqual(entriesOf(view));
    expect(read.length).toBeGreaterThan(20);
  });

  it('gives every entry a uid of its own, and stamps it with the moment it was judged at', () => {
    expect(new Set(theirs.events.map(({ uid }) => uid)).size).toBe(theirs.events.length);
    expect(new Set(theirs.events.map(({ stamp }) => stamp))).toEqual(new Set([formatInstant(view.asOf)]));
  });
});
