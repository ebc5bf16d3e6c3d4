// Generated from schemas/activity.schema.json by `npm run generate`; do not edit.

import type {
  ApiVersion,
  Metadata,
} from './common.ts';

/** A recurring duty of people, met by ActivityRecords. */
export interface Activity {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `Activity`. */
  readonly kind: 'Activity';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this Activity states. */
  readonly spec: {
    /** What is to be done. Default: none. */
    readonly description?: string;
    /** What kind of duty. */
    readonly type:
      | 'training'
      | 'policy-review'
      | 'patch-review'
      | 'incident-drill'
      | 'rollback-drill'
      | 'access-review'
      | 'security-audit'
      | 'penetration-test'
      | 'code-review'
      | 'communication';
    /** Wall-clock time of the first occurrence that the rule may match. */
    readonly start: string;
    /** Time zone of `start`. Default: the Workspace's. */
    readonly timeZone?: string;
    /** When the duty comes back. Default: once. */
    readonly rrule?: string;
    /** Time after an occurrence in which it may still be met. Default: `14d`. */
    readonly grace?: string;
    /** Team or Role that sees to it. */
    readonly owner: string;
    /** Teams and Roles that take part. Default: the owner. */
    readonly audience?: readonly string[];
    /** Clauses of frameworks that the duty answers. Default: none. */
    readonly clauses?: readonly string[];
  };
}
