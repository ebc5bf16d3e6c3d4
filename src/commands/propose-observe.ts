import { commitOf } from '../adapters/local-forge.ts';
import { readBody } from '../core/change/body.ts';
import { changeBranch } from '../core/change/change-file.ts';
import { groupChanges } from '../core/change/group.ts';
import { pressingIn } from '../core/change/pressing.ts';
import { type ProposalStep, reconcile } from '../core/change/reconcile.ts';
import { loadResources } from '../core/load/load.ts';
import { addDuration, parseInstant } from '../core/time.ts';
import type { ChangeContent } from '../model/change.ts';
import type { EstateFile } from '../model/estate-files.ts';
import type { BaseBranch, ForgeFile, ForgeReader, KnownHead, StandingProposal } from '../model/forge.ts';
import type { Change } from '../model/generated/change.ts';
import type { DeclineRecord } from '../model/generated/decline-record.ts';
import type { CommandContext } from './command.ts';
import { CommandError, exitCodes } from './exit.ts';
import { decideOn, type OpenDecision, type OpenEstate, openEstate } from './open-estate.ts';
import {
  type ClosedPulls,
  closedBefore,
  closedPullsOf,
  earlierPulls,
  newDeclines,
  wasRefused,
} from './propose-closed.ts';

/** Everything that a run knows before it writes. */
export interface Observation {
  readonly base: BaseBranch;
  readonly opened: OpenDecision;
  readonly steps: readonly ProposalStep[];
  /** Records of what people declined that the base has not got, and the branch that brings them there. */
  readonly declines: PendingDeclines;
  /** Addresses of closed pull requests that new ones go on from, by branch. */
  readonly earlier: ReadonlyMap<string, string>;
}

/** Records that are not merged yet. */
export interface PendingDeclines {
  readonly branch: string;
  readonly files: readonly ForgeFile[];
  readonly records: readonly DeclineRecord[];
  readonly standing: StandingProposal | undefined;
  /** The pull request with these very records was closed: nobody wants to be asked again. */
  readonly isRefused: boolean;
}

/**
 * Reads the forge and decides. What a person declined by closing a pull request counts at once, although its record is
 * merged later: so the decision is made anew with every record that is found.
 */
export async function observeProposals(
  context: CommandContext,
  reader: ForgeReader,
  notReopened: ReadonlySet<string>,
): Promise<Observation> {
  const base = await reader.base();
  requireCommit(context, base, reader);
  const merged = openEstate(context, { revision: base.commit });
  const { branchPrefix } = merged.estate.workspace;
  const recordsBranch = `${branchPrefix}/records/declines`;
  const all = await reader.proposals(
    [
      { prefix: `${branchPrefix}/change/`, folder: merged.folders.changes },
      { prefix: `${branchPrefix}/records/`, folder: merged.folders.records },
    ],
    knownHead,
  );
  const recording = all.find(({ branch }) => branch === recordsBranch);
  const changes = all.filter(({ branch }) => branch.startsWith(`${branchPrefix}/change/`));
  const open = new Set(changes.flatMap(({ pull }) => pull?.number ?? []));
  const pending = (recording?.files ?? []).filter((file) => isPending(file, merged, open));
  const closedOf = closedPullsOf(reader);
  const found = await decideWithDeclines({ context, reader, closedOf, merged, base, changes, pending });
  const { opened, files } = found;
  const tooFresh = declinedBehind(opened, files);
  const branches = contentsOf(opened).map((content) => changeBranch(content, branchPrefix));
  const again = await closedBefore(
    branches.filter((branch) => !tooFresh.has(branch) && !notReopened.has(branch)),
    { reader, closedOf, standing: changes, asOf: opened.asOf, folder: merged.folders.changes },
  );
  return {
    base,
    opened,
    steps: planSteps(opened, { standing: again, base, tooFresh }),
    earlier: await earlierPulls(branches, changes, closedOf),
    declines: {
      branch: recordsBranch,
      files,
      records: recordsIn(files),
      standing: recording,
      isRefused:
        files.length > 0 &&
        recording?.pull === undefined &&
        (await wasRefused(closedOf, recordsBranch, recordsName(files))),
    },
  };
}

/** The estate is read from the clone, so it must have what the forge calls the base. */
function requireCommit({ global: { root } }: CommandContext, { name, commit }: BaseBranch, reader: ForgeReader): void {
  if (commitOf(root, commit) !== undefined) return;
  throw new CommandError(
    `${name} of ${reader.repository} stands at ${commit.slice(0, 12)}, which this clone has not got`,
    {
      hint: `git fetch origin ${name}, and run again`,
      exitCode: exitCodes.remote,
    },
  );
}

function knownHead(body: string): KnownHead | undefined {
  const { marker } = readBody(body);
  return marker && { head: marker.head, path: marker.path, blob: marker.blob };
}

const asEstateFile = ({ path, text }: ForgeFile): EstateFile => ({
  ...{ path, text, lane: 'data', bytes: text.length },
});

/**
 * A record on its branch counts unless the base has it by now, somebody spoilt it, or somebody opened the pull request
 * again and so took the no back.
 */
