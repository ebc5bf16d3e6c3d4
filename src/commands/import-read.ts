import { readForeignFile } from '../adapters/foreign-file.ts';
import { sha256Hex } from '../core/digest.ts';
import type { nameFinder } from '../core/import/names.ts';
import { placeReports } from '../core/import/placed-report.ts';
import { withHeadings } from '../feeds/inventory/headings.ts';
import { inventoryReaders, readInventoryFile } from '../feeds/inventory/registry.ts';
import { packageListReaderFor } from '../feeds/observed/registry.ts';
import { recogniseReport, unrecognisedReport } from '../feeds/observed/report-registry.ts';
import { sampleOf } from '../feeds/sample.ts';
import type { Diagnostic, Outcome } from '../model/diagnostic.ts';
import type { DraftAsset, ReportedAsset, ReportReader } from '../model/feed.ts';
import type { IncomingReport, RawEvidence } from '../model/import.ts';
import { limits } from '../model/limits.ts';
import type { SourceFile } from '../model/source.ts';
import type { Instant } from '../model/time.ts';
import { CommandError } from './exit.ts';
import type { ImportRequest } from './import-request.ts';

/** What the files of one source say. */
export interface SourceReports {
  readonly source: string;
  readonly isComplete: boolean;
  readonly incoming: readonly IncomingReport[];
}

/** What all files say. */
export interface ReportsRead {
  readonly sources: readonly SourceReports[];
  /** Assets as they describe them, for an Inventory. */
  readonly drafts: readonly DraftAsset[];
  readonly files: readonly SourceFile[];
}

/** What a file is read with. */
export interface ReadingContext {
  readonly request: ImportRequest;
  readonly find: ReturnType<typeof nameFinder>;
  readonly asOf: Instant;
  /** Folder of observations, as a path from the estate's root. */
  readonly observed: string;
}

/** Reads every file with the reader of its format. A file that cannot be read costs only itself. */
export function readReports(context: ReadingContext): Outcome<ReportsRead> {
  const diagnostics: Diagnostic[] = [];
  const sources = new Map<string, SourceReports>();
  const drafts: DraftAsset[] = [];
  const files: SourceFile[] = [];
  for (const path of context.request.files) {
    const read = readForeignFile(path, limits.dataFileBytes);
    if ('problem' in read) {
      diagnostics.push(read.problem);
      continue;
    }
    files.push(read.file);
    const one = readOne(read.file, read.modifiedAt, context);
    diagnostics.push(...one.diagnostics);
    drafts.push(...one.value.drafts);
    const { reports } = one.value;
    const known = reports && sources.get(reports.source);
    if (reports === undefined) continue;
    const incoming = [...(known?.incoming ?? []), ...reports.incoming];
    const isComplete = reports.isComplete && (known?.isComplete ?? true);
    sources.set(reports.source, { ...reports, incoming, isComplete });
  }
  return { value: { sources: [...sources.values()], drafts, files }, diagnostics };
}

interface OneFile {
  readonly reports: SourceReports | undefined;
  readonly drafts: readonly DraftAsset[];
}

function readOne(file: SourceFile, modifiedAt: Instant, context: ReadingContext): Outcome<OneFile> {
  const { request, find, asOf } = context;
  const sample = sampleOf(file);
  const reader = request.reader ?? recogniseReport(sample);
  if (reader === undefined) {
    const isInventory = inventoryReaders.some((candidate) => candidate.recognises(sample));
    return isInventory
      ? draftsOf(file, request)
      : { value: { reports: undefined, drafts: [] }, diagnostics: [unrecognisedReport(file.path, sample)] };
  }
  const read = reader.read(file, { ecosystem: request.ecosystem, columns: request.columns });
  if (isHostList(reader, read.value)) return draftsOf(file, request);
  refuseOneName(request, file.path, read.value);
  // A file about one asset in which no software is found tells nothing; what is known of the asset stays.
  const isEmpty = ({ components }: ReportedAsset): boolean => reader.scope === 'asset' && components?.length === 0;
  const reported = read.value.filter((one) => !isEmpty(one));
  const placed = placeReports(reported, find, {
    file: file.path,
    asset: request.asset,
    seen: request.seen,
    modifiedAt,
    now: asOf,
    rawOf: request.keepsRaw ? rawOf(file, reader, context) : undefined,
  });
  // A list that was read in part leaves out assets that are there all the same.
  const isWhole = !read.diagnostics.some(
    ({ severity, code }) => severity === 'error' || code === 'observed/wrong-entry',
  );
  const isFleet =
    reader.scope === 'fleet' && request.asset === undefined && read.value.some(({ names }) => names.length > 0);
  const isComplete = (request.isComplete ?? isFleet) && isWhole;
  const source = request.source ?? reader.id;
  return {
    value: {
      reports: { source, isComplete, incoming: placed.value.flatMap(({ incoming }) => incoming ?? []) },
      drafts: placed.value.map(({ draft }) => draft),
    },
    diagnostics: [...read.diagnostics, ...placed.diagnostics],
  };
}

/** A table of hosts without software and dates is an inventory, and no observation. */
const isHostList = (reader: ReportReader, reported: readonly ReportedAsset[]): boolean =>
  reader.id === 'csv' &&
  reported.length > 0 &&
  reported.every(
    ({ components, lastSeen, pendingReboot }) =>
      components === undefined && lastSeen === undefined && pendingReboot === undefined,
  );

function draftsOf(file: SourceFile, { columns }: ImportRequest): Outcome<OneFile> {
  const { value, diagnostics } = readInventoryFile(withHeadings(file, columns));
  return { value: { reports: undefined, drafts: value.assets }, diagnostics };
}

function refuseOneName({ asset }: ImportRequest, path: string, reported: readonly ReportedAsset[]): void {
  if (asset === undefined || reported.length < 2) return;
  throw new CommandError(`--asset ${asset} names one asset, and ${path} is about ${reported.length}`, {
    hint: 'leave --asset out; the file names its assets',
  });
}

function rawOf(
  file: SourceFile,
  reader: ReportReader,
  { request, observed }: ReadingContext,
): (asset: string) => RawEvidence {
  if (packageListReaderFor(reader.id) === undefined) {
    throw new CommandError(`--raw keeps files about one asset, and ${reader.id} is not read from evidence`, {
      hint: 'leave --raw out: what the file says is kept as lines of JSON',
    });
  }
  const ending = /^\s*[[{]/.test(file.text.slice(0, 100)) ? 'json' : 'txt';
  const source = request.source ?? reader.id;
  return (asset) => ({
    path: `${observed}/imports/${source}/${asset}.${ending}`,
    format: reader.id,
    ecosystem: request.ecosystem,
    sha256: sha256Hex(file.text),
    text: file.text,
  });
}
