import type { Asset } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { CoveredRequirement } from '../../model/exception-draft.ts';
import type { Exception } from '../../model/generated/exception.ts';
import type { Resource } from '../../model/resource.ts';
import type { Instant, TimeZone } from '../../model/time.ts';
import { selects } from '../estate/select.ts';
import { readMoment } from '../time.ts';
import { coveredBy } from './scope.ts';

/**
 * The exception of the estate that says already what a draft would say, approved or not. Those that have ended do not
 * count, and none that ends before `until`.
 */
export function standingException(
  estate: Estate,
  asset: Asset,
  covers: readonly CoveredRequirement[],
  { asOf, until }: { readonly asOf: Instant; readonly until: Instant },
): Resource<'Exception'> | undefined {
  // A draft that covers nothing says nothing twice.
  if (covers.length === 0) return undefined;
  const exceptions = [...(estate.resources.Exception?.values() ?? [])];
  return exceptions.find(({ document: { spec } }) => {
    const end = readMoment(spec.expires, estate.workspace.timeZone, 'end');
    if (end === undefined || end <= asOf || end < until || !selects(spec.selector, asset, estate.componentSets))
      return false;
    return covers.every((covered) => coversAll(spec, covered, estate.workspace.timeZone));
  });
}

function coversAll(spec: Exception['spec'], { requirement, advisories }: CoveredRequirement, zone: TimeZone): boolean {
  const [cover] = coveredBy(spec, [requirement], zone);
  return advisories.every((advisory) => cover?.advisories.includes(advisory));
}
