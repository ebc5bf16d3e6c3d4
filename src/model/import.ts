import type { Component } from './asset.ts';
import type { Instant } from './time.ts';

/** What one file says of one asset, with the asset found and the moment settled. */
export interface IncomingReport {
  /** Name of the asset in the estate, or the name it would have there. */
  readonly asset: string;
  readonly isKnown: boolean;
  /** As the file calls it. */
  readonly given: string;
  readonly lastSeen: Instant;
  /** `undefined` = the file does not speak of software. */
  readonly components: readonly Component[] | undefined;
  readonly unread: number;
  readonly pendingReboot: boolean | undefined;
  /** The file itself as evidence in place of its components. */
  readonly raw: RawEvidence | undefined;
  /** The file it comes from, as the user named it. */
  readonly file: string;
}

/** A file below `observed/` that an observation names. */
export interface RawEvidence {
  readonly path: string;
  readonly format: string;
  readonly ecosystem: string | undefined;
  readonly sha256: string;
  readonly text: string;
}

/** What an import does with one asset. */
export type LandingKind =
  | 'added'
  | 'updated'
  | 'unchanged'
  /** What is known already is newer. */
  | 'older'
  /** The source, which reported it before, reports it no more; its last observation stays. */
  | 'missing';

/** One asset of an import. */
export interface LandedAsset {
  readonly asset: string;
  readonly kind: LandingKind;
  /** Whether an Inventory names it. */
  readonly isKnown: boolean;
  /** As the file calls it, where that is another name. */
  readonly given: string | undefined;
  readonly lastSeen: Instant;
  /** Components of what holds now; `undefined` where the source says nothing of software. */
  readonly components: number | undefined;
  readonly unread: number;
  readonly missingSince: Instant | undefined;
}

/** A second report of one asset that did not count. */
export interface DuplicateReport {
  readonly asset: string;
  readonly file: string;
  /** The file whose report counts. */
  readonly kept: string;
}

/** What an import writes, or would write. */
export interface Landing {
  readonly source: string;
  /** Estate-relative path of the source's observations. */
  readonly path: string;
  readonly text: string;
  /** Sorted by name. */
  readonly assets: readonly LandedAsset[];
  readonly duplicates: readonly DuplicateReport[];
  /** Distinct component sets that the file holds. */
  readonly sets: number;
}

/** A field of an asset of which an inventory and the estate say different things. */
export interface FieldDifference {
  readonly asset: string;
  /** A field of an Inventory's asset, or `labels.<key>`. */
  readonly field: string;
  /** `undefined` = the estate does not say. */
  readonly here: string | undefined;
  readonly there: string;
}

/** The estate's assets beside those of another inventory. */
export interface Reconciliation {
  readonly onlyThere: readonly string[];
  readonly onlyHere: readonly string[];
  readonly differing: readonly FieldDifference[];
  /** Assets that both have and of which they say the same. */
  readonly agreeing: number;
}
