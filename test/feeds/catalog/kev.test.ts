import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../src/core/time.ts';
import { kevReader } from '../../../src/feeds/catalog/kev.ts';
import type { Outcome } from '../../../src/model/diagnostic.ts';
import type { CatalogFragment } from '../../../src/model/feed.ts';

const entry = {
  cveID: 'CVE-2024-3094',
  dateAdded: '2024-03-30',
  dueDate: '2024-04-20',
  knownRansomwareCampaignUse: 'Known',
};

function read(vulnerabilities: unknown, count: number): Outcome<CatalogFragment> {
  const dateReleased = '2024-04-01T10:00:00.1234Z';
  const text = JSON.stringify({ catalogVersion: '2024.04.01', dateReleased, count, vulnerabilities });
  return kevReader.read({ path: 'catalog/kev.json', text });
}

describe('the catalogue of known exploited vulnerabilities', () => {
  it('carries its version and the instant of its release', () => {
    expect(read([entry], 1).value.kev).toMatchObject({
      version: '2024.04.01',
      releasedAt: parseInstant('2024-04-01T10:00:00.123Z'),
    });
  });

  it('counts an entry as added at 00:00 UTC of its date', () => {
    expect(read([entry], 1).value.kev?.entries.get('CVE-2024-3094')).toEqual({
      cve: 'CVE-2024-3094',
      addedAt: parseInstant('2024-03-30T00:00:00Z'),
      dueDate: '2024-04-20',
      ransomware: 'known',
    });
  });

  it('keeps an entry whose dates cannot be read: exploited is exploited', () => {
    const { value, diagnostics } = read([{ ...entry, dateAdded: '30/03/2024', dueDate: '2024-02-31' }], 1);

    expect(diagnostics.map(({ code }) => code)).toEqual(['catalog/wrong-value', 'catalog/wrong-value']);
    expect(value.kev?.entries.get('CVE-2024-3094')).toMatchObject({ addedAt: undefined, dueDate: undefined });
  });

  it('points at the entry that is wrong', () => {
    const text = JSON.stringify(
      { catalogVersion: '1', vulnerabilities: [entry, { ...entry, dueDate: '' }, { cveID: 'x' }, 7] },
      null,
      1,
    );
    const lines = text.split('\n');

    const { diagnostics } = kevReader.read({ path: 'catalog/kev.json', text });

    expect(diagnostics.map(({ code, range }) => [code, lines[(range?.start.line ?? 0) - 1]?.trim()])).toEqual([
      ['catalog/wrong-value', '"cveID": "CVE-2024-3094",'],
      ['catalog/wrong-entry', '"cveID": "x"'],
      // What is no entry at all has no place.
      ['catalog/wrong-entry', undefined],
    ]);
  });

  it('takes the earlier dates and known ransomware of two entries for one CVE, in any order', () => {
    const other = { ...entry, dateAdded: '2024-03-29', knownRansomwareCampaignUse: 'Unknown' };
    const entries = [read([entry, other], 1), read([other, entry], 1)].map(({ value }) => value.kev?.entries);

    expect(entries[0]).toEqual(entries[1]);
    expect(entries[0]?.get('CVE-2024-3094')).toMatchObject({
      addedAt: parseInstant('2024-03-29T00:00:00Z'),
      ransomware: 'known',
    });
  });

  it('warns when entries are missing, because a missing entry reads as not exploited', () => {
    expect(read([entry], 2).diagnostics.map(({ code }) => code)).toEqual(['catalog/count-differs']);
    expect(read([entry, { cveID: 'x' }], 2).diagnostics.map(({ code }) => code)).toEqual(['catalog/wrong-entry']);
  });

  it('is refused as a whole when its list is none', () => {
    const { value, diagnostics } = read({}, 0);

    expect(diagnostics.map(({ code }) => code)).toEqual(['catalog/wrong-document']);
    expect(value.kev).toBeUndefined();
  });
});
