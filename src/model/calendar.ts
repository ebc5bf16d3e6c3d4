import type { Component } from './asset.ts';
import type { Activity } from './generated/activity.ts';
import type { Priority, RequirementState } from './requirement.ts';
import type { Instant, Interval, TimeZone } from './time.ts';
import type { Activation, VisitState } from './visit.ts';

/** What a calendar entry has in common: `uid` names the same thing in every rendering, whatever else is planned. */
interface Entry {
  /** Globally unique, and derived from what the entry is, never from when it was rendered. */
  readonly uid: string;
}

/** How a freeze cuts an occurrence of a window. */
export interface WindowFreeze {
  readonly freeze: string;
  /** Assets of the window that it holds up, of `of`. */
  readonly assets: number;
  readonly of: number;
  /** Rounds of the occurrence that it touches, of `ofWaves`. */
  readonly waves: number;
  readonly ofWaves: number;
  /** Priorities that the window serves and the freeze lets pass. */
  readonly exempt: readonly Priority[];
}

/** One occurrence of a maintenance window, whole; freezes take waves out of it. */
export interface CalendarWindow extends Entry, Interval {
  readonly name: string;
  /** Rounds in which any work may run on any asset. */
  readonly waves: number;
  /** Visits that these rounds hold together. */
  readonly capacity: number;
  /** Visits planned in it. */
  readonly used: number;
  /** By name of the freeze; empty when none touches it. */
  readonly frozen: readonly WindowFreeze[];
}

/** One stretch without changes. */
export interface CalendarFreeze extends Entry, Interval {
  readonly name: string;
  readonly reason: string;
  /** Priorities that it does not hold up, most urgent first. */
  readonly exempt: readonly Priority[];
}

/** A visit of the plan. `window` is `undefined` for an emergency. */
export interface CalendarVisit extends Entry, Interval {
  readonly id: string;
  readonly asset: string;
  readonly window: string | undefined;
  readonly state: VisitState;
  /** Requirement ids, sorted. */
  readonly requirements: readonly string[];
  /** Names of the packages it carries, sorted. */
  readonly packages: readonly string[];
}

/** The moment by which a requirement must be met. */
export interface CalendarDue extends Entry {
  readonly requirement: string;
  readonly asset: string;
  readonly component: Component;
  readonly due: Instant;
  readonly state: RequirementState;
}

/** The moment at which a release takes effect, and the one by which every member must have it. */
export interface CalendarActivation extends Entry {
  readonly activation: Activation;
  /** `at`: it takes effect; `deadline`: by then it must be everywhere, or the step taken. */
  readonly moment: 'at' | 'deadline';
  readonly when: Instant;
}

/** One occurrence of a recurring duty. `missed`: nothing on record meets it, and its time is over. */
export interface CalendarActivity extends Entry {
  readonly name: string;
  readonly type: Activity['spec']['type'];
  readonly owner: string;
  readonly start: Instant;
  /** End of the grace: until then it may be met. */
  readonly due: Instant;
  readonly state: 'open' | 'met' | 'missed';
  /** Name of the ActivityRecord that meets it. */
  readonly metBy: string | undefined;
}

/** Everything dated between two instants, of the whole estate or of one team. Lists are in order of time. */
export interface CalendarView {
  /** Name of the Workspace. */
  readonly estate: string;
  readonly team: string | undefined;
  readonly asOf: Instant;
  readonly from: Instant;
  /** Not included. */
  readonly to: Instant;
  readonly timeZone: TimeZone;
  readonly windows: readonly CalendarWindow[];
  readonly freezes: readonly CalendarFreeze[];
  readonly visits: readonly CalendarVisit[];
  readonly dues: readonly CalendarDue[];
  readonly activations: readonly CalendarActivation[];
  readonly activities: readonly CalendarActivity[];
  /** No visit is planned behind this instant, so later windows look empty. */
  readonly plannedUntil: Instant;
  /** Overdue requirements whose due lies before `from`. */
  readonly overdueBefore: number;
  /** Assets with work that found no place in any window. */
  readonly unplaced: readonly string[];
  /** Why parts of the estate could not be judged. */
  readonly incomplete: readonly string[];
}

/** One start of a rule that is tried out. */
export interface TrialStart {
  /** `yyyy-mm-ddThh:mm:ss` */
  readonly local: string;
  /** `skipped`: the clock jumps over it. `first-of-two`: the clock shows it twice, and this is the first reading. */
  readonly kind: 'happens' | 'skipped' | 'first-of-two';
  /** For a skipped one, the instant of the jump. */
  readonly start: Instant;
  /** `undefined` without a duration. */
  readonly end: Instant | undefined;
}

/** A recurrence rule expanded to see what it does. */
export interface RuleTrial {
  readonly rule: string | undefined;
  readonly start: string;
  readonly timeZone: TimeZone;
  readonly offsetDays: number;
  /** In order of time, those that a clock change skips among them. */
  readonly starts: readonly TrialStart[];
  /** How far it was searched. */
  readonly until: Instant;
  /** Does it go on behind the last one listed? */
  readonly goesOn: boolean;
}
