import type { Instant } from '../../model/time.ts';
import { sha256Hex } from '../digest.ts';
import { formatInstant } from '../time.ts';

/** What the file of a kept document depends on. */
export interface Shardable {
  readonly id: string;
  readonly published: Instant | undefined;
  readonly bytes: number;
}

/** Files above this size are split: forges refuse files of 100 MB, and reviewers give up long before. */
const maxBytes = 32 * 1024 * 1024;

/**
 * Distributes documents over files by the year of their publication, which seldom changes: files of past years stay as
 * they are, so that the history of a catalogue grows by what is new. A year that is too large for one file is split by
 * month, a month by the digest of the id. Answers the file's name without its ending, by document.
 */
export function shardsOf<T extends Shardable>(documents: readonly T[]): ReadonlyMap<string, readonly T[]> {
  return split(documents, 0);
}

function split<T extends Shardable>(documents: readonly T[], level: number): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const document of documents) {
    const name = shardName(document, level);
    const group = groups.get(name);
    if (group) group.push(document);
    else groups.set(name, [document]);
  }
  const shards = [...groups].flatMap(([name, group]): readonly (readonly [string, readonly T[]])[] => {
    const bytes = group.reduce((sum, document) => sum + document.bytes, 0);
    const isSplit = bytes > maxBytes && level < deepest && group.length > 1;
    return isSplit ? [...split(group, level + 1)] : [[name, group]];
  });
  return new Map(shards.sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** Year; month; one and two hexadecimal digits of the id's digest. */
const deepest = 3;

function shardName({ id, published }: Shardable, level: number): string {
  const year = published === undefined ? yearInId(id) : formatInstant(published).slice(0, 4);
  if (level === 0) return year;
  const month = published === undefined ? year : formatInstant(published).slice(0, 7);
  return level === 1 ? month : `${month}-${sha256Hex(id).slice(0, level - 1)}`;
}

/** Many ids hold their year (`CVE-2024-1234`, `ALSA-2024:5678`). */
const yearInId = (id: string): string => /(?:^|[^0-9])((?:19|20)\d\d)(?:[^0-9]|$)/.exec(id)?.[1] ?? 'undated';
