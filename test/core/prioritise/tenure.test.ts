import { describe, expect, it } from 'vitest';
import { type Claim, dueUnderLedger, type PolicyTenure } from '../../../src/core/prioritise/tenure.ts';
import { addDuration, formatInstant, parseDuration } from '../../../src/core/time.ts';
import type { LedgerDue, LedgerFinding } from '../../../src/model/ledger.ts';
import type { Rule } from '../../../src/model/policy.ts';
import type { Instant } from '../../../src/model/time.ts';
import { at } from '../../support/world.ts';

const day = (number: number): Instant => at(`2026-11-${String(number).padStart(2, '0')}T00:00:00Z`);
const calendar = { zone: 'UTC', weekend: [], holidays: [] };
const dueAt = (within: string, start: Instant | undefined): Instant | undefined => {
  const length = parseDuration(within);
  return length === undefined || start === undefined ? undefined : addDuration(start, length, calendar);
};

function ruleOf(within: string, id = 'r'): Rule {
  const clockStart = { kind: 'at', event: 'released' } as const;
  return { id, when: [], priority: 'scheduled', within, clockStart, duties: [], satisfiedBy: [], pointer: [] };
}

function known(openedAt: Instant): LedgerFinding {
  const episode = { openedAt, version: '1', record: 'l', closed: undefined };
  return { ...episode, name: 'A', advisories: ['A'], earlier: [], dues: new Map() };
}

function keptDue(within: string, start: Instant, due: Instant, rule = 'r'): LedgerDue {
  const set = { setAt: start, record: 'l', kept: false };
  return { policy: 'p', rule, priority: 'scheduled', within, start, due, originalDue: due, ...set };
}

function tenure(
  parts: Partial<PolicyTenure> = {},
  versions: readonly (readonly [string, Instant])[] = [],
): PolicyTenure {
  const all = versions.map(([within, effectiveAt]) => ({ digest: within, within, priority: undefined, effectiveAt }));
  return {
    isPending: false,
    isGone: false,
    changedAt: day(1),
    versions: new Map(all.length > 0 ? [['r', all]] : []),
    ...parts,
  };
}

/** The due of a rule whose clock started on a day, as seen on 20 November. */
function due(within: string, start: Instant | undefined, claim: Partial<Claim>): string | undefined {
  const all = { tenure: tenure(), known: undefined, kept: undefined, asOf: day(20), ...claim };
  const found = dueUnderLedger(ruleOf(within), start, dueAt, all);
  return found && formatInstant(found).slice(5, 10);
}

describe('a finding that the ledger does not know', () => {
  const loosened = tenure({}, [
    ['1d', day(1)],
    ['7d', day(10)],
  ]);
  const tightened = tenure({}, [
    ['7d', day(1)],
    ['1d', day(10)],
  ]);

  it.each([
    ['the old time when its clock started before the rule was loosened', '7d', loosened, 9, '11-10'],
    ['the new time when it started from then on', '7d', loosened, 10, '11-17'],
    ['the new time from the change when it started before the rule was tightened', '1d', tightened, 8, '11-11'],
    ['the old due where that is earlier', '1d', tightened, 3, '11-10'],
    ['the new time from its start when it started later', '1d', tightened, 12, '11-13'],
  ] as const)('has %s', (_what, within, history, start, wanted) => {
    expect(due(within, day(start), { tenure: history })).toBe(wanted);
  });

  it('has none while its clock has not started', () => {
    expect(due('7d', undefined, { tenure: loosened })).toBeUndefined();
  });
});

describe('a finding that the ledger knows', () => {
  const open = known(day(1));

  it('keeps its due while its policy stays, however late its clock is said to have started', () => {
    const kept = keptDue('7d', day(3), day(10));
    expect(due('7d', day(5), { known: open, kept })).toBe('11-10');
    expect(due('7d', undefined, { known: open, kept })).toBe('11-10');
  });

  it('is due earlier when its clock turns out to have started earlier', () => {
    expect(due('7d', day(2), { known: open, kept: keptDue('7d', day(3), day(10)) })).toBe('11-09');
  });

  it('keeps its due when its policy was loosened, and has the time from the change when it was tightened', () => {
    const pending = tenure({ isPending: true, changedAt: day(19) });
    expect(due('30d', day(3), { known: open, kept: keptDue('7d', day(3), day(10)), tenure: pending })).toBe('11-10');
    expect(
      due('2d', day(3), { known: open, kept: keptDue('30d', day(3), at('2026-12-03T00:00:00Z')), tenure: pending }),
    ).toBe('11-21');
  });

  it('keeps its due when its policy asks for no deadline any more', () => {
    const claim = { known: open, kept: keptDue('7d', day(3), day(10)), tenure: tenure({ isPending: true }) };
    expect(due('none', day(3), claim)).toBe('11-10');
  });

  it('has the time from the change that brought a policy to it', () => {
    expect(due('2d', day(3), { known: open, tenure: tenure({ isPending: true, changedAt: day(19) }) })).toBe('11-21');
    expect(due('2d', day(3), { known: open, tenure: tenure({ changedAt: day(15) }) })).toBe('11-17');
    expect(due('2d', day(3), { known: open })).toBe('11-05');
  });

  it('follows another rule of its policy where facts chose it', () => {
    const kept = keptDue('1d', day(3), day(4), 'critical');
    expect(due('30d', day(3), { known: open, kept })).toBe('12-03');
  });
});
