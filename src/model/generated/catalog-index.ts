// Generated from schemas/catalog-index.schema.json by `npm run generate`; do not edit.

import type {
  ApiVersion,
  FeedFormat,
  Metadata,
} from './common.ts';

/** What was imported into the catalogue, from where and when. */
export interface CatalogIndex {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `CatalogIndex`. */
  readonly kind: 'CatalogIndex';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this CatalogIndex states. */
  readonly spec: {
    /** Imported sources. */
    readonly sources: readonly Source[];
  };
}

/** One imported source. */
export interface Source {
  /** Name of the source, as the Workspace calls it. */
  readonly name: string;
  /** Address that it was fetched from. Default: brought by hand. */
  readonly url?: string;
  /** File or folder of the estate that holds its documents. */
  readonly path: string;
  /** Format of the documents. */
  readonly format: FeedFormat;
  /** SHA-256 of the bytes as fetched. */
  readonly sha256: string;
  /** Entity tag of the server, to ask for changes only. Default: none. */
  readonly etag?: string;
  /** When the server says that the source last changed, as it says it, to ask for changes only. Default: not said. */
  readonly lastModified?: string;
  /** When the source was last fetched, changed or not. */
  readonly fetchedAt: string;
  /** Number of documents. */
  readonly documents: number;
  /** Number of documents or entries that the source held, kept or not. Default: not counted. */
  readonly total?: number;
  /** When documents count as imported that `imported` does not list. */
  readonly importedAt: string;
  /** When single advisories were first imported, by id. */
  readonly imported?: {
    readonly [k: string]: string;
  };
  /** Digest of what documents were selected by: components of the estate, CVEs of the catalogue, or everything. Default: they were brought by hand. */
  readonly selection?: string;
  /** Packages whose documents were kept, by ecosystem of the source. What is not listed was not looked for. Default: every package. */
  readonly watched?: {
    /** Names of packages, components and source packages. */
    readonly [k: string]: readonly string[];
  };
  /** Files that hold the documents, by path from the root of the estate, each with the SHA-256 of its bytes. Default: everything below `path`. */
  readonly files?: {
    readonly [k: string]: string;
  };
}
