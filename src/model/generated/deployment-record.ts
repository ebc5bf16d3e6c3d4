// Generated from schemas/deployment-record.schema.json by `npm run generate`; do not edit.

import type {
  ApiVersion,
  Artifact,
  Metadata,
  PackageRef,
  RecordNames,
  RecordSource,
} from './common.ts';

/** What one job of an engine did: one row for each component of each asset. */
export interface DeploymentRecord {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `DeploymentRecord`. */
  readonly kind: 'DeploymentRecord';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this DeploymentRecord states. */
  readonly spec: {
    /** Change that the record belongs to. Default: none. */
    readonly change?: string;
    /** Engine that did the work. */
    readonly engine: string;
    /** Id of the job in the engine. Default: none. */
    readonly job?: string;
    /** Person or account that ran the job. */
    readonly executor: string;
    /** For work that ran before its merge. Default: not an emergency. */
    readonly emergency?: {
      /** Person who let it run. */
      readonly by: string;
      /** Why it could not wait. */
      readonly reason: string;
      /** Digest of the plan that ran. */
      readonly planFp?: string;
    };
    /** What was done. */
    readonly rows: readonly Row[];
    /** Logs and reports of the job. Default: none. */
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

/** What happened to one component of one asset. */
export interface Row {
  /** Visit that was carried out. Default: none, work outside any plan. */
  readonly visit?: string;
  /** Asset that was worked on. */
  readonly asset: string;
  /** Package that was deployed. */
  readonly application: PackageRef;
  /** Version before. Default: unknown. */
  readonly fromVersion?: string;
  /** Version that was deployed. */
  readonly version: string;
  /** Ring of the rollout. Default: none. */
  readonly ring?: string;
  /** Maintenance window. Default: none. */
  readonly window?: string;
  /** When the work on the asset started. */
  readonly start: string;
  /** When it ended. */
  readonly end: string;
  /** How it ended. */
  readonly result: 'succeeded' | 'succeeded-with-issues' | 'failed' | 'rolled-back' | 'skipped';
  /** State of the reboot. Default: unknown. */
  readonly reboot?: 'not-needed' | 'done' | 'pending';
  /** SHA-256 of what was installed. Default: unknown. */
  readonly artifactSha256?: string;
  /** Whether the signature of the package was checked and good. Default: unknown. */
  readonly signatureVerified?: boolean;
  /**
   * Issues met. Default: none.
   *
   * Items: An issue, in words or as the address of a ticket.
   */
  readonly issues?: readonly string[];
  /** What users or operators said. Default: none. */
  readonly feedback?: string;
}
