import { diagnostic, type Outcome, type SourceLocation } from '../../model/diagnostic.ts';
import type { ScannerFinding, ScannerOptions, ScannerReport } from '../../model/scanner.ts';
import type { SourceFile } from '../../model/source.ts';
import { pointAt } from '../position.ts';
import { type Problems, problemsOf } from '../problems.ts';
import { readXml, type XmlElement } from '../xml-text.ts';
import type { ReportBody } from './json-report.ts';

/** An XML report parsed, with what reading it needs. */
export interface XmlReport {
  readonly root: XmlElement;
  readonly problems: Problems;
  readonly at: (element: XmlElement) => SourceLocation;
  /** The asset that the caller names, for reports that name it otherwise. */
  readonly given: readonly string[];
}

/** Reads an XML report; a text that is none is `scan/syntax` and an empty report. `undefined` = another kind of XML. */
export function readXmlReport(
  format: string,
  file: SourceFile,
  options: ScannerOptions,
  read: (report: XmlReport) => ReportBody | undefined,
): Outcome<ScannerReport> {
  const empty: ScannerReport = { format, scanned: [], findings: [] };
  const parsed = readXml(file.text);
  if (parsed.kind === 'refused') {
    const at = pointAt(file.path, parsed.start);
    return { value: empty, diagnostics: [diagnostic('scan/syntax', { format: 'XML', reason: parsed.reason }, { at })] };
  }
  const problems = problemsOf(file.path, 'scan/further-problems');
  const body = read({
    root: parsed.element,
    problems,
    at: ({ line }) => pointAt(file.path, { line, column: 1 }),
    given: options.asset === undefined ? [] : [options.asset],
  });
  if (body !== undefined) return { value: { format, ...body }, diagnostics: problems.list() };
  const reason = `it is about "${parsed.element.name.slice(0, 60)}", not about results of this scanner`;
  const problem = diagnostic(
    'scan/wrong-report',
    { reason, specification: 'what the scanner calls a report' },
    { at: { file: file.path } },
  );
  return { value: empty, diagnostics: [problem] };
}

/** One finding for each CVE of a check, each a problem of its own; one without an id where the check names none. */
export function perCve(finding: Omit<ScannerFinding, 'ids'>, cves: readonly string[]): readonly ScannerFinding[] {
  const each = [...new Set(cves)];
  return each.length === 0 ? [{ ...finding, ids: [] }] : each.map((cve) => ({ ...finding, ids: [cve] }));
}

/** Names that say something, each once. */
export function namesOf(names: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(names.filter((name): name is string => name !== undefined && name !== ''))];
}

/** Counts what is no vulnerability and tells it at the end. */
export function tellInformational(count: number, { problems }: XmlReport): void {
  if (count > 0) problems.tell('scan/not-vulnerabilities', { count, what: 'information without a vulnerability' });
}
