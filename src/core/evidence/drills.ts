import type { Asset } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { Instant } from '../../model/time.ts';
import { parseInstant } from '../time.ts';
import { absent, type Evidence, type Reader, refuted } from './evidence.ts';
import { lastWords } from './supersession.ts';

/** Says whether the way back of an asset was walked recently enough, `within` in the policy's words. */
export type Drilled = (asset: Asset, within: string, at: Instant) => Evidence;

interface Drill {
  readonly record: string;
  /** Uids of the assets that were taken back. */
  readonly assets: ReadonlySet<string>;
  readonly succeeded: boolean;
  readonly endedAt: Instant;
}

/**
 * Reads the RollbackRecords of an estate. A drill counts for the asset it was done on, for the assets that this one
 * mirrors, and for those that mirror it: a way back is walked on a machine. The package that was taken back does not
 * matter, and the same package on an unrelated machine proves nothing. The newest decides, and a rollback that failed in
 * earnest counts as a failed drill; one that succeeded in earnest is no drill.
 */
export function drilledIn(estate: Estate, reader: Reader): Drilled {
  const drills = drillsIn(estate, reader);
  const mirroredBy = new Map<string, string[]>();
  for (const { uid, mirrors } of estate.assets) {
    for (const name of mirrors) {
      const other = reader.twins.uidOf(name);
      if (other !== undefined) mirroredBy.set(other, [...(mirroredBy.get(other) ?? []), uid]);
    }
  }
  return (asset, within, at) => {
    const places = [...reader.twins.stoodForBy([asset.name]), ...(mirroredBy.get(asset.uid) ?? [])];
    const newest = drills.find(({ assets }) => places.some((uid) => assets.has(uid)));
    if (newest === undefined) return absent(`no drill on ${asset.name} or a mirror of it is on record`);
    if (!newest.succeeded) return refuted(`the way back failed in ${newest.record}`);
    if (!reader.isFresh(newest.endedAt, within, at)) {
      return refuted(`${newest.record} is older than ${within} when the visit starts`);
    }
    return { status: 'met', records: [newest.record] };
  };
}

/** Newest first; of two that ended at once the failed one comes first. */
function drillsIn({ resources }: Estate, { asOf, twins }: Reader): readonly Drill[] {
  return lastWords([...(resources.RollbackRecord?.values() ?? [])])
    .flatMap(({ name, document: { spec } }): Drill[] => {
      const endedAt = parseInstant(spec.endedAt);
      const succeeded = spec.result === 'succeeded';
      if (endedAt === undefined || endedAt > asOf || (spec.occasion === 'incident' && succeeded)) return [];
      return [
        { record: name, assets: new Set(spec.assets.flatMap((one) => twins.uidOf(one) ?? [])), succeeded, endedAt },
      ];
    })
    .sort(
      (left, right) =>
        right.endedAt - left.endedAt ||
        Number(left.succeeded) - Number(right.succeeded) ||
        (left.record < right.record ? -1 : 1),
    );
}
