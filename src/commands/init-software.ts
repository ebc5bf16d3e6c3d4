import { knownLines } from '../core/import/known-lines.ts';
import { landReports } from '../core/import/land.ts';
import { nameFinder } from '../core/import/names.ts';
import { placeReports } from '../core/import/placed-report.ts';
import { recogniseReport } from '../feeds/observed/report-registry.ts';
import { sampleOf } from '../feeds/sample.ts';
import type { Outcome } from '../model/diagnostic.ts';
import { defaultFolders } from '../model/estate-files.ts';
import type { InventoryDraft } from '../model/feed.ts';
import type { SourceFile } from '../model/source.ts';
import type { Instant } from '../model/time.ts';

/** Assets of a file that says what is installed on them, and that as a file of observations. */
export interface SoftwareStart {
  readonly draft: InventoryDraft;
  readonly observed: SourceFile;
}

/** When a file was written, and what the user says of it. */
export interface SoftwareContext {
  readonly modifiedAt: Instant;
  readonly now: Instant;
  readonly ecosystem: string | undefined;
}

/**
 * Reads a bill of materials or a package list to start an estate from. `undefined` when the file speaks of no software:
 * then it may be a list of hosts.
 */
export function readSoftware(
  file: SourceFile,
  { modifiedAt, now, ecosystem }: SoftwareContext,
): Outcome<SoftwareStart> | undefined {
  const reader = recogniseReport(sampleOf(file));
  const read = reader?.read(file, { ecosystem, columns: new Map() });
  if (reader === undefined || read === undefined) return undefined;
  const reported = read.value.filter(({ components }) => components !== undefined && components.length > 0);
  if (reported.length === 0 && (reader.id === 'csv' || read.diagnostics.length === 0)) return undefined;
  const place = { file: file.path, asset: undefined, seen: undefined, modifiedAt, now, rawOf: undefined };
  const placed = placeReports(reported, nameFinder([]), place);
  const path = `${defaultFolders.observed}/imports/${reader.id}.ndjson`;
  const landing = landReports({
    source: reader.id,
    path,
    known: knownLines('', { observations: [], sets: [] }),
    incoming: placed.value.flatMap(({ incoming }) => incoming ?? []),
    isComplete: false,
    isKnownAsset: () => true,
  });
  const assets = placed.value.map(({ draft }) => draft);
  return {
    value: { draft: { assets }, observed: { path, text: landing.text } },
    diagnostics: [...read.diagnostics, ...placed.diagnostics],
  };
}
