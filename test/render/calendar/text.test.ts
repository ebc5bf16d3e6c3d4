import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../../../src/adapters/terminal.ts';
import { tryRule } from '../../../src/core/calendar/trial.ts';
import type { CalendarView } from '../../../src/model/calendar.ts';
import type { Paint } from '../../../src/model/paint.ts';
import { renderCalendar, renderTrial } from '../../../src/render/calendar/registry.ts';
import { displayWidth } from '../../../src/render/text-table.ts';
import { calendarOf, hostileFiles } from '../../support/calendar.ts';
import { at } from '../../support/world.ts';

const golden = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
const textOf = (view: CalendarView, paint: Paint = plainPaint): string => renderCalendar('text', view, paint);
const widest = (text: string): number => Math.max(...text.split('\n').map(displayWidth));

/** The lines of one day of the agenda. */
function dayOf(text: string, day: string): readonly string[] {
  const [, block = ''] = text.split(`\n${day} `);
  return block.split('\n\n')[0]?.split('\n').slice(1) ?? [];
}

describe('a calendar in a terminal', () => {
  const { view } = calendarOf({ to: '2026-12-06T23:00:00Z' });

  it('is a grid a month and an agenda', () => {
    expect(textOf(view)).toBe(golden('small.txt'));
  });

  it('is the same document for programs', () => {
    expect(renderCalendar('json', view, plainPaint)).toBe(golden('small.json'));
  });

  it('says without colour all that it says with it', () => {
    const mark = (text: string): string => `\u0000${text}\u0001`;
    const paint: Paint = { bold: mark, dim: mark, red: mark, green: mark, yellow: mark, cyan: mark };

    // biome-ignore lint/suspicious/noControlCharactersInRegex: the marks stand for terminal codes
    expect(textOf(view, paint).replace(/[\u0000\u0001]/g, '')).toBe(textOf(view));
  });

  it('fits 80 columns, whatever the names are', () => {
    const long = calendarOf({ files: hostileFiles, to: '2027-01-10T00:00:00Z' }).view;
    const crowd = {
      ...long,
      visits: Array.from({ length: 1500 }, (_, index) => ({ ...visit(long), asset: `a-${index}x` })),
    };

    expect(widest(textOf(view))).toBeLessThanOrEqual(80);
    expect(widest(textOf(long))).toBeLessThanOrEqual(80);
    expect(widest(textOf(crowd))).toBeLessThanOrEqual(80);
    expect(textOf(crowd)).toContain('V1k');
  });

  it('prints no control character of a name', () => {
    const text = textOf(calendarOf({ files: hostileFiles, to: '2027-01-10T00:00:00Z' }).view);

    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  it('gives the offset of its own to what happens behind a clock change', () => {
    const files = {
      'schedules/windows.yaml': [
        'apiVersion: patchledger/v1\nkind: MaintenanceWindow\nmetadata: { name: early }\nspec: { start: "2026-10-25T01:00", duration: 30min, maxConcurrent: 1 }\n',
        'apiVersion: patchledger/v1\nkind: MaintenanceWindow\nmetadata: { name: late }\nspec: { start: "2026-10-25T05:00", duration: 30min, maxConcurrent: 1 }\n',
      ].join('---\n'),
      'schedules/activities.yaml': '',
      'catalog/app.json': '',
      'records/activity/2026/11/review.yaml': '',
    };
    const text = textOf(calendarOf({ files, asOf: at('2026-10-24T12:00:00Z'), to: '2026-10-26T12:00:00Z' }).view);

    expect(text).toContain('Sun 25 Oct 2026  +02:00');
    expect(dayOf(text, 'Sun 25 Oct 2026')).toEqual([
      '  01:00–01:30  window    early: 1 place free',
      '  05:00–05:30  window    (+01:00) late: 1 place free',
    ]);
  });

  it('says what it cannot show', () => {
    const text = textOf({
      ...view,
      from: at('2026-11-20T00:00:00Z'),
      to: at('2027-06-01T00:00:00Z'),
      overdueBefore: 3,
      unplaced: ['gw-1'],
      incomplete: ['1 file could not be read'],
    });

    expect(text.trim().split('\n').slice(-5)).toEqual([
      '3 requirements are overdue since before this calendar begins.',
      'No window has a place for work on gw-1.',
      'What ran before Sun 22 Nov 13:00 is on record, not in this calendar.',
      'Visits are planned until Sat 20 Feb 2027 13:00; later ones are not known yet.',
      'incomplete: 1 file could not be read',
    ]);
  });
});

function visit(view: CalendarView): CalendarView['visits'][number] {
  const [first] = view.visits;
  if (first === undefined) throw new Error('the small estate has visits');
  return first;
}

describe('a rule that is tried out', () => {
  const trial = (rule: string, start: string, parts: Partial<Parameters<typeof tryRule>[0]> = {}): string => {
    const { value } = tryRule({
      ...{ rule, start, timeZone: 'Europe/Zurich', offsetDays: 0, durationMs: undefined, count: 3 },
      ...{ from: undefined, to: undefined },
      ...parts,
    });
    if (value === undefined) throw new Error(`${rule} cannot be read`);
    return renderTrial('text', value, plainPaint);
  };

  it('lists its starts by the wall clock and in UTC', () => {
    const shown = trial('FREQ=MONTHLY;BYDAY=2TU', '2026-02-01T22:00', { offsetDays: 4, durationMs: 14_400_000 });

    expect(shown).toBe(
      [
        'FREQ=MONTHLY;BYDAY=2TU, plus 4 days, from 2026-02-01T22:00 in Europe/Zurich',
        '',
        '  1  Sat 14 Feb 2026  22:00 +01:00  2026-02-14T21:00:00Z  to 02:00',
        '  2  Sat 14 Mar 2026  22:00 +01:00  2026-03-14T21:00:00Z  to 02:00',
        '  3  Sat 18 Apr 2026  22:00 +02:00  2026-04-18T20:00:00Z  to 02:00',
        '',
        'and so on',
        '',
      ].join('\n'),
    );
  });

  it('tells where a clock change skips or doubles one', () => {
    expect(trial('FREQ=DAILY', '2026-03-28T02:30', { count: 2 })).toContain(
      '  –  Sun 29 Mar 2026  02:30  skipped: the clock jumps over it\n',
    );
    expect(trial('FREQ=DAILY', '2026-10-24T02:30', { count: 2 })).toContain(
      '  2  Sun 25 Oct 2026  02:30 +02:00  2026-10-25T00:30:00Z\n     the clock shows 02:30 twice that day; this is the first\n',
    );
  });

  it('says that a rule never happens', () => {
    expect(trial('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', '2026-01-01T00:00')).toContain(
      'It does not happen before 2125-',
    );
  });
});
