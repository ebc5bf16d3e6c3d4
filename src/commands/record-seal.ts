import { GitError } from '../adapters/git-error.ts';
import { baseCommitOf, filesBelow, readCommitted } from '../adapters/git-records.ts';
import { nextSeal, sealedRecords, sealHead } from '../core/audit/seal-chain.ts';
import { recordFile } from '../core/record/record-file.ts';
import { formatInstant } from '../core/time.ts';
import type { StoredSeal } from '../model/audit.ts';
import { type RecordLine, renderRecords, renderRecordsJson } from '../render/record/records.ts';
import type { CommandContext, CommandRun } from './command.ts';
import { CommandError, exitCodes } from './exit.ts';
import type { OpenEstate } from './open-estate.ts';
import { openEvidence } from './open-evidence.ts';
import { isSealed, openSeals } from './read-seals.ts';
import { writeRecord } from './record-write.ts';

/** Seals the records of the base branch that no seal holds yet. Where there are none, nothing is written. */
export const run: CommandRun = async (context, _args, options) => {
  const { terminal, global } = context;
  const opened = openEvidence(context);
  const seals = openSeals(opened);
  const spec = nextSeal(seals, ...unsealedOf(context, opened, seals));
  const isDryRun = options['dryRun'] === true;
  const lines = spec === undefined ? [] : [write(context, opened, spec, isDryRun)];
  const head = sealHead(seals);
  if (global.format === 'json') terminal.out(renderRecordsJson(lines, [], isDryRun));
  else if (lines.length > 0) terminal.out(renderRecords(lines, terminal.paint, isDryRun));
  else terminal.out(head === undefined ? 'No record is merged yet; nothing to seal.\n' : unchanged(head));
  return exitCodes.fine;
};

const unchanged = ({ digest, spec }: StoredSeal): string =>
  `Every merged record is sealed; the last seal is number ${spec.number}, ${digest}.\n`;

type Unsealed = readonly [
  readonly { readonly path: string; readonly sha256: string }[],
  { readonly commit: string; readonly sealedAt: string },
];

/** Records count once they are merged: what is only here may still be taken back. */
function unsealedOf(
  { global: { root } }: CommandContext,
  { estate, folders, asOf }: OpenEstate,
  seals: readonly StoredSeal[],
): Unsealed {
  const { baseBranch } = estate.workspace.forge;
  try {
    const commit = baseCommitOf(root, baseBranch);
    if (commit === undefined) {
      throw new CommandError(`there is no branch ${baseBranch} here whose records could be sealed`, {
        hint: 'run it in a clone that has the base branch, or set spec.forge.baseBranch of the Workspace',
      });
    }
    const sealed = sealedRecords(seals);
    const files = (filesBelow(root, commit, folders.records) ?? []).filter(
      ({ path }) => isSealed(folders.records, path) && !sealed.has(path),
    );
    const unsealed: { readonly path: string; readonly sha256: string }[] = [];
    readCommitted(root, files, ({ path }, sha256) => unsealed.push({ path, sha256 }));
    return [unsealed, { commit, sealedAt: formatInstant(asOf) }];
  } catch (error) {
    if (error instanceof GitError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}

function write(
  { global: { root } }: CommandContext,
  { folders }: OpenEstate,
  spec: NonNullable<ReturnType<typeof nextSeal>>,
  isDryRun: boolean,
): RecordLine {
  const { kind, name, path, text } = recordFile({ kind: 'Seal', spec }, folders.records);
  return { kind, name, path, status: writeRecord(root, { path, text }, isDryRun) };
}
