import type { Component, ComponentSet } from '../../model/asset.ts';
import type { IncomingReport, LandedAsset, Landing } from '../../model/import.ts';
import type { Instant } from '../../model/time.ts';
import { sha256Hex } from '../digest.ts';
import { componentSet } from '../estate/components.ts';
import { formatInstant } from '../time.ts';
import { asMissing, type KnownLine, type KnownLines, lineKey } from './known-lines.ts';
import { mergeReports } from './merge.ts';

/** What is to be landed, and where. */
export interface LandInput {
  readonly source: string;
  readonly path: string;
  readonly known: KnownLines;
  readonly incoming: readonly IncomingReport[];
  /** Do the files list every asset that the source knows? Then those they leave out are missing. */
  readonly isComplete: boolean;
  /** Whether an Inventory names an asset. */
  readonly isKnownAsset: (asset: string) => boolean;
}

/**
 * Joins what files say with what their source said before, into the text of the source's file: component sets first, by
 * digest, then a line an asset. Equal hosts name one set. Nothing is dropped: what is newer already stays, and an asset
 * that a complete list leaves out keeps its last observation, marked as missing.
 */
export function landReports(input: LandInput): Landing {
  const { known, incoming, source, path } = input;
  const { reports, duplicates } = mergeReports(incoming);
  const sets = new Map<string, string>();
  const lines = new Map<string, KnownLine>(known.lines);
  const setOf = setFinder();
  const landed: LandedAsset[] = [];
  for (const report of reports) {
    const set = report.components === undefined || report.raw !== undefined ? undefined : setOf(report.components);
    const before = known.lines.get(lineKey(report.asset, report.components !== undefined));
    const line = lineOf(report, { source, set, before, known });
    const kind = kindOf(before, line);
    landed.push(landedAsset(report, kind, kind === 'older' ? before : undefined));
    if (kind === 'older') continue;
    lines.set(lineKey(line.asset, line.tellsSoftware), line);
    if (set !== undefined && !sets.has(set.digest)) sets.set(set.digest, setText(set));
  }
  if (input.isComplete) landed.push(...markMissing(lines, reports, input));
  const { text, count } = textOf(lines, sets, known);
  const assets = landed.sort((left, right) => (left.asset < right.asset ? -1 : left.asset > right.asset ? 1 : 0));
  return { source, path, text, assets, duplicates, sets: count };
}

/** Sets that some line names, by digest, then the lines by asset. */
function textOf(
  lines: ReadonlyMap<string, KnownLine>,
  fresh: ReadonlyMap<string, string>,
  { sets }: KnownLines,
): { readonly text: string; readonly count: number } {
  const named = [...new Set([...lines.values()].flatMap((line) => line.set ?? []))].sort();
  const setTexts = named.flatMap((digest) => fresh.get(digest) ?? sets.get(digest)?.text ?? []);
  const lineTexts = [...lines.keys()].sort().map((key) => lines.get(key)?.text ?? '');
  return { text: `${[...setTexts, ...lineTexts].join('\n')}\n`, count: setTexts.length };
}

/**
 * Finds the set of a list. Building one costs ten times what it takes to see that another host listed the very same, in
 * the same order, so each image is built once.
 */
function setFinder(): (components: readonly Component[]) => ComponentSet {
  const known = new Map<string, ComponentSet>();
  return (components) => {
    const key = sha256Hex(components.map(contentKey).join('\u0001'));
    const set = known.get(key) ?? componentSet(components);
    known.set(key, set);
    return set;
  };
}

/** Everything that a component says, in a fixed order. */
const contentKey = ({ ecosystem, name, version, scheme, source, class: kind, running, path }: Component): string =>
  `${ecosystem}\u0000${name}\u0000${version}\u0000${source?.name ?? ''}\u0000${source?.version ?? ''}\u0000${kind ?? ''}\u0000${scheme ?? ''}\u0000${running ?? ''}\u0000${path ?? ''}`;

const setText = ({ digest, components }: ComponentSet): string => JSON.stringify({ set: digest, components });

interface LineContext {
  readonly source: string;
  readonly set: ComponentSet | undefined;
  readonly before: KnownLine | undefined;
  readonly known: KnownLines;
}

