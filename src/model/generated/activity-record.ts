// Generated from schemas/activity-record.schema.json by `npm run generate`; do not edit.

import type {
  ActionItem,
  ApiVersion,
  Artifact,
  Metadata,
  RecordNames,
  RecordSource,
} from './common.ts';

/** A recurring duty that was met: a training, a review, a drill, a notice. */
export interface ActivityRecord {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `ActivityRecord`. */
  readonly kind: 'ActivityRecord';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this ActivityRecord states. */
  readonly spec: {
    /** Activity that is met. */
    readonly activity: string;
    /** Occurrence that is met, as the day of the Activity's calendar. Default: the latest before `heldAt`. */
    readonly occurrence?: string;
    /** When it was held. */
    readonly heldAt: string;
    /** How long it took. Default: unknown. */
    readonly duration?: string;
    /** Person or firm that conducted it. */
    readonly conductedBy: string;
    /** People who took part. */
    readonly participants: readonly string[];
    /** How it ended. Default: `completed`. */
    readonly result?: 'completed' | 'completed-with-findings' | 'failed';
    /** Last day on which it counts, for trainings. Default: until the next occurrence. */
    readonly validUntil?: string;
    /** Subject, inputs or message. Default: none. */
    readonly about?: string;
    /** Those who were told, for communication. Default: none. */
    readonly sentTo?: readonly string[];
    /** What was decided. Default: nothing. */
    readonly decisions?: readonly string[];
    /** What is to be done. Default: nothing. */
    readonly actions?: readonly ActionItem[];
    /** Minutes, slides, reports. Default: none. */
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
