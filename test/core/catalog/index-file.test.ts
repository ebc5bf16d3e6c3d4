import { describe, expect, it } from 'vitest';
import { importDates, indexPath } from '../../../src/core/catalog/index-file.ts';
import { at } from '../../support/world.ts';

const now = at('2026-11-22T06:00:00Z');
const first = '2026-11-01T06:00:00Z';
const second = '2026-11-10T06:00:00Z';

describe('the import date of a document', () => {
  it('is the first sync of its source, for all that came with it', () => {
    expect(importDates(undefined, () => false, ['A', 'B'], now)).toEqual({ importedAt: '2026-11-22T06:00:00Z' });
  });

  it('is kept while the document is there, and is now for what is new', () => {
    const before = { importedAt: first, imported: { B: second, gone: second } };
    const dates = importDates(before, (id) => id !== 'C', ['A', 'B', 'C'], now);

    expect(dates).toEqual({ importedAt: first, imported: { B: second, C: '2026-11-22T06:00:00Z' } });
  });

  it('is not taken from a word of the language', () => {
    const dates = importDates({ importedAt: first, imported: {} }, () => true, ['constructor'], now);

    expect(dates).toEqual({ importedAt: first });
  });
});

describe('an index', () => {
  it('lies in the folder of its source, or beside its one file', () => {
    expect(indexPath('catalog/npm', false)).toBe('catalog/npm/index.json');
    expect(indexPath('catalog/kev.json', true)).toBe('catalog/kev.index.json');
  });
});
