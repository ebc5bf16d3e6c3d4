import type { RefusedRelease } from '../../model/requirement.ts';
import type { Instant, TimeZone } from '../../model/time.ts';
import type { Targeting } from '../assess/targeting.ts';
import { formatZoned } from '../time.ts';
import { type Ways, wayTo } from './hops.ts';
import type { VendorPatch } from './patches.ts';

/** The releases of one package that concern one asset, and when they are looked at. */
export interface ReleaseScope {
  /** Those whose `appliesTo` takes the asset. */
  readonly patches: readonly VendorPatch[];
  readonly targeting: Targeting;
  readonly asOf: Instant;
  readonly zone: TimeZone;
}

/** What is known of a package's releases on one asset. */
export interface Releases {
  /** Patches of exactly this version. */
  readonly at: (version: string) => readonly VendorPatch[];
  /** Why a version is not released yet. */
  readonly embargo: (version: string) => RefusedRelease | undefined;
  /** Why a version is not to be had, whatever affects it. Rejection outranks approval, approval everything else. */
  readonly refusal: (version: string) => RefusedRelease | undefined;
  /** The steps to a version, itself the last. */
  readonly wayTo: (version: string) => readonly string[] | undefined;
}

/** Reads the releases of a package for one asset. */
export function releasesIn(scope: ReleaseScope): Releases {
  const { patches, targeting } = scope;
  const { compare, isAbove } = targeting;
  const at = (version: string): readonly VendorPatch[] =>
    patches.filter((patch) => patch.version === version || compare(patch.version, version) === 0);
  const embargo = (version: string): RefusedRelease | undefined => embargoOf(version, at(version), scope);
  const barred = (version: string): RefusedRelease | undefined => rejectionOf(version, at(version)) ?? embargo(version);
  const ways: Ways = {
    compare,
    isAbove,
    reachableFrom: (version) =>
      highest(
        at(version).flatMap(({ upgradableFrom }) => upgradableFrom ?? []),
        compare,
      ),
    stops: () =>
      patches
        .flatMap(({ version, upgradableFrom }) => [version, ...(upgradableFrom === undefined ? [] : [upgradableFrom])])
        .filter((version) => barred(version) === undefined),
  };
  const unreachable = (version: string): RefusedRelease | undefined => {
    if (wayTo(version, ways) !== undefined) return undefined;
    const because = `only to be reached from ${ways.reachableFrom(version) ?? ''}, to which no way leads`;
    return { version, code: 'unreachable', because };
  };
  const superseded = (version: string): RefusedRelease | undefined => {
    const here = at(version);
    if (here.some(isApproved)) return undefined;
    const successor = patches.find(
      (other) =>
        here.some(({ name }) => other.supersedes.includes(name)) &&
        (compare(other.version, version) ?? 0) > 0 &&
        barred(other.version) === undefined &&
        targeting.affectedBy(other.version).length === 0 &&
        wayTo(other.version, ways) !== undefined,
    );
    return successor && { version, code: 'superseded', because: `superseded by ${successor.name}` };
  };
  return {
    at,
    embargo,
    refusal: (version) => barred(version) ?? unreachable(version) ?? superseded(version),
    wayTo: (version) => wayTo(version, ways),
  };
}

/** Does a person's standing decision approve the release? */
export function isApproved({ approval }: VendorPatch): boolean {
  return approval?.state === 'explicit';
}

function rejectionOf(version: string, patches: readonly VendorPatch[]): RefusedRelease | undefined {
  const rejecting = patches.find(({ approval }) => approval?.state === 'rejected');
  return (
    rejecting && {
      version,
      code: 'rejected',
      because: `rejected by ${rejecting.name}: ${rejecting.approval?.reason ?? ''}`,
    }
  );
}

function embargoOf(
  version: string,
  patches: readonly VendorPatch[],
  { asOf, zone }: ReleaseScope,
): RefusedRelease | undefined {
  const ends = patches.flatMap(({ embargoUntil }) =>
    embargoUntil !== undefined && embargoUntil > asOf ? [embargoUntil] : [],
  );
  if (ends.length === 0) return undefined;
  const until = formatZoned(Math.max(...ends) as Instant, zone);
  return { version, code: 'embargo', because: `not released before ${until}` };
}

function highest(versions: readonly string[], compare: Targeting['compare']): string | undefined {
  return versions.reduce<string | undefined>(
    (best, one) => (best === undefined || (compare(one, best) ?? 0) > 0 ? one : best),
    undefined,
  );
}
