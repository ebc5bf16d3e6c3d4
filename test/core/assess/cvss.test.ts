import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { baseScore } from '../../../src/core/assess/cvss.ts';

/** Vectors with the base score that an independent calculator gives; `npm run conformance` judges every row again. */
const rows = readFileSync(new URL('cvss-judged.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((row) => row.split('\t'));

describe('the base score of a CVSS vector', () => {
  it('is what an independent calculator says, whatever other metrics stand behind', () => {
    expect(rows).toHaveLength(400);
    expect(rows.filter(([vector = '', score]) => baseScore(vector)?.toFixed(1) !== score)).toEqual([]);
  });
});
