import { auditHistory } from '../adapters/git-audit.ts';
import { GitError } from '../adapters/git-error.ts';
import { judgeAudit } from '../core/audit/judge.ts';
import { renderAudit, renderAuditJson } from '../render/audit/audit.ts';
import type { CommandContext, CommandOptions } from './command.ts';
import { CommandError, type ExitCode, exitCodes } from './exit.ts';
import { openEstate } from './open-estate.ts';

/** Proves from the history of the branch that records only grew and that what was merged was approved. */
export function runAudit(context: CommandContext, options: CommandOptions): ExitCode {
  const { estate, folders } = openEstate(context);
  const given = options['anchor'];
  const anchors = Array.isArray(given) ? given.map(String) : [];
  const audit = judgeAudit(readHistory(context, [folders.records, folders.changes], anchors), estate);
  const { terminal, global } = context;
  terminal.out(global.format === 'json' ? renderAuditJson(audit) : renderAudit(audit, terminal.paint));
  if (audit.checks.some(({ verdict }) => verdict === 'broken')) return exitCodes.violated;
  const isOpen = audit.checks.some(({ verdict }) => verdict === 'not known');
  return global.strict && isOpen ? exitCodes.degraded : exitCodes.fine;
}

function readHistory({ global: { root } }: CommandContext, folders: readonly string[], anchors: readonly string[]) {
  try {
    return auditHistory(root, folders, anchors);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new CommandError(`there is no history to prove anything from: ${error.message}`, {
      hint: 'run it in a clone of the estate, with its whole history',
      cause: error,
    });
  }
}
