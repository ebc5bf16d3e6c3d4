import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prioritise } from '../../../src/core/prioritise/prioritise.ts';
import { decisionTable, policyTables } from '../../../src/core/prioritise/table.ts';
import type { Conditions, Facts, PatchPolicy, Rule } from '../../../src/model/generated/patch-policy.ts';
import { type Obligation, priorities } from '../../../src/model/requirement.ts';
import type { Resource } from '../../../src/model/resource.ts';
import { decide } from '../../support/policies.ts';
import { assessmentWith, assetWith, at, componentWith, estateWith, findingWith } from '../../support/world.ts';

const severity = fc.constantFrom('critical', 'high', 'medium', 'low', 'none');
const exposure = fc.constantFrom('internet', 'internal', 'isolated');
const facts = fc.record({
  severity,
  exposure,
  kev: fc.boolean(),
  cvss: fc.integer({ min: 0, max: 10 }),
}) satisfies fc.Arbitrary<Facts>;
const lengths = ['1h', '24h', '3d', '14d', '1mo', 'none'] as const;

/** Conditions that ask for values only: `{known: …}` is a policy's own word on what is unknown. */
const when: fc.Arbitrary<Conditions> = fc.record(
  {
    severity: fc.oneof(severity, fc.uniqueArray(severity, { minLength: 1, maxLength: 3 })),
    exposure,
    kev: fc.boolean(),
    cvss: fc.record({ gte: fc.integer({ min: 0, max: 10 }) }),
  },
  { requiredKeys: [] },
);
const then = fc.record({ priority: fc.constantFrom(...priorities), within: fc.constantFrom(...lengths) });
const rules = fc
  .array(fc.record({ when, then }), { minLength: 1, maxLength: 6 })
  .map((rows) => rows.map((row, index): Rule => ({ id: `r${index}`, ...row })));

function policyOf(name: string, spec: PatchPolicy['spec']): Resource<'PatchPolicy'> {
  const document: PatchPolicy = { apiVersion: 'patchledger/v1', kind: 'PatchPolicy', metadata: { name }, spec };
  return { kind: 'PatchPolicy', name, document, origin: { file: `${name}.yaml`, document: 0 } };
}

const urgency = (obligations: readonly Obligation[]): number =>
  Math.min(priorities.length, ...obligations.map(({ priority }) => priorities.indexOf(priority)));
const due = (obligations: readonly Obligation[]): number =>
  Math.min(...obligations.map((one) => one.due ?? Number.POSITIVE_INFINITY));

const published = at('2026-11-01T00:00:00Z');
const finding = fc.tuple(fc.integer({ min: 1, max: 30 }), facts).map(([number, known]) => {
  const advisory = `CVE-2026-${String(number).padStart(4, '0')}`;
  return findingWith({ advisory, facts: { severity: known.severity, kev: known.kev, cvss: known.cvss, published } });
});
const findings = fc.uniqueArray(finding, { minLength: 1, maxLength: 5, selector: ({ advisory }) => advisory });

function requirements(
  policies: readonly Resource<'PatchPolicy'>[],
  open: readonly ReturnType<typeof findingWith>[],
  assets = [assetWith()],
) {
  const estate = estateWith({ assets, resources: { PatchPolicy: new Map(policies.map((one) => [one.name, one])) } });
  const component = componentWith();
  const one = { component, assessment: assessmentWith(open), pendingReboot: false };
  const asOf = at('2026-11-05T00:00:00Z');
  const tables = policyTables(estate).value;
  return prioritise({ estate, installedOn: () => [one], tables, approvedExceptions: new Map(), asOf }).value.all();
}

