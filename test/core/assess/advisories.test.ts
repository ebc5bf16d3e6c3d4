import { describe, expect, it } from 'vitest';
import { mergeAdvisories } from '../../../src/core/assess/advisories.ts';
import type { AdvisoryDocument } from '../../../src/model/advisory.ts';
import type { Instant } from '../../../src/model/time.ts';
import { documentWith } from '../../support/catalog.ts';

function merged(...documents: AdvisoryDocument[]): readonly (readonly string[])[] {
  return mergeAdvisories(documents).map((advisory) => advisory.documents.map((document) => document.id));
}

describe('documents', () => {
  it('are one advisory when one is the alias of the other', () => {
    expect(merged(documentWith('GHSA-1'), documentWith('PYSEC-1', { aliases: ['GHSA-1'] }))).toEqual([
      ['GHSA-1', 'PYSEC-1'],
    ]);
  });

  it('are one advisory when their aliases meet, also through a third', () => {
    const documents = [
      documentWith('A', { aliases: ['CVE-2024-0001'] }),
      documentWith('B', { aliases: ['X'] }),
      documentWith('C', { aliases: ['X', 'CVE-2024-0001'] }),
    ];

    expect(merged(...documents)).toEqual([['A', 'B', 'C']]);
  });

  it('stay apart when they only share a related or upstream CVE', () => {
    const documents = [
      documentWith('ALSA-1', { related: ['CVE-2024-0001', 'CVE-2024-0002'] }),
      documentWith('ALSA-2', { related: ['CVE-2024-0002'] }),
      documentWith('USN-1', { upstream: ['CVE-2024-0002'] }),
    ];

    expect(merged(...documents)).toEqual([['ALSA-1'], ['ALSA-2'], ['USN-1']]);
  });
});

describe('an advisory', () => {
  const advisoryOf = (...documents: AdvisoryDocument[]) => mergeAdvisories(documents)[0];

  it('is named after its only CVE, else after its first document', () => {
    expect(advisoryOf(documentWith('GHSA-1', { aliases: ['CVE-2024-0001'] }))?.name).toBe('CVE-2024-0001');
    expect(advisoryOf(documentWith('GHSA-1', { aliases: ['CVE-2024-0001', 'CVE-2024-0002'] }))?.name).toBe('GHSA-1');
    expect(advisoryOf(documentWith('ALSA-1', { related: ['CVE-2024-0001'] }))?.name).toBe('ALSA-1');
  });

  it('joins the facts of CVEs in ids, aliases, upstream, and related of errata', () => {
    expect(advisoryOf(documentWith('CVE-2024-0001'))?.cves).toEqual(['CVE-2024-0001']);
    expect(advisoryOf(documentWith('D', { upstream: ['CVE-2024-0003', 'GHSA-1'] }))?.cves).toEqual(['CVE-2024-0003']);
    expect(advisoryOf(documentWith('ALSA-1', { related: ['CVE-2024-0002', 'CVE-2024-0001', 'RHSA-1'] }))?.cves).toEqual(
      ['CVE-2024-0001', 'CVE-2024-0002'],
    );
  });

  it('joins no facts of a CVE that only a withdrawn document names', () => {
    const withdrawn = 1 as Instant;
    const documents = [
      documentWith('A', { aliases: ['CVE-2024-0001'] }),
      documentWith('B', { aliases: ['CVE-2024-0001'], upstream: ['CVE-2024-0009'], withdrawn }),
    ];

    expect(advisoryOf(...documents)?.cves).toEqual(['CVE-2024-0001']);
    expect(advisoryOf(documentWith('B', { upstream: ['CVE-2024-0009'], withdrawn }))?.cves).toEqual(['CVE-2024-0009']);
  });

  it('leaves related CVEs aside where a document names CVEs of its own', () => {
    const document = documentWith('GO-1', { aliases: ['CVE-2024-0001'], related: ['CVE-2024-0009'] });

    expect(advisoryOf(document)?.cves).toEqual(['CVE-2024-0001']);
  });
});
