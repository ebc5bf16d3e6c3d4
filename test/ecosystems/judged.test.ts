import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { comparerById, compareVersions } from '../../src/ecosystems/registry.ts';

/** Pairs as the ecosystem's own program ordered them; `npm run conformance` rejudges every row. */
const folder = new URL('judged/', import.meta.url);
const tables = readdirSync(folder).map((file) => [basename(file, '.tsv'), rowsOf(file)] as const);

describe('the judgement of the ecosystem itself', () => {
  it('is frozen for every order that has a judge', () => {
    expect(tables.map(([id]) => id)).toEqual(['deb', 'maven', 'packagist', 'pep440', 'rpm', 'rubygems']);
  });

  it.each(tables)('holds for %s', (id, rows) => {
    const comparer = comparerById(id);
    const wrong = rows.filter(
      ([left = '', order, right = '']) => comparer === undefined || compareVersions(comparer, left, right) !== order,
    );

    expect(rows.length).toBeGreaterThanOrEqual(300);
    expect(wrong).toEqual([]);
  });
});

function rowsOf(file: string): readonly (readonly string[])[] {
  const text = readFileSync(new URL(file, folder), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((row) => row.split('\t'));
}
