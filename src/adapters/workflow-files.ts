import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { redact } from './secrets.ts';

/** Appends Markdown to the summary of this step (`GITHUB_STEP_SUMMARY`); outside a workflow there is nowhere to. */
export function appendStepSummary(
  text: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  const path = env['GITHUB_STEP_SUMMARY'];
  if (path === undefined || path === '') return false;
  appendFileSync(path, redact(text));
  return true;
}

/**
 * Sets outputs of this step (`GITHUB_OUTPUT`). Each value stands between lines that nobody can guess, so that no value
 * sets an output of its own.
 */
export function appendStepOutputs(
  outputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  const path = env['GITHUB_OUTPUT'];
  if (path === undefined || path === '') return false;
  const fence = `patchledger-${randomBytes(16).toString('hex')}`;
  appendFileSync(
    path,
    Object.entries(outputs)
      .map(([name, value]) => `${name}<<${fence}\n${redact(value)}\n${fence}\n`)
      .join(''),
  );
  return true;
}
