import { describe, expect, it } from 'vitest';
import { shardsOf } from '../../../src/core/catalog/shards.ts';
import { at } from '../../support/world.ts';

const mebibyte = 1024 * 1024;
const document = (id: string, published?: string, bytes = 1000) => {
  return { id, published: published === undefined ? undefined : at(`${published}T00:00:00Z`), bytes };
};
const namesOf = (...documents: readonly ReturnType<typeof document>[]): readonly string[] => [
  ...shardsOf(documents).keys(),
];

describe('documents stand in files', () => {
  it('by the year of their publication', () => {
    const shards = shardsOf([document('B', '2026-03-01'), document('A', '2025-12-31'), document('C', '2026-01-01')]);

    expect([...shards].map(([name, some]) => [name, some.map(({ id }) => id)])).toEqual([
      ['2025', ['A']],
      ['2026', ['B', 'C']],
    ]);
  });

  it('else by the year in their id', () => {
    expect(namesOf(document('CVE-2024-1234'), document('ALSA-2023:55'), document('GHSA-x-20245'))).toEqual([
      '2023',
      '2024',
      'undated',
    ]);
  });

  it('by month where a year is too large for one file, and by digest where a month is', () => {
    const large = [document('A', '2025-01-01', 20 * mebibyte), document('B', '2025-02-01', 20 * mebibyte)];
    expect(namesOf(...large, document('C', '2024-01-01'))).toEqual(['2024', '2025-01', '2025-02']);

    const alike = ['A', 'B', 'C'].map((id) => document(id, '2025-01-01', 20 * mebibyte));
    expect(namesOf(...alike)).toHaveLength(3);
    expect(namesOf(...alike).every((name) => /^2025-01-[0-9a-f]$/.test(name))).toBe(true);
  });

  it('that are too large by themselves stand alone', () => {
    expect(namesOf(document('A', '2025-01-01', 50 * mebibyte))).toEqual(['2025']);
  });
});
