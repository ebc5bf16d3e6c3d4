import { keepHeapSmall } from '../adapters/heap.ts';
import { shippedFrameworkFiles } from '../adapters/package-files.ts';
import { sealHead } from '../core/audit/seal-chain.ts';
import { frameworkMatrices, readShippedMappings } from '../core/report/frameworks.ts';
import type { FileDigest, PutFile } from '../model/report.ts';
import { type ReportFormat, reportRenderers } from '../render/report-registry.ts';
import { TemplateError } from '../render/templates.ts';
import type { CommandContext } from './command.ts';
import { CommandError, exitCodes } from './exit.ts';
import type { OpenDecision } from './open-estate.ts';
import { openSeals } from './read-seals.ts';
import { reportFiles } from './report-files.ts';
import { machineFiles } from './report-machine.ts';
import { type ReportRequest, requestedInput, toldRequest } from './report-request.ts';
import { reportTheme } from './report-theme.ts';

/**
 * Hands over the files of the pack that a command line asks for, one by one; templates are those of the revision. A
 * template that cannot be filled is the user's to mend, and nothing is written.
 */
export function packFiles(
  { global }: CommandContext,
  opened: OpenDecision,
  revision: string | undefined,
  asked: ReportRequest,
  put: PutFile,
): readonly FileDigest[] {
  keepHeapSmall();
  const own = opened.estate.resources.FrameworkMapping?.values() ?? [];
  const frameworks = frameworkMatrices(readShippedMappings(shippedFrameworkFiles()), [...own]);
  const format = global.format ?? 'all';
  try {
    const theme = reportTheme(global.root, revision);
    const requested = requestedInput(asked, opened, global.root);
    const request = { format, ...toldRequest(asked, requested.cmdb) };
    const input = { ...opened, ...requested, frameworks, seals: sealedBy(opened) };
    const machine = machineFiles(opened, input);
    return reportFiles(input, { formats: formatsOf(format), theme, request, machine }, put);
  } catch (cause) {
    if (!(cause instanceof TemplateError)) throw cause;
    throw new CommandError(`the template ${cause.message}`, {
      exitCode: exitCodes.invalid,
      hint: 'mend it, or remove it to use the one that ships; nothing was written',
      cause,
    });
  }
}

/** The last seal of the estate, which D14 names. */
function sealedBy(opened: OpenDecision) {
  const seals = openSeals(opened);
  const head = sealHead(seals);
  return head === undefined ? undefined : { head: head.digest, count: seals.length };
}

/** The command line has refused any other name than those of the registry and `all`. */
function formatsOf(format: string): readonly ReportFormat[] {
  const names = Object.keys(reportRenderers) as ReportFormat[];
  return format === 'all' ? names : names.filter((name) => name === format);
}
