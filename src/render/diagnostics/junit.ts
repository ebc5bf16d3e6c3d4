import type { Diagnostic } from '../../model/diagnostic.ts';
import { xmlText } from '../xml.ts';

/**
 * Problems as JUnit XML, as Jenkins reads it: a case for each file that was read, failed where an error stands in it.
 * Warnings and remarks do not fail a case; they are its output. What belongs to no file is a case of its own.
 * No times and no host: equal problems give equal bytes.
 */
export function renderDiagnosticsJunit(diagnostics: readonly Diagnostic[], files: Iterable<string>): string {
  const byFile = new Map<string, Diagnostic[]>([...files].map((file) => [file, []]));
  for (const problem of diagnostics) {
    const name = problem.file ?? wholeEstate;
    const known = byFile.get(name);
    if (known) known.push(problem);
    else byFile.set(name, [problem]);
  }
  const cases = [...byFile].sort(([left], [right]) => (left < right ? -1 : 1));
  const failures = cases.filter(([, problems]) => problems.some(isError)).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="patchledger" ${counts}>`,
    `  <testsuite name="estate" ${counts} skipped="0">`,
    ...cases.flatMap(([file, problems]) => caseLines(file, problems)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

const wholeEstate = 'the estate as a whole';

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

function caseLines(file: string, problems: readonly Diagnostic[]): readonly string[] {
  const head = `    <testcase name="${xmlText(file)}" classname="estate"`;
  if (problems.length === 0) return [`${head}/>`];
  const errors = problems.filter(isError);
  const others = problems.filter((problem) => !isError(problem));
  const [first] = errors;
  return [
    `${head}>`,
    ...(first === undefined
      ? []
      : [
          `      <failure type="${xmlText(first.code)}" message="${xmlText(first.message)}">` +
            `${xmlText(errors.map(lineOf).join('\n'))}</failure>`,
        ]),
    ...(others.length === 0 ? [] : [`      <system-out>${xmlText(others.map(lineOf).join('\n'))}</system-out>`]),
    '    </testcase>',
  ];
}

function lineOf({ code, severity, message, hint, range }: Diagnostic): string {
  const place = range === undefined ? '' : `${range.start.line}:${range.start.column}: `;
  return `${place}${severity}: ${message} [${code}]${hint === undefined ? '' : ` ${hint}`}`;
}
