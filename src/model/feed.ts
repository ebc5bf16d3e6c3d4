import type { AdvisoryDocument, CveFacts, KevCatalogue } from './advisory.ts';
import type { Component } from './asset.ts';
import type { Outcome } from './diagnostic.ts';
import type { SourceFile } from './source.ts';
import type { Instant } from './time.ts';

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
  /** OSV ecosystem of every package of the list, with its whole suffix such as `Debian:12`. */
  readonly ecosystem: string;
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
      readonly ecosystem: string;
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
