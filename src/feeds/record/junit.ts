import { parseInstant } from '../../core/time.ts';
import { diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { JobReader, JobReport, ReportedCases } from '../../model/record-report.ts';
import type { SourceFile } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import { pointAt } from '../position.ts';
import { type Problems, problemsOf } from '../problems.ts';
import { childOf, childrenOf, readXml, type XmlElement } from '../xml-text.ts';

/** Reads JUnit XML, which nearly every test runner writes. */
export const junitReader: JobReader = {
  id: 'junit',
  title: 'JUnit XML',
  specification: 'https://github.com/testmoapp/junitxml',
  kinds: ['test'],
  recognises: ({ head }) => /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<testsuites?[\s>/]/.test(head),
  read: readJUnit,
};

function readJUnit(file: SourceFile): Outcome<JobReport> {
  const empty: JobReport = { format: 'junit', rows: [] };
  const parsed = readXml(file.text);
  if (parsed.kind === 'refused') {
    const at = pointAt(file.path, parsed.start);
    return {
      value: empty,
      diagnostics: [diagnostic('record/syntax', { format: 'XML', reason: parsed.reason }, { at })],
    };
  }
  const problems = problemsOf(file.path, 'record/further-problems');
  const { element } = parsed;
  const suites =
    element.name === 'testsuites' ? childrenOf(element, 'testsuite') : element.name === 'testsuite' ? [element] : [];
  const cases = suites.flatMap(allCases);
  if (cases.length === 0) {
    const reason = 'it holds no test case; a run that tests nothing is no evidence';
    problems.tell('record/wrong-report', { reason }, () => pointAt(file.path, { line: element.line, column: 1 }));
    return { value: empty, diagnostics: problems.list() };
  }
  const counts = { ...countsOf(cases), ...timesOf(element, suites, problems, file.path) };
  return { value: { ...empty, cases: counts }, diagnostics: problems.list() };
}

/** Cases are counted one by one: the totals that suites state are wrong too often. */
const allCases = (suite: XmlElement): readonly XmlElement[] => [
  ...childrenOf(suite, 'testcase'),
  ...childrenOf(suite, 'testsuite').flatMap(allCases),
];

function countsOf(cases: readonly XmlElement[]): Pick<ReportedCases, 'passed' | 'failed' | 'skipped'> {
  const isBad = (one: XmlElement): boolean =>
    childOf(one, 'failure') !== undefined || childOf(one, 'error') !== undefined;
  const failed = cases.filter(isBad).length;
  const skipped = cases.filter((one) => !isBad(one) && childOf(one, 'skipped') !== undefined).length;
  return { passed: cases.length - failed - skipped, failed, skipped };
}

function timesOf(
  root: XmlElement,
  suites: readonly XmlElement[],
  problems: Problems,
  file: string,
): Pick<ReportedCases, 'startedAt' | 'endedAt'> {
  const stamped = [root, ...suites].flatMap((element) => {
    const text = element.attributes.get('timestamp');
    if (text === undefined) return [];
    // Most runners write UTC and leave the zone out, as the first schema of the format asked for.
    const start = parseInstant(text) ?? parseInstant(`${text}Z`);
    if (start === undefined) {
      const args = { entry: 'test suite', field: 'timestamp', value: text.slice(0, 60), expected: 'a date and time' };
      problems.tell('record/wrong-value', args, () => pointAt(file, { line: element.line, column: 1 }));
      return [];
    }
    const seconds = Number(element.attributes.get('time') ?? '');
    const isLength = Number.isFinite(seconds) && seconds >= 0 && seconds < 1e8;
    return [{ start, end: isLength ? ((start + Math.round(seconds * 1000)) as Instant) : start }];
  });
  if (stamped.length === 0) return { startedAt: undefined, endedAt: undefined };
  return {
    startedAt: Math.min(...stamped.map(({ start }) => start)) as Instant,
    endedAt: Math.max(...stamped.map(({ end }) => end)) as Instant,
  };
}
