import type { Instant } from '../../model/time.ts';
import { sha256Hex } from '../digest.ts';
import { formatInstant } from '../time.ts';

/**
 * The globally unique id of a calendar entry (RFC 5545 §3.8.4.7), from what it is alone: whoever subscribes sees an
 * entry change and never a second one. `start` is `undefined` for what keeps its identity when it moves.
 */
export function entryUid(
  estate: string,
  kind: 'window' | 'freeze' | 'visit' | 'due' | 'activation' | 'activity',
  name: string,
  start: Instant | undefined,
): string {
  const identity = [estate, kind, name, ...(start === undefined ? [] : [formatInstant(start)])];
  return `${kind}-${sha256Hex(JSON.stringify(identity)).slice(0, 32)}@patchledger`;
}
