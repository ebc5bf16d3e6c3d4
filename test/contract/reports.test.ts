import { describe, expect, it } from 'vitest';
import { recogniseReport, reportReaders } from '../../src/feeds/observed/report-registry.ts';
import { sampleOf } from '../../src/feeds/sample.ts';
import { describeReaders } from '../support/reader-contract.ts';
import { reportSubjects } from '../support/report-subjects.ts';

describe('a report', () => {
  it.each(reportSubjects)('of $title is recognised by its own reader and no other', ({ title, units, join }) => {
    const sample = sampleOf({ path: 'x', text: join(units) });

    expect(reportReaders.filter((reader) => reader.recognises(sample)).map(({ id }) => id)).toEqual([title]);
    expect(recogniseReport(sample)?.id).toBe(title);
  });
});

describeReaders(reportSubjects);
