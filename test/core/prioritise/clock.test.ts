import { describe, expect, it } from 'vitest';
import { type Clocks, clocksOf, clockText, dueOf, startOf } from '../../../src/core/prioritise/clock.ts';
import { formatInstant } from '../../../src/core/time.ts';
import { clocksAt } from '../../support/policies.ts';
import { at, duration, findingFacts, type KnownFindingFacts } from '../../support/world.ts';

const calendar = { zone: 'UTC', weekend: ['sat', 'sun'], holidays: [] };
const asOf = at('2026-11-22T12:00:00Z');

function clocks(
  known: KnownFindingFacts,
  more: { releasedAt?: string; firstSeen?: string; evaluatedAt?: string } = {},
): Clocks {
  const instant = (text: string | undefined) => (text === undefined ? undefined : at(text));
  return clocksOf({
    facts: findingFacts(known),
    releasedAt: instant(more.releasedAt),
    firstSeen: instant(more.firstSeen),
    evaluatedAt: instant(more.evaluatedAt),
    catalogMaxAge: duration('24h'),
    calendar,
    asOf,
  });
}

const published = at('2026-11-01T00:00:00Z');
const codes = ({ assumptions }: { assumptions: readonly { code: string }[] }): string[] =>
  assumptions.map(({ code }) => code);

describe('the clock released', () => {
  it('is the release of the target', () => {
    const { released } = clocks({ published }, { releasedAt: '2026-11-03T00:00:00Z' });

    expect(released).toEqual({ at: at('2026-11-03T00:00:00Z'), assumptions: [] });
  });

  it.each([
    ['the publication', { published, modified: at('2026-11-09T00:00:00Z') }, '2026-11-01T00:00:00Z'],
    ['the last change where no publication is known', { modified: at('2026-11-09T00:00:00Z') }, '2026-11-09T00:00:00Z'],
    ['the import where nothing else is known', { importedAt: at('2026-11-10T00:00:00Z') }, '2026-11-10T00:00:00Z'],
  ])('is otherwise %s, as an assumption', (_what, known, start) => {
    const { released } = clocks(known);

    expect(released.at && formatInstant(released.at)).toBe(start);
    expect(codes(released)).toEqual(['release-date-unknown']);
  });
});

describe('the clock kev-added', () => {
  it.each([
    ['UTC', '2026-11-10T00:00:00Z'],
    ['Europe/Berlin', '2026-11-09T23:00:00Z'],
    ['America/New_York', '2026-11-10T05:00:00Z'],
  ])('starts as the day of listing begins where the policy is: %s', (zone, start) => {
    const known = clocks({ published, kevAddedAt: at('2026-11-10T00:00:00Z') });
    const reading = startOf({ kind: 'latest', events: ['released', 'kev-added'] }, known, zone);

    expect(startOf({ kind: 'at', event: 'kev-added' }, known, zone).at).toBe(at(start));
    expect(reading.at).toBe(at(start));
  });

  it('has not started where nobody says when it was listed', () => {
    expect(startOf({ kind: 'at', event: 'kev-added' }, clocks({ published }), 'Europe/Berlin').at).toBeUndefined();
  });
});

describe('the clock detected', () => {
  const firstSeen = '2026-10-01T00:00:00Z';

  it('starts with the import of the advisory', () => {
    const { detected } = clocks({ published, importedAt: at('2026-11-01T06:00:00Z') }, { firstSeen });

    expect(detected).toEqual({ at: at('2026-11-01T06:00:00Z'), assumptions: [] });
  });

  it('does not wait for an import that comes late: the catalogue may lag by its maximum age only', () => {
    const { detected } = clocks({ published, importedAt: at('2026-11-20T00:00:00Z') }, { firstSeen });

    expect(detected.at).toBe(at('2026-11-02T00:00:00Z'));
  });

  it('starts when the asset gets the package, if that is later', () => {
    const { detected } = clocks({ published, importedAt: published }, { firstSeen: '2026-11-15T00:00:00Z' });

    expect(detected.at).toBe(at('2026-11-15T00:00:00Z'));
  });

  it('takes what no index knows as imported when published, as an assumption', () => {
    const { detected } = clocks({ published }, { firstSeen });

    expect(detected.at).toBe(published);
    expect(codes(detected)).toEqual(['import-date-unknown']);
  });

  it('takes a package without a first sight as always there, as an assumption', () => {
    const { detected } = clocks({ published, importedAt: published });

    expect(detected.at).toBe(published);
    expect(codes(detected)).toEqual(['first-seen-unknown']);
  });

  it('starts now for an advisory without any date', () => {
    const { detected } = clocks({}, { firstSeen });

    expect(detected.at).toBe(asOf);
    expect(codes(detected)).toEqual(['import-date-unknown']);
  });
});

describe('a clock of several events', () => {
  const two = clocksAt({ released: '2026-11-01T00:00:00Z', detected: '2026-11-05T00:00:00Z' });

  it.each([
    ['latest', '2026-11-05T00:00:00Z'],
    ['earliest', '2026-11-01T00:00:00Z'],
  ] as const)('starts with the %s', (kind, start) => {
    expect(startOf({ kind, events: ['released', 'detected'] }, two, 'UTC').at).toBe(at(start));
  });

  it('leaves out what has not happened, which can only be later', () => {
    expect(startOf({ kind: 'latest', events: ['released', 'evaluated'] }, two, 'UTC').at).toBe(
      at('2026-11-01T00:00:00Z'),
    );
    expect(startOf({ kind: 'earliest', events: ['kev-added', 'detected'] }, two, 'UTC').at).toBe(
      at('2026-11-05T00:00:00Z'),
    );
  });

  it('has not started when nothing has happened', () => {
    expect(startOf({ kind: 'latest', events: ['evaluated', 'kev-added'] }, two, 'UTC').at).toBeUndefined();
  });

  it('reads as the policy wrote it', () => {
    expect(clockText({ kind: 'latest', events: ['released', 'detected'] })).toBe('latest(released, detected)');
    expect(clockText({ kind: 'at', event: 'kev-added' })).toBe('kev-added');
  });
});

describe('a due instant', () => {
  const zurich = { ...calendar, zone: 'Europe/Zurich' };
  const start = at('2026-10-20T10:00:00Z');

  it.each([
    ['24h', '2026-10-21T10:00:00Z'],
    ['14d', '2026-11-03T11:00:00Z'],
    ['P1DT12H', '2026-10-21T22:00:00Z'],
    ['10bd', '2026-11-03T11:00:00Z'],
    ['kev-due-date', '2026-11-10T23:00:00Z'],
  ])('of %s in Zurich is %s', (within, due) => {
    expect(dueOf(within, start, '2026-11-10', zurich)).toBe(at(due));
  });

  it.each(['next-upgrade', 'none'])('there is none for %s', (within) => {
    expect(dueOf(within, start, undefined, zurich)).toBeUndefined();
  });

  it('there is none before the clock starts, and none for a due day that does not exist', () => {
    expect(dueOf('14d', undefined, undefined, zurich)).toBeUndefined();
    expect(dueOf('kev-due-date', start, '2026-02-30', zurich)).toBeUndefined();
  });

  it('is the day that KEV states, also when that was over before the clock started', () => {
    expect(dueOf('kev-due-date', start, '2020-01-31', zurich)).toBe(at('2020-01-31T23:00:00Z'));
  });
});
