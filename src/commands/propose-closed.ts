import { ForgeError } from '../adapters/forge-error.ts';
import { readBody } from '../core/change/body.ts';
import { declineName, declineRecord, mayBeDeclined, type NewDecline } from '../core/change/declined.ts';
import { asReopened, reopenable } from '../core/change/reopen.ts';
import type { ClosedPull, ForgeFile, ForgeReader, StandingProposal } from '../model/forge.ts';
import type { Instant } from '../model/time.ts';
import type { OpenDecision } from './open-estate.ts';

/** Closed pull requests of a branch, newest first. */
export type ClosedPulls = (branch: string) => Promise<readonly ClosedPull[]>;

/** Asks about each branch once. */
export function closedPullsOf(reader: ForgeReader): ClosedPulls {
  const known = new Map<string, Promise<readonly ClosedPull[]>>();
  return (branch) => {
    const asked = known.get(branch) ?? reader.closedPulls(branch);
    known.set(branch, asked);
    return asked;
  };
}

interface Declining {
  readonly reader: ForgeReader;
  readonly closedOf: ClosedPulls;
  readonly opened: OpenDecision;
}

/** Records of what people declined by closing the pull requests of branches, as far as the base has none yet. */
export async function newDeclines(branches: readonly string[], declining: Declining): Promise<readonly NewDecline[]> {
  return (await Promise.all(branches.map((branch) => declinesOf(branch, declining)))).flat();
}

async function declinesOf(branch: string, { reader, closedOf, opened }: Declining): Promise<readonly NewDecline[]> {
  const known = opened.estate.resources.DeclineRecord;
  const closed = (await closedOf(branch)).filter(mayBeDeclined);
  const unknown = closed.filter((pull) => known?.has(declineName(branch, pull)) !== true);
  const records = await Promise.all(
    unknown.map(async (pull) => {
      const closing = await reader.closing(pull.number);
      // Somebody who opened it again meanwhile has taken the no back.
      if (closing.isOpen || closing.by?.isBot === true) return [];
      const files = await reader.pullFiles(pull.number, opened.folders.changes);
      return declineRecord(branch, { pull, closing, files }, opened.folders.records) ?? [];
    }),
  );
  return records.flat();
}

/** Somebody who closes the pull request of the records has seen them; they count all the same. */
export async function wasRefused(closedOf: ClosedPulls, branch: string, records: string): Promise<boolean> {
  const [last] = (await closedOf(branch)).filter(mayBeDeclined);
  return last !== undefined && readBody(last.body).marker?.change === records;
}

interface Reopening {
  readonly reader: ForgeReader;
  readonly closedOf: ClosedPulls;
  readonly standing: readonly StandingProposal[];
  readonly asOf: Instant;
  /** Folder of the Changes. */
  readonly folder: string;
}

/** What stands there, with the pull requests that the program closed itself lately and whose work is required again. */
export async function closedBefore(
  branches: readonly string[],
  { reader, closedOf, standing, asOf, folder }: Reopening,
): Promise<readonly StandingProposal[]> {
  const there = new Map(standing.map((proposal) => [proposal.branch, proposal] as const));
  const isShut = (branch: string): boolean => {
    const proposal = there.get(branch);
    return proposal === undefined || (proposal.pull === undefined && proposal.isOurs);
  };
  const again = await Promise.all(
    branches.filter(isShut).map(async (branch) => {
      const pull = reopenable(await closedOf(branch), asOf);
      if (pull === undefined) return [];
      const files = await filesOf(reader, pull, folder);
      return files.length === 0 ? [] : (asReopened(pull, files, there.get(branch)) ?? []);
    }),
  );
  const reopened = new Map(again.flat().map((proposal) => [proposal.branch, proposal] as const));
  const rest = standing.filter(({ branch }) => !reopened.has(branch));
  return [...rest, ...reopened.values()].sort((left, right) => (left.branch < right.branch ? -1 : 1));
}

/** A commit that the forge no longer has cannot be gone on from. */
async function filesOf(reader: ForgeReader, { head }: ClosedPull, folder: string): Promise<readonly ForgeFile[]> {
  try {
    return await reader.filesAt(head, folder);
  } catch (error) {
    if (error instanceof ForgeError && error.kind === 'missing') return [];
    throw error;
  }
}

/** The last pull request of each branch that has none open, when it was closed without a merge. */
export async function earlierPulls(
  branches: readonly string[],
  standing: readonly StandingProposal[],
  closedOf: ClosedPulls,
): Promise<ReadonlyMap<string, string>> {
  const open = new Set(standing.flatMap(({ branch, pull }) => (pull === undefined ? [] : [branch])));
  const found = await Promise.all(
    branches
      .filter((branch) => !open.has(branch))
      .map(async (branch) => {
        const [last] = await closedOf(branch);
        return last === undefined || last.isMerged ? [] : [[branch, last.url] as const];
      }),
  );
  return new Map(found.flat());
}
