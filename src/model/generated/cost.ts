// Generated from schemas/cost.schema.json by `npm run generate`; do not edit.

/** What patching cost over a period, as `cost --format json` writes it. */
export interface CostDocument {
  /** Format of this document. */
  readonly schema: 'patchledger.cost/v1';
  /** First instant. */
  readonly from: string;
  /** Instant behind the last. */
  readonly to: string;
  /** ISO 4217 code of every amount. */
  readonly currency: string;
  /** How each charge is rounded to the smallest unit; sums are of rounded charges. */
  readonly rounding: 'half-up';
  /**
   * Every figure, the total first.
   *
   * Items: A figure with its formula and population.
   */
  readonly figures: readonly {
    /** Stable name. */
    readonly id: string;
    /** For people. */
    readonly title: string;
    /** How it is computed. */
    readonly formula: string;
    /** How many it speaks of. */
    readonly population: number;
    /** What they are. */
    readonly populationOf: string;
    /** Whether a part is not known: then a cost is the least that it can be, and savings are those of the known part. */
    readonly isPartial: boolean;
    /** Amount as an exact decimal; `null`: not known. */
    readonly amount: string | null;
  }[];
  /** By patch, dearest first; sums to the total. */
  readonly byPatch: readonly Share[];
  /** By asset, dearest first; sums to the total. */
  readonly byAsset: readonly Share[];
  /** By month, oldest first; sums to the total. */
  readonly byMonth: readonly Share[];
  /**
   * Everything that the figures were computed from.
   *
   * Items: An input and who says so.
   */
  readonly inputs: readonly {
    /** Path below `spec.cost`, or what was measured. */
    readonly name: string;
    /** Value as stated. */
    readonly value: string;
    /** Unit of the value. */
    readonly unit: string;
    /** Who says so. */
    readonly source: string;
    /** `file:line`; `null` for what was measured from several files. */
    readonly at: string | null;
  }[];
  /**
   * What is not known and therefore in no figure.
   *
   * Items: A sentence.
   */
  readonly gaps: readonly string[];
  /**
   * What the figures cannot say.
   *
   * Items: A sentence.
   */
  readonly limits: readonly string[];
}

/** What one of them bears. */
export interface Share {
  /** Patch, asset, or month as `yyyy-mm`. */
  readonly name: string;
  /** Deployments that bear it. */
  readonly deployments: number;
  /** Amount. */
  readonly amount: string;
}
