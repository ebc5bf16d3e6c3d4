import { describe, expect, it } from 'vitest';
import type { CalendarActivity } from '../../../src/model/calendar.ts';
import type { Activity } from '../../../src/model/generated/activity.ts';
import type { ActivityRecord } from '../../../src/model/generated/activity-record.ts';
import { calendarOf } from '../../support/calendar.ts';
import { documents, yaml } from '../../support/estate.ts';

/** Mondays at 10:00 in Zurich, to be held by Wednesday. */
const weekly: Activity['spec'] = {
  type: 'patch-review',
  start: '2026-01-05T10:00',
  rrule: 'FREQ=WEEKLY;BYDAY=MO',
  grace: '2d',
  owner: 'platform',
};

type Record = Partial<ActivityRecord['spec']> & { readonly heldAt: string };

/** The occurrences of one activity in the three weeks before the estate's noon, given its records by name. */
function occurrencesOf(
  records: Readonly<{ readonly [name: string]: Record }> = {},
  spec: Activity['spec'] = weekly,
): readonly CalendarActivity[] {
  const held = Object.entries(records).map(([name, record]) =>
    yaml('ActivityRecord', name, { activity: 'review', conductedBy: 'p-1', participants: ['p-1'], ...record }),
  );
  const files = {
    'schedules/activities.yaml': yaml('Activity', 'review', spec),
    'records/activity/2026/11/review.yaml': documents(...held),
  };
  return calendarOf({ files, from: '2026-11-06T12:00:00Z', to: '2026-11-22T12:00:00Z' }).view.activities;
}

const states = (activities: readonly CalendarActivity[]) => activities.map(({ state, metBy }) => metBy ?? state);

describe('an activity of the calendar', () => {
  it('is missed when its grace is over and nothing is on record', () => {
    expect(occurrencesOf()).toMatchObject([
      { name: 'review', type: 'patch-review', owner: 'platform', state: 'missed', metBy: undefined },
      { state: 'missed' },
    ]);
  });

  it.each([
    ['at its start', '2026-11-09T09:00:00Z'],
    ['at the last moment', '2026-11-11T09:00:00Z'],
  ])('is met by a record %s', (_, heldAt) => {
    expect(states(occurrencesOf({ r: { heldAt } }))).toEqual(['r', 'missed']);
  });

  it.each([
    ['held after the grace', { heldAt: '2026-11-11T09:00:01Z' }],
    ['held before it', { heldAt: '2026-11-09T08:59:59Z' }],
    ['that failed', { heldAt: '2026-11-09T10:00:00Z', result: 'failed' as const }],
    ['for another occurrence', { heldAt: '2026-11-09T10:00:00Z', occurrence: '2026-11-02' }],
  ])('is not met by a record %s', (_, record) => {
    expect(states(occurrencesOf({ r: record }))).toEqual(['missed', 'missed']);
  });

  it('is met by a record that names its day, also by one held a little early', () => {
    expect(states(occurrencesOf({ r: { heldAt: '2026-11-09T07:00:00Z', occurrence: '2026-11-09' } }))).toEqual([
      'r',
      'missed',
    ]);
  });

  it('is met by a review with findings, and once: the first record counts', () => {
    const records = {
      b: { heldAt: '2026-11-10T10:00:00Z' },
      a: { heldAt: '2026-11-09T10:00:00Z', result: 'completed-with-findings' as const },
    };

    expect(states(occurrencesOf(records))).toEqual(['a', 'missed']);
  });

  it('is not met by a record that a later one corrects', () => {
    const records = {
      first: { heldAt: '2026-11-09T10:00:00Z' },
      second: { heldAt: '2026-11-09T10:00:00Z', result: 'failed' as const, supersedes: ['first'] as [string] },
    };

    expect(states(occurrencesOf(records))).toEqual(['missed', 'missed']);
  });

  it('is met at its latest occurrence where graces overlap', () => {
    const long = { ...weekly, grace: '3w' };
    const { length } = occurrencesOf({}, long);

    expect(length).toBe(5);
    expect(states(occurrencesOf({ r: { heldAt: '2026-11-20T10:00:00Z' } }, long)).at(-1)).toBe('r');
    expect(
      states(occurrencesOf({ r: { heldAt: '2026-11-20T10:00:00Z' } }, long)).filter((one) => one === 'r'),
    ).toHaveLength(1);
  });

  it('is open until its grace is over; without one that is 14 days, by the calendar', () => {
    const { grace: _, ...plain } = weekly;
    const [last] = occurrencesOf({}, { ...plain, start: '2026-11-16T10:00', rrule: 'FREQ=DAILY;COUNT=1' });

    expect(last).toMatchObject({ state: 'open', due: (last?.start ?? 0) + 14 * 86_400_000 });
  });

  it('knows no record of the future', () => {
    expect(
      states(
        occurrencesOf({ r: { heldAt: '2026-11-23T10:00:00Z', occurrence: '2026-11-16' } }, { ...weekly, grace: '14d' }),
      ).at(-1),
    ).toBe('open');
  });

  it('is reported when its rule cannot be meant', () => {
    const files = {
      'schedules/activities.yaml': yaml('Activity', 'review', {
        ...weekly,
        rrule: 'FREQ=DAILY;COUNT=1;UNTIL=20270101',
      }),
    };

    const { view, diagnostics } = calendarOf({ files });

    expect(view.activities).toEqual([]);
    expect(diagnostics.map(({ code, file }) => `${code} ${file}`)).toEqual([
      'schedule/rule-invalid schedules/activities.yaml',
    ]);
  });
});
