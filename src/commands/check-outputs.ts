import { redact } from '../adapters/secrets.ts';
import { workflowEvent } from '../adapters/workflow-event.ts';
import { appendStepOutputs, appendStepSummary } from '../adapters/workflow-files.ts';
import { postedChecks } from '../core/check/posted.ts';
import type { CheckReport } from '../model/check.ts';
import type { WorkspaceSettings } from '../model/estate.ts';
import type { ForgeCheck } from '../model/forge.ts';
import { renderCheckSummary } from '../render/check/summary.ts';
import type { CommandContext, CommandOptions } from './command.ts';
import { CommandError } from './exit.ts';
import { openForge, orRemote } from './open-forge.ts';

/** What a forge shows to everybody who may read the repository. */
export const withoutSecretsIn = (check: ForgeCheck): ForgeCheck => ({
  ...check,
  title: redact(check.title),
  summary: redact(check.summary),
});

/** What a workflow reads of the gate: the summary of its step, outputs, and with `--post` a verdict on the head commit. */
export async function writeCheckOutputs(
  context: CommandContext,
  options: CommandOptions,
  report: CheckReport,
  forge: WorkspaceSettings['forge'],
): Promise<void> {
  const summary = renderCheckSummary(report);
  appendStepSummary(summary);
  const failed = report.results.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
  appendStepOutputs({ verdict: report.verdict, failed: failed.join(','), lane: report.lane });
  if (options['post'] !== true) return;
  const commit = workflowEvent()?.head ?? report.head;
  if (forge.kind !== 'github' || commit === undefined) {
    throw new CommandError('there is no commit on a forge to put a verdict on', {
      hint: 'commit what is here, and set spec.forge of the Workspace to github',
    });
  }
  const { writer } = await openForge(context, forge, 'write');
  for (const check of postedChecks(report, summary)) {
    await orRemote(async () => writer?.setCheck(commit, withoutSecretsIn(check)));
  }
}
