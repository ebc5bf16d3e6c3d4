// Generated from schemas/maintenance-window.schema.json by `npm run generate`; do not edit.

import type {
  ApiVersion,
  Metadata,
  PercentOrCount,
  Priorities,
  Selector,
} from './common.ts';

/** When assets may be maintained, and how many at a time. */
export interface MaintenanceWindow {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `MaintenanceWindow`. */
  readonly kind: 'MaintenanceWindow';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this MaintenanceWindow states. */
  readonly spec: {
    /** What the window is for. Default: none. */
    readonly description?: string;
    /** Assets that the window serves. Default: all. */
    readonly selector?: Selector;
    /** Wall-clock time of the first start. An occurrence only when the rule matches it. */
    readonly start: string;
    /** Time zone of `start`. Default: the Workspace's. */
    readonly timeZone?: string;
    /** When the window comes back. Default: once. */
    readonly rrule?: string;
    /** Days added to every occurrence, such as 4 for the Saturday after the second Tuesday. Default: 0. */
    readonly offsetDays?: number;
    /** Length of the window, exact time. */
    readonly duration: string;
    /** Length of one wave. Default: the whole window is one wave. */
    readonly visitDuration?: string;
    /** How many assets one wave may hold, or the share of the assets that the window serves. */
    readonly maxConcurrent: PercentOrCount;
    /** No visit starts in this last part of the window. Default: `0min`. */
    readonly cutoff?: string;
    /** How many visits of an occurrence may fail before the rest is stopped. Default: no limit. */
    readonly maxFailures?: PercentOrCount;
    /** Priorities that the window serves. Default: all. */
    readonly priorities?: Priorities;
  };
}
