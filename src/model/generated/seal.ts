// Generated from schemas/seal.schema.json by `npm run generate`; do not edit.

import type {
  ApiVersion,
  Metadata,
} from './common.ts';

/** A link of the chain that shows that no record was edited, taken away or put in afterwards: the digests of the records that came since the seal before, and the digest of that seal. Seals are not sealed themselves; each is held by the next, and the last one by whoever keeps its digest outside. */
export interface Seal {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `Seal`. */
  readonly kind: 'Seal';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this Seal states. */
  readonly spec: {
    /** Place in the chain, from 1. */
    readonly number: number;
    /** Digest of the file of the seal before. Default: none, it is the first. */
    readonly previous?: string;
    /** Commit of the base branch whose records it seals. Every record that this commit holds is in this seal or in one before. */
    readonly commit: string;
    /** When it was made, by the clock of whoever made it. */
    readonly sealedAt: string;
    /** Files that the chain holds up to here, this seal's own included. */
    readonly total: number;
    /**
     * Files below the folder of records that came since the seal before, sorted by path.
     *
     * Items: A file.
     */
    readonly records: readonly {
      /** Path from the root of the estate. */
      readonly path: string;
      /** Digest of the file as the commit holds it. */
      readonly sha256: string;
    }[];
  };
}
