import { timeZoneDataVersion } from '../adapters/clock.ts';
import { gitVersion, nodeVersion, repositoryHealth } from '../adapters/machine.ts';
import { forgeEnvironment } from '../adapters/secrets.ts';
import { examine } from '../core/doctor/examine.ts';
import { isDegrading } from '../core/doctor/order.ts';
import { policyTables } from '../core/prioritise/table.ts';
import type { WorkspaceSettings } from '../model/estate.ts';
import type { ForgeAccess, ForgeHealth, MachineHealth } from '../model/health.ts';
import { renderHealthJson } from '../render/doctor/json.ts';
import { renderHealth } from '../render/doctor/text.ts';
import type { CommandContext, CommandRun } from './command.ts';
import { CommandError, exitCodes } from './exit.ts';
import { openDecision } from './open-estate.ts';
import { githubConnection } from './open-forge.ts';

/** Examines an estate: what is fresh, what is not, and what to do about it. Asks no network unless told to. */
export const run: CommandRun = async (context, _args, options) => {
  const { terminal, global } = context;
  const { decision, diagnostics, estate } = openDecision(context);
  const machine = await machineOf(context, estate.workspace.forge, options['online'] === true);
  const health = examine({ decision, tables: policyTables(estate).value, diagnostics, machine });
  terminal.out(global.format === 'json' ? renderHealthJson(health) : renderHealth(health, terminal.paint));
  return global.strict && health.findings.some(isDegrading) ? exitCodes.degraded : exitCodes.fine;
};

async function machineOf(
  context: CommandContext,
  settings: WorkspaceSettings['forge'],
  isOnline: boolean,
): Promise<MachineHealth> {
  const { root } = context.global;
  const { token, repository } = forgeEnvironment();
  const forge: ForgeHealth = {
    kind: settings.kind,
    repository: settings.repository ?? repository,
    baseBranch: settings.baseBranch,
    hasToken: token !== undefined,
  };
  const access = isOnline ? await askForge(context, settings) : undefined;
  return {
    version: PATCHLEDGER_VERSION,
    node: nodeVersion(),
    git: gitVersion(root),
    tzdata: timeZoneDataVersion(),
    repository: repositoryHealth(root),
    forge: { ...forge, ...(access !== undefined && { access }) },
  };
}

/** The local forge has nobody to ask. What keeps us from asking GitHub is an answer, too. */
async function askForge(
  context: CommandContext,
  settings: WorkspaceSettings['forge'],
): Promise<ForgeAccess | undefined> {
  if (settings.kind === 'local') return undefined;
  try {
    const connection = githubConnection(context, settings);
    // The library behind it is loaded here, so that whoever asks nobody never does.
    const { githubAccess } = await import('../adapters/github/access.ts');
    return await githubAccess(connection);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { kind: 'refused', reason: error.message, remedy: error.hint ?? '' };
  }
}
