import { describe, expect, it } from 'vitest';
import { sampleOf } from '../../src/feeds/sample.ts';
import { scannerReaders } from '../../src/feeds/scanner/registry.ts';
import { describeReaders } from '../support/reader-contract.ts';
import { scannerSubjects } from '../support/scanner-subjects.ts';

describe('the scanner readers', () => {
  it('are all under contract', () => {
    const tested = new Set(scannerSubjects.map(({ title }) => title.split(',', 1)[0]));

    expect(scannerReaders.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual([]);
  });

  it.each(scannerSubjects)('of which one, and no other, recognises $title', ({ title, units, join }) => {
    const sample = sampleOf({ path: 'x', text: join(units) });

    expect(scannerReaders.filter((reader) => reader.recognises(sample)).map(({ id }) => id)).toEqual([
      title.split(',', 1)[0],
    ]);
  });
});

describeReaders(scannerSubjects);
