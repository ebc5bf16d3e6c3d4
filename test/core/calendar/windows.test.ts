import { describe, expect, it } from 'vitest';
import { formatInstant } from '../../../src/core/time.ts';
import type { CalendarWindow } from '../../../src/model/calendar.ts';
import type { Freeze } from '../../../src/model/generated/freeze.ts';
import { calendarOf, smallEstate } from '../../support/calendar.ts';
import { documents, yaml } from '../../support/estate.ts';

/** The window of a night, given the freezes of the estate by name. */
function nightWith(
  freezes: Readonly<Record<string, Freeze['spec']>>,
  windows = smallEstate['schedules/windows.yaml'] ?? '',
): CalendarWindow | undefined {
  const texts = Object.entries(freezes).map(([name, spec]) => yaml('Freeze', name, spec));
  const files = { 'schedules/freezes.yaml': documents(...texts), 'schedules/windows.yaml': windows };
  const { view } = calendarOf({ files, from: '2026-11-25T12:00:00Z', to: '2026-11-26T12:00:00Z' });
  return view.windows.find(({ name }) => name === 'night');
}

const apps = { labels: { tier: 'app' } };
const night = { from: '2026-11-25T22:00', to: '2026-11-26T00:00', reason: 'quiet' };

describe('a window of the calendar', () => {
  it('holds as many visits as its rounds together, and counts those planned in it', () => {
    const { view } = calendarOf({ to: '2026-11-24T12:00:00Z' });

    expect(view.windows).toMatchObject([
      { name: 'night', waves: 2, capacity: 2, used: 2, frozen: [] },
      { name: 'night', waves: 2, capacity: 2, used: 0, frozen: [] },
    ]);
  });

  it('reaches over both edges of the calendar', () => {
    const { view } = calendarOf({ from: '2026-11-24T22:30:00Z', to: '2026-11-25T21:30:00Z' });

    expect(view.windows.map(({ start }) => formatInstant(start))).toEqual([
      '2026-11-24T21:00:00Z',
      '2026-11-25T21:00:00Z',
    ]);
  });

  it('loses every round when a freeze holds all its assets', () => {
    expect(nightWith({ quiet: { selector: apps, ...night } })).toMatchObject({
      waves: 0,
      capacity: 0,
      frozen: [{ freeze: 'quiet', assets: 2, of: 2, waves: 2, ofWaves: 2, exempt: [] }],
    });
  });

  it('loses a whole round to a freeze of a minute, and keeps its start and its end', () => {
    const minute = { selector: apps, from: '2026-11-25T22:30', to: '2026-11-25T22:31', reason: 'quiet' };

    expect(nightWith({ minute })).toMatchObject({
      waves: 1,
      capacity: 1,
      frozen: [{ freeze: 'minute', waves: 1, ofWaves: 2 }],
      start: nightWith({})?.start,
      end: nightWith({})?.end,
    });
  });

  it('stays open while one of its assets is not frozen', () => {
    expect(nightWith({ one: { selector: { names: ['app-1'] }, ...night } })).toMatchObject({
      waves: 2,
      frozen: [{ freeze: 'one', assets: 1, of: 2 }],
    });
  });

  it('is closed when two freezes hold all its assets between them', () => {
    const [first, second] = [
      { selector: { names: ['app-1'] }, ...night },
      { selector: { names: ['app-2'] }, ...night },
    ];

    expect(nightWith({ first, second })).toMatchObject({
      waves: 0,
      frozen: [{ freeze: 'first' }, { freeze: 'second' }],
    });
  });

  it('stays open to the priorities that every freeze exempts', () => {
    const [some, others] = [['immediate', 'out-of-cycle'] as const, ['out-of-cycle', 'scheduled'] as const];
    const exempting = (exempt: Freeze['spec']['exempt']): Freeze['spec'] => ({
      selector: apps,
      ...night,
      exempt: exempt ?? [],
    });

    expect(nightWith({ a: exempting([...some]) })).toMatchObject({ waves: 2, frozen: [{ exempt: some }] });
    expect(nightWith({ a: exempting([...some]), b: exempting([...others]) })).toMatchObject({ waves: 2 });
    expect(nightWith({ a: exempting(['immediate']), b: exempting(['scheduled']) })).toMatchObject({ waves: 0 });
  });

  it('is closed by an exemption for priorities that it does not serve', () => {
    const windows = yaml('MaintenanceWindow', 'night', {
      ...{ selector: apps, start: '2026-01-01T22:00', rrule: 'FREQ=DAILY', duration: '2h', maxConcurrent: 1 },
      priorities: ['scheduled'],
    });

    expect(nightWith({ a: { selector: apps, ...night, exempt: ['immediate'] } }, windows)).toMatchObject({ waves: 0 });
  });

  it('is cut by a freeze that is over when the calendar begins', () => {
    const freezes = {
      'schedules/freezes.yaml': yaml('Freeze', 'quiet', {
        selector: apps,
        from: '2026-11-25T21:00',
        to: '2026-11-25T22:10',
        reason: 'quiet',
      }),
    };
    const { view } = calendarOf({ files: freezes, from: '2026-11-25T21:30:00Z', to: '2026-11-26T12:00:00Z' });

    expect(view.freezes).toEqual([]);
    expect(view.windows).toMatchObject([{ name: 'night', waves: 1, frozen: [{ freeze: 'quiet' }] }]);
  });
});
