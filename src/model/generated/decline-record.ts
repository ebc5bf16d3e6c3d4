// Generated from schemas/decline-record.schema.json by `npm run generate`; do not edit.

import type {
  ApiVersion,
  ForgeUser,
  Metadata,
  PackageVersion,
  Priority,
  PullRequest,
  RecordNames,
  RecordSource,
} from './common.ts';

/** Work that people declined by closing its pull request. It stays uncovered until an exception is merged or the risk grows. */
export interface DeclineRecord {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `DeclineRecord`. */
  readonly kind: 'DeclineRecord';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this DeclineRecord states. */
  readonly spec: {
    /** Change that the record belongs to. Default: none. */
    readonly change?: string;
    /** Pull request that was closed. */
    readonly pullRequest?: PullRequest;
    /** Account that closed it. */
    readonly declinedBy: ForgeUser;
    /** When it was closed, by the forge's clock. */
    readonly declinedAt: string;
    /** Reason that was given. Default: none. */
    readonly reason?: string;
    /**
     * What was declined.
     *
     * Items: One requirement.
     */
    readonly rows: readonly {
      /** Id of the requirement. */
      readonly requirement: string;
      /** Visit that carried it. Default: none. */
      readonly visit?: string;
      /** Asset. */
      readonly asset: string;
      /** Component and its installed version at the time. */
      readonly component: PackageVersion;
      /** Version that was declined. */
      readonly target: string;
      /** Priority at the time. A more urgent one brings the work back. */
      readonly priority: Priority;
      /** Due instant at the time. Absent: no deadline. */
      readonly due?: string;
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
