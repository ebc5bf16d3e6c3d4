import type { Resource } from '../../model/resource.ts';
import type { Duration } from '../../model/time.ts';
import { parseDuration } from '../time.ts';

/** How old single sources of the catalogue may become, by name, as a Workspace says; for the others its `maxAge` holds. */
export function sourceAges(workspace: Resource<'Workspace'> | undefined): ReadonlyMap<string, Duration> {
  return new Map(
    (workspace?.document.spec.catalog?.sources ?? []).flatMap(({ name, maxAge }) => {
      const age = maxAge === undefined ? undefined : parseDuration(maxAge);
      return age === undefined ? [] : [[name, age] as const];
    }),
  );
}
