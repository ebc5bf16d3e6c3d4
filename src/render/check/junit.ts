import type { CheckReport, CheckResult } from '../../model/check.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { GapCheck, Report, ReportDocument } from '../../model/report.ts';
import { xmlText } from '../xml.ts';

/** Lines of output that one check shows before it counts the rest. */
const linesShown = 100;

/**
 * Verdicts as JUnit XML, as Jenkins reads it: the checks of the gate as one suite, and the checks of each document of the
 * pack as another. What could not be judged is an error, never a pass. No times and no host: equal input, equal bytes.
 */
export function renderVerdictsJunit(check: CheckReport, { documents }: Pick<Report, 'documents'>): string {
  const suites = [
    suiteOf(
      'gate',
      check.results.map((result) => ({ ...verdictOf(result), name: result.id })),
    ),
    ...documents.map((document) => suiteOf(`${document.id} ${document.title}`, document.gaps.map(caseOf(document)))),
  ];
  const sum = (of: (suite: Suite) => number): number => suites.reduce((total, suite) => total + of(suite), 0);
  const counts =
    `tests="${sum(({ cases }) => cases.length)}" failures="${sum(({ failures }) => failures)}" ` +
    `errors="${sum(({ errors }) => errors)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="patchledger report" ${counts}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
    '',
  ].join('\n');
}

interface Verdict {
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly message: string;
  /** The lines that are shown, and how many there are. */
  readonly lines: readonly string[];
  readonly count: number;
}

interface Case extends Verdict {
  readonly name: string;
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
  readonly failures: number;
  readonly errors: number;
}

function suiteOf(name: string, cases: readonly Case[]): Suite {
  const count = (verdict: Verdict['verdict']): number => cases.filter((one) => one.verdict === verdict).length;
  return { name, cases, failures: count('fail'), errors: count('unknown') };
}

const verdictOf = ({ verdict, title, problems }: CheckResult): Verdict => ({
  verdict,
  message: title,
  lines: problems.slice(0, linesShown).map(lineOf),
  count: problems.length,
});

const lineOf = ({ severity, message, code, file, range }: Diagnostic): string =>
  `${file === undefined ? '' : `${file}:${range?.start.line ?? 1}: `}${severity}: ${message} [${code}]`;

const caseOf =
  ({ id }: ReportDocument) =>
  ({ check, found, lookedAt }: GapCheck): Case => ({
    name: `${id}: ${check}`,
    verdict: found.length > 0 ? 'fail' : 'pass',
    message: `${found.length} found among ${lookedAt}`,
    lines: found.slice(0, linesShown),
    count: found.length,
  });

function suiteLines({ name, cases, failures, errors }: Suite): readonly string[] {
  const counts = `tests="${cases.length}" failures="${failures}" errors="${errors}" skipped="0"`;
  return [
    `  <testsuite name="${xmlText(name)}" ${counts}>`,
    ...cases.flatMap((one) => caseLines(name, one)),
    '  </testsuite>',
  ];
}

function caseLines(suite: string, { name, verdict, message, lines, count }: Case): readonly string[] {
  const head = `    <testcase name="${xmlText(name)}" classname="${xmlText(suite)}"`;
  if (verdict === 'pass' && lines.length === 0) return [`${head}/>`];
  const text = shownText(lines, count);
  if (verdict === 'pass') return [`${head}>`, `      <system-out>${text}</system-out>`, '    </testcase>'];
  const element = verdict === 'fail' ? 'failure' : 'error';
  return [
    `${head}>`,
    `      <${element} type="${verdict === 'fail' ? 'check/failed' : 'check/not-judged'}" message="${xmlText(message)}">${text}</${element}>`,
    '    </testcase>',
  ];
}

function shownText(lines: readonly string[], count: number): string {
  const more = count - lines.length;
  return xmlText([...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'));
}
