import { join, posix, resolve } from 'node:path';
import { replaceFileBelow } from '../adapters/replace-file.ts';
import { makeTemporaryFolder } from '../adapters/temporary-folder.ts';
import { openTerminal, plainPaint } from '../adapters/terminal.ts';
import { appendStepOutputs, appendStepSummary } from '../adapters/workflow-files.ts';
import type { WorkflowLog } from '../adapters/workflow-log.ts';
import { writeFileAtomically } from '../adapters/write-files.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { renderCheckText } from '../render/check/text.ts';
import { renderDiagnosticsGithub } from '../render/diagnostics/github.ts';
import { renderDiagnosticsSarif } from '../render/diagnostics/sarif.ts';
import type { ActionInputs } from './action-inputs.ts';
import type { StepRequest } from './action-request.ts';
import type { StepResult } from './action-result.ts';
import { CommandError } from './exit.ts';
import { main } from './main.ts';

/** A step's page shows so many annotations of each severity; more of them would push the worst out of sight. */
const annotationLimit = 10;
/** The runner throws a summary over 1 MiB away whole. */
const summaryBytes = 1_000_000;

/** A step that was run. */
export interface ToldStep {
  readonly inputs: ActionInputs;
  readonly request: StepRequest;
  readonly result: StepResult;
}

/** Shows what a step found: the report in the log, the worst as annotations, all of it as SARIF, a plan as a summary. */
export async function tellStep(log: WorkflowLog, { inputs, request, result }: ToldStep): Promise<void> {
  const { report, plan } = result;
  if (report !== undefined) {
    log.shut();
    log.say(renderCheckText(report, { sources: new Map(), paint: plainPaint, version: PATCHLEDGER_VERSION }));
    log.open();
    appendStepOutputs({ 'report-path': keep('patchledger-check.json', result.printed) });
  }
  const problems = placedBelow(inputs.workingDirectory, result.problems);
  log.say(renderDiagnosticsGithub(worstFirst(problems).slice(0, annotationLimit)));
  const more = problems.length - annotationLimit;
  const place = report === undefined ? `run patchledger ${request.command}` : "in the step's summary";
  if (more > 0) log.say(`${more} more: ${place}${inputs.sarifFile === undefined ? '' : ', and in the SARIF file'}\n`);
  if (inputs.sarifFile !== undefined) writeSarif(inputs.sarifFile, problems);
  if (plan !== undefined) await tellPlan(log, request, plan);
}

/** The runner counts paths from the workspace, the program from the estate. */
function placedBelow(folder: string, problems: readonly Diagnostic[]): readonly Diagnostic[] {
  const below = posix.normalize(folder).replace(/\/$/, '');
  if (below === '.' || posix.isAbsolute(below)) return problems;
  const placed = ({ file }: { readonly file?: string | undefined }) =>
    file === undefined ? {} : { file: posix.join(below, file) };
  return problems.map((problem) => ({
    ...{ ...problem, ...placed(problem) },
    ...(problem.related !== undefined && {
      related: problem.related.map((place) => ({ ...place, ...placed(place) })),
    }),
  }));
}

const severities = ['error', 'warning', 'info'];

const worstFirst = (problems: readonly Diagnostic[]): readonly Diagnostic[] =>
  problems.toSorted((left, right) => severities.indexOf(left.severity) - severities.indexOf(right.severity));

/** The files around it may be a stranger's, so no link is followed. */
function writeSarif(path: string, problems: readonly Diagnostic[]): void {
  if (replaceFileBelow(resolve('.'), path, renderDiagnosticsSarif(problems, PATCHLEDGER_VERSION)) !== 'outside') return;
  throw new CommandError(`sarif-file: ${path} is no file below the workspace`, {
    hint: 'a relative path that no link stands in the way of',
  });
}

/** Leaves a file for later steps, outside the workspace and all that is committed there. */
function keep(name: string, text: string): string {
  const folder = process.env['RUNNER_TEMP'] ?? makeTemporaryFolder('patchledger');
  const path = join(folder, name);
  writeFileAtomically(path, text);
  return path;
}

/** Leaves the plan where later steps find it, and shows the same plan to people. */
async function tellPlan(
  log: WorkflowLog,
  { words }: StepRequest,
  { text, asOf }: NonNullable<StepResult['plan']>,
): Promise<void> {
  appendStepOutputs({ 'plan-path': keep('patchledger-plan.json', text) });
  const printed: string[] = [];
  const asked = words.filter((word) => word !== '--json' && word !== '--strict');
  const moment = words.some((word) => /^--as-of(?:=|$)/.test(word)) ? [] : ['--as-of', asOf];
  log.shut();
  await main([...asked, ...moment, '--quiet', '--format', 'markdown'], (choice) => ({
    ...openTerminal(choice),
    out: (piece) => void printed.push(piece),
    note: () => undefined,
  })).finally(log.open);
  appendStepSummary(withinBytes(printed.join('')));
}

/** Cuts a text behind its last line that fits, and says so. */
function withinBytes(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= summaryBytes) return text;
  const cut = bytes.subarray(0, bytes.lastIndexOf('\n', summaryBytes - 100) + 1).toString();
  return `${cut}\n…and more: the plan is in the file that plan-path names.\n`;
}
