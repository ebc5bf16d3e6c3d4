import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/commands/calendar.ts';
import type { CommandOptions } from '../../src/commands/command.ts';
import { run as propose } from '../../src/commands/propose.ts';
import { smallEstate } from '../support/calendar.ts';
import { type CapturedRun, captureRun } from '../support/capture.ts';
import { yaml } from '../support/estate.ts';
import { commitAll, temporaryFolder, writeFiles } from '../support/folders.ts';
import { repositoryRoot } from '../support/source-files.ts';

const schemas = ['common', 'calendar', 'recurrence'].map((name) =>
  JSON.parse(readFileSync(`${repositoryRoot}/schemas/${name}.schema.json`, 'utf8')),
);
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, schemas });
const isCalendar = ajv.compile({ $ref: 'https://patchledger.dev/schemas/v1/calendar.schema.json' });
const isRecurrence = ajv.compile({ $ref: 'https://patchledger.dev/schemas/v1/recurrence.schema.json' });

const asOf = '2026-11-22T12:00:00Z';

/** Runs the command in a folder with the small estate and other files beside it. */
function calendar(
  options: CommandOptions = {},
  format?: string,
  files: Readonly<Record<string, string>> = {},
): Promise<CapturedRun> {
  const root = writeFiles(temporaryFolder(), { ...smallEstate, ...files });
  return captureRun(run, { root, asOf, format }, [], options);
}

const trial = { rrule: 'FREQ=WEEKLY;BYDAY=SA', start: '2026-01-03T22:00' };

describe('calendar', () => {
  it('shows the next 30 days unless told otherwise', async () => {
    const { out, code } = await calendar();

    expect(code).toBe(0);
    expect(out).toContain('Calendar of acme\nSun 22 Nov 13:00 to Tue 22 Dec 13:00\n');
  });

  it('prints JSON with exactly the keys of its schema, instants in UTC', async () => {
    const { out } = await calendar({ from: '2026-11-28', for: '1d' }, 'json');
    const document = JSON.parse(out);

    expect(Object.keys(document)).toEqual(
      'schema from to timeZone windows freezes visits dues activations activities'.split(' '),
    );
    expect(document).toMatchObject({
      schema: 'patchledger.calendar/v1',
      from: '2026-11-27T23:00:00Z',
      to: '2026-11-28T23:00:00Z',
      timeZone: 'Europe/Zurich',
    });
    expect(document.windows).toEqual([
      { name: 'weekend', start: '2026-11-28T19:00:00Z', end: '2026-11-28T23:00:00Z', waves: 4, capacity: 8, used: 1 },
      { name: 'night', start: '2026-11-28T21:00:00Z', end: '2026-11-28T23:00:00Z', waves: 0, capacity: 0, used: 0 },
    ]);
  });

  it('prints JSON that is what its schema says', async () => {
    const { out } = await calendar({ from: '2026-11-22', for: '60d' }, 'json');
    const document = JSON.parse(out);

    expect([isCalendar(document), isCalendar.errors]).toEqual([true, null]);
    for (const list of ['windows', 'freezes', 'visits', 'dues', 'activities']) expect(document[list]).not.toEqual([]);
  });

  it('shows visits of open proposals where they stand, when it is asked to look', async () => {
    const root = writeFiles(temporaryFolder(), smallEstate);
    commitAll(root);
    await captureRun(propose, { root, asOf, format: 'json' }, [], { yes: true });
    const statesIn = async (options: CommandOptions) => {
      const { out } = await captureRun(run, { root, asOf, format: 'json' }, [], options);
      return (JSON.parse(out).visits as readonly { readonly state: string }[]).map(({ state }) => state);
    };

    expect(new Set(await statesIn({}))).toEqual(new Set(['planned']));
    expect(new Set(await statesIn({ proposals: true }))).toEqual(new Set(['proposed']));
  });

  it('prints a feed a team', async () => {
    const { out } = await calendar({ team: 'ledger' }, 'ics');

    expect(out).toContain('X-WR-CALNAME:Patches of acme: ledger\r\n');
    expect(out).toContain('SUMMARY:Visit db-1');
    expect(out).not.toContain('SUMMARY:Visit app-1');
  });

  it('says once what the plan says too', async () => {
    const files = {
      'schedules/broken.yaml': yaml('Freeze', 'f', {
        selector: { all: true },
        from: '2026-12-02',
        to: '2026-12-01',
        reason: 'x',
      }),
    };
    const { notes, code, out } = await calendar({}, undefined, files);

    expect(code).toBe(2);
    expect(notes.match(/schedule\/freeze-backwards/g)).toHaveLength(1);
    expect(out).toContain('incomplete: ');
  });

  it.each<readonly [string, CommandOptions, RegExp]>([
    ['a team that is not there', { team: 'platfrom' }, /there is no team platfrom/],
    ['a day that is not there', { from: '2026-13-01' }, /--from 2026-13-01 is neither/],
    ['an end before the beginning', { to: '2026-11-01' }, /--to 2026-11-01 ends no later/],
    ['two ends', { to: '7d', for: '7d' }, /--for 7d cannot stand beside/],
    ['an option that only expands a rule', { tz: 'UTC' }, /--tz goes with --rrule only/],
  ])('refuses %s', async (_, options, message) => {
    await expect(calendar(options)).rejects.toThrow(message);
  });
});

