import { describe, expect, it } from 'vitest';
import { passedOverBy } from '../../../src/core/prioritise/passed-over.ts';
import { planDocument } from '../../../src/render/plan/json.ts';
import { decided, yaml } from '../../support/estate.ts';
import { decide, lookupOf, table } from '../../support/policies.ts';

const skipping = `
  onUnknown: skip
  rules:
    - { id: exposed, when: { exposure: internet, severity: [critical, high] }, then: { priority: immediate, within: 24h } }
    - { id: listed, when: { kev: true }, then: { priority: out-of-cycle, within: 7d } }`;

const advisory = 'CVE-2026-0001';
const leftOpen = (spec: string, facts: Parameters<typeof lookupOf>[0]) =>
  passedOverBy({ table: table(spec), advisory, facts: lookupOf(facts) });

describe('a policy that passes unknown facts over', () => {
  it('leaves open what it asks where a rule might match and none surely does', () => {
    const open = leftOpen(skipping, { severity: 'critical', kev: false });

    expect(decide(table(skipping), { severity: 'critical', kev: false })).toEqual([]);
    expect(open).toMatchObject({ policy: 'test', advisory, rules: ['exposed'] });
    expect(open?.assumptions).toEqual([
      { code: 'rule-passed-over', detail: 'policy test: exposed passed over while exposure is not known' },
    ]);
  });

  it('names no fact that a rule which cannot match asks for', () => {
    expect(leftOpen(skipping, { severity: 'low' })?.assumptions[0]?.detail).toBe(
      'policy test: listed passed over while kev is not known',
    );
  });

  it('asks for nothing surely where no rule can match', () => {
    expect(leftOpen(skipping, { severity: 'low', kev: false })).toBeUndefined();
  });

  it('leaves nothing open behind a rule that surely matches, and counts what it passed over', () => {
    const facts = { severity: 'critical', kev: true } as const;

    expect(leftOpen(skipping, facts)).toBeUndefined();
    expect(decide(table(skipping), facts)[0]).toMatchObject({
      rule: 'listed',
      marks: ['could-be-stricter'],
      assumptions: [{ code: 'rule-passed-over' }],
    });
  });

  it('takes what it assumes for known', () => {
    expect(
      leftOpen(`  assume: { exposure: isolated, kev: false }${skipping}`, { severity: 'critical' }),
    ).toBeUndefined();
  });

  it('is not asked where the strictest rule is taken', () => {
    expect(leftOpen(skipping.replace('skip', 'strictest'), {})).toBeUndefined();
  });
});

describe('what a policy leaves open', () => {
  const component = { ecosystem: 'npm', name: 'app', version: '1.0.0' };
  const assets = [{ name: 'host', components: [component] }];
  const osv = {
    ...{ id: 'GHSA-app', modified: '2026-11-20T00:00:00Z', published: '2026-11-20T00:00:00Z' },
    affected: [
      {
        package: { ecosystem: 'npm', name: 'app' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.1' }] }],
      },
    ],
    database_specific: { severity: 'CRITICAL' },
  };
  const when = { severity: 'critical', exposure: 'internet' };
  const rules = [{ id: 'exposed', when, then: { priority: 'immediate', within: '24h' } }];
  const files = (exposure?: string) => ({
    'patchledger.yaml': yaml('Workspace', 'w', {}),
    'inventory/a.yaml': yaml('Inventory', 'hosts', { assets, ...(exposure && { defaults: { exposure } }) }),
    'catalog/app.json': JSON.stringify(osv),
    'policies/p.yaml': yaml('PatchPolicy', 'p', { onUnknown: 'skip', rules }),
  });

  it('is told by the requirement, counted as an assumption, and leaves the asset unknown', () => {
    const { plan } = decided(files());
    const { requirements, summary } = planDocument(plan);

    expect(requirements[0]).toMatchObject({
      ...{ obligations: [], state: 'open' },
      passedOver: [{ policy: 'p', advisory: 'GHSA-app', rules: ['exposed'], facts: { exposure: null } }],
      reasons: [{ code: 'could-be-stricter', text: 'p decides nothing, not known: exposure' }],
    });
    expect(summary.assumptions.map(({ code, count }) => [code, count])).toContainEqual(['rule-passed-over', 1]);
    expect(summary.assets).toMatchObject({ compliant: 0, unknown: 1 });
  });

  it('ends when the fact is known', () => {
    const { plan } = decided(files('isolated'));

    expect(planDocument(plan).requirements[0]).toMatchObject({ reasons: [{ code: 'no-policy' }] });
    expect(planDocument(plan).requirements[0]?.passedOver).toBeUndefined();
    expect(plan.summary.assets.compliant).toBe(1);
  });
});
