import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decided, yaml } from '../support/estate.ts';

const library = ['app', 'lib', 'tool'].flatMap((name) =>
  ['1.0.0', '1.0.1', '2.0.0'].map((version) => ({ ecosystem: 'npm', name, version })),
);

/** Assets that are alike in some things and differ in others, as those of a fleet do. */
const described = fc.record({
  exposure: fc.constantFrom('internet', 'internal'),
  criticality: fc.constantFrom('high', 'low'),
  labels: fc.constantFrom({}, { tier: 'web' }),
  components: fc.uniqueArray(fc.constantFrom(...library), { selector: ({ name }) => name }),
});
const fleets = fc
  .array(described, { minLength: 2, maxLength: 6 })
  .map((assets) => assets.map((asset, index) => ({ name: `host-${index}`, ...asset })));

const advisory = (name: string, fixed: string, severity: string): string =>
  JSON.stringify({
    ...{ id: `GHSA-${name}-${fixed}`, modified: '2026-11-20T00:00:00Z', published: '2026-11-20T00:00:00Z' },
    database_specific: { severity },
    affected: [
      { package: { ecosystem: 'npm', name }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }] },
    ],
  });

const edge = { id: 'edge', when: { exposure: ['internet'] }, then: { priority: 'out-of-cycle', within: '3d' } };
const web = { id: 'web', when: { labels: { tier: 'web' } }, then: { priority: 'immediate', within: '1d' } };
const severe = { id: 'severe', when: { severity: 'high' }, then: { priority: 'scheduled', within: '7d' } };
const rest = { id: 'rest', then: { priority: 'scheduled', within: '30d' } };

const planOf = (assets: readonly object[]) =>
  decided({
    'patchledger.yaml': yaml('Workspace', 'w', {}),
    // A label or value that only others of the fleet have is still one that the estate knows.
    'inventory/a.yaml': yaml('Inventory', 'a', {
      assets: [...assets, { name: 'known', exposure: 'internet', criticality: 'high', labels: { tier: 'web' } }],
    }),
    'policies/all.yaml': yaml('PatchPolicy', 'all', { rules: [severe, rest] }),
    'policies/some.yaml': yaml('PatchPolicy', 'some', { rules: [web, edge] }),
    'policies/high.yaml': yaml('PatchPolicy', 'high', {
      selector: { match: { criticality: ['high'] } },
      rules: [severe],
    }),
    'catalog/app.json': advisory('app', '1.0.1', 'HIGH'),
    'catalog/app-again.json': advisory('app', '2.0.0', 'LOW'),
    'catalog/lib.json': advisory('lib', '1.0.1', 'LOW'),
  }).plan;

const onAsset = ({ requirements, verdicts }: ReturnType<typeof planOf>, name: string): unknown => ({
  requirements: requirements.filter(({ asset }) => asset === name),
  verdict: verdicts.find(({ asset }) => asset === name),
});

describe('what is decided once for a fleet', () => {
  it('is for every asset what is decided of it alone', () => {
    fc.assert(
      fc.property(fleets, (assets) => {
        const together = planOf(assets);
        for (const asset of assets) expect(onAsset(together, asset.name)).toEqual(onAsset(planOf([asset]), asset.name));
      }),
      { numRuns: 40 },
    );
  });

  it('tells apart what policies tell apart', () => {
    const components = [{ ecosystem: 'npm', name: 'app', version: '1.0.0' }];
    const { requirements } = planOf([
      { name: 'a', exposure: 'internal', components },
      { name: 'b', exposure: 'internet', components },
      { name: 'c', exposure: 'internal', labels: { tier: 'web' }, components },
    ]);

    expect(requirements.map(({ priority }) => priority)).toEqual(['scheduled', 'out-of-cycle', 'immediate']);
  });
});
