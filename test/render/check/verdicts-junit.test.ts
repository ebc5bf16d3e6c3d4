import { describe, expect, it } from 'vitest';
import { checkReport } from '../../../src/core/check/report.ts';
import { diagnostic } from '../../../src/model/diagnostic.ts';
import type { GapCheck, ReportDocument } from '../../../src/model/report.ts';
import { renderVerdictsJunit } from '../../../src/render/check/junit.ts';
import { renderMachineListing } from '../../../src/render/machine/listing.ts';

const documentWith = (gaps: readonly GapCheck[]): ReportDocument =>
  ({ id: 'D4', title: 'Patch status', gaps }) as unknown as ReportDocument;

const frame = { mode: 'estate', base: undefined, head: undefined, lane: 'none' } as const;

describe('verdicts as JUnit XML', () => {
  it('fail where a check fails, err where it could not be judged, and tell remarks of those that pass', () => {
    const error = diagnostic('load/empty-file', {}, { at: { file: 'a.yaml' } });
    const check = checkReport(frame, {
      files: { problems: [{ ...error, severity: 'error' }] },
      evidence: { problems: [], unknown: 'no forge' },
      deadlines: { problems: [{ ...error, severity: 'info', file: undefined }] },
      exceptions: { problems: [] },
    });
    const text = renderVerdictsJunit(check, { documents: [] });

    expect(text).toContain('tests="4" failures="1" errors="1"');
    expect(text).toContain('<failure type="check/failed" message="Files: 1 problem">a.yaml:1: error:');
    expect(text).toContain('<error type="check/not-judged" message="Evidence: not judged, no forge"></error>');
    expect(text).toContain('<system-out>info:');
    expect(text).toContain('<testcase name="exceptions" classname="gate"/>');
  });

  it('hold a case for each check of a document, with what it found, counted beyond a hundred', () => {
    const found = Array.from({ length: 103 }, (_, index) => `<${index}>`);
    const text = renderVerdictsJunit(checkReport(frame, {}), {
      documents: [
        documentWith([
          { check: 'all is well', lookedAt: '2 assets', found: [] },
          { check: 'none is "late"', lookedAt: '103 assets', found },
        ]),
      ],
    });

    expect(text).toContain('<testcase name="D4: all is well" classname="D4 Patch status"/>');
    expect(text).toContain('name="D4: none is &quot;late&quot;"');
    expect(text).toContain('message="103 found among 103 assets">&lt;0&gt;&#10;');
    expect(text).toContain('&#10;and 3 more</failure>');
  });
});

describe('the list of files for programs', () => {
  it('says what is not there, and why', () => {
    const text = renderMachineListing([
      { path: 'machine/a.json', what: 'A', use: 'GRC systems', absent: undefined },
      { path: 'machine/b.json', what: 'B', use: 'GRC systems', absent: 'nothing is open' },
    ]);

    expect(text).toContain('| `machine/a.json` | A | GRC systems | yes |');
    expect(text).toContain('| `machine/b.json` | B | GRC systems | no: nothing is open |');
  });
});
