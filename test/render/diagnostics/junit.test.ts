import { describe, expect, it } from 'vitest';
import { diagnostic } from '../../../src/model/diagnostic.ts';
import { renderDiagnosticsJunit } from '../../../src/render/diagnostics/junit.ts';

const error = diagnostic('load/duplicate-key', { key: 'b' }, { at: { file: 'a.yaml' } });
const warning = diagnostic('load/empty-file', {}, { at: { file: 'b.yaml' } });

describe('problems as JUnit XML', () => {
  it('are a case for every file that was read, failed where an error stands', () => {
    const text = renderDiagnosticsJunit([error, warning], ['c.yaml', 'b.yaml', 'a.yaml']);

    expect(text).toContain('tests="3" failures="1"');
    expect(text).toContain('<testcase name="c.yaml" classname="estate"/>');
    expect(text).toMatch(/name="a\.yaml"[\s\S]*<failure type="load\/duplicate-key"/);
  });

  it('show warnings without failing', () => {
    const text = renderDiagnosticsJunit([warning], ['b.yaml']);

    expect(text).toContain('failures="0"');
    expect(text).toContain('<system-out>warning: ');
  });

  it('have a case for what belongs to no file', () => {
    const text = renderDiagnosticsJunit([{ ...error, file: undefined }], []);

    expect(text).toContain('<testcase name="the estate as a whole" classname="estate">');
  });
});
