import { forgeEnvironment, redact, withoutSecrets } from '../adapters/secrets.ts';
import { openTerminal, type Terminal } from '../adapters/terminal.ts';
import { workflowEvent } from '../adapters/workflow-event.ts';
import { appendStepOutputs } from '../adapters/workflow-files.ts';
import { openWorkflowLog, type WorkflowLog } from '../adapters/workflow-log.ts';
import { escapeData } from '../model/workflow-command.ts';
import { safeText } from '../render/text-table.ts';
import { type ActionInputs, readActionInputs } from './action-inputs.ts';
import { type StepRequest, stepRequest } from './action-request.ts';
import { readStepResult, type StepResult } from './action-result.ts';
import { tellStep } from './action-tell.ts';
import { CommandError, type ExitCode, exitCodes } from './exit.ts';
import { main } from './main.ts';

type ExitClass = keyof typeof exitCodes;

/** Outcomes that fail the step from each threshold on. What stands in none never does. */
const failing: Readonly<Record<ActionInputs['failOn'], ReadonlySet<ExitClass>>> = {
  error: new Set(['internal', 'invalid', 'remote', 'interrupted']),
  violation: new Set(['internal', 'invalid', 'remote', 'interrupted', 'violated', 'differences']),
  degraded: new Set(['internal', 'invalid', 'remote', 'interrupted', 'violated', 'differences', 'degraded']),
};

/**
 * Runs one step of a workflow of GitHub: inputs and event become a command line, its result becomes the log,
 * annotations, a summary and outputs. Answers the exit code of the process.
 */
export async function runAction(): Promise<ExitCode> {
  const log = openWorkflowLog();
  const { token } = forgeEnvironment();
  if (token !== undefined) {
    log.mask(token);
    log.mask(Buffer.from(`x-access-token:${token}`).toString('base64'));
  }
  try {
    const inputs = readActionInputs(process.env);
    return await runStep(log, inputs, stepRequest(inputs, workflowEvent()?.name));
  } catch (error) {
    return endWith(log, error);
  }
}

async function runStep(log: WorkflowLog, inputs: ActionInputs, request: StepRequest): Promise<ExitCode> {
  log.shut();
  const { code, result } = await runCommand(log, request).finally(log.open);
  const exitClass = classOf(code);
  const isDegraded = code === exitCodes.degraded || result.isDegraded;
  await tellStep(log, { inputs, request, result });
  appendStepOutputs({ ...result.outputs, 'exit-class': exitClass, degraded: String(isDegraded) });
  const fails = failing[inputs.failOn].has(exitClass) || (inputs.failOn === 'degraded' && isDegraded);
  for (const reason of log.reasons()) log.say(`::error::${escapeData(safeText(reason))}\n`);
  if (!fails) return exitCodes.fine;
  return code === exitCodes.fine ? exitCodes.degraded : code;
}

/** Runs the command. A result that is read is kept from the log, where nobody reads JSON. */
async function runCommand(
  log: WorkflowLog,
  { words, command, isRead }: StepRequest,
): Promise<{ readonly code: ExitCode; readonly result: StepResult }> {
  const printed: string[] = [];
  const code = await main(words, (choice): Terminal => {
    const terminal = openTerminal(choice);
    const out = isRead ? (text: string): void => void printed.push(text) : terminal.out;
    return { ...terminal, out, interactive: false };
  });
  // What is read here goes on into files, annotations and outputs, past everything that takes secrets out of a log.
  const result = readStepResult(command, isRead ? redact(printed.join('')) : '');
  log.say(result.text);
  return { code, result };
}

function endWith(log: WorkflowLog, thrown: unknown): ExitCode {
  const error = withoutSecrets(thrown);
  const isOurs = error instanceof CommandError;
  const message = error instanceof Error ? error.message : String(error);
  const hint = isOurs ? error.hint : 'This is a bug in patchledger.';
  const lines = [isOurs ? message : `internal error: ${message}`, ...(hint === undefined ? [] : [hint])];
  log.say(`::error::${escapeData(lines.map(safeText).join('\n'))}\n`);
  const code = isOurs ? error.exitCode : exitCodes.internal;
  appendStepOutputs({ 'exit-class': classOf(code) });
  return code;
}

function classOf(code: ExitCode): ExitClass {
  const found = (Object.keys(exitCodes) as ExitClass[]).find((name) => exitCodes[name] === code);
  if (found === undefined) throw new Error(`no class for exit code ${code}`);
  return found;
}
