import { checkReport } from '../core/check/report.ts';
import { standingProblems } from '../core/check/standing.ts';
import { sha256Hex } from '../core/digest.ts';
import { sortDiagnostics } from '../core/load/sort.ts';
import { assertOscal } from '../core/oscal/check.ts';
import { oscalFiles } from '../core/oscal/documents.ts';
import type { ReportInput } from '../core/report/input.ts';
import { openVexOf } from '../core/vex/publish.ts';
import type { CheckReport } from '../model/check.ts';
import type { MachineFile } from '../model/machine-file.ts';
import type { CsvTwin, Report } from '../model/report.ts';
import { renderVerdictsJunit } from '../render/check/junit.ts';
import { renderDiagnosticsSarif } from '../render/diagnostics/sarif.ts';
import { machineListingPath, renderMachineListing } from '../render/machine/listing.ts';
import { renderOscal } from '../render/oscal/json.ts';
import { renderOpenVex } from '../render/vex/openvex.ts';
import type { OpenDecision } from './open-estate.ts';
import { lintsOf } from './open-linted.ts';
import type { MachinePart } from './report-files.ts';

/** A file for programs as it is made: its text in pieces, or why there is none. */
interface Made {
  readonly path: string;
  readonly what: string;
  readonly use: string;
  readonly pieces?: Iterable<string>;
  readonly absent?: string;
}

/**
 * The files of the pack for programs, and a page that lists them. Every OSCAL document passes our own check before it is
 * rendered; one that does not is a bug, and nothing is written.
 */
export function machineFiles(opened: OpenDecision, input: ReportInput): MachinePart {
  return (report, csv, put) => {
    const listing: MachineFile[] = [];
    for (const { path, what, use, pieces, absent } of made(opened, input, report, csv)) {
      if (pieces !== undefined) put({ path, pieces });
      listing.push({ path, what, use, absent });
    }
    put({ path: machineListingPath, pieces: [renderMachineListing(listing)] });
    return listing;
  };
}

/** One after the other: of a large estate, no two are held at a time. */
function* made(
  opened: OpenDecision,
  input: ReportInput,
  report: Report,
  csv: ReadonlyMap<string, CsvTwin>,
): Iterable<Made> {
  yield* oscal(opened, input, report, csv);
  yield openVex(input, report);
  const check = checkOf(opened);
  const problems = check.results.flatMap((result) => result.problems);
  yield {
    path: 'machine/findings.sarif',
    what: 'SARIF 2.1.0: what fails the policies, with its place',
    use: 'views of code scanning, such as that of GitHub',
    pieces: [renderDiagnosticsSarif(problems, PATCHLEDGER_VERSION)],
  };
  yield {
    path: 'machine/checks.junit.xml',
    what: 'JUnit XML: the verdict of every check of the gate and of every document',
    use: 'views of test results in CI',
    pieces: [renderVerdictsJunit(check, report)],
  };
}

/** The gate over the whole estate, with everything that the lints say. */
function checkOf(opened: OpenDecision): CheckReport {
  const diagnostics = sortDiagnostics([...opened.diagnostics, ...lintsOf(opened)]);
  const standing = standingProblems({ ...opened, diagnostics });
  const findings = Object.fromEntries(Object.entries(standing).map(([id, problems]) => [id, { problems }]));
  return checkReport({ mode: 'estate', base: undefined, head: opened.estate.commit, lane: 'none' }, findings);
}

function* oscal(
  { sources }: OpenDecision,
  input: ReportInput,
  report: Report,
  csv: ReadonlyMap<string, CsvTwin>,
): Iterable<Made> {
  const digests = new Map<string, string>();
  const digestOf = (path: string): string | undefined => {
    const text = sources.get(path);
    if (text === undefined) return undefined;
    const digest = digests.get(path) ?? sha256Hex(text);
    digests.set(path, digest);
    return digest;
  };
  for (const one of oscalFiles({ input, report, digestOf, csv })) {
    const { path } = one;
    const told = { path, what: `OSCAL 1.2.1: ${one.title}`, use: 'tools of assessors, and GRC systems' };
    if (one.kind === 'document') assertOscal(one.document);
    yield one.kind === 'absent' ? { ...told, absent: one.because } : { ...told, pieces: renderOscal(one.document) };
  }
}

function openVex(input: ReportInput, report: Report): Made {
  const file = {
    path: 'machine/openvex.json',
    what: 'OpenVEX 0.2.0: what is affected, cleared or fixed',
    use: 'vulnerability scanners, to leave out what is cleared',
  };
  const document = openVexOf(input, report);
  return document === undefined
    ? { ...file, absent: 'there is no statement to make' }
    : { ...file, pieces: [renderOpenVex(document)] };
}
