import type { RangeEvent, VersionRange } from '../../model/advisory.ts';
import { asRecord, fieldOf, listOf, type UnknownRecord } from '../shape.ts';

/** A range, or why it is none. */
export type RangeRead = { readonly range: VersionRange } | { readonly reason: string };

const eventKinds = ['introduced', 'fixed', 'last_affected', 'limit'] as const;

/**
 * Reads one entry of OSV `ranges[]` (OSV schema 1.x, "affected[].ranges[] field").
 *
 * An event must carry text under at least one known kind; old documents put `introduced` and `fixed` into one event,
 * which means the same as two. Anything else makes the whole range unreadable, because evaluating what is left of a
 * range answers another question.
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
    events.push(...read);
  }
  if (!events.some(({ kind }) => kind === 'introduced')) return { reason: 'no event says where it was introduced' };
  return { range: { type, events } };
}

function readEvent(raw: unknown): readonly RangeEvent[] | string {
  const event: UnknownRecord | undefined = asRecord(raw);
  if (event === undefined) return 'an event is not an object';
  const events: RangeEvent[] = [];
  for (const kind of eventKinds) {
    const version = fieldOf(event, kind);
    if (version === undefined) continue;
    if (typeof version !== 'string' || version === '') return `an event's "${kind}" is not a text`;
    events.push({ kind, version });
  }
  return events.length > 0 ? events : 'an event is none of introduced, fixed, last_affected and limit';
}
