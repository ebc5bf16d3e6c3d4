import { describe, expect, it } from 'vitest';
import { readForeignReport } from '../../../src/core/check/foreign-report.ts';
import { checkIds } from '../../../src/model/check.ts';

const head = 'a'.repeat(40);
const passed = checkIds.map((id) => ({ id, verdict: 'pass', title: 'Anything: you like', problems: [], known: 0 }));
const reportWith = (fields: object): string =>
  JSON.stringify({
    ...{ schema: 'patchledger.check/v1', mode: 'change', base: 'b'.repeat(40), head: 'c'.repeat(40), lane: 'decision' },
    ...{ results: passed, verdict: 'everything is fine', ...fields },
  });
const problem = { code: 'check/overdue', severity: 'error', message: 'late', file: 'inventory/a.yaml' };

describe('a report of a stranger', () => {
  it('says which problems there are, and nothing else of it is believed', () => {
    const results = passed.map((one) => (one.id === 'deadlines' ? { ...one, problems: [problem] } : one));

    const report = readForeignReport(reportWith({ results }), head);

    expect(report).toMatchObject({ head, base: undefined, verdict: '1 of 11 checks failed: deadlines' });
    expect(report).toMatchObject({ results: expect.arrayContaining([{ ...passed[0], title: 'Files: in order' }]) });
  });

  it('does not pass a check that failed without a problem to show', () => {
    const results = passed.map((one) => (one.id === 'files' ? { ...one, verdict: 'fail' } : one));

    const report = readForeignReport(reportWith({ results }), head);

    expect(report).toMatchObject({ verdict: '10 of 11 checks passed, 1 not judged' });
  });

  it.each([
    ['no JSON', '{', 'it is no JSON'],
    ['another document', '{"schema":"patchledger.plan/v1"}', 'it is no patchledger.check/v1'],
    ['a list', '[]', 'the report is no object'],
    ['a report on an estate', reportWith({ mode: 'estate' }), 'it is not about a change'],
    ['a lane that does not exist', reportWith({ lane: 'fast' }), 'lane is none of decision, data, mixed, none'],
    ['a check left out', reportWith({ results: passed.slice(1) }), 'it lacks files'],
    ['a check twice', reportWith({ results: [...passed, passed[0]] }), 'files is in it twice'],
    [
      'a text beyond measure',
      reportWith({ results: [{ ...passed[0], problems: [{ ...problem, message: 'x'.repeat(4001) }] }] }),
      'message is no text of at most 4000 characters',
    ],
    [
      'a code of its own',
      reportWith({ results: [{ ...passed[0], problems: [{ ...problem, code: 'toString' }] }] }),
      'a problem has a code that does not exist',
    ],
    [
      'a place that is none',
      reportWith({ results: [{ ...passed[0], problems: [{ ...problem, range: { start: { line: 0 } } }] }] }),
      'line is no whole number from 1',
    ],
  ])('is refused as %s', (_, text, why) => {
    expect(readForeignReport(text, head)).toEqual({ problem: why });
  });
});
