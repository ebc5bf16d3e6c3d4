import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { expandSeries } from '../../src/core/schedule/recurrence.ts';
import { parseRule } from '../../src/core/schedule/rule.ts';
import { formatInstant, zonedParts } from '../../src/core/time.ts';
import { type Random, seededRandom } from '../support/version-texts.ts';
import { at } from '../support/world.ts';

/** Both hemispheres, half and quarter hours, a clock change of half an hour, Ramadan, a skipped day, midnight changes. */
const zones = [
  'UTC',
  'Europe/Zurich',
  'Europe/London',
  'Europe/Lisbon',
  'America/New_York',
  'America/Los_Angeles',
  'America/St_Johns',
  'America/Sao_Paulo',
  'America/Santiago',
  'America/Havana',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Beirut',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Pacific/Kiritimati',
] as const;

/** One rule as both sides get it; `count` and `until` stand apart for the judge. */
interface Case {
  readonly rule: string;
  readonly start: string;
  readonly zone: string;
  readonly offsetDays: number;
  readonly from: string;
  readonly to: string;
  readonly count?: number;
  readonly until?: string;
}

const judge = fileURLToPath(new URL('judges/judge-recurrence.py', import.meta.url));
const wallClock = fileURLToPath(new URL('judges/wall-clock.py', import.meta.url));

/** What dateutil makes of the cases; no answer is a failure, not an agreement. */
const judged = (cases: readonly Case[]): readonly (readonly string[])[] => asked(judge, cases);

