import { auditHistory } from '../adapters/git-audit.ts';
import { GitError } from '../adapters/git-error.ts';
import { judgeAudit } from '../core/audit/judge.ts';
import type { AuditAnchor } from '../model/audit.ts';
import type { WorkspaceSettings } from '../model/estate.ts';
import type { EstateFolders } from '../model/estate-files.ts';
import type { MergeReader } from '../model/review.ts';
import { renderAudit, renderAuditJson } from '../render/audit/audit.ts';
import { askApprovals } from './ask-approvals.ts';
import type { CommandContext, CommandOptions } from './command.ts';
import { CommandError, type ExitCode, exitCodes } from './exit.ts';
import { openEstate } from './open-estate.ts';
import { githubConnection } from './open-forge.ts';
import { readSealed } from './read-seals.ts';

/** Opens what tells who approved merges on the forge that the Workspace names. */
export type ConnectMerges = (
  context: CommandContext,
  settings: WorkspaceSettings['forge'],
) => Promise<Pick<MergeReader, 'merge'>>;

const connectGithub: ConnectMerges = async (context, settings) => {
  const connection = githubConnection(context, settings);
  const { openGithubMerges } = await import('../adapters/github/merges.ts');
  return openGithubMerges(connection);
};

/** Proves from the history of the branch that records only grew and that what was merged was approved. */
export const runAudit = (context: CommandContext, options: CommandOptions): Promise<ExitCode> =>
  runAuditOn(connectGithub)(context, options);

/** As `runAudit`, asking a forge that somebody else opens. */
export const runAuditOn =
  (connect: ConnectMerges) =>
  async (context: CommandContext, options: CommandOptions): Promise<ExitCode> => {
    const { estate, folders } = openEstate(context);
    const given = options['anchor'];
    const anchors = Array.isArray(given) ? given.map(String) : [];
    const { forge } = estate.workspace;
    const isAsked = options['online'] === true && forge.kind !== 'local';
    const asked = isAsked ? await askApprovals(estate, () => connect(context, forge)) : undefined;
    const audit = judgeAudit({ ...readHistory(context, folders, anchors), estate, asked });
    const { terminal, global } = context;
    terminal.out(global.format === 'json' ? renderAuditJson(audit) : renderAudit(audit, terminal.paint));
    if (audit.checks.some(({ verdict }) => verdict === 'broken')) return exitCodes.violated;
    const isOpen = audit.checks.some(({ verdict }) => verdict === 'not known');
    return global.strict && isOpen ? exitCodes.degraded : exitCodes.fine;
  };

/** Anchors are commits, and digests of seals. */
function readHistory({ global: { root } }: CommandContext, folders: EstateFolders, given: readonly string[]) {
  const isSeal = (anchor: string): boolean => anchor.startsWith('sha256:');
  try {
    const commits = given.filter((anchor) => !isSeal(anchor));
    const history = auditHistory(root, [folders.records, folders.changes], commits);
    const sealed = readSealed(root, history.head, folders.records, history.isShallow);
    const digests = new Set(sealed.seals.map(({ digest }) => digest));
    const seals = given.filter(isSeal).map((anchor): AuditAnchor => {
      return { anchor, state: digests.has(anchor) ? 'kept' : 'no seal' };
    });
    return { history: { ...history, anchors: [...history.anchors, ...seals] }, sealed };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new CommandError(`there is no history to prove anything from: ${error.message}`, {
      hint: 'run it in a clone of the estate, with its whole history',
      cause: error,
    });
  }
}
