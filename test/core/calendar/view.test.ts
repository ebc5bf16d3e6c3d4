import { describe, expect, it } from 'vitest';
import { teamNames } from '../../../src/core/calendar/team.ts';
import { formatInstant } from '../../../src/core/time.ts';
import type { CalendarView } from '../../../src/model/calendar.ts';
import { calendarOf, smallEstate } from '../../support/calendar.ts';
import { linked, yaml } from '../../support/estate.ts';
import { at } from '../../support/world.ts';

const long = { to: '2026-12-10T12:00:00Z' };

/** What a view holds, by name. */
const namesIn = (view: CalendarView) => ({
  windows: [...new Set(view.windows.map(({ name }) => name))],
  freezes: view.freezes.map(({ name }) => name),
  visits: view.visits.map(({ asset }) => asset),
  dues: view.dues.map(({ asset }) => asset),
  activities: [...new Set(view.activities.map(({ name }) => name))],
});

describe('a calendar', () => {
  it('holds what is dated between its edges, the last not included', () => {
    const { view } = calendarOf({ from: '2026-11-22T22:00:00Z', to: '2026-12-04T00:00:00Z' });

    expect(namesIn(view)).toEqual({
      windows: ['night', 'weekend'],
      freezes: ['black-friday', 'closing'],
      visits: ['app-2', 'db-1'],
      dues: [],
      activities: ['review', 'drill'],
    });
    expect(namesIn(calendarOf({ to: '2026-12-04T00:00:01Z' }).view).dues).toEqual(['app-1', 'app-2', 'db-1']);
  });

  it('tells of a visit its packages, and of a due its component', () => {
    const { view } = calendarOf(long);

    expect(view.visits[0]).toMatchObject({ asset: 'app-1', window: 'night', state: 'planned', packages: ['app'] });
    expect(view.dues[0]).toMatchObject({ asset: 'app-1', component: { name: 'app', version: '1.0.0' }, state: 'open' });
    expect(view.visits[0]?.requirements).toEqual([view.dues[0]?.requirement]);
  });

  it('counts what is overdue since before it begins, and says how far visits are planned', () => {
    const { view } = calendarOf({ asOf: at('2026-12-10T12:00:00Z'), to: '2026-12-20T12:00:00Z' });

    expect(view.overdueBefore).toBe(3);
    expect(formatInstant(view.plannedUntil)).toBe('2027-03-10T12:00:00Z');
  });

  it('gives every entry a uid of its own that does not depend on when it is asked', () => {
    const uids = ({ windows, freezes, visits, dues, activities }: CalendarView) =>
      [...windows, ...freezes, ...visits, ...dues, ...activities].map(({ uid }) => uid);
    const [now, later] = [
      uids(calendarOf(long).view),
      uids(calendarOf({ ...long, asOf: at('2026-11-22T13:00:00Z') }).view),
    ];

    expect(new Set(now).size).toBe(now.length);
    expect(later).toEqual(now);
  });

  it('keeps its uids when the organisation is called otherwise', () => {
    const renamed = {
      'patchledger.yaml': yaml('Workspace', 'acme', { timeZone: 'Europe/Zurich', organisation: 'ACME' }),
    };

    const [before, after] = [calendarOf(long).view, calendarOf({ ...long, files: renamed }).view];

    expect(after.estate).toBe('ACME');
    expect(after.windows).toEqual(before.windows);
  });

  it('reports the clock changes that a window meets in it, and nothing that the plan says', () => {
    const files = {
      'schedules/windows.yaml': yaml('MaintenanceWindow', 'early', {
        ...{ start: '2026-01-01T02:30', rrule: 'FREQ=DAILY', duration: '30min', maxConcurrent: 1 },
      }),
      'schedules/freezes.yaml': yaml('Freeze', 'never', {
        ...{ selector: { all: true }, start: '2026-01-01T00:00', rrule: 'FREQ=YEARLY', duration: '1h', reason: 'x' },
      }),
    };

    const { diagnostics } = calendarOf({ files, from: '2027-03-01T00:00:00Z', to: '2027-04-01T00:00:00Z' });

    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'schedule/time-skipped: MaintenanceWindow early does not happen on 2027-03-28: 02:30 does not exist in Europe/Zurich that day',
    ]);
  });
});

describe('the calendar of a team', () => {
  it('holds its assets, the windows that serve them, the freezes that hold them, and its duties', () => {
    expect(namesIn(calendarOf({ ...long, team: 'platform' }).view)).toEqual({
      windows: ['night'],
      freezes: ['black-friday'],
      visits: ['app-1', 'app-2'],
      dues: ['app-1', 'app-2'],
      activities: ['review'],
    });
  });

  it('holds the duties of a role that one of its people has', () => {
    expect(namesIn(calendarOf({ ...long, team: 'ledger' }).view)).toEqual({
      windows: ['weekend'],
      freezes: ['closing'],
      visits: ['db-1'],
      dues: ['db-1'],
      activities: ['drill'],
    });
  });

  it('shows a window as everybody sees it', () => {
    const ofTeam = calendarOf({ ...long, team: 'ledger' }).view.windows;

    expect(calendarOf(long).view.windows.filter(({ name }) => name === 'weekend')).toEqual(ofTeam);
  });

  it('may be any team that has people or assets', () => {
    expect(teamNames(linked(smallEstate).estate)).toEqual(['ledger', 'platform']);
  });
});
