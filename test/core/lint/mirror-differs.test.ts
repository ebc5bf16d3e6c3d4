import { describe, expect, it } from 'vitest';
import { yaml } from '../../support/estate.ts';
import { linting, pointedAt } from '../../support/lint.ts';

type Software = Readonly<Record<string, string>>;

const files = (staging: Software, production: Software): Record<string, string> => {
  const components = (software: Software) =>
    Object.entries(software).map(([name, version]) => ({ ecosystem: 'npm', name, version }));
  const assets = [
    { name: 'prod', components: components(production) },
    { name: 'stg', components: components(staging), mirrors: ['prod'] },
  ];
  return { 'inventory/hosts.yaml': yaml('Inventory', 'hosts', { assets }) };
};
const told = (staging: Software, production: Software) => linting('lint/mirror-differs', files(staging, production));

describe('lint/mirror-differs', () => {
  it('counts packages that are missing, extra or in other versions, the first three by name', () => {
    const found = told(
      { a: '1.0.0', x: '1.0.0' },
      { a: '1.1.0', b: '1.0.0', c: '1.0.0', d: '1.0.0', e: '1.0.0', f: '1.0.0' },
    );

    expect(found.map(({ message }) => message)).toEqual([
      'stg mirrors prod, and differs: 5 missing (b, c, d and 2 more), 1 extra (x), 1 in other versions (a)',
    ]);
    expect(pointedAt(files({ a: '1.0.0' }, { b: '1.0.0' }), told({ a: '1.0.0' }, { b: '1.0.0' })[0])).toBe('"prod"');
  });

  it('keeps silent of versions that staging has first', () => {
    expect(told({ a: '1.1.0' }, { a: '1.0.0' })).toEqual([]);
    expect(told({ a: '1.0.0' }, { a: '1.0.0' })).toEqual([]);
  });

  it('says nothing of what nobody has observed', () => {
    expect(told({}, { a: '1.0.0' })).toEqual([]);
  });
});
