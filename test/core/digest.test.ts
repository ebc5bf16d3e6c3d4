import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, digestOf, sha256Hex } from '../../src/core/digest.ts';

describe('a digest', () => {
  it('is SHA-256 over UTF-8', () => {
    expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(sha256Hex('é')).toBe('4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c');
  });

  it('does not depend on the order of keys', () => {
    expect(digestOf({ a: 1, b: { c: [1, 2], d: null } })).toBe(digestOf({ b: { d: null, c: [1, 2] }, a: 1 }));
  });

  it('depends on the order of items', () => {
    expect(digestOf([1, 2])).not.toBe(digestOf([2, 1]));
  });
});

describe('canonical JSON', () => {
  it('sorts keys by code unit, leaves out undefined and writes no white space', () => {
    expect(canonicalJson({ é: 1, z: undefined, B: [true, null], a: 'x"y' })).toBe(
      '{"B":[true,null],"a":"x\\"y","é":1}',
    );
  });

  it('reads back as what it was written from', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 50 },
    );
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [new Map()], [() => 1], [undefined], [[undefined]]])(
    'refuses what JSON cannot hold: %s',
    (value) => {
      expect(() => canonicalJson(value)).toThrow(TypeError);
    },
  );
});
