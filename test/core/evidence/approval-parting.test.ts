import { describe, expect, it } from 'vitest';
import { partRoles, type RoleCandidates } from '../../../src/core/evidence/approval-parting.ts';
import { linked, yaml } from '../../support/estate.ts';

const role = (name: string, ...others: readonly string[]) => [
  `directory/${name}.yaml`,
  yaml('Role', name, { conflictsWith: others }),
];
const { estate } = linked(Object.fromEntries([role('a', 'b'), role('b'), role('free')]));

const may = (name: string, people: string, count = 1): RoleCandidates => ({
  ...{ role: name, count },
  people: people.split(' '),
});
const parted = (...candidates: readonly RoleCandidates[]) => {
  const used = partRoles(candidates, estate);
  return used && Object.fromEntries(used);
};

describe('roles that must be given by different people', () => {
  it('are parted whoever is named first', () => {
    expect(parted(may('a', 'x y'), may('b', 'x'))).toEqual({ x: ['b'], y: ['a'] });
    expect(parted(may('a', 'x'), may('b', 'x y'))).toEqual({ x: ['a'], y: ['b'] });
  });

  it('cannot be parted among too few', () => {
    expect(parted(may('a', 'x'), may('b', 'x'))).toBeUndefined();
    expect(parted(may('a', 'x y', 2), may('b', 'x y'))).toBeUndefined();
  });

  it('leave roles without a conflict to everybody who may', () => {
    expect(parted(may('a', 'x'), may('free', 'x y', 2))).toEqual({ x: ['a', 'free'], y: ['free'] });
  });

  it('count as not parted where nobody could try all ways', () => {
    const many = Array.from({ length: 40 }, (_, index) => `p${index}`).join(' ');

    expect(parted(may('a', many, 10), may('b', many, 10))).toBeDefined();
    expect(parted(may('a', 'u v w x y z p q r s', 10), may('b', 'u v w x y z p q r s', 10))).toBeUndefined();
  });
});
