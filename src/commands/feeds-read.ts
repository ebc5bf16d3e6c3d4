import { decodePayload } from '../adapters/decode-payload.ts';
import type { LineRef, LineSpool } from '../adapters/line-spool.ts';
import { type Payload, payloadEntries } from '../adapters/payload.ts';
import type { PayloadEntry } from '../adapters/payload-entry.ts';
import { type Keeper, type Kept, keeper } from '../core/catalog/keep.ts';
import { idsNamedBy, isKept, type Selection } from '../core/catalog/selection.ts';
import { type CatalogFormat, type CatalogUnit, readUnits, type UnitReading } from '../feeds/catalog/units.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { type SourceProblems, sourceProblems } from './feeds-problems.ts';

/** What a source is read with. */
export interface ReadInput {
  readonly source: string;
  readonly payload: Payload;
  readonly spool: LineSpool;
  /** The format that is expected, by which entries are read without recognising each. */
  readonly usual: CatalogFormat | undefined;
  readonly selectionOf: (format: CatalogFormat) => Selection;
  /** Must documents of this format wait until others are read? Their selection depends on those. */
  readonly mustWait: (format: CatalogFormat) => boolean;
  /** Ids that the catalogue holds of the source. */
  readonly heldIds: ReadonlySet<string>;
  /** `total`: how many there will be, where the source says so. */
  readonly onRead: (documents: number, total: number | undefined) => void;
}

/** What a source holds, and what of it is kept. */
export interface ReadSource {
  /** `undefined`: it holds nothing. */
  readonly format: CatalogFormat | undefined;
  readonly selection: Selection | undefined;
  readonly kept: readonly Kept<LineRef>[];
  /** What stands around the lines of a source that is kept as one file. */
  readonly head: readonly string[];
  /** Documents, entries or rows, kept or not. */
  readonly total: number;
  /** Ecosystems that its documents speak of. */
  readonly ecosystems: ReadonlySet<string>;
  /** Ids that the catalogue holds and the source still has. */
  readonly stillThere: ReadonlySet<string>;
  /** Ids that what is kept names. */
  readonly named: ReadonlySet<string>;
  readonly problems: SourceProblems;
}

/** Reads what a source sent, entry by entry, and keeps what is selected. Answers a format that must wait. */
export async function readPayload(input: ReadInput): Promise<ReadSource | { readonly waits: CatalogFormat }> {
  const reading = startReading(input);
  for await (const entry of payloadEntries(input.payload)) {
    const units = readEntry(input, reading, entry);
    if (units.format === undefined) continue;
    if (reading.format === undefined) {
      if (input.mustWait(units.format)) return { waits: units.format };
      reading.format = units.format;
      reading.selection = input.selectionOf(units.format);
    }
    if (units.format === reading.format) {
      takeUnits(input, reading, units);
      input.onRead(reading.total, entry.total);
    } else reading.problems.add(otherFormat(input, entry.name, units.format, reading.format));
  }
  return { ...reading, kept: reading.keeper.kept() };
}

interface Reading {
  format: CatalogFormat | undefined;
  selection: Selection | undefined;
  readonly keeper: Keeper<LineRef>;
  readonly head: string[];
  total: number;
  readonly ecosystems: Set<string>;
  readonly stillThere: Set<string>;
  readonly named: Set<string>;
  readonly problems: SourceProblems;
}

function startReading({ source, spool }: ReadInput): Reading {
  return {
    format: undefined,
    selection: undefined,
    keeper: keeper((line) => spool.append(line)),
    head: [],
    total: 0,
    ecosystems: new Set(),
    stillThere: new Set(),
    named: new Set(),
    problems: sourceProblems(source),
  };
}

type EntryUnits = Pick<UnitReading, 'format' | 'head' | 'units'>;

const nothing: EntryUnits = { format: undefined, head: [], units: [] };

function readEntry(input: ReadInput, { problems, format }: Reading, entry: PayloadEntry): EntryUnits {
  const path = `${input.source}/${entry.name}`;
  if (entry.kind === 'refused') {
    problems.add(
      diagnostic('feeds/refused-entry', { entry: entry.name, reason: entry.reason }, { at: { file: path } }),
    );
    return nothing;
  }
  const decoded = decodePayload(entry.bytes);
  if ('reason' in decoded) {
    const range = { start: decoded.at, end: { line: decoded.at.line, column: decoded.at.column + 1 } };
    problems.add(diagnostic('feeds/not-text', { reason: decoded.reason }, { at: { file: path, range } }));
    return nothing;
  }
  remarkOn(decoded.text, path, problems);
  const reading = readUnits({ path, text: decoded.text }, format ?? input.usual);
  for (const problem of reading.diagnostics) problems.add(movedDown(problem, entry.firstLine ?? 1));
  return reading;
}

/** Passed over, and told: another tool that reads the same source may stumble. */
function remarkOn(text: string, path: string, problems: SourceProblems): void {
  if (text.startsWith('\ufeff')) {
    const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
    problems.add(diagnostic('feeds/byte-order-mark', {}, { at: { file: path, range } }));
  }
  const end = text.indexOf('\n');
  if (end > 0 && text[end - 1] === '\r') {
    const range = { start: { line: 1, column: end }, end: { line: 1, column: end + 1 } };
    problems.add(diagnostic('feeds/carriage-returns', {}, { at: { file: path, range } }));
  }
}

/** A piece of a large file counts its lines from 1; people count those of the file. */
function movedDown(problem: Diagnostic, firstLine: number): Diagnostic {
  if (firstLine === 1 || problem.range === undefined) return problem;
  const { start, end } = problem.range;
  const moved = (place: typeof start): typeof start => ({ line: place.line + firstLine - 1, column: place.column });
  return { ...problem, range: { start: moved(start), end: moved(end) } };
}

function takeUnits(input: ReadInput, reading: Reading, { units, head }: EntryUnits): void {
  if (reading.head.length === 0) reading.head.push(...head);
  for (const unit of units) {
    reading.total += 1;
    if (input.heldIds.has(unit.id)) reading.stillThere.add(unit.id);
    for (const { affected } of unit.documents) {
      for (const { ecosystem } of affected) reading.ecosystems.add(ecosystem);
    }
    if (reading.selection !== undefined && isKept(reading.selection, unit)) keepUnit(reading, unit);
  }
}

function keepUnit({ keeper: kept, named, problems }: Reading, unit: CatalogUnit): void {
  for (const id of idsNamedBy(unit.documents)) named.add(id);
  const [document] = unit.documents;
  const settled = kept.keep({
    id: unit.id,
    line: unit.line(),
    modified: document?.modified,
    published: document?.published,
    isWithdrawn: document?.withdrawn !== undefined,
  });
  if (settled === undefined || settled === 'same') return;
  const words = settled === 'both' ? 'both are kept' : 'the one modified later is kept';
  problems.add(diagnostic('feeds/duplicate-document', { document: unit.id, kept: words }, { at: unit.at() }));
}

function otherFormat({ source }: ReadInput, name: string, found: string, before: string): Diagnostic {
  const reason = `it is ${found}, and what came before is ${before}`;
  return diagnostic('feeds/refused-entry', { entry: name, reason }, { at: { file: `${source}/${name}` } });
}
