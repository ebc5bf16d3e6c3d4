import type { Instant } from '../../model/time.ts';
import { sha256Hex } from '../digest.ts';

/** A document, entry or row as the catalogue keeps it. `Ref` is where its line lies. */
export interface Kept<Ref> {
  readonly id: string;
  readonly digest: string;
  readonly modified: Instant | undefined;
  readonly published: Instant | undefined;
  readonly isWithdrawn: boolean;
  readonly bytes: number;
  readonly ref: Ref;
}

/** What there is to know of something before it is kept. */
export interface Keepable {
  readonly id: string;
  readonly line: string;
  readonly modified: Instant | undefined;
  readonly published: Instant | undefined;
  readonly isWithdrawn: boolean;
}

/** How a document that came twice was settled: only the one modified later is kept, or both, or they are equal. */
export type Settled = 'both' | 'later' | 'same';

/** What is kept of a source, by id. */
export interface Keeper<Ref> {
  /** Keeps it, unless what is known of the id settles it otherwise; `undefined` when the id is new. */
  readonly keep: (item: Keepable) => Settled | undefined;
  /** Everything that is kept, by id and then digest in code unit order. */
  readonly kept: () => readonly Kept<Ref>[];
}

/**
 * Collects what is kept of a source. Of two documents with one id the one that was modified later holds; where that does
 * not tell, both are kept, so that what either says counts. The result does not depend on the order in which they come.
 */
export function keeper<Ref>(store: (line: string) => Ref): Keeper<Ref> {
  const byId = new Map<string, readonly Kept<Ref>[]>();
  return {
    keep(item) {
      const known = byId.get(item.id) ?? [];
      const digest = sha256Hex(item.line);
      if (known.some((one) => one.digest === digest)) return 'same';
      const kept = latest([...known, keptOf(item, digest, store)]);
      byId.set(item.id, kept);
      if (known.length === 0) return undefined;
      return kept.length > known.length ? 'both' : 'later';
    },
    kept: () => [...byId.values()].flat().sort(byIdThenDigest),
  };
}

function keptOf<Ref>(item: Keepable, digest: string, store: (line: string) => Ref): Kept<Ref> {
  const { id, modified, published, isWithdrawn, line } = item;
  return { id, digest, modified, published, isWithdrawn, bytes: line.length, ref: store(line) };
}

/** Those modified last, and those that do not say when. */
function latest<Ref>(all: readonly Kept<Ref>[]): readonly Kept<Ref>[] {
  const last = Math.max(...all.map(({ modified }) => modified ?? 0));
  return all.filter(({ modified }) => modified === undefined || modified === last);
}

function byIdThenDigest(left: Kept<unknown>, right: Kept<unknown>): number {
  if (left.id !== right.id) return left.id < right.id ? -1 : 1;
  return left.digest < right.digest ? -1 : left.digest > right.digest ? 1 : 0;
}
