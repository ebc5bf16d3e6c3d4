import type { RangeEvent, VersionRange } from '../../model/advisory.ts';
import { asRecord, fieldOf, listOf, type UnknownRecord } from '../shape.ts';

/** A range, or why it is none. */
export type RangeRead = { readonly range: VersionRange } | { readonly reason: string };

const eventKinds = ['introduced', 'fixed', 'last_affected', 'limit'] as const;

/**
 * Reads one entry of OSV `ranges[]` (OSV schema 1.x, "affected[].ranges[] field").
 *
 * An event must carry text under one known kind, and under no second one: whoever writes two into one event may mean
 * them in either order. Anything else makes the whole range unreadable, because evaluating what is left of a range
 * answers another question.
 */
export function readRange(raw: unknown): RangeRead {
  const range = asRecord(raw);
  if (range === undefined) return { reason: 'it is not an object' };
  const type = fieldOf(range, 'type');
  if (type !== 'SEMVER' && type !== 'ECOSYSTEM' && type !== 'GIT') {
    return { reason: 'its type is not SEMVER, ECOSYSTEM or GIT' };
  }
  const list = listOf(range, 'events');
  if (list.isWrong) return { reason: 'its events are not a list' };
  const events: RangeEvent[] = [];
  for (const item of list.items) {
    const read = readEvent(item);
    if (typeof read === 'string') return { reason: read };
    events.push(read);
  }
  if (!events.some(({ kind }) => kind === 'introduced')) return { reason: 'no event says where it was introduced' };
  return { range: { type, events } };
}

function readEvent(raw: unknown): RangeEvent | string {
  const event: UnknownRecord | undefined = asRecord(raw);
  if (event === undefined) return 'an event is not an object';
  const stated = eventKinds.filter((kind) => fieldOf(event, kind) !== undefined);
  const [kind] = stated;
  if (kind === undefined) return 'an event is none of introduced, fixed, last_affected and limit';
  if (stated.length > 1) return `an event is ${stated.join(' and ')} at once`;
  const version = fieldOf(event, kind);
  return typeof version === 'string' && version !== '' ? { kind, version } : `an event's "${kind}" is not a text`;
}
