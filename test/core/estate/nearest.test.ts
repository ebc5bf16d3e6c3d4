import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from '../../../src/core/estate/nearest.ts';

describe('the nearest name', () => {
  it.each([
    ['one letter off', 'platfrom', 'platform'],
    ['one missing', 'platorm', 'platform'],
    ['one too many', 'plattform', 'platform'],
    ['in another case', 'Platform', 'platform'],
    ['three off in a long one', 'maintenanze-vindovs', 'maintenance-windows'],
    ['short, one off', 'dx', 'db'],
  ])('is suggested for one %s', (_, name, expected) => {
    expect(nearest(name, ['security', 'maintenance-windows', 'platform', 'db'])).toBe(expected);
  });

  it.each(['payroll', 'plat', 'x', ''])('is none for what is too far from all: %j', (name) => {
    expect(nearest(name, ['platform', 'a'])).toBeUndefined();
  });

  it('is the first in code unit order of several as near', () => {
    expect(nearest('web-9', ['web-2', 'web-1', 'web-3'])).toBe('web-1');
  });

  it('does not depend on the order of candidates, and is one of them', () => {
    const names = fc.array(fc.string({ maxLength: 8 }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), names, (name, candidates) => {
        const found = nearest(name, candidates);

        expect(nearest(name, candidates.toReversed())).toBe(found);
        expect(found === undefined || candidates.includes(found)).toBe(true);
      }),
    );
  });
});
