import { confirm } from '../adapters/confirm.ts';
import { commitOf } from '../adapters/local-forge.ts';
import { recordsFingerprint, statedDecline } from '../core/change/declined.ts';
import { peopleIn } from '../core/evidence/approval-people.ts';
import type { Estate } from '../model/estate.ts';
import type { ForgeFile, ForgeReader, ForgeWriter, StandingProposal } from '../model/forge.ts';
import { count } from '../render/words.ts';
import type { CommandContext } from './command.ts';
import { CommandError, exitCodes } from './exit.ts';
import { openEstate } from './open-estate.ts';
import { proposedChanges } from './propose-observe.ts';

/** Whose no it is, to what and why. */
export interface StatedDecline {
  /** Name of a Change, or the branch that proposes it. */
  readonly change: string;
  readonly by: string;
  readonly reason: string | undefined;
}

/** Reads a no from options; `undefined`: none is stated. */
export function declineIn(options: Readonly<Record<string, unknown>>): StatedDecline | undefined {
  const { decline, by, reason } = options;
  if (typeof decline !== 'string') {
    if (by === undefined && reason === undefined) return undefined;
    throw new CommandError('--by and --reason belong to --decline', { hint: 'name the Change with --decline' });
  }
  if (typeof by !== 'string') {
    throw new CommandError('a no is somebody\u2019s', { hint: 'say whose with --by and the id of a person' });
  }
  return { change: decline, by, reason: typeof reason === 'string' ? reason : undefined };
}

interface Declining {
  readonly reader: ForgeReader;
  readonly writer: ForgeWriter;
  readonly isAgreed: boolean;
}

/**
 * Records somebody's no on a forge that has no pull requests to close: the record goes to the branch of such records and
 * counts from then on, as that of a closed pull request does. The branch of the Change is left.
 */
export async function declineChange(
  context: CommandContext,
  { reader, writer, isAgreed }: Declining,
  stated: StatedDecline,
): Promise<void> {
  if (reader.isHosted) {
    throw new CommandError('a pull request of this forge is declined by closing it', {
      hint: 'close it there; who did, when and their last words are recorded by the next run',
    });
  }
  const base = await reader.base();
  const { estate, asOf, folders } = openEstate(context, { revision: base.commit });
  refuseUnknown(estate, stated.by);
  const { branchPrefix } = estate.workspace;
  const [changes, records] = [`${branchPrefix}/change/`, `${branchPrefix}/records/`];
  const standing = await reader.proposals(
    [
      { prefix: changes, folder: folders.changes },
      { prefix: records, folder: folders.records },
    ],
    () => undefined,
  );
  const proposal = proposalNamed(
    stated.change,
    standing.filter(({ branch }) => branch.startsWith(changes)),
  );
  const branch = `${records}declines`;
  const recording = standing.find((one) => one.branch === branch);
  const pending = recording?.files ?? [];
  const taken = new Set([
    ...(estate.resources.DeclineRecord?.keys() ?? []),
    ...pending.map(({ path }) => stemOf(path)),
  ]);
  const { by, reason } = stated;
  const made = statedDecline(proposal.files, { by, at: asOf, reason }, { folder: folders.records, taken });
  if (made === undefined) throw new CommandError(`${proposal.branch} proposes no visit that could be declined`);
  await ask(context, isAgreed, made.record.spec.change ?? stated.change);
  const files: readonly ForgeFile[] = [...pending, { path: made.path, text: made.text }];
  await writer.commit({
    ...{ branch, base, expected: recording?.head ?? commitOf(context.global.root, `refs/heads/${branch}`), files },
    subject: `Record ${count(files.length, 'declined Change')}`,
    body: `${by} declined ${made.record.spec.change ?? stated.change}.`,
    planFp: recordsFingerprint(files),
  });
}

async function ask({ terminal }: CommandContext, isAgreed: boolean, change: string): Promise<void> {
  if (isAgreed) return;
  if (!terminal.interactive) {
    throw new CommandError(`${change} would be declined`, { hint: 'say --yes' });
  }
  if (!(await confirm(`Decline ${change}?`))) {
    throw new CommandError('nothing was written', { exitCode: exitCodes.fine });
  }
}

const stemOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.yaml$/, '');

/** A no is answered for by somebody who can be found. */
function refuseUnknown(estate: Estate, by: string): void {
  const people = [...(estate.resources.Team?.values() ?? [])].flatMap(({ document }) => document.spec.people ?? []);
  if (people.some(({ id }) => id === by)) return;
  const likely = peopleIn(estate).personOf(by);
  throw new CommandError(`no Team lists a person ${by}`, {
    hint: likely === by ? 'give the id of a person, as a Team lists it' : `did you mean ${likely}?`,
  });
}

function proposalNamed(name: string, standing: readonly StandingProposal[]): StandingProposal {
  const open = standing.filter(({ files }) => files.length > 0);
  const found = open.find(
    (one) => one.branch === name || proposedChanges([one]).some(({ metadata }) => metadata.name === name),
  );
  if (found !== undefined) return found;
  const names = proposedChanges(open).map(({ metadata }) => metadata.name);
  throw new CommandError(`no Change ${name} is up for approval`, {
    hint: names.length === 0 ? 'none is; run patchledger propose first' : `these are: ${names.join(', ')}`,
  });
}
