import type { Observation } from '../../model/feed.ts';
import type { Instant } from '../../model/time.ts';
import { byPlace } from './observed-software.ts';

/** What the sources say of one asset by now. */
export interface AssetReport {
  /** Lines that tell what is installed: of each source its newest, by source, file and line. */
  readonly software: readonly Observation[];
  /** Lines that tell which versions run: of each source its newest. */
  readonly running: readonly Observation[];
  readonly lastSeen: Instant | undefined;
  /** Since when a source reports it no more, and no other has seen it since. */
  readonly missingSince: Instant | undefined;
  /** Files of the lines that count, sorted. */
  readonly files: readonly string[];
  readonly pendingReboot: boolean | undefined;
  readonly down: boolean;
}

/**
 * Reads what the sources say of one asset. Of each source the newest `lastSeen` holds, for each thing it
 * tells: a line that only says "still there" takes nothing back. Lines of one source and one moment are one report and
 * add up; so do sources. Where they disagree, whatever is worse is true.
 */
export function reportOf(observations: readonly Observation[]): AssetReport {
  const names = [...new Set(observations.map(({ source }) => source))].sort();
  const sources = names.map((name) => observations.filter(({ source }) => source === name).sort(byPlace));
  const newestOf = (tells: (line: Observation) => boolean) => sources.flatMap((lines) => newest(lines.filter(tells)));
  const flag = (field: 'pendingReboot' | 'down' | 'resyncing'): boolean | undefined => {
    const stated = newestOf((line) => line[field] !== undefined).map((line) => line[field]);
    return stated.length === 0 ? undefined : stated.includes(true);
  };
  const software = newestOf(({ components, partlyRead }) => components.kind !== 'none' || partlyRead);
  const seen = newestOf(() => true);
  return {
    software,
    running: newestOf((line) => line.running.size > 0),
    lastSeen: latest(seen),
    missingSince: missingSince(seen),
    files: [...new Set([...software, ...seen].map(({ file }) => file))].sort(),
    pendingReboot: flag('pendingReboot'),
    // A member that still resyncs serves nobody: it counts as away.
    down: flag('down') === true || flag('resyncing') === true,
  };
}

/** The latest moment at which a source missed the asset, unless some source saw it at or after that moment. */
function missingSince(seen: readonly Observation[]): Instant | undefined {
  const missed = seen.reduce<Instant | undefined>(
    (last, line) => (line.missingSince !== undefined && line.missingSince > (last ?? 0) ? line.missingSince : last),
    undefined,
  );
  const present = latest(seen.filter((line) => line.missingSince === undefined));
  return missed !== undefined && (present === undefined || present < missed) ? missed : undefined;
}

function newest(lines: readonly Observation[]): readonly Observation[] {
  const moment = latest(lines);
  return lines.filter(({ lastSeen }) => lastSeen === moment);
}

function latest(lines: readonly Observation[]): Instant | undefined {
  return lines.reduce<Instant | undefined>(
    (last, { lastSeen }) => (last === undefined || (lastSeen ?? last) > last ? (lastSeen ?? last) : last),
    undefined,
  );
}
