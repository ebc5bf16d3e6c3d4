import type { Component } from '../../model/asset.ts';
import type { ObservationFragment } from '../../model/feed.ts';
import type { Instant } from '../../model/time.ts';
import { formatInstant } from '../time.ts';

/** A line of the source's file as it stands. */
export interface KnownLine {
  readonly asset: string;
  readonly text: string;
  readonly lastSeen: Instant | undefined;
  readonly missingSince: Instant | undefined;
  readonly tellsSoftware: boolean;
  /** Digest of its component set. */
  readonly set: string | undefined;
  readonly firstSeen: ReadonlyMap<string, Instant>;
}

/** The source's file as it stands: its lines by `lineKey`, and the sets they name. */
export interface KnownLines {
  readonly lines: ReadonlyMap<string, KnownLine>;
  readonly sets: ReadonlyMap<string, { readonly text: string; readonly components: readonly Component[] }>;
}

/** An asset has one line for its software and one for its state, because one may be newer than the other. */
export const lineKey = (asset: string, tellsSoftware: boolean): string =>
  `${asset}\u0000${tellsSoftware ? 'software' : 'state'}`;

/** Reads what an import wrote before. Lines keep their text: what is not touched stays as it is, to the byte. */
export function knownLines(text: string, { observations, sets }: ObservationFragment): KnownLines {
  const texts = text.split('\n');
  const lines = observations.map((observation): KnownLine => {
    const { asset, lastSeen, missingSince, components, firstSeen, line } = observation;
    return {
      asset,
      text: texts[line - 1] ?? '',
      lastSeen,
      missingSince,
      tellsSoftware: components.kind !== 'none',
      set: components.kind === 'set' ? components.set : undefined,
      firstSeen,
    };
  });
  return {
    lines: new Map(lines.map((line) => [lineKey(line.asset, line.tellsSoftware), line] as const)),
    sets: new Map(sets.map(({ set, components, line }) => [set, { text: texts[line - 1] ?? '', components }] as const)),
  };
}

/** A known line with the moment since when its asset is missing. */
export function asMissing(line: KnownLine, since: Instant): KnownLine {
  const value = JSON.parse(line.text) as Readonly<Record<string, unknown>>;
  const text = JSON.stringify({ ...value, missingSince: formatInstant(since) });
  return { ...line, text, missingSince: since };
}