describe('under strictest', () => {
  it('an unknown fact never loosens a due or a priority', () => {
    const forgotten = fc.subarray(['severity', 'exposure', 'kev', 'cvss'] as const);
    fc.assert(
      fc.property(rules, facts, forgotten, (rows, known, names) => {
        const table = decisionTable(policyOf('p', { rules: rows }), 'UTC');
        const partly = Object.fromEntries(
          Object.entries(known).filter(([name]) => !(names as readonly string[]).includes(name)),
        );

        const [knowing, guessing] = [decide(table, known), decide(table, partly)];

        expect(due(guessing)).toBeLessThanOrEqual(due(knowing));
        expect(urgency(guessing)).toBeLessThanOrEqual(urgency(knowing));
      }),
    );
  });

  it('a decision without unknown facts carries no mark', () => {
    fc.assert(
      fc.property(rules, facts, (rows, known) => {
        const table = decisionTable(policyOf('p', { rules: rows }), 'UTC');
        expect(decide(table, known).flatMap(({ marks }) => marks)).toEqual([]);
      }),
    );
  });
});

describe('a rule that is tightened', () => {
  it('never moves a due later or a priority down', () => {
    fc.assert(
      fc.property(rules, facts, fc.nat(5), fc.nat(5), fc.nat(3), (rows, known, at, shorter, more) => {
        const tightened = rows.map((row, index) => (index === at % rows.length ? tighten(row, shorter, more) : row));

        const before = decide(decisionTable(policyOf('p', { rules: rows }), 'UTC'), known);
        const after = decide(decisionTable(policyOf('p', { rules: tightened }), 'UTC'), known);

        expect(due(after)).toBeLessThanOrEqual(due(before));
        expect(urgency(after)).toBeLessThanOrEqual(urgency(before));
      }),
    );
  });
});

/** A shorter limit of the list, and a more urgent priority. */
function tighten(rule: Rule, shorter: number, more: number): Rule {
  const { priority, within } = rule.then;
  const limit = lengths[Math.min(shorter, lengths.indexOf(within as (typeof lengths)[number]))] ?? within;
  const urgent = priorities[Math.min(more, priorities.indexOf(priority))] ?? priority;
  return { ...rule, then: { priority: urgent, within: limit } };
}

describe('an advisory more', () => {
  it('removes no obligation and loosens nothing', () => {
    fc.assert(
      fc.property(rules, findings, finding, (rows, open, added) => {
        const policies = [policyOf('p', { rules: rows })];
        const more = open.some(({ advisory }) => advisory === added.advisory) ? open : [...open, added];

        const [before, after] = [requirements(policies, open)[0], requirements(policies, more)[0]];

        for (const obligation of before?.obligations ?? []) expect(after?.obligations).toContainEqual(obligation);
        expect(due(after?.obligations ?? [])).toBeLessThanOrEqual(before?.due ?? Number.POSITIVE_INFINITY);
        expect(priorities.indexOf(after?.priority ?? 'defer')).toBeLessThanOrEqual(
          priorities.indexOf(before?.priority ?? 'defer'),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('what a policy extends', () => {
  it('can only tighten', () => {
    fc.assert(
      fc.property(rules, rules, findings, (own, presets, open) => {
        const preset = policyOf('preset', { rules: presets, preset: { id: 'x', date: '2026-11-20' } });
        const [alone] = requirements([policyOf('own', { rules: own }), preset], open);
        const [extended] = requirements([policyOf('own', { rules: own, extends: ['preset'] }), preset], open);

        expect(extended?.due ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(alone?.due ?? Number.POSITIVE_INFINITY);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the order of the input', () => {
  it('does not matter', () => {
    const assets = ['a', 'b'].map((name) => assetWith({ name }));
    fc.assert(
      fc.property(rules, rules, findings, (one, other, open) => {
        const policies = [policyOf('p', { rules: one }), policyOf('q', { rules: other })];

        const forwards = requirements(policies, open, assets);
        const backwards = requirements(policies.toReversed(), open.toReversed(), assets);

        expect(backwards).toEqual(forwards);
      }),
      { numRuns: 60 },
    );
  });
});