function isPending(file: ForgeFile, { estate }: OpenEstate, open: ReadonlySet<number>): boolean {
  const [record] = recordsIn([file]);
  if (record === undefined || open.has(record.spec.pullRequest?.number ?? 0)) return false;
  return estate.resources.DeclineRecord?.has(record.metadata.name) !== true;
}

interface Deciding {
  readonly context: CommandContext;
  readonly reader: ForgeReader;
  readonly closedOf: ClosedPulls;
  /** The estate as the base has it. */
  readonly merged: OpenEstate;
  readonly base: BaseBranch;
  readonly changes: readonly StandingProposal[];
  /** Records on their branch. */
  readonly pending: readonly ForgeFile[];
}

async function decideWithDeclines(
  deciding: Deciding,
): Promise<{ readonly opened: OpenDecision; readonly files: readonly ForgeFile[] }> {
  const { context, reader, closedOf, base, changes, merged: plain } = deciding;
  const asked = new Set<string>();
  let files = deciding.pending;
  for (;;) {
    const beside = files.map(asEstateFile);
    const estate = beside.length === 0 ? plain : openEstate(context, { revision: base.commit, beside });
    const opened = decideOn(estate, proposedChanges(changes));
    const fresh = reader.isHosted
      ? await newDeclines(unasked(opened, changes, asked), { reader, closedOf, opened })
      : [];
    const merged = estate.estate.resources.DeclineRecord;
    const unknown = fresh.filter(
      ({ name, path }) => merged?.has(name) !== true && !files.some((one) => one.path === path),
    );
    if (unknown.length === 0) return { opened, files };
    files = [...files, ...unknown.map(({ path, text }) => ({ path, text }))].sort((left, right) =>
      left.path < right.path ? -1 : 1,
    );
  }
}

/** Branches of what would be proposed and is not open. Each is asked about once. */
function unasked(opened: OpenDecision, changes: readonly StandingProposal[], asked: Set<string>): readonly string[] {
  const open = new Set(changes.flatMap(({ branch, pull }) => (pull === undefined ? [] : [branch])));
  const { branchPrefix } = opened.estate.workspace;
  const branches = contentsOf(opened)
    .map((content) => changeBranch(content, branchPrefix))
    .filter((branch) => !open.has(branch) && !asked.has(branch));
  for (const branch of branches) asked.add(branch);
  return branches;
}

/** The Changes that open proposals hold, so that their visits stay where they are. One that is wrong holds nothing. */
export function proposedChanges(standing: readonly StandingProposal[]): readonly Change[] {
  const { resources } = loadResources(standing.flatMap(({ files }) => files)).value;
  return resources.flatMap((resource) => (resource.kind === 'Change' ? [resource.document as Change] : []));
}

function recordsIn(files: readonly ForgeFile[]): readonly DeclineRecord[] {
  const { resources } = loadResources(files).value;
  return resources.flatMap((resource) =>
    resource.kind === 'DeclineRecord' ? [resource.document as DeclineRecord] : [],
  );
}

/** Name of a set of records: the youngest stands for all. */
export const recordsName = (files: readonly ForgeFile[]): string =>
  files
    .map(({ path }) => path.slice(path.lastIndexOf('/') + 1).replace(/\.yaml$/, ''))
    .sort()
    .join('+');

function contentsOf({ decision, estate, asOf }: OpenDecision): readonly ChangeContent[] {
  const { timeZone: zone, weekend, holidays, changeHorizon } = estate.workspace;
  return groupChanges(decision.plan, addDuration(asOf, changeHorizon, { zone, weekend, holidays }));
}

/**
 * Branches whose work was declined behind the instant that is judged, by a clock that runs ahead or while this run went
 * on. The decision does not know of it yet; what was declined is not proposed all the same.
 */
function declinedBehind({ asOf, estate }: OpenDecision, files: readonly ForgeFile[]): ReadonlySet<string> {
  const behind = recordsIn(files).filter(({ spec }) => (parseInstant(spec.declinedAt) ?? 0) > asOf);
  const stems = behind.flatMap(({ spec }) => spec.change?.replace(/-\d+$/, '') ?? []);
  return new Set(stems.map((stem) => `${estate.workspace.branchPrefix}/change/${stem}`));
}

interface Planning {
  readonly standing: readonly StandingProposal[];
  readonly base: BaseBranch;
  readonly tooFresh: ReadonlySet<string>;
}

function planSteps(opened: OpenDecision, { standing, base, tooFresh }: Planning): readonly ProposalStep[] {
  const { estate, asOf, folders, decision } = opened;
  const { maxOpenChanges, maxNewChanges, branchPrefix } = estate.workspace;
  return reconcile({
    contents: contentsOf(opened).filter((content) => !tooFresh.has(changeBranch(content, branchPrefix))),
    standing,
    merged: new Set(estate.resources.Change?.keys() ?? []),
    asOf,
    inputsDigest: estate.inputsDigest,
    maxOpen: maxOpenChanges,
    maxNew: maxNewChanges,
    folder: folders.changes,
    branchPrefix,
    baseBranch: base.name,
    isPressing: pressingIn(decision.plan, estate, asOf),
  });
}
