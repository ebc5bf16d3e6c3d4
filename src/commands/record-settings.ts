import { recordFile } from '../core/record/record-file.ts';
import { inTime, saysTheSame, settingsSpec } from '../core/record/settings.ts';
import { formatInstant } from '../core/time.ts';
import type { Estate, WorkspaceSettings } from '../model/estate.ts';
import type { SettingsReader } from '../model/forge-settings.ts';
import type { ForgeSettingsRecord } from '../model/generated/forge-settings-record.ts';
import { type RecordLine, renderRecords, renderRecordsJson } from '../render/record/records.ts';
import { safeText } from '../render/text-table.ts';
import type { CommandContext, CommandRun } from './command.ts';
import { CommandError, exitCodes } from './exit.ts';
import { openEvidence } from './open-evidence.ts';
import { githubConnection, orRemote } from './open-forge.ts';
import { writeRecord } from './record-write.ts';

/** Opens what tells the settings of the forge that the Workspace names, and how that calls the repository. */
export type OpenSettings = (
  context: CommandContext,
  settings: WorkspaceSettings['forge'],
) => Promise<{ readonly reader: SettingsReader; readonly repository: string }>;

/** Records what guards the base branch on the forge, where that differs from what was recorded last. */
export const run: CommandRun = (context, args, options) => recordSettingsOn(openSettings)(context, args, options);

const openSettings: OpenSettings = async (context, settings) => {
  const connection = githubConnection(context, settings);
  const { openGithubSettings } = await import('../adapters/github/settings.ts');
  return { reader: openGithubSettings(connection), repository: connection.repository };
};

/** As `run`, asking a forge that somebody else opens. */
export const recordSettingsOn =
  (open: OpenSettings): CommandRun =>
  async (context, _args, options) => {
    const { terminal, global } = context;
    const { estate, folders, asOf } = openEvidence(context);
    const { forge } = estate.workspace;
    if (forge.kind === 'local') {
      throw new CommandError('the Workspace names no forge whose settings could be recorded', {
        hint: 'set spec.forge.kind and spec.forge.repository of the Workspace',
      });
    }
    const { reader, repository } = await open(context, forge);
    const read = await orRemote(() => reader.settings());
    const spec = settingsSpec(read, { repository, branch: forge.baseBranch, readAt: formatInstant(asOf) });
    const isDryRun = options['dryRun'] === true;
    const { root } = global;
    const line = recorded(estate, spec) ?? write(root, spec, folders.records, isDryRun);
    terminal.out(
      global.format === 'json'
        ? renderRecordsJson([line], [], isDryRun)
        : renderRecords([line], terminal.paint, isDryRun),
    );
    for (const { part, reason } of spec.unread ?? []) terminal.note(`not read: ${part}: ${safeText(reason)}\n`);
    return global.strict && spec.unread !== undefined ? exitCodes.degraded : exitCodes.fine;
  };

type Spec = ForgeSettingsRecord['spec'];

/** The last record of the branch, where it says the same. */
function recorded({ resources }: Estate, spec: Spec): RecordLine | undefined {
  const records = [...(resources.ForgeSettingsRecord?.values() ?? [])].filter(
    ({ document: { spec: other } }) => other.repository === spec.repository && other.branch === spec.branch,
  );
  const last = inTime(records).at(-1);
  if (last === undefined || !saysTheSame(last.document.spec, spec)) return undefined;
  return { kind: last.kind, name: last.name, path: last.origin.file, status: 'exists' };
}

function write(root: string, spec: Spec, folder: string, isDryRun: boolean): RecordLine {
  const { kind, name, path, text } = recordFile({ kind: 'ForgeSettingsRecord', spec }, folder);
  return { kind, name, path, status: writeRecord(root, { path, text }, isDryRun) };
}
