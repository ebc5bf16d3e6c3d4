import type { Estate } from '../../model/estate.ts';
import type { Kind } from '../../model/kinds.ts';
import type { BroughtResource } from '../../model/review.ts';
import { neededApprovals } from '../evidence/approval-needs.ts';
import type { OwnedPath } from './owners.ts';

/** A resource that would be merged, and the file that it stands in, or stood in. */
export interface PlacedResource extends BroughtResource {
  readonly path: string;
}

/** Kinds whose merge is an approval: somebody else than their authors must give it, whatever the Workspace asks for. */
const approvedByMerge: ReadonlySet<Kind> = new Set(['Change', 'Exception']);

/** What of a change must be approved by somebody. */
export function approvalSubjects(brought: readonly PlacedResource[], base: Estate): readonly PlacedResource[] {
  return brought.filter((one) => approvedByMerge.has(one.kind) || neededApprovals([one], base).length > 0);
}

/** The paths of a change, each with what must be given to approve it. */
export function ownedPaths(brought: readonly PlacedResource[], base: Estate): readonly OwnedPath[] {
  const paths = [...new Set(brought.map(({ path }) => path))].sort();
  return paths.map((path) => ({
    path,
    needs: neededApprovals(
      brought.filter((one) => one.path === path),
      base,
    ),
  }));
}
