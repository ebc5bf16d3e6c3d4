import { renderProposals, renderProposalsJson } from '../render/change/proposals.ts';
import type { CommandContext, CommandRun } from './command.ts';
import { CommandError, type ExitCode, exitCodes } from './exit.ts';
import { openEstate } from './open-estate.ts';
import { type ForgeOpener, openForge, orRemote } from './open-forge.ts';
import { declineChange, declineIn } from './propose-decline.ts';
import { proposalLines } from './propose-lines.ts';
import { type Settled, settle } from './propose-settle.ts';

/** Below which the branches of Changes stand, unless the Workspace says otherwise. */
export const branchPrefix = 'patchledger/change/';

/** What another run needs to get on, or a forge to recover; longer from round to round. */
const usualPauseMs = 500;

/** Puts the visits within the horizon up for approval. A run that changes nothing writes nothing. */
export const run: CommandRun = (context, args, options) => proposeOn(openForge)(context, args, options);

/** As `run`, on a forge that somebody else opens, waiting as long as that one needs. */
export const proposeOn =
  (open: ForgeOpener, pauseMs = usualPauseMs): CommandRun =>
  async (context, _args, options) => {
    const isDryRun = options['dryRun'] === true;
    const { forge: settings } = openEstate(context).estate.workspace;
    const { reader, writer } = await open(context, settings, isDryRun ? 'read' : 'write');
    const no = declineIn(options);
    if (no !== undefined) {
      if (writer === undefined) throw new CommandError('--decline and --dry-run exclude each other');
      await declineChange(context, { reader, writer, isAgreed: options['yes'] === true }, no);
    }
    const settled = await orRemote(() =>
      settle(context, { reader, writer, isAgreed: options['yes'] === true, pauseMs }),
    );
    const lines = proposalLines(settled, reader);
    const { terminal, global } = context;
    terminal.out(
      global.format === 'json'
        ? renderProposalsJson(lines, isDryRun)
        : renderProposals(lines, terminal.paint, isDryRun),
    );
    const wrote = lines.some(({ writes }) => writes.length > 0) || settled.dashboard === 'written';
    if (!isDryRun && !wrote && !global.quiet && !settled.isFailed) terminal.note('nothing changed, nothing written\n');
    if (settled.dashboard instanceof Error) terminal.note(`warning: ${settled.dashboard.message}\n`);
    return exitCodeOf(context, settled, lines);
  };

function exitCodeOf(
  { global }: CommandContext,
  { isFailed, dashboard }: Settled,
  lines: readonly { readonly degraded: readonly string[] }[],
): ExitCode {
  if (isFailed) return exitCodes.remote;
  const isDegraded = dashboard instanceof Error || lines.some(({ degraded }) => degraded.length > 0);
  return global.strict && isDegraded ? exitCodes.degraded : exitCodes.fine;
}
