import { describe, expect, it } from 'vitest';
import { governingPolicies } from '../../../src/core/prioritise/governance.ts';
import { policyTables } from '../../../src/core/prioritise/table.ts';
import { policy } from '../../support/policies.ts';
import { estateWith } from '../../support/world.ts';

const rule = 'rules: [{ id: all, then: { priority: immediate, within: 24h } }]';

const governing = (
  obliging: readonly string[],
  ...specs: readonly (readonly [string, string])[]
): readonly string[] => {
  const resources = { PatchPolicy: new Map(specs.map(([name, spec]) => [name, policy(name, spec)])) };
  return [...governingPolicies(policyTables(estateWith({ resources })).value, new Set(obliging)).keys()].sort();
};

describe('the policies that govern what is required', () => {
  it('are those that oblige', () => {
    expect(governing(['a'], ['a', rule], ['b', rule])).toEqual(['a']);
  });

  it('are also those that took an obliging one over, on however long a way', () => {
    const chain = [
      ['top', 'extends: [middle]\nrules: []'],
      ['middle', 'extends: [preset]\nrules: []'],
      ['preset', rule],
      ['other', rule],
    ] as const;
    expect(governing(['preset'], ...chain)).toEqual(['middle', 'preset', 'top']);
    expect(governing(['other'], ...chain)).toEqual(['other']);
  });

  it('are found where policies extend each other in a circle', () => {
    expect(governing([], ['a', 'extends: [b]\nrules: []'], ['b', 'extends: [a]\nrules: []'])).toEqual([]);
  });
});
