import type { AdvisoryDocument, CveFacts, KevCatalogue } from './advisory.ts';
import type { Component } from './asset.ts';
import type { Outcome, SourceLocation } from './diagnostic.ts';
import type { SourceFile } from './source.ts';
import type { Instant } from './time.ts';
import type { VexStatement } from './vex.ts';

/** What a reader sees of a file before it is chosen. Names and endings say nothing: content decides. */
export interface FileSample {
  /** The first 4,096 UTF-16 units, without a byte order mark. */
  readonly head: string;
  readonly form: 'json-object' | 'json-array' | 'yaml' | 'text';
  /** Keys of the first object at the top level (of the first element of an array), as far as the sample goes. */
  readonly keys: ReadonlySet<string>;
}

/** One day of EPSS scores (FIRST): the chance that a CVE is exploited within 30 days, 0 to 1. */
export interface EpssRelease {
  readonly modelVersion?: string | undefined;
  readonly scoredAt?: Instant | undefined;
  readonly scores: ReadonlyMap<string, number>;
  readonly file: string;
}

/** What one catalogue file says. Fragments add up to a `Catalog`; their order carries no meaning. */
export interface CatalogFragment {
  readonly documents: readonly AdvisoryDocument[];
  readonly kev?: KevCatalogue | undefined;
  readonly cves: readonly CveFacts[];
  readonly epss?: EpssRelease | undefined;
  /** What VEX documents state. They are shown, and have no effect until an Assessment says the same. */
  readonly statements?: readonly VexStatement[] | undefined;
  /** Where what goes by an id of a document, or by a CVE, stands in the file. */
  readonly placeOf?: ((id: string) => SourceLocation | undefined) | undefined;
}

/**
 * Reads one public catalogue format. Pure: text in, data and diagnostics out.
 *
 * `recognises` looks at content alone and must be true for at most one reader of the registry.
 * `read` never throws on any text; what it cannot read is a diagnostic, and the rest is still read.
 */
export interface CatalogReader {
  readonly id: string;
  readonly title: string;
  /** Where the format is specified. */
  readonly specification: string;
  readonly recognises: (sample: FileSample) => boolean;
  readonly read: (file: SourceFile) => Outcome<CatalogFragment>;
}

/** What a package list cannot say itself. */
export interface PackageListContext {
  /**
   * OSV ecosystem of every package of the list, with its whole suffix such as `Debian:12`. A bill of materials that names
   * its packages' ecosystems needs none.
   */
  readonly ecosystem: string | undefined;
  /** Estate-relative path, for diagnostics. */
  readonly file: string;
}

/**
 * Reads the output or database of one package manager.
 *
 * A package that the list names twice in one version (two architectures) is one component.
 * What is not installed (configuration left behind, signing keys) is no component.
 */
export interface PackageListReader {
  readonly id: string;
  readonly title: string;
  readonly specification: string;
  readonly read: (text: string, context: PackageListContext) => Outcome<readonly Component[]>;
}

/** Where an observation's components stand. `none` = the line says only that, and how, the asset was seen. */
export type ObservedComponents =
  | { readonly kind: 'none' }
  | { readonly kind: 'list'; readonly components: readonly Component[] }
  /** Name of a set that another line (`{"set": …, "components": […]}`) defines. */
  | { readonly kind: 'set'; readonly set: string }
  /** A file beside the observation, read by the package list reader `format`. */
  | {
      readonly kind: 'raw';
      readonly path: string;
      readonly format: string;
      /** `undefined` = the file tells. */
      readonly ecosystem: string | undefined;
      /** SHA-256 of the file's bytes as the source saw them; `undefined` = nobody says. */
      readonly sha256?: string | undefined;
    };

/** One line of a source about one asset. */
export interface Observation {
  readonly asset: string;
  readonly source: string;
  readonly lastSeen: Instant | undefined;
  readonly components: ObservedComponents;
  /** First seen by package, as the source names packages. */
  readonly firstSeen: ReadonlyMap<string, Instant>;
  /** Running version by package, for software of which several versions may be installed. */
  readonly running: ReadonlyMap<string, string>;
  readonly pendingReboot: boolean | undefined;
  readonly down: boolean | undefined;
  readonly resyncing: boolean | undefined;
  /** Some of its software could not be read. */
  readonly partlyRead: boolean;
  /** Since when the source, which reported the asset before, reports it no more. */
  readonly missingSince: Instant | undefined;
  readonly file: string;
  /** 1-based line of the file. */
  readonly line: number;
}

/** A line that defines a component set. */
export interface ObservedSet {
  /** Its digest, as stated. */
  readonly set: string;
  readonly components: readonly Component[];
  /** Some of its components could not be read. */
  readonly partlyRead: boolean;
  readonly file: string;
  /** 1-based line of the file. */
  readonly line: number;
}

/** What a file of observations says: lines about assets, and component sets that lines refer to by name. */
export interface ObservationFragment {
  readonly observations: readonly Observation[];
  readonly sets: readonly ObservedSet[];
}

/** What one file of a foreign tool says of one asset. */
export interface ReportedAsset {
  /** What the file calls it, the likeliest name first; empty where it does not say. */
  readonly names: readonly string[];
  /** When it was read, where the file tells. */
  readonly lastSeen: Instant | undefined;
  /** What is installed; `undefined` = the file does not speak of software. */
  readonly components: readonly Component[] | undefined;
  /** Entries that name software and could not be read, or that no ecosystem covers. */
  readonly unread: number;
  readonly pendingReboot: boolean | undefined;
  /** What else the file says of it, for an Inventory. */
  readonly draft: Pick<DraftAsset, 'fields' | 'labels'>;
}

/** What a report cannot say itself, as the user states it. */
export interface ReportContext {
  /** OSV ecosystem of packages of which the file does not tell it. */
  readonly ecosystem: string | undefined;
  /** Heading of a CSV column by the word of `reportColumns` that it stands for. */
  readonly columns: ReadonlyMap<string, string>;
}

/**
 * Reads what a tool exports about machines and what is installed on them. Pure: text in, data and diagnostics out.
 *
 * `recognises` looks at content alone and must be true for at most one reader of the registry.
 * `read` never throws on any text. What an entry cannot say, or no ecosystem covers, is counted and told.
 */
export interface ReportReader {
  readonly id: string;
  readonly title: string;
  readonly specification: string;
  /** `asset`: a file is about one asset. `fleet`: a file lists every asset that its source knows. */
  readonly scope: 'asset' | 'fleet';
  readonly recognises: (sample: FileSample) => boolean;
  readonly read: (file: SourceFile, context: ReportContext) => Outcome<readonly ReportedAsset[]>;
}

/** An asset as a foreign inventory describes it: known fields under our names, everything else as labels. */
export interface DraftAsset {
  readonly name: string;
  /** Values of the Inventory fields, as text. */
  readonly fields: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

/** What `init --from` writes as an Inventory. */
export interface InventoryDraft {
  readonly assets: readonly DraftAsset[];
}

/** Reads a foreign inventory for `init --from`. */
export interface InventoryReader {
  readonly id: string;
  readonly title: string;
  readonly specification: string;
  readonly recognises: (sample: FileSample) => boolean;
  readonly read: (file: SourceFile) => Outcome<InventoryDraft>;
}
