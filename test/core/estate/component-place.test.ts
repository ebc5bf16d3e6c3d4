import { describe, expect, it } from 'vitest';
import { decided, yaml } from '../../support/estate.ts';

const advisory = (name: string) =>
  JSON.stringify({
    id: 'GHSA-test-0000-0001',
    modified: '2026-11-20T00:00:00Z',
    affected: [
      {
        package: { ecosystem: 'npm', name },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
      },
    ],
  });
const odd = { ecosystem: 'npm', name: 'odd', version: 'one' };
const inventory = (assets: readonly object[]) =>
  `apiVersion: patchledger/v1\nkind: Inventory\nmetadata: { name: hosts }\nspec:\n  assets:\n${assets
    .map((asset) => `    - ${JSON.stringify(asset)}\n`)
    .join('')}`;
const problem = (files: Readonly<Record<string, string>>) =>
  decided({ 'catalog/one.json': advisory('odd'), ...files }).diagnostics.filter(
    ({ code }) => code === 'assess/version-unordered',
  );

describe('a version that nobody can order', () => {
  it('is told once, where an inventory lists it', () => {
    const assets = [
      { name: 'a-1' },
      { name: 'a-2', components: [{ ...odd, name: 'fine' }, odd] },
      { name: 'a-3', components: [odd] },
    ];

    const found = problem({ 'inventory/hosts.yaml': inventory(assets) });

    expect(found).toMatchObject([{ file: 'inventory/hosts.yaml', range: { start: { line: 7, column: 85 } } }]);
  });

  it('is told where it stands as a package URL', () => {
    const found = problem({
      'inventory/hosts.yaml': inventory([{ name: 'a-1', components: [{ purl: 'pkg:npm/odd@one' }] }]),
    });

    expect(found).toMatchObject([{ range: { start: { line: 6, column: 35 } } }]);
  });

  it('is told at the asset of which it was observed', () => {
    const found = problem({
      'inventory/hosts.yaml': yaml('Inventory', 'hosts', { assets: [{ name: 'a-1' }] }),
      'observed/o.ndjson': `${JSON.stringify({ asset: 'a-1', lastSeen: '2026-11-22T00:00:00Z', components: [odd] })}\n`,
    });

    expect(found).toMatchObject([{ file: 'inventory/hosts.yaml', range: { start: { line: 4 } } }]);
  });
});
