import type { ClosedPull, ForgeFile, StandingProposal } from '../../model/forge.ts';
import type { Instant } from '../../model/time.ts';
import { parseInstant } from '../time.ts';
import { readBody, writeBody } from './body.ts';
import { obsoleteSuffix } from './closing.ts';

/** Later than this a thread is history, and a new one is easier to read. */
const reopenedWithinMs = 7 * 86_400_000;

/**
 * The pull request of a branch that is to be opened again, now that its work is required again: the last one, when the
 * program closed it itself and not long ago. `closed` is newest first. What a person closed stays closed.
 */
export function reopenable(closed: readonly ClosedPull[], asOf: Instant): ClosedPull | undefined {
  const [last] = closed;
  if (last === undefined || last.isMerged || readBody(last.body).marker?.closed === undefined) return undefined;
  const closedAt = parseInstant(last.closedAt);
  return closedAt !== undefined && closedAt > asOf - reopenedWithinMs ? last : undefined;
}

/**
 * A closed pull request as what stands there once it is open again, without the signs of having been closed. `standing`
 * is its branch where that was not deleted; one that moved on since is no longer the one that was closed.
 */
export function asReopened(
  pull: ClosedPull,
  files: readonly ForgeFile[],
  standing: StandingProposal | undefined,
): StandingProposal | undefined {
  if (standing !== undefined && standing.head !== pull.head) return undefined;
  const { marker, ...body } = readBody(pull.body);
  if (marker === undefined) return undefined;
  const { closed: _, ...remembered } = marker;
  const title = pull.title.endsWith(obsoleteSuffix) ? pull.title.slice(0, -obsoleteSuffix.length) : pull.title;
  return {
    ...{ branch: pull.branch, head: pull.head, isOurs: true, files },
    pull: { ...pull, title, body: writeBody({ ...body, marker: remembered }) },
    closed: standing === undefined ? 'gone' : 'standing',
  };
}