function asked(script: string, questions: readonly object[]): readonly (readonly string[])[] {
  const input = questions.map((one) => `${JSON.stringify(one)}\n`).join('');
  const run = spawnSync('/usr/bin/python3', [script], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (run.error !== undefined || run.status !== 0) {
    throw new Error(
      `dateutil cannot judge: apt-get install python3-dateutil tzdata\n${run.error?.message ?? run.stderr}`,
    );
  }
  return run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function ours({ rule, start, zone, offsetDays, from, to, count, until }: Case): readonly string[] {
  const end = `${count === undefined ? '' : `;COUNT=${count}`}${until === undefined ? '' : `;UNTIL=${compact(until)}`}`;
  const { value, diagnostics } = parseRule(`${rule}${end}`);
  expect(diagnostics, rule).toEqual([]);
  const span = { start: at(`${from}Z`), end: at(`${to}Z`) };
  return expandSeries({ start, zone, rule: value, offsetDays }, span).occurrences.map(({ start: found }) =>
    formatInstant(found),
  );
}

/** A case that both sides answer, and differently. */
interface Disagreement extends Case {
  readonly found: readonly string[];
  readonly wanted: readonly string[];
}

/**
 * Do the two sides read the clock of the zone differently at one of the instants? Then their time zone data are of different
 * releases, which says nothing of the rule: governments change their clocks, and each side learns of it in its own time.
 */
function withOtherZoneData(wrong: readonly Disagreement[]): ReadonlySet<Disagreement> {
  const questions = wrong.map((one) => ({ zone: one.zone, instants: [...new Set([...one.found, ...one.wanted])] }));
  const theirs = asked(wallClock, questions);
  const differs = (index: number): boolean =>
    (questions[index]?.instants ?? []).some((text, place) => {
      const { date, hour, minute } = zonedParts(at(text), questions[index]?.zone ?? 'UTC');
      return `${date}T${two(hour)}:${two(minute)}` !== theirs[index]?.[place];
    });
  return new Set(wrong.filter((_, index) => differs(index)));
}

const compact = (local: string): string => local.replace(/[-:]/g, '');

function randomCase(random: Random, zone: string): Case {
  const year = 2008 + whole(random, 0, 22);
  const month = whole(random, 1, 12);
  // Clocks change at these hours; elsewhere in the day nothing can go wrong.
  const hour = random.pick([0, 1, 2, 2, 3, 9, 22, 23]);
  const start = `${year}-${two(month)}-${two(whole(random, 1, 28))}T${two(hour)}:${random.pick(['00', '15', '30'])}:00`;
  const startYear = whole(random, year, year + 1);
  return {
    rule: randomRule(random),
    start,
    zone,
    offsetDays: chance(random, 30) ? whole(random, -10, 10) : 0,
    from: `${startYear}-01-01T00:00:00`,
    to: `${startYear + 1}-07-01T00:00:00`,
    ...randomEnd(random, year),
  };
}

function randomEnd(random: Random, year: number): Pick<Case, 'count' | 'until'> {
  const kind = random.below(4);
  if (kind === 0) return { count: whole(random, 1, 100) };
  return kind === 1 ? { until: `${year + random.below(4)}-${two(whole(random, 1, 12))}-15T12:00:00` } : {};
}

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

function randomRule(random: Random): string {
  const frequency = random.pick(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const);
  const parts = [`FREQ=${frequency}`, `INTERVAL=${whole(random, 1, 4)}`];
  const isCounted = frequency === 'MONTHLY' || frequency === 'YEARLY';
  const byDay = chance(random, 50);
  if (byDay) {
    const ordinals = isCounted && chance(random, 50) ? ['1', '2', '3', '-1', '-2'] : [''];
    parts.push(`BYDAY=${several(random, () => `${random.pick(ordinals)}${random.pick(days)}`)}`);
  }
  const byMonthDay = frequency !== 'WEEKLY' && chance(random, 30);
  if (byMonthDay) {
    parts.push(`BYMONTHDAY=${several(random, () => String(random.pick([1, 2, 13, 15, 28, 29, 30, 31, -1, -2])))}`);
  }
  const byMonth = chance(random, 40);
  if (byMonth) parts.push(`BYMONTH=${several(random, () => String(whole(random, 1, 12)))}`);
  if (isCounted && byDay && chance(random, 30)) parts.push(`BYSETPOS=${random.pick(['1', '2', '-1', '1,-1'])}`);
  return parts.join(';');
}

const two = (number: number): string => String(number).padStart(2, '0');
const whole = (random: Random, least: number, most: number): number => least + random.below(most - least + 1);
const chance = (random: Random, percent: number): boolean => random.below(100) < percent;

function several(random: Random, one: () => string): string {
  return [...new Set(Array.from({ length: whole(random, 1, 3) }, one))].join(',');
}

describe('recurrence rules, judged by dateutil', () => {
  it('start when dateutil says, in 20 zones', () => {
    const random = seededRandom(11);
    const cases = Array.from({ length: 4000 }, (_, index) => randomCase(random, zones[index % zones.length] ?? 'UTC'));

    const answers = judged(cases);

    const unlike = cases.flatMap((one, index): readonly Disagreement[] => {
      const [found, wanted] = [ours(one), answers[index] ?? []];
      return JSON.stringify(found) === JSON.stringify(wanted) ? [] : [{ ...one, found, wanted }];
    });
    const explained = withOtherZoneData(unlike);
    const wrong = unlike.filter((one) => !explained.has(one));
    const starts = answers.reduce((sum, answer) => sum + answer.length, 0);
    console.log(
      `recurrence: ${cases.length} rules in ${zones.length} zones, ${starts} starts, ${wrong.length} wrong, ${explained.size} with other time zone data`,
    );
    expect(wrong.slice(0, 3)).toEqual([]);
    // A release of time zone data changes a zone or two of these twenty.
    expect(explained.size).toBeLessThan(cases.length / 20);
    expect(answers).toHaveLength(cases.length);
    expect(starts).toBeGreaterThan(50_000);
  });

  it('skip the day that Apia never had', () => {
    const apia: Case = {
      rule: 'FREQ=DAILY',
      start: '2011-12-28T10:00:00',
      zone: 'Pacific/Apia',
      offsetDays: 0,
      from: '2011-12-28T00:00:00',
      to: '2012-01-02T00:00:00',
      count: 4,
    };

    expect(ours(apia)).toEqual(judged([apia])[0]);
    expect(ours(apia)).toEqual([
      '2011-12-28T20:00:00Z',
      '2011-12-29T20:00:00Z',
      '2011-12-30T20:00:00Z',
      '2011-12-31T20:00:00Z',
    ]);
  });
});
