import type { AdvisoryDocument, CveFacts } from '../../model/advisory.ts';
import type { Diagnostic, SourceLocation } from '../../model/diagnostic.ts';
import type { CatalogFragment, CatalogReader } from '../../model/feed.ts';
import type { SourceFile } from '../../model/source.ts';
import type { VexStatement } from '../../model/vex.ts';
import { documentsOf, parseJson, type RawDocument } from '../documents.ts';
import { numberedLines } from '../lines.ts';
import { lineAt, pointAt, withoutByteOrderMark } from '../position.ts';
import { sampleOf } from '../sample.ts';
import { asRecord, fieldOf, listOf, recordOf, textOf, type UnknownRecord } from '../shape.ts';
import { osvDocuments } from './osv-answer.ts';
import { catalogReaders, readCatalogFile } from './registry.ts';

/** Ids of the readers whose sources can be taken apart: all of the registry. */
export const catalogFormats = ['osv', 'kev', 'cve-record', 'epss', 'csaf', 'openvex', 'cyclonedx-vex'] as const;
export type CatalogFormat = (typeof catalogFormats)[number];

/** One document, entry or row of a source: what it says, and the line that it is kept as. */
export interface CatalogUnit {
  /** What the source calls it. */
  readonly id: string;
  readonly documents: readonly AdvisoryDocument[];
  readonly cves: readonly CveFacts[];
  readonly statements: readonly VexStatement[];
  /** Where it stands in its file. */
  readonly at: () => SourceLocation;
  /** The whole of it on one line; made when asked for, because most of a source is not kept. */
  readonly line: () => string;
}