describe('calendar --rrule', () => {
  const expand = (options: CommandOptions, format?: string): Promise<CapturedRun> =>
    captureRun(run, { root: '/nowhere', format }, [], { ...trial, ...options });

  it('expands a rule without an estate', async () => {
    const { out, code } = await expand({ tz: 'Europe/Zurich', count: '2' });

    expect(code).toBe(0);
    expect(out).toContain('  1  Sat 3 Jan 2026   22:00 +01:00  2026-01-03T21:00:00Z\n');
    expect(out.split('\n')).toHaveLength(7);
  });

  it('prints JSON on request', async () => {
    const { out } = await expand({ count: '1', offsetDays: '-1', duration: '2h' }, 'json');

    expect(JSON.parse(out)).toEqual({
      schema: 'patchledger.recurrence/v1',
      rrule: 'FREQ=WEEKLY;BYDAY=SA',
      start: '2026-01-03T22:00',
      timeZone: 'UTC',
      offsetDays: -1,
      searchedUntil: expect.any(String),
      goesOn: true,
      occurrences: [
        { local: '2026-01-02T22:00:00', kind: 'happens', start: '2026-01-02T22:00:00Z', end: '2026-01-03T00:00:00Z' },
      ],
    });
  });

  it.each<readonly [string, CommandOptions]>([
    ['goes on', { duration: '2h' }],
    ['is skipped when the clock jumps', { start: '2026-03-28T02:30', rrule: 'FREQ=DAILY', tz: 'Europe/Zurich' }],
    ['is read first when the clock shows it twice', { start: '2026-10-25T02:30', tz: 'Europe/Zurich' }],
  ])('prints a document of the published schema for a rule that %s', async (_, options) => {
    const { out } = await expand(options, 'json');

    expect(isRecurrence(JSON.parse(out)), JSON.stringify(isRecurrence.errors)).toBe(true);
  });

  it('says what is wrong with a rule and exits 2', async () => {
    const { notes, out, code } = await expand({ rrule: 'FREQ=HOURLY' });

    expect([code, out]).toEqual([2, '']);
    expect(notes).toContain('[schedule/rule-invalid]');
  });

  it.each<readonly [string, CommandOptions, string | undefined, RegExp]>([
    ['no start', { start: undefined }, undefined, /--rrule needs --start/],
    ['a zone that is not there', { tz: 'Europe/Zurch' }, undefined, /--tz Europe\/Zurch is no time zone/],
    ['a length that is not exact', { duration: '1mo' }, undefined, /--duration 1mo is not an exact length/],
    ['no length', { duration: '0h' }, undefined, /--duration 0h is not an exact length/],
    ['half a day', { offsetDays: '0.5' }, undefined, /--offset-days 0.5 is not a whole number/],
    ['no starts', { count: '0' }, undefined, /--count 0 is not a whole number from 1/],
    ['a beginning that is none', { from: 'soon' }, undefined, /--from soon is neither/],
    ['a team', { team: 'platform' }, undefined, /--team does not go with --rrule/],
    ['a feed', {}, 'ics', /not ics/],
  ])('refuses %s', async (_, options, format, message) => {
    await expect(expand(options, format)).rejects.toThrow(message);
  });
});
