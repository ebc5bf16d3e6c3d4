// Generated from schemas/rollback-record.schema.json by `npm run generate`; do not edit.

import type {
  ApiVersion,
  Artifact,
  Metadata,
  PackageRef,
  RecordNames,
  RecordSource,
} from './common.ts';

/** A rollback that was done, in earnest or as a drill. */
export interface RollbackRecord {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `RollbackRecord`. */
  readonly kind: 'RollbackRecord';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this RollbackRecord states. */
  readonly spec: {
    /** Change that the record belongs to. Default: none. */
    readonly change?: string;
    /** Why it was done. */
    readonly occasion: 'drill' | 'incident';
    /** The procedure that was followed, or where it is written down. */
    readonly procedure: string;
    /** Assets that were taken back. */
    readonly assets: readonly string[];
    /** Visits that were undone. Default: none. */
    readonly visits?: readonly string[];
    /** Package that was taken back. */
    readonly application?: PackageRef;
    /** Version before. */
    readonly fromVersion?: string;
    /** Version after. */
    readonly toVersion?: string;
    /** Snapshot or backup that was used. Default: none. */
    readonly restorePoint?: string;
    /** When it started. */
    readonly startedAt: string;
    /** When it ended. */
    readonly endedAt: string;
    /** How it ended. */
    readonly result: 'succeeded' | 'failed';
    /** Person or account that did it. */
    readonly executor: string;
    /** Logs. Default: none. */
    readonly artifacts?: readonly Artifact[];
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