/** What a file of a source holds. */
export interface UnitReading {
  /** `undefined`: no reader recognises it. */
  readonly format: CatalogFormat | undefined;
  /** Made one after another where there are hundreds of thousands of them. */
  readonly units: Iterable<CatalogUnit>;
  /** How many there are. */
  readonly count: number;
  /** What stands around the units of a file that is kept as one: the catalogue's head, the table's. */
  readonly head: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a file of a source and takes it apart into what can be kept or left. `usual` is the format of the file before:
 * the files of an archive are alike, and recognising each anew takes longer than reading it.
 */
export function readUnits(file: SourceFile, usual?: CatalogFormat): UnitReading {
  if (isEmptyList(file.text)) return { format: usual, units: [], count: 0, head: [], diagnostics: [] };
  const expected = catalogReaders.find(({ id }) => id === usual);
  const asUsual = expected === undefined ? undefined : readAs(expected, file);
  if (asUsual !== undefined && asUsual.count > 0) return asUsual;
  const sample = sampleOf(file);
  const reader = catalogReaders.find((candidate) => candidate.recognises(sample));
  if (reader !== undefined) return reader === expected && asUsual !== undefined ? asUsual : readAs(reader, file);
  // Broken JSON among whole: where it breaks tells more than that nobody recognises it.
  if (asUsual !== undefined && /^\ufeff?\s*[{[]/.test(file.text)) return asUsual;
  return { format: undefined, units: [], count: 0, head: [], diagnostics: readCatalogFile(file).diagnostics };
}

/** An answer that says that there is nothing: no format shows in it. */
function isEmptyList(text: string): boolean {
  return (
    text.length < 1000 && /^\ufeff?\s*(?:\[\s*\]|\{\s*\}|\{\s*"(?:vulns|results)"\s*:\s*\[\s*\]\s*\})\s*$/.test(text)
  );
}

function readAs(reader: CatalogReader, file: SourceFile): UnitReading {
  const { value, diagnostics } = reader.read(file);
  const format = catalogFormats.find((id) => id === reader.id);
  const reading = { format, head: [], diagnostics };
  if (reader.id === 'epss') return { ...reading, ...epssUnits(file, value) };
  const { units, head } = reader.id === 'kev' ? kevUnits(file, value) : documentUnits(reader, file, value);
  return { ...reading, units, head, count: units.length };
}

const saysNothing = { documents: [], cves: [], statements: [] } as const;

interface UnitList {
  readonly units: readonly CatalogUnit[];
  readonly head: readonly string[];
}

/** Entries as they stand in the catalogue, and everything around them. */
function kevUnits({ path, text }: SourceFile, { kev }: CatalogFragment): UnitList {
  const catalogue = asRecord(parseJson(withoutByteOrderMark(text)).value);
  if (kev === undefined || catalogue === undefined) return { head: [], units: [] };
  const { vulnerabilities: _entries, ...head } = catalogue;
  const units = listOf(catalogue, 'vulnerabilities').items.flatMap((item) => {
    const record = asRecord(item);
    const id = record && textOf(record, 'cveID')?.trim().toUpperCase();
    if (id === undefined || !kev.entries.has(id)) return [];
    return [{ ...saysNothing, id, at: () => topOf(path), line: () => JSON.stringify(record) }];
  });
  return { head: [JSON.stringify(head)], units };
}

/** Rows as they stand in the table; comment and heading are its head. */
function epssUnits({ path, text }: SourceFile, { epss }: CatalogFragment): Omit<UnitReading, 'diagnostics' | 'format'> {
  const scores = epss?.scores ?? new Map<string, number>();
  const head: string[] = [];
  for (const [, line] of numberedLines(text)) {
    if (scores.has(idOfRow(line))) break;
    if (/^#|^"?cve"?,/i.test(line)) head.push(line);
  }
  return { head, units: { [Symbol.iterator]: () => epssRows(path, text, scores) }, count: scores.size };
}

function* epssRows(path: string, text: string, scores: ReadonlyMap<string, number>): Generator<CatalogUnit> {
  for (const [number, line] of numberedLines(text)) {
    const id = idOfRow(line);
    if (scores.has(id)) yield new EpssRow(id, line, { path, number });
  }
}

function idOfRow(line: string): string {
  const comma = line.indexOf(',');
  return line.startsWith('"') ? line.slice(1, comma - 1) : line.slice(0, comma);
}

/** One row. A class, because a table has hundreds of thousands of rows and functions of their own would cost more. */
class EpssRow implements CatalogUnit {
  readonly documents = saysNothing.documents;
  readonly cves = saysNothing.cves;
  readonly statements = saysNothing.statements;
  readonly id: string;
  readonly #line: string;
  readonly #place: { readonly path: string; readonly number: number };

  constructor(id: string, line: string, place: { readonly path: string; readonly number: number }) {
    this.id = id;
    this.#line = line;
    this.#place = place;
  }

  at(): SourceLocation {
    return lineAt(this.#place.path, this.#place.number, this.#line);
  }

  line(): string {
    return this.#line;
  }
}

function documentUnits(reader: CatalogReader, file: SourceFile, value: CatalogFragment): UnitList {
  return { units: documentsIn(reader, file, value), head: [] };
}

function documentsIn(reader: CatalogReader, file: SourceFile, value: CatalogFragment): readonly CatalogUnit[] {
  const statements = value.statements ?? [];
  const said = value.documents.length + value.cves.length + statements.length;
  const [document] = value.documents;
  // Nearly every file of an archive: one JSON object, which is parsed again only when it is kept.
  if (reader.id === 'osv' && said === 1 && document !== undefined && isPlainObject(file.text)) {
    return [
      {
        ...saysNothing,
        id: document.id,
        documents: [document],
        at: () => topOf(file.path),
        line: () => jsonLine(file.text),
      },
    ];
  }
  const raw = reader.id === 'osv' ? osvDocuments(file).documents : documentsOf(file).documents;
  const [only] = raw;
  if (only !== undefined && raw.length === 1)
    return said === 0 ? [] : [{ ...value, statements, ...unitOf(reader.id, only) }];
  return raw.flatMap((one) => readAlone(reader, file.path, one));
}

const topOf = (path: string): SourceLocation => pointAt(path, { line: 1, column: 1 });

/** An object that begins with none of the wrappers of the OSV API. */
const isPlainObject = (text: string): boolean => /^\ufeff?\s*\{\s*"(?!vulns"|results")/.test(text.slice(0, 1000));

function jsonLine(text: string): string {
  const { value, isWhole } = parseJson(withoutByteOrderMark(text));
  // Several lines of which all but one are broken: the one that was read is found by reading them apart.
  return isWhole ? JSON.stringify(value) : (text.split('\n').find((line) => parseJson(line).isWhole) ?? '').trim();
}

/** One of several documents: what it says by itself. What is wrong with it was told when all were read. */
function readAlone(reader: CatalogReader, path: string, raw: RawDocument): readonly CatalogUnit[] {
  const unit = unitOf(reader.id, raw);
  const alone = reader.read({ path, text: unit.line() }).value;
  const said = alone.documents.length + alone.cves.length + (alone.statements ?? []).length;
  return said === 0 ? [] : [{ ...alone, statements: alone.statements ?? [], ...unit }];
}

function unitOf(format: string, { value, at }: RawDocument): Pick<CatalogUnit, 'at' | 'id' | 'line'> {
  const text = JSON.stringify(value);
  return { id: idOf(format, asRecord(value) ?? {}) ?? text.slice(0, 200), at, line: () => text };
}

function idOf(format: string, record: UnknownRecord): string | undefined {
  switch (format) {
    case 'cve-record':
      return textOf(recordOf(record, 'cveMetadata') ?? {}, 'cveId');
    case 'csaf':
      return textOf(recordOf(recordOf(record, 'document') ?? {}, 'tracking') ?? {}, 'id');
    case 'openvex':
      return textOf(record, '@id');
    case 'cyclonedx-vex':
      return textOf(record, 'serialNumber');
    default:
      return asId(fieldOf(record, 'id'));
  }
}

const asId = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
