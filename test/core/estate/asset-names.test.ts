import { describe, expect, it } from 'vitest';
import { assetFinder } from '../../../src/core/estate/asset-names.ts';
import { assetWith } from '../../support/world.ts';

describe('an asset is found', () => {
  const find = assetFinder([
    assetWith({ name: 'a', uid: 'u-1', formerNames: ['old', 'shared', 'b', 'u-2'] }),
    assetWith({ name: 'b', uid: 'u-2', formerNames: ['shared'] }),
    assetWith({ name: 'u-1', uid: 'u-3' }),
  ]);

  it.each([
    ['its name', 'a', 'a'],
    ['its uid', 'u-2', 'b'],
    ['a former name', 'old', 'a'],
    ['its name before the uid of another', 'u-1', 'u-1'],
    ['its name before a former name of another', 'b', 'b'],
  ])('by %s', (_, name, found) => {
    expect(find(name)?.name).toBe(found);
  });

  it('not by a former name that two had, nor by a name that nothing has', () => {
    expect([find('shared'), find('nobody')]).toEqual([undefined, undefined]);
  });
});
