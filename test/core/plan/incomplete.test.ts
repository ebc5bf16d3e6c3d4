import { describe, expect, it } from 'vitest';
import { incompleteness } from '../../../src/core/plan/incomplete.ts';
import { diagnostic } from '../../../src/model/diagnostic.ts';

const missing = (file: string) => diagnostic('link/missing-file', { path: 'x' }, { at: { file } });

describe('a plan', () => {
  it('is incomplete for one sentence a code, with the first place and how many more there are', () => {
    expect(
      incompleteness([
        diagnostic('link/unknown-reference', { kind: 'Team', name: 'x' }),
        missing('catalog/b.yaml'),
        missing('catalog/a.yaml'),
        missing('catalog/c.yaml'),
      ]),
    ).toEqual([
      'catalog/b.yaml: x is named by the index but missing (and 2 more link/missing-file)',
      'there is no Team named x',
    ]);
  });

  it.each([
    diagnostic('catalog/wrong-timestamp', { document: 'G', field: 'published', value: 'x' }),
    diagnostic('assess/cvss-invalid', { owner: 'G', vector: 'x' }),
    diagnostic('catalog/unreadable-severity', { document: 'G', value: 'x' }),
  ])('is incomplete where a fact that decides could not be read: $code', (lost) => {
    expect(incompleteness([lost])).toHaveLength(1);
  });

  it('is complete whatever is only warned about', () => {
    expect(incompleteness([diagnostic('link/observed-unknown-asset', { asset: 'x' })])).toEqual([]);
  });
});
