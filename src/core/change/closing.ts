import type { StandingProposal } from '../../model/forge.ts';
import { readBody } from './body.ts';
import { obsoleteLabel } from './labels.ts';
import { commentMarker, type ForgeOperation } from './operations.ts';

/** What the title of such a pull request ends with. */
export const obsoleteSuffix = ' (obsolete)';

/**
 * What ends a proposal of which nothing is required any more: say why, label, close, and delete the branch, in this
 * order, so that a killed run is finished by the next. A branch that somebody committed to is told of, and stays. On a
 * local forge nothing is deleted.
 */
export function closingOperations(
  { branch, head, isOurs, pull }: StandingProposal,
  { isHosted, reason }: { readonly isHosted: boolean; readonly reason: string },
): readonly ForgeOperation[] {
  if (!isHosted) return [];
  const topic = isOurs ? 'obsolete' : 'abandoned';
  const told: ForgeOperation[] =
    pull === undefined ? [] : [{ kind: 'comment', marker: commentMarker(topic), text: reason }];
  if (!isOurs) return told;
  const gone: ForgeOperation = { kind: 'delete-branch', expected: head };
  if (pull === undefined) return [gone];
  const { marker, ...body } = readBody(pull.body);
  const title = pull.title.endsWith(obsoleteSuffix) ? pull.title : `${pull.title}${obsoleteSuffix}`;
  const remembered = { ...(marker ?? lostMarker(branch, head)), closed: 'obsolete' as const };
  const label: ForgeOperation[] = pull.labels.includes(obsoleteLabel)
    ? []
    : [{ kind: 'label', names: [obsoleteLabel] }];
  return [...told, ...label, { kind: 'close', title, body: { ...body, marker: remembered } }, gone];
}

/** Where the memory is gone, that the program closed it is worth remembering all the same. */
const lostMarker = (branch: string, head: string) => ({
  ...{ change: branch, path: branch, planFp: '', openedFp: '', toldFp: '', textFp: '', title: '', head, blob: '' },
  ...{ labels: [], reviewers: [], assignees: [], refused: [], isDraft: false },
});
