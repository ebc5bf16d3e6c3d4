import type { Asset } from '../../model/asset.ts';
import type { WorkspaceSettings } from '../../model/estate.ts';
import type { Instant } from '../../model/time.ts';
import { addDuration } from '../time.ts';

/** How long ago an asset was seen, as far as that makes what is known of it worth nothing. */
export type Unseen =
  /** Last seen longer ago than the Workspace's `staleAfter`. */
  | { readonly kind: 'old'; readonly lastSeen: Instant }
  /** A source that reported it reports it no more. */
  | { readonly kind: 'missing'; readonly since: Instant };

/** Whether an asset is stale at an instant, and why; `undefined` for one seen lately, or never by any source. */
export function unseenOf(
  { lastSeen, missingSince }: Pick<Asset, 'lastSeen' | 'missingSince'>,
  { timeZone: zone, weekend, holidays, staleAfter }: WorkspaceSettings,
  asOf: Instant,
): Unseen | undefined {
  if (lastSeen !== undefined && addDuration(lastSeen, staleAfter, { zone, weekend, holidays }) < asOf) {
    return { kind: 'old', lastSeen };
  }
  return missingSince !== undefined && missingSince <= asOf ? { kind: 'missing', since: missingSince } : undefined;
}
