import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { silentRules } from '../../../src/core/lint/rule-never-fires.ts';
import { search } from '../../../src/core/lint/search.ts';
import { firstGap } from '../../../src/core/lint/table-gap.ts';
import { severityLevels } from '../../../src/model/advisory.ts';
import type { Facts } from '../../../src/model/generated/patch-policy.ts';
import type { DecisionTable } from '../../../src/model/policy.ts';
import { decide, table } from '../../support/policies.ts';

const severities = fc
  .subarray([...severityLevels], { minLength: 1 })
  .map((values) => `severity: [${values.join(', ')}]`);
const exposures = fc
  .subarray(['internet', 'internal', 'isolated'], { minLength: 1 })
  .map((values) => `exposure: [${values.join(', ')}]`);
const truth = fc.boolean().map((value) => `kev: ${value}`);
const score = fc.integer({ min: 0, max: 10 });
const range = fc.record({ low: score, high: score, open: fc.boolean() }).map(({ low, high, open }) => {
  return open ? `cvss: { gt: ${low}, lt: ${high} }` : `cvss: { gte: ${low}, lte: ${high} }`;
});
const knowledge = fc
  .record({ fact: fc.constantFrom('severity', 'kev', 'exposure', 'cvss'), known: fc.boolean() })
  .map(({ fact, known }) => `${fact}: { known: ${known} }`);
const when = fc
  .array(fc.oneof(severities, exposures, truth, range, knowledge), { maxLength: 3 })
  // One condition a fact, as in a mapping.
  .map((all) => [...new Map(all.map((text) => [text.split(':')[0], text])).values()].join(', '));

/** Small tables of either kind of doubt, with and without an assumption. */
const tables: fc.Arbitrary<DecisionTable> = fc
  .record({
    whens: fc.array(when, { minLength: 1, maxLength: 6 }),
    doubt: fc.constantFrom('skip', 'strictest'),
    assume: fc.constantFrom('{}', '{ kev: false }', '{ severity: high }'),
  })
  .map(({ whens, doubt, assume }) => {
    const rules = whens.map(
      (text, index) => `- { id: r${index}, when: { ${text} }, then: { priority: defer, within: none } }`,
    );
    return table(`onUnknown: ${doubt}\nassume: ${assume}\nrules:\n${rules.join('\n')}`);
  });

/** Every finding, as far as whole and half scores tell them apart; bounds are whole. */
const findings: readonly Facts[] = [undefined, ...severityLevels].flatMap((severity) =>
  [undefined, true, false].flatMap((kev) =>
    ([undefined, 'internet', 'internal', 'isolated'] as const).flatMap((exposure) =>
      [undefined, ...Array.from({ length: 21 }, (_, index) => index / 2)].map((cvss) => ({
        ...(severity && { severity }),
        ...(kev !== undefined && { kev }),
        ...(exposure && { exposure }),
        ...(cvss !== undefined && { cvss }),
      })),
    ),
  ),
);

const runs = { numRuns: 40 };

describe('held against the evaluation of every finding', () => {
  it('exactly the rules that decide no finding for sure are said never to decide', () => {
    fc.assert(
      fc.property(tables, (one) => {
        const sure = { ...one, onUnknown: 'skip' as const };
        const deciding = new Set(findings.flatMap((facts) => decide(sure, facts).map(({ rule }) => rule)));
        const silent = new Set([...silentRules(one).keys()].map(({ id }) => id));

        expect([...silent].sort()).toEqual(
          one.rules
            .map(({ id }) => id)
            .filter((id) => !deciding.has(id))
            .sort(),
        );
      }),
      runs,
    );
  });

  it('what takes the place of a rule takes it alone, and none of it can be left out', () => {
    fc.assert(
      fc.property(tables, (one) => {
        for (const [rule, why] of silentRules(one)) {
          if (why === 'too-large' || why.kind === 'contradiction') continue;
          const isSilentBehind = (others: readonly (typeof rule)[]): boolean =>
            silentRules({ ...one, rules: [...others, rule] }).has(rule);
          expect(isSilentBehind(why.by)).toBe(true);
          for (const left of why.by) expect(isSilentBehind(why.by.filter((other) => other !== left))).toBe(false);
        }
      }),
      runs,
    );
  });

  it('a gap is named exactly where some finding gets no obligation', () => {
    fc.assert(
      fc.property(tables, (one) => {
        const isGap = findings.some((facts) => decide(one, facts).length === 0);

        expect(firstGap([one]) !== undefined).toBe(isGap);
      }),
      runs,
    );
  });
});

describe('a search', () => {
  const place = (among: bigint, index = 0) => ({ place: index, among });

  it('narrows only what the answer needs', () => {
    expect(search([0b11n, 0b11n], [[place(0b01n)]])).toEqual({ kind: 'found', cells: [0b01n, 0b11n] });
  });

  it('finds nothing where choices exclude each other', () => {
    expect(search([0b11n], [[place(0b01n)], [place(0b10n)]])).toEqual({ kind: 'none' });
  });

  it('says that it gave up rather than what it does not know', () => {
    const choices = Array.from({ length: 6 }, (_, index) => [place(0b01n, index), place(0b10n, (index + 1) % 6)]);
    expect(
      search(
        Array.from({ length: 6 }, () => 0b11n),
        choices,
        5,
      ),
    ).toEqual({ kind: 'too-large' });
  });
});
