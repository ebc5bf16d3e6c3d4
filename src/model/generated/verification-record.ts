// Generated from schemas/verification-record.schema.json by `npm run generate`; do not edit.

import type {
  ApiVersion,
  Artifact,
  Metadata,
  PackageRef,
  RecordNames,
  RecordSource,
} from './common.ts';

/** What was found on assets after a deployment. */
export interface VerificationRecord {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `VerificationRecord`. */
  readonly kind: 'VerificationRecord';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this VerificationRecord states. */
  readonly spec: {
    /** Change that the record belongs to. Default: none. */
    readonly change?: string;
    /** How it was checked. */
    readonly method: 'package-manager' | 'agent' | 'scanner' | 'running-version' | 'peer-agreement' | 'manual';
    /** Person or tool that checked. */
    readonly verifier: string;
    /** What was found. */
    readonly rows: readonly Row[];
    /** Output of the checks. Default: none. */
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

/** What was found of one component on one asset. */
export interface Row {
  /** Visit that is verified. Default: none. */
  readonly visit?: string;
  /** Asset that was looked at. */
  readonly asset: string;
  /** Package that was looked for. */
  readonly application: PackageRef;
  /** Version that was found. Absent: the package was not there. */
  readonly observedVersion?: string;
  /** Whether the version found is the one in use. Default: unknown. */
  readonly inEffect?: boolean;
  /** Whether the asset works as it should. Default: unknown. */
  readonly healthy?: boolean;
  /** When it was checked. */
  readonly verifiedAt: string;
}
