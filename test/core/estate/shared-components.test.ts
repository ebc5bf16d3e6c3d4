import { describe, expect, it } from 'vitest';
import { shareComponents } from '../../../src/core/estate/shared-components.ts';
import type { Component } from '../../../src/model/asset.ts';
import { componentWith } from '../../support/world.ts';

function shared(...lists: readonly (readonly Component[])[]): readonly (readonly Component[])[] {
  const sets = new Map(
    lists.map((components, index) => [`sha256:${index}`, { digest: `sha256:${index}`, components }]),
  );
  return [...shareComponents(sets).values()].map(({ components }) => components);
}

describe('component sets', () => {
  it('share equal components, whatever else stands in them', () => {
    const [first, second] = shared([componentWith(), componentWith({ name: 'other' })], [componentWith()]);

    expect(second?.[0]).toBe(first?.[0]);
  });

  it('keep components apart that differ in anything', () => {
    const variants = [
      componentWith(),
      componentWith({ version: '9.9.9' }),
      componentWith({ ecosystem: 'PyPI' }),
      componentWith({ path: '/srv/app' }),
      componentWith({ source: { name: 'upstream' } }),
      componentWith({ running: true }),
    ];

    expect(
      shared(
        variants,
        variants.map((one) => ({ ...one })),
      ),
    ).toEqual([variants, variants]);
  });
});