function lineOf(report: IncomingReport, { source, set, before, known }: LineContext): KnownLine {
  const isSame = set !== undefined && before?.set === set.digest;
  const firstSeen = isSame ? before.firstSeen : firstSeenOf(report, before, known);
  const { raw, unread, pendingReboot, lastSeen, asset } = report;
  const value = {
    asset,
    lastSeen: formatInstant(lastSeen),
    source,
    ...(set !== undefined && { set: set.digest }),
    ...(raw !== undefined && {
      raw: { path: raw.path, format: raw.format, ecosystem: raw.ecosystem, sha256: raw.sha256 },
    }),
    // A raw file is read again, and says itself what cannot be read of it.
    ...(unread > 0 && raw === undefined && { unread }),
    ...(pendingReboot !== undefined && { pendingReboot }),
    ...(firstSeen.size > 0 && {
      firstSeen: Object.fromEntries([...firstSeen].map(([name, at]) => [name, formatInstant(at)])),
    }),
  };
  const tellsSoftware = report.components !== undefined;
  const line = { asset, text: JSON.stringify(value), lastSeen, missingSince: undefined, tellsSoftware };
  return { ...line, set: set?.digest, firstSeen };
}

/**
 * Since when packages are there that came after the asset was first reported. A package keeps its moment through its
 * upgrades and loses it when it is removed; of those that were there from the start nobody knows.
 */
function firstSeenOf(
  { components, lastSeen }: IncomingReport,
  before: KnownLine | undefined,
  { sets }: KnownLines,
): ReadonlyMap<string, Instant> {
  const list = before?.set === undefined ? undefined : sets.get(before.set)?.components;
  if (components === undefined || list === undefined || before?.lastSeen === undefined) return new Map();
  const had = new Set(list.map(packageName));
  const isLater = lastSeen > before.lastSeen;
  const names = [...new Set(components.map(packageName))].sort();
  return new Map(
    names.flatMap((name) => {
      const known = before.firstSeen.get(name);
      if (known !== undefined) return [[name, known] as const];
      return had.has(name) || !isLater ? [] : [[name, lastSeen] as const];
    }),
  );
}

const packageName = ({ ecosystem, name }: Component): string => `${ecosystem}/${name}`;

function kindOf(before: KnownLine | undefined, line: KnownLine): LandedAsset['kind'] {
  if (before === undefined) return 'added';
  if (before.text === line.text) return 'unchanged';
  const isOlder = before.lastSeen !== undefined && line.lastSeen !== undefined && line.lastSeen < before.lastSeen;
  return isOlder ? 'older' : 'updated';
}

function landedAsset(report: IncomingReport, kind: LandedAsset['kind'], before: KnownLine | undefined): LandedAsset {
  const { asset, isKnown, given, lastSeen, components, unread } = report;
  return {
    asset,
    kind,
    isKnown,
    given: given === asset ? undefined : given,
    lastSeen: before?.lastSeen ?? lastSeen,
    components: components?.length,
    unread,
    missingSince: before?.missingSince,
  };
}

/** Assets that the source reported before and this list, which is complete and newer, leaves out. */
function markMissing(
  lines: Map<string, KnownLine>,
  reports: readonly IncomingReport[],
  { known, isKnownAsset }: LandInput,
): readonly LandedAsset[] {
  const reported = new Set(reports.map(({ asset }) => asset));
  const moment = reports.reduce<Instant | undefined>(
    (last, { lastSeen }) => (last === undefined || lastSeen > last ? lastSeen : last),
    undefined,
  );
  const missing = new Map<string, LandedAsset>();
  for (const [key, line] of known.lines) {
    if (reported.has(line.asset) || moment === undefined || moment <= (line.lastSeen ?? moment - 1)) continue;
    const marked = line.missingSince === undefined ? asMissing(line, moment) : line;
    lines.set(key, marked);
    missing.set(line.asset, {
      asset: line.asset,
      kind: 'missing',
      isKnown: isKnownAsset(line.asset),
      given: undefined,
      lastSeen: line.lastSeen ?? moment,
      components: line.set === undefined ? undefined : known.sets.get(line.set)?.components.length,
      unread: 0,
      missingSince: marked.missingSince,
    });
  }
  return [...missing.values()];
}
