import { readForeignFile } from '../adapters/foreign-file.ts';
import { readForeignReport } from '../core/check/foreign-report.ts';
import { postedChecks } from '../core/check/posted.ts';
import type { CheckReport } from '../model/check.ts';
import type { ForgeCheck } from '../model/forge.ts';
import { renderCheckSummary } from '../render/check/summary.ts';
import { withoutSecretsIn } from './check-outputs.ts';
import type { CommandContext, CommandOptions, CommandRun } from './command.ts';
import { CommandError, exitCodes } from './exit.ts';
import { openEstate } from './open-estate.ts';
import { openForge, orRemote } from './open-forge.ts';

/**
 * Puts the verdicts of a report onto a commit. The report comes out of a run with a stranger's files: the commit is
 * named by the caller, the repository by the base, and the report says no more than which problems there are.
 */
export const run: CommandRun = async (context, [path = ''], options) => {
  const commit = commitOf(options);
  const report = readReport(path, commit);
  const posted = postedChecks(report, renderCheckSummary(report));
  const checks = options['workflowChanged'] === true ? posted.map(refused) : posted;
  const { forge } = openEstate(context).estate.workspace;
  if (forge.kind !== 'github') {
    throw new CommandError('there is no forge to put verdicts on', {
      hint: 'set spec.forge of the Workspace to github',
    });
  }
  const { writer } = await openForge(context, forge, 'write');
  for (const check of checks) await orRemote(async () => writer?.setCheck(commit, withoutSecretsIn(check)));
  tell(context, checks);
  return exitCodes.fine;
};

function commitOf(options: CommandOptions): string {
  const commit = String(options['commit'] ?? '');
  if (/^[0-9a-f]{40}$/.test(commit)) return commit;
  throw new CommandError('--commit is the full id of the commit that was judged', {
    hint: 'in a workflow_run, github.event.workflow_run.head_sha',
  });
}

function readReport(path: string, commit: string): CheckReport {
  const read = readForeignFile(path);
  if ('problem' in read) throw new CommandError(read.problem.message);
  const report = readForeignReport(read.file.text, commit);
  if ('problem' in report) throw new CommandError(`${path} is no report of the gate: ${report.problem}`);
  return report;
}

/** Who changes the workflow writes its report. */
const refused = (check: ForgeCheck): ForgeCheck => ({
  ...check,
  conclusion: 'failure',
  title: 'not judged: it changes workflows, and what those report then proves nothing',
});

function tell({ terminal, global }: CommandContext, checks: readonly ForgeCheck[]): void {
  if (global.quiet) return;
  for (const { name, conclusion, title } of checks) terminal.note(`${name}: ${conclusion}, ${title}\n`);
}
