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
  /** Moments at which releases take effect that are installed before, and by which every member must have them. */
  readonly activations: readonly CalendarActivation[];
  /** Recurring duties. */
  readonly activities: readonly CalendarActivity[];
}

/** A moment of a release that takes effect later than it is installed. */
export interface CalendarActivation {
  /** Name of the Patch. */
  readonly patch: string;
  /** Name of the package. */
  readonly package: string;
  /** Version that takes effect. */
  readonly version: string;
  /** Cluster that it takes effect on; null: the one asset does it by itself. */
  readonly cluster: string | null;
  /**
   * Members that must have it, those outside the estate too.
   *
   * Items: Name of a member.
   */
  readonly assets: readonly string[];
  /** What switches it: a set time, a height of the chain, or a step that somebody takes. */
  readonly by: 'time' | 'height' | 'step';
  /** `at`: it takes effect, of a height about then; `deadline`: by then every member must have it, or the step be taken. */
  readonly moment: 'at' | 'deadline';
  /** The moment. */
  readonly when: string;
  /** Height of the chain, or null. */
  readonly height: number | null;
  /** Maintenance window in which a step is to be taken, or null. */
  readonly window: string | null;
  /** `ready`: every member has it; `late`: not in time. */
  readonly state: 'waiting' | 'ready' | 'late';
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
