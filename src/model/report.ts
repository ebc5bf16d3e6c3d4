import type { ReportChart } from './chart.ts';
import type { ToolVersion } from './plan.ts';
import type { Instant, TimeZone } from './time.ts';

/**
 * A cell as a value; each format prints it in its own way and escapes it for its target.
 * `absent` says in a word why there is nothing to show; an empty cell does not exist.
 */
export type ReportCell =
  | { readonly kind: 'text'; readonly text: string }
  /** An identifier: a version, a name, a digest. */
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'instant'; readonly at: Instant }
  | { readonly kind: 'period'; readonly from: Instant; readonly to: Instant }
  /** A place in the estate, at the commit of the provenance. `line` counts from 1. */
  | { readonly kind: 'place'; readonly file: string; readonly line: number | undefined }
  /** The dossier of this slug, a page of the report. */
  | { readonly kind: 'dossier'; readonly slug: string }
  | { readonly kind: 'list'; readonly items: readonly ReportCell[] }
  | { readonly kind: 'absent'; readonly word: string };

/** A column of a table. The key is stable across releases, the title is for people. */
export interface ReportColumn {
  readonly key: string;
  readonly title: string;
}

/** A narrow cut of a wide table for formats that have no room; together the parts show every column. */
export interface TablePart {
  readonly caption: string;
  /** Keys of its columns, in order. */
  readonly columns: readonly string[];
}

/** Files of the estate that rows were made from, sorted. */
export interface ReportSource {
  readonly what: string;
  readonly files: readonly string[];
}

/** So many of something. */
export interface LabelledCount {
  readonly label: string;
  readonly count: number;
}

/**
 * What lets an auditor rely on a listing: where its rows come from, what was left out and why, and that it adds up.
 * It does when rowsIn = rowsShown + the rows left out, and the counts of `reconciliation` sum up to rowsShown.
 */
export interface PopulationBox {
  /** What a row is, in the singular. */
  readonly unit: string;
  readonly sources: readonly ReportSource[];
  /** In words; never empty: `none` is a filter as well. */
  readonly filters: readonly string[];
  readonly rowsIn: number;
  readonly excluded: readonly { readonly reason: string; readonly count: number }[];
  readonly rowsShown: number;
  /** What the counts are by, such as `state`. */
  readonly reconciledBy: string;
  readonly reconciliation: readonly LabelledCount[];
  /** The sums that were made, in words. */
  readonly checkedBy: string;
  readonly addsUp: boolean;
}

/** Rows of a table, made when they are asked for: large listings are never held as a whole. An array is one, too. */
export interface ReportRows extends Iterable<readonly ReportCell[]> {
  readonly length: number;
  readonly map: <T>(make: (row: readonly ReportCell[]) => T) => T[];
}

/** A table with the statement of its population. A row has one cell a column. */
export interface ReportTable {
  /** Stable name, unique in the report, such as `d4-requirements`. */
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: ReportRows;
  /** Empty: the table is narrow enough as it is. */
  readonly parts: readonly TablePart[];
  /** What to say in place of a table without rows. */
  readonly whenEmpty: string;
  readonly population: PopulationBox;
}

/** What a check found, a line each, made when they are asked for: those of a fleet are never held. An array is one, too. */
export interface GapLines extends Iterable<string> {
  readonly length: number;
  readonly slice: (from: number, to: number) => readonly string[];
}

/** Something that was looked for, and what was found. Nothing found is `none`, said together with the check. */
export interface GapCheck {
  readonly check: string;
  /** How much was looked at, such as `11 assets`. */
  readonly lookedAt: string;
  readonly found: GapLines;
}

/** A chart with the words for those who do not see it. A table of the same document holds the same numbers. */
export interface ReportFigure {
  /** Stable name, unique in the report, such as `d5-ageing`. */
  readonly id: string;
  readonly title: string;
  /** What the chart shows, in a sentence that does without it. */
  readonly description: string;
  /** Id of the table with the same numbers. */
  readonly tableId: string;
  readonly chart: ReportChart;
}

/** A part of a document: sentences, then figures, then tables. */
export interface ReportSection {
  readonly title: string;
  readonly text: readonly string[];
  readonly figures?: readonly ReportFigure[] | undefined;
  readonly tables: readonly ReportTable[];
}

/** Documents of the audit pack, by their number in it. */
export const reportDocumentIds = [
  'D1',
  'D2',
  'D3',
  'D4',
  'D5',
  'D6',
  'D7',
  'D8',
  'D9',
  'D10',
  'D11',
  'D12',
  'D13',
  'D14',
] as const;
export type ReportDocumentId = (typeof reportDocumentIds)[number];

