// Generated from schemas/calendar.schema.json by `npm run generate`; do not edit.

import type {
  Priority,
} from './common.ts';

/** What is dated between two instants, as `calendar --format json` writes it. Every list is sorted by start. */
export interface CalendarDocument {
  /** Format of this document. */
  readonly schema: 'patchledger.calendar/v1';
  /** First instant. */
  readonly from: string;
  /** Instant behind the last. */
  readonly to: string;
  /** Time zone of the Workspace, for people who read it. */
  readonly timeZone: string;
  /** Maintenance windows that open. */
  readonly windows: readonly CalendarWindow[];
  /** Freezes. */
  readonly freezes: readonly CalendarFreeze[];
  /** Visits of the plan. */
  readonly visits: readonly CalendarVisit[];
  /** Instants by which requirements are due. */
  readonly dues: readonly CalendarDue[];
  /** Recurring duties. */
  readonly activities: readonly CalendarActivity[];
}

/** One occurrence of a window. */
export interface CalendarWindow {
  /** MaintenanceWindow. */
  readonly name: string;
  /** Start, freezes aside. */
  readonly start: string;
  /** End, freezes aside. */
  readonly end: string;
  /** Rounds in which any work may still run. */
  readonly waves: number;
  /** Visits that these rounds hold. */
  readonly capacity: number;
  /** Visits that are planned in it. */
  readonly used: number;
}

/** One occurrence of a freeze. */
export interface CalendarFreeze {
  /** Freeze. */
  readonly name: string;
  /** Start. */
  readonly start: string;
  /** End. */
  readonly end: string;
  /** Why. */
  readonly reason: string;
  /** Priorities that it does not hold up. */
  readonly exempt: readonly Priority[];
}

/** A visit. */
export interface CalendarVisit {
  /** Id of the visit. */
  readonly id: string;
  /** Asset. */
  readonly asset: string;
  /** Window; null: an emergency. */
  readonly window: string | null;
  /** Start. */
  readonly start: string;
  /** End. */
  readonly end: string;
  /** State. */
  readonly state: CalendarVisitState;
  /** Ids of the requirements that it carries. */
  readonly requirements: readonly string[];
}

/** State of a visit. */
export type CalendarVisitState =
  | 'planned'
  | 'proposed'
  | 'approved'
  | 'blocked'
  | 'in-progress'
  | 'soaking'
  | 'succeeded'
  | 'succeeded-with-issues'
  | 'failed'
  | 'missed'
  | 'rolled-back'
  | 'cancelled'
  | 'late';

/** A requirement that is due. */
export interface CalendarDue {
  /** Id of the requirement. */
  readonly requirement: string;
  /** Asset. */
  readonly asset: string;
  /** What is to be updated. */
  readonly component: {
    /** Ecosystem. */
    readonly ecosystem: string;
    /** Package. */
    readonly name: string;
    /** Installed version. */
    readonly version: string;
  };
  /** By when. */
  readonly due: string;
  /** State of the requirement. */
  readonly state: string;
}

/** One occurrence of a duty. */
export interface CalendarActivity {
  /** Activity. */
  readonly name: string;
  /** Type of the Activity. */
  readonly type: string;
  /** Who it belongs to. */
  readonly owner: string;
  /** From when it may be met. */
  readonly start: string;
  /** End of its grace. */
  readonly due: string;
  /** `missed`: its grace is over and no record meets it. */
  readonly state: 'open' | 'met' | 'missed';
  /** Record that meets it, or null. */
  readonly metBy: string | null;
}
