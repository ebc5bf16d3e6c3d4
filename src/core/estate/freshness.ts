import type { Asset } from '../../model/asset.ts';
import type { WorkspaceSettings } from '../../model/estate.ts';
import type { Duration, Instant } from '../../model/time.ts';
import { addDuration } from '../time.ts';

/** How long ago an asset was seen, as far as that makes what is known of it worth nothing. */
export type Unseen =
  /** Last seen longer ago than the Workspace's `staleAfter`. */
  | { readonly kind: 'old'; readonly lastSeen: Instant }
  /** A source that reported it reports it no more. */
  | { readonly kind: 'missing'; readonly since: Instant };

/**
 * Could a length of time be over? No calendar makes a length shorter than this, whatever a zone's clock does on the way;
 * most assets were seen so lately that no calendar needs to be asked.
 */
function mayBeOver(since: Instant, length: Duration, asOf: Instant): boolean {
  const { years, months, weeks, days, businessDays, milliseconds } = length;
  const leastDays = years * 365 + months * 28 + weeks * 7 + days + businessDays - 2;
  return since + leastDays * dayMs + milliseconds < asOf;
}

const dayMs = 86_400_000;

/** Whether an asset is stale at an instant, and why; `undefined` for one seen lately, or never by any source. */
export function unseenOf(
  { lastSeen, missingSince }: Pick<Asset, 'lastSeen' | 'missingSince'>,
  { timeZone: zone, weekend, holidays, staleAfter }: WorkspaceSettings,
  asOf: Instant,
): Unseen | undefined {
  if (
    lastSeen !== undefined &&
    mayBeOver(lastSeen, staleAfter, asOf) &&
    addDuration(lastSeen, staleAfter, { zone, weekend, holidays }) < asOf
  ) {
    return { kind: 'old', lastSeen };
  }
  return missingSince !== undefined && missingSince <= asOf ? { kind: 'missing', since: missingSince } : undefined;
}
