import { describe, expect, it } from 'vitest';
import { judge, type Truth } from '../../../src/core/prioritise/condition.ts';
import type { Facts } from '../../../src/model/generated/patch-policy.ts';
import { factNames } from '../../../src/model/requirement.ts';
import { lookupOf, table } from '../../support/policies.ts';

function truthOf(when: string, facts: Facts): Truth | undefined {
  const [rule] = table(`rules: [{ id: r, when: ${when}, then: { priority: scheduled, within: 1mo } }]`).rules;
  return rule && judge(rule.when, lookupOf(facts));
}

describe('a condition', () => {
  const cases: readonly (readonly [string, Facts, Truth])[] = [
    ['{}', {}, 'yes'],
    ['{ severity: high }', { severity: 'high' }, 'yes'],
    ['{ severity: high }', { severity: 'low' }, 'no'],
    ['{ severity: high }', {}, 'maybe'],
    ['{ severity: [critical, high] }', { severity: 'high' }, 'yes'],
    ['{ kev: true }', { kev: false }, 'no'],
    ['{ kev: false }', { kev: false }, 'yes'],
    ['{ cvss: { gte: 7 } }', { cvss: 7 }, 'yes'],
    ['{ cvss: { gt: 7 } }', { cvss: 7 }, 'no'],
    ['{ cvss: { gte: 7, lt: 9 } }', { cvss: 9 }, 'no'],
    ['{ cvss: { gte: 7, lt: 9 } }', {}, 'maybe'],
    ['{ cvss: [7, 8] }', { cvss: 8 }, 'yes'],
    ['{ ageDays: { lte: 30 } }', { ageDays: 30 }, 'yes'],
    ['{ kevDueDate: { lte: "2026-12-31" } }', { kevDueDate: '2026-12-31' }, 'yes'],
    ['{ kevDueDate: { lt: "2026-12-31" } }', { kevDueDate: '2027-01-01' }, 'no'],
    ['{ severity: { known: false } }', {}, 'yes'],
    ['{ severity: { known: false } }', { severity: 'low' }, 'no'],
    ['{ severity: { known: true } }', {}, 'no'],
    ['{ cvss: { known: true, gte: 7 } }', {}, 'no'],
    ['{ cvss: { known: true, gte: 7 } }', { cvss: 8 }, 'yes'],
    ['{ package: openssl* }', { package: 'openssl-libs' }, 'yes'],
    ['{ package: openssl }', { package: 'openssl-libs' }, 'no'],
    ['{ ecosystem: "AlmaLinux:*" }', { ecosystem: 'AlmaLinux:9' }, 'yes'],
    ['{ labels: { pci: "yes" } }', { labels: { pci: 'yes' } }, 'yes'],
    ['{ labels: { pci: ["yes", "partly"] } }', { labels: { pci: 'partly' } }, 'yes'],
  ];

  it.each(cases)('%s over %j is %s', (when, facts, truth) => {
    expect(truthOf(when, facts)).toBe(truth);
  });

  it.each(factNames)('asks of %s whether it is known at all', (fact) => {
    const truths = (known: boolean) =>
      [undefined, 'some value'].map((value) => {
        const lookup = () => ({ name: fact, value, source: 'test', assumed: false });
        return judge([{ fact, test: { kind: 'known', known } }], lookup);
      });

    expect(truths(false)).toEqual(['yes', 'no']);
    expect(truths(true)).toEqual(['no', 'yes']);
  });

  it('fails when one part fails, whatever is unknown beside it', () => {
    expect(truthOf('{ severity: high, kev: true }', { kev: false })).toBe('no');
    expect(truthOf('{ kev: true, severity: high }', { kev: false })).toBe('no');
  });

  it('might hold when one part is unknown and the others hold', () => {
    expect(truthOf('{ severity: high, kev: true }', { kev: true })).toBe('maybe');
  });

  it('takes a label that nobody wrote as not there, not as unknown', () => {
    expect(truthOf('{ labels: { pci: "yes" } }', {})).toBe('no');
  });
});
