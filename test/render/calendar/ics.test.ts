import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../../../src/adapters/terminal.ts';
import { formatInstant } from '../../../src/core/time.ts';
import type { CalendarView } from '../../../src/model/calendar.ts';
import { contentLine, textValue } from '../../../src/render/calendar/content-line.ts';
import { renderCalendar } from '../../../src/render/calendar/registry.ts';
import { calendarOf, hostileFiles, smallEstate } from '../../support/calendar.ts';

const feedOf = (view: CalendarView): string => renderCalendar('ics', view, plainPaint);
const octets = (text: string): number => new TextEncoder().encode(text).length;

/** The content lines of a stream, unfolded (RFC 5545 §3.1). */
const unfolded = (feed: string): readonly string[] => feed.replace(/\r\n /g, '').split('\r\n').slice(0, -1);

/** A TEXT value read back (RFC 5545 §3.3.11). */
const readText = (value: string): string =>
  value.replace(/\\([\\;,nN])/g, (_, character: string) => (/n/i.test(character) ? '\n' : character));

interface ReadEvent {
  readonly [name: string]: string;
}

function readEvents(feed: string): readonly ReadEvent[] {
  const blocks = unfolded(feed).join('\n').split('BEGIN:VEVENT\n').slice(1);
  return blocks.map((block) => {
    const lines = block.slice(0, block.indexOf('\nEND:VEVENT')).split('\n');
    return Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
    );
  });
}

const anyText = fc.string({ unit: 'binary', maxLength: 200 });

describe('a content line', () => {
  it('is folded at 75 octets, never inside a character, and reads back as it was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = contentLine('SUMMARY', textValue(text));

        for (const piece of line.split('\r\n')) {
          expect(octets(piece)).toBeLessThanOrEqual(75);
          expect(piece).not.toMatch(/\p{Surrogate}/u);
        }
        expect(unfolded(line)).toEqual([`SUMMARY:${textValue(text)}`]);
      }),
    );
  });

  it('carries any text without control characters as it is', () => {
    const visible = anyText.map((text) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '-'));
    fc.assert(
      fc.property(visible, (text) => {
        expect(readText(textValue(text))).toBe(text);
      }),
    );
  });

  it.each([
    ['a, b; c', 'a\\, b\\; c'],
    ['C:\\new', 'C:\\\\new'],
    ['one\r\ntwo\rthree\nfour', 'one\\ntwo\\nthree\\nfour'],
    ['bell\u0007', 'bell\\\\u0007'],
    ['\u202egnp.exe', '\\\\u202egnp.exe'],
    ['\ud800', '\ufffd'],
  ])('writes %j as %j', (text, expected) => {
    expect(textValue(text)).toBe(expected);
  });
});

describe('the feed of a calendar', () => {
  const { view } = calendarOf({ files: hostileFiles, to: '2027-01-10T00:00:00Z' });
  const feed = feedOf(view);
  const events = readEvents(feed);

  it('has lines of at most 75 octets that end with CR LF', () => {
    const lines = feed.split('\r\n');

    expect(lines.filter((line) => octets(line) > 75)).toEqual([]);
    expect(feed.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(lines.at(-1)).toBe('');
  });

  it('opens and closes each thing once, whatever names and reasons say', () => {
    const lines = unfolded(feed);

    expect(lines[0]).toBe('BEGIN:VCALENDAR');
    expect(lines.filter((line) => line === 'END:VCALENDAR')).toHaveLength(1);
    expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(events.length);
    expect(lines.filter((line) => !/^[A-Z-]+:/.test(line))).toEqual([]);
  });

  it('tells every entry with its start and its end, in UTC', () => {
    const utc = (at: CalendarView['from']): string => formatInstant(at).replace(/[-:]/g, '');
    const stretches = [...view.windows, ...view.freezes, ...view.visits];
    const moments = [
      ...view.dues.map(({ uid, due }) => ({ uid, start: due })),
      ...view.activities.map(({ uid, start }) => ({ uid, start })),
    ];

    expect(events.map((event) => [event['UID'], event['DTSTART'], event['DTEND']])).toEqual([
      ...stretches.map(({ uid, start, end }) => [uid, utc(start), utc(end)]),
      ...moments.map(({ uid, start }) => [uid, utc(start), undefined]),
    ]);
  });

  it('is the same whenever it is rendered: the stamp is the moment it was judged at', () => {
    expect(feedOf(view)).toBe(feed);
    expect(new Set(events.map((event) => event['DTSTAMP']))).toEqual(new Set(['20261122T120000Z']));
  });

  it('keeps the uid of a window when a freeze cuts it, and of a visit when it moves', () => {
    const before = calendarOf().view;
    const later = (smallEstate['schedules/windows.yaml'] ?? '').replace('T20:00', 'T19:00');
    const after = calendarOf({ files: { 'schedules/freezes.yaml': '', 'schedules/windows.yaml': later } }).view;
    const nights = (of: CalendarView): readonly string[] =>
      of.windows.filter(({ name }) => name === 'night').map(({ uid }) => uid);
    const visit = (of: CalendarView) => of.visits.find(({ asset }) => asset === 'db-1');

    expect(nights(after)).toEqual(nights(before));
    expect(visit(after)?.start).not.toBe(visit(before)?.start);
    expect(visit(after)?.uid).toBe(visit(before)?.uid);
    expect(readEvents(feedOf(before)).filter((event) => event['STATUS'] === 'CANCELLED')).toHaveLength(2);
    expect(readEvents(feedOf(after)).filter((event) => event['STATUS'] === 'CANCELLED')).toHaveLength(0);
  });

  it('says what an entry is by its category', () => {
    expect(new Set(events.map((event) => event['CATEGORIES']))).toEqual(
      new Set(['window', 'freeze', 'visit', 'due', 'activity']),
    );
  });
});
