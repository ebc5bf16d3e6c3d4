// Generated from schemas/evaluation-record.schema.json by `npm run generate`; do not edit.

import type {
  AdvisoryIds,
  ApiVersion,
  Metadata,
  RecordNames,
  RecordSource,
  Selector,
} from './common.ts';

/** Patches or advisories that were looked at, and what was decided about each. */
export interface EvaluationRecord {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `EvaluationRecord`. */
  readonly kind: 'EvaluationRecord';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this EvaluationRecord states. */
  readonly spec: {
    /** Person who evaluated. */
    readonly evaluator: string;
    /** When the evaluation was completed. Starts the clock `evaluated`. */
    readonly evaluatedAt: string;
    /**
     * Sources that were consulted. Default: none.
     *
     * Items: A source.
     */
    readonly sources?: readonly {
      /** Name of the source. */
      readonly name: string;
      /** When it was checked. */
      readonly checkedAt: string;
    }[];
    /**
     * What was decided.
     *
     * Items: One decision.
     */
    readonly rows: readonly {
      /** Advisories that were evaluated. */
      readonly advisories: AdvisoryIds;
      /** Patch that was evaluated. Default: none. */
      readonly patch?: string;
      /** Assets that the decision is about. Default: all. */
      readonly selector?: Selector;
      /** Whether it concerns the assets. */
      readonly result: 'applicable' | 'not-applicable' | 'deferred';
      /**
       * Duties of policies that were done with it, by id, such as `forensic-evidence`. Default: none.
       *
       * Items: Id of a duty.
       */
      readonly duties?: readonly string[];
      /** Why. Default: none. */
      readonly reason?: string;
    }[];
    /** When the content is said to hold, by whoever reports it. The time of recording is the forge's. Default: unknown. */
    readonly claimedAt?: string;
    /** Records of this kind that this one corrects. Default: none. */
    readonly supersedes?: RecordNames;
    /** Where the content comes from. Default: unknown. */
    readonly source?: RecordSource;
    /** Anything else worth keeping. Default: none. */
    readonly notes?: string;
  };
}
