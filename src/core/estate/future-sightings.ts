import type { Asset } from '../../model/asset.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Instant } from '../../model/time.ts';
import { formatInstant } from '../time.ts';

/** Clocks differ, and a day may be stated without its time. */
const toleranceMs = 24 * 60 * 60 * 1000;

/**
 * `observed/future`: an asset was last seen, or a package first, later than the instant at hand. One a file, for the
 * first asset; such a `firstSeen` moves no clock.
 */
export function futureSightings(assets: readonly Asset[], asOf: Instant): readonly Diagnostic[] {
  const found = new Map<string, Sighting[]>();
  for (const asset of assets) {
    const sighting = sightingOf(asset, (asOf + toleranceMs) as Instant);
    if (sighting === undefined) continue;
    const file = asset.observedIn[0] ?? asset.origin.file;
    const known = found.get(file);
    if (known) known.push(sighting);
    else found.set(file, [sighting]);
  }
  return [...found].flatMap(([file, [first, ...more]]) => {
    if (first === undefined) return [];
    const { asset, what, at } = first;
    const others = more.length === 0 ? '' : `; so are ${more.length} more of the file`;
    const args = { asset, what, when: formatInstant(at), asOf: formatInstant(asOf), others };
    return [diagnostic('observed/future', args, { at: { file } })];
  });
}

interface Sighting {
  readonly asset: string;
  readonly what: string;
  readonly at: Instant;
}

function sightingOf({ name, lastSeen, firstSeen }: Asset, latest: Instant): Sighting | undefined {
  if (lastSeen !== undefined && lastSeen > latest) return { asset: name, what: 'last seen', at: lastSeen };
  for (const [key, at] of firstSeen) {
    if (at > latest) return { asset: name, what: `${key.split('\u0000').at(-1) ?? ''} first seen`, at };
  }
  return undefined;
}