/** A document of the pack. It answers one question of an auditor, gaps before tables. */
export interface ReportDocument {
  readonly id: ReportDocumentId;
  /** Name for files and addresses, such as `patch-status`. */
  readonly slug: string;
  readonly title: string;
  readonly question: string;
  /** The answer in a few sentences. */
  readonly summary: readonly string[];
  readonly gaps: readonly GapCheck[];
  readonly sections: readonly ReportSection[];
  /** What the document cannot show, whatever the estate holds. */
  readonly limits: readonly string[];
}

/** A step of a dossier, such as `approved by`. */
export interface DossierStep {
  readonly title: string;
  /** It is no event, and so has no time of its own, such as a severity. */
  readonly isTimeless?: true | undefined;
  /** When it happened, as far as anybody says. */
  readonly at: Instant | undefined;
  /** Who says when, such as `engine ansible` or `review 81`; `undefined` with `at`. */
  readonly claimedBy: string | undefined;
  /** When the repository recorded it, which nobody types in; `undefined`: not known. */
  readonly recordedAt: Instant | undefined;
  readonly cells: readonly { readonly title: string; readonly cell: ReportCell }[];
  /** What this step lacks, in a sentence; `undefined`: it lacks nothing. */
  readonly missing: string | undefined;
}

/** One page a deployment: detected, severity, required by, approved by, tested, deployed, verified. */
export interface Dossier {
  /** Name for files and anchors, unique in the report. */
  readonly slug: string;
  readonly title: string;
  readonly verdict: string;
  readonly steps: readonly DossierStep[];
}

/** Which deployments have a dossier, and how they were chosen. */
export interface DossierChoice {
  /** Deployments there were to choose from. */
  readonly population: number;
  readonly chosen: number;
  /** How they were chosen, so that anybody can choose the same; in sentences. */
  readonly text: readonly string[];
}

/** A clause of a framework and the documents that offer evidence for it. Never a statement of compliance. */
export interface FrameworkClause {
  readonly id: string;
  readonly title: string;
  readonly documents: readonly ReportDocumentId[];
  readonly note: string;
}

/** A framework's clauses, where they were read and when. */
export interface FrameworkMatrix {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly authority: string;
  readonly source: string;
  /** `yyyy-mm-dd`. */
  readonly retrieved: string;
  readonly clauses: readonly FrameworkClause[];
}

/** What the whole report was made from; equal provenance means equal bytes. */
export interface ReportProvenance {
  /** `undefined`: files that are not committed. */
  readonly commit: string | undefined;
  readonly asOf: Instant;
  /** What the report looks back on, from inclusive, to exclusive; `undefined`: all that is recorded. */
  readonly period?: { readonly from: Instant; readonly to: Instant } | undefined;
  readonly inputsDigest: string;
  readonly tool: ToolVersion;
  /** Zone of the wall clock that is printed beside UTC. */
  readonly timeZone: TimeZone;
  /** Names of assets and people, locations and details of what is open are replaced by pseudonyms. */
  readonly isRedacted?: boolean | undefined;
  /** Address in front of `file#Lline` at the commit; `undefined` where no forge shows it. */
  readonly sourceUrl: string | undefined;
}

/** The one model behind every format of the audit pack. Formats print it and decide nothing. */
export interface Report {
  readonly title: string;
  readonly organisation: string;
  readonly provenance: ReportProvenance;
  /** The verdict on the whole estate, most important sentence first. */
  readonly verdict: readonly string[];
  /** What is new, what ended and what came back in the period. */
  readonly changed: readonly string[];
  readonly documents: readonly ReportDocument[];
  readonly dossiers?: readonly Dossier[] | undefined;
  readonly dossierChoice?: DossierChoice | undefined;
  readonly frameworks?: readonly FrameworkMatrix[] | undefined;
}

/** A file of a rendered report: a path with `/` below the folder of the report, and its whole text. */
export interface ReportFile {
  readonly path: string;
  readonly text: string;
}

/** A file of the pack: its path, and its text in pieces that are made as they are asked for, once. */
export interface PackFile {
  readonly path: string;
  readonly pieces: Iterable<string>;
}

/** Takes a file of the pack in before the next one is made: no more than one is ever held. */
export type PutFile = (file: PackFile) => FileDigest;

/** A file of a rendered report by its digest. */
export interface FileDigest {
  readonly path: string;
  /** 64 hexadecimal digits over the UTF-8 bytes. */
  readonly sha256: string;
  readonly bytes: number;
}

/** The whole listing of a table as CSV, as every other format names it. */
export interface CsvTwin {
  readonly path: string;
  readonly sha256: string;
}
