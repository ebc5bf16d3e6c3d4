// Generated from schemas/freeze.schema.json by `npm run generate`; do not edit.

import type {
  ApiVersion,
  Metadata,
  Priorities,
  Selector,
} from './common.ts';

/** A time without changes. Give `from` and `to`, or `start`, `rrule` and `duration`. */
export interface Freeze {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `Freeze`. */
  readonly kind: 'Freeze';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this Freeze states. */
  readonly spec: {
    /** Assets that are frozen. */
    readonly selector: Selector;
    /** Why. */
    readonly reason: string;
    /** Time zone of times without an offset. Default: the Workspace's. */
    readonly timeZone?: string;
    /** Beginning of a single freeze. */
    readonly from?: string;
    /** End of a single freeze. A day counts whole. */
    readonly to?: string;
    /** Wall-clock time of the first start of a recurring freeze. */
    readonly start?: string;
    /** When the freeze comes back. */
    readonly rrule?: string;
    /** Length of one occurrence, exact time. */
    readonly duration?: string;
    /** Priorities that the freeze does not hold up. Default: none. */
    readonly exempt?: Priorities;
    /** Role that may let single work pass, recorded with a reason. Default: nobody. */
    readonly overrideRole?: string;
  };
}
