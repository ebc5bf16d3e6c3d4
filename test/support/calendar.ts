import { calendarView } from '../../src/core/calendar/view.ts';
import type { CalendarView } from '../../src/model/calendar.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Instant } from '../../src/model/time.ts';
import { decided, documents, yaml } from './estate.ts';
import { at } from './world.ts';

/** Noon of a Sunday in November, UTC: winter time in Zurich. */
const noon = at('2026-11-22T12:00:00Z');

const app = [{ ecosystem: 'npm', name: 'app', version: '1.0.0' }];

/**
 * Two teams with three assets, each with one package to update within 14 days of 20 November; a nightly window for the
 * apps, a Saturday window for the database, two freezes, two duties.
 */
export const smallEstate: Readonly<Record<string, string>> = {
  'patchledger.yaml': yaml('Workspace', 'acme', { timeZone: 'Europe/Zurich' }),
  'directory/teams.yaml': documents(
    yaml('Team', 'platform', { people: [{ id: 'p-1' }] }),
    yaml('Team', 'ledger', { people: [{ id: 'p-2' }] }),
    yaml('Role', 'lead', { holders: [{ person: 'p-2' }] }),
  ),
  'inventory/hosts.yaml': yaml('Inventory', 'hosts', {
    assets: [
      { name: 'app-1', owner: 'platform', labels: { tier: 'app' }, components: app },
      { name: 'app-2', owner: 'platform', labels: { tier: 'app' }, components: app },
      { name: 'db-1', owner: 'ledger', labels: { tier: 'db' }, components: app },
    ],
  }),
  'policies/base.yaml': yaml('PatchPolicy', 'base', {
    rules: [{ id: 'all', then: { priority: 'scheduled', within: '14d' } }],
  }),
  'catalog/app.json': JSON.stringify({
    id: 'GHSA-app',
    modified: '2026-11-20T00:00:00Z',
    published: '2026-11-20T00:00:00Z',
    affected: [
      {
        package: { ecosystem: 'npm', name: 'app' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.1' }] }],
      },
    ],
  }),
  'schedules/windows.yaml': documents(
    yaml('MaintenanceWindow', 'night', {
      selector: { labels: { tier: 'app' } },
      start: '2026-01-01T22:00',
      rrule: 'FREQ=DAILY',
      duration: '2h',
      visitDuration: '1h',
      maxConcurrent: 1,
    }),
    yaml('MaintenanceWindow', 'weekend', {
      selector: { labels: { tier: 'db' } },
      start: '2026-01-03T20:00',
      rrule: 'FREQ=WEEKLY;BYDAY=SA',
      duration: '4h',
      visitDuration: '1h',
      maxConcurrent: 2,
    }),
  ),
  'schedules/freezes.yaml': documents(
    yaml('Freeze', 'black-friday', {
      selector: { labels: { tier: 'app' } },
      from: '2026-11-27',
      to: '2026-11-28',
      reason: 'Shops are open.',
    }),
    yaml('Freeze', 'closing', {
      selector: { labels: { tier: 'db' } },
      from: '2026-11-28T21:30',
      to: '2026-11-28T22:30',
      reason: 'Books are closed.',
      exempt: ['immediate'],
    }),
  ),
  'schedules/activities.yaml': documents(
    yaml('Activity', 'review', {
      type: 'patch-review',
      start: '2026-01-05T10:00',
      rrule: 'FREQ=WEEKLY;BYDAY=MO',
      grace: '2d',
      owner: 'platform',
    }),
    yaml('Activity', 'drill', { type: 'rollback-drill', start: '2026-11-25T14:00', owner: 'lead' }),
  ),
  'records/activity/2026/11/review.yaml': yaml('ActivityRecord', '2026-11-16-review', {
    activity: 'review',
    heldAt: '2026-11-16T09:30:00Z',
    conductedBy: 'p-1',
    participants: ['p-1'],
  }),
};

/** What a test may ask of a calendar; instants as texts. */
export interface CalendarSketch {
  readonly files?: Readonly<Record<string, string>>;
  readonly asOf?: Instant;
  readonly from?: string;
  readonly to?: string;
  readonly team?: string;
}

/** The calendar of the small estate with other files beside it; ten days from its noon unless stated otherwise. */
export function calendarOf({ files = {}, asOf = noon, team, ...edges }: CalendarSketch = {}): {
  readonly view: CalendarView;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { locate, ...decision } = decided({ ...smallEstate, ...files }, { asOf });
  const from = edges.from === undefined ? asOf : at(edges.from);
  const to = at(edges.to ?? '2026-12-02T12:00:00Z');
  const { value, diagnostics } = calendarView(decision, { from, to, team, locate });
  return { view: value, diagnostics };
}

/** No backslash before an n: python3-icalendar 4 unescapes in the wrong order and reads a line break there. */
const hostile = 'a;b,c \\d "q": x\r\nEND:VCALENDAR\nBEGIN:VEVENT\u0007\u202e evil \ud800 🙂é'.repeat(3);

/** Texts that try to break out of whatever they are printed in; an empty line is what a forged end would need. */
export const hostileFiles: Readonly<Record<string, string>> = {
  'inventory/hostile.yaml': yaml('Inventory', 'hostile', {
    assets: [
      {
        name: 'hostile-1',
        owner: 'platform',
        labels: { tier: 'app' },
        components: [{ ecosystem: 'npm', name: hostile, version: '1.0.0' }],
      },
    ],
  }),
  'catalog/hostile.json': JSON.stringify({
    id: 'GHSA-hostile',
    modified: '2026-11-20T00:00:00Z',
    published: '2026-11-20T00:00:00Z',
    affected: [
      {
        package: { ecosystem: 'npm', name: hostile },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.1' }] }],
      },
    ],
  }),
  'schedules/hostile.yaml': yaml('Freeze', `long-${'x'.repeat(240)}`, {
    selector: { all: true },
    from: '2026-12-20',
    to: '2026-12-31',
    reason: hostile,
  }),
};
