import { describe, expect, it } from 'vitest';
import { yaml } from '../../support/estate.ts';
import { linting, pointedAt } from '../../support/lint.ts';

const files = (spec: object): Record<string, string> => ({
  'inventory/hosts.yaml': yaml('Inventory', 'hosts', { assets: [{ name: 'db-1' }] }),
  'catalog/p.yaml': yaml('Patch', 'p', { product: { ecosystem: 'npm', name: 'app' }, version: '1.2.0', ...spec }),
});

describe('lint/patch-version-unordered', () => {
  it('names a range where one version belongs, for nothing could aim at the release', () => {
    const estate = files({ upgradableFrom: '>=1.1.0' });
    const found = linting('lint/patch-version-unordered', estate);

    expect(found).toMatchObject([{ message: expect.stringContaining('upgradableFrom >=1.1.0 is no version of npm') }]);
    expect(pointedAt(estate, found[0])).toBe('">=1.1.0"');
  });

  it('names a version of a product that has no order and declares none', () => {
    const product = { ecosystem: 'generic', name: 'firmware' };

    expect(linting('lint/patch-version-unordered', files({ product }))).toHaveLength(1);
    expect(linting('lint/patch-version-unordered', files({ product, scheme: 'dotted' }))).toEqual([]);
  });

  it('keeps silent where both are versions', () => {
    expect(linting('lint/patch-version-unordered', files({ upgradableFrom: '1.1.0' }))).toEqual([]);
  });
});
