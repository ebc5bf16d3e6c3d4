import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priorities, type Requirement } from '../../src/model/requirement.ts';
import { decided } from '../support/estate.ts';
import { inventoryFile, policyFile } from '../support/ledger.ts';

const version = fc
  .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 3 }))
  .map((parts) => `${parts.join('.')}.0`);
const advisory = fc.record({
  introduced: fc.oneof(fc.constant('0'), version),
  fixed: fc.option(version, { nil: undefined }),
  severity: fc.constantFrom('CRITICAL', 'LOW', undefined),
  day: fc.integer({ min: 1, max: 20 }),
});
type Advisory = typeof advisory extends fc.Arbitrary<infer T> ? T : never;

function advisoryText(id: string, { introduced, fixed, severity, day }: Advisory): string {
  const date = `2026-11-${String(day).padStart(2, '0')}T00:00:00Z`;
  const events = [{ introduced }, ...(fixed === undefined ? [] : [{ fixed }])];
  return JSON.stringify({
    id,
    published: date,
    modified: date,
    affected: [{ package: { ecosystem: 'npm', name: 'app' }, ranges: [{ type: 'SEMVER', events }] }],
    ...(severity && { database_specific: { severity } }),
  });
}

/** What is required of `app` under two policies, by facts of the finding and the asset alone. */
function required(advisories: readonly Advisory[], installed: string): Requirement | undefined {
  const files = advisories.map((one, index) => [`catalog/A-${index}.json`, advisoryText(`A-${index}`, one)]);
  const { plan } = decided({
    ...Object.fromEntries(files),
    ...inventoryFile({ 'host-1': { app: installed } }),
    ...policyFile('own', [
      { id: 'critical', when: { severity: 'critical' }, priority: 'immediate', within: '24h' },
      { id: 'fixable', when: { severity: 'low', ageDays: { gte: 5 } }, priority: 'scheduled', within: '14d' },
      { id: 'rest', priority: 'defer', within: '30d' },
    ]),
    ...policyFile('second', [{ id: 'low', when: { severity: 'low' }, within: '3d' }]),
  });
  return plan.requirements[0];
}

describe('one more advisory, through catalogue, targets and policies', () => {
  it('removes no obligation, moves no due later and lowers no priority', () => {
    fc.assert(
      fc.property(fc.array(advisory, { minLength: 1, maxLength: 4 }), advisory, version, (some, added, installed) => {
        const [before, after] = [required(some, installed), required([...some, added], installed)];
        const demandOf = (requirement: Requirement | undefined) =>
          (requirement?.obligations ?? []).map(({ policy, rule, advisory: about, due }) => [policy, rule, about, due]);

        for (const demand of demandOf(before)) expect(demandOf(after)).toContainEqual(demand);
        expect(after?.due ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(before?.due ?? Number.POSITIVE_INFINITY);
        const rank = (one: Requirement | undefined): number => priorities.indexOf(one?.priority ?? 'defer');
        expect(rank(after)).toBeLessThanOrEqual(rank(before));
      }),
      { numRuns: 120 },
    );
  });
});
