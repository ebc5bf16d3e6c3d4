// Generated from schemas/plan.schema.json by `npm run generate`; do not edit.

import type {
  GateKind,
  Jump,
  PackageVersion,
  Priority,
} from './common.ts';

/** A plan as `patchledger plan --format json` writes it: what is required, by when, and when it will be done. Lists are sorted; instants are in UTC. */
export interface PlanDocument {
  /** Format of this document. */
  readonly schema: 'patchledger.plan/v1';
  /** Instant that the plan is for. */
  readonly asOf: string;
  /** Commit of the estate; null outside Git or with uncommitted changes. */
  readonly commit: string | null;
  /** Digest of everything that was read. */
  readonly inputsDigest: string;
  /** What computed the plan. */
  readonly tool: Tool;
  /** Totals. */
  readonly summary: Summary;
  /** Requirements, by asset and component. */
  readonly requirements: readonly Requirement[];
  /** Visits, by start. */
  readonly visits: readonly Visit[];
  /** Time zone of the Workspace, for people who read the plan. */
  readonly timeZone: string;
  /**
   * Why parts of the estate could not be judged; empty when all of it was.
   *
   * Items: One reason.
   */
  readonly incomplete: readonly string[];
  /** How clusters keep their service while members are visited. */
  readonly clusters: readonly Cluster[];
  /** Releases that take effect later than they are installed, by Patch. Absent where there is none. */
  readonly activations?: readonly Activation[];
  /** Requirements that no visit carries, by asset, with the reason. */
  readonly unplaced: readonly Unplaced[];
}

/** Why something is so: a code for programs and the words that every output uses. */
export interface Reason {
  /** Code of the reason, kebab case. */
  readonly code: string;
  /** The reason in words, without a full stop. */
  readonly text: string;
}

/** Totals of the plan. */
export interface Summary {
  /** Number of assets by state. */
  readonly assets: {
    /** Assets in all. */
    readonly total: number;
    /** Assets compliant. */
    readonly compliant: number;
    /** Assets that miss something they must have. */
    readonly nonCompliant: number;
    /** Assets not seen for too long. */
    readonly stale: number;
    /** Assets that cannot be judged. */
    readonly unknown: number;
  };
  /** Components on all assets. */
  readonly components: number;
  /** Findings on all assets by what was decided, those that need nothing included. */
  readonly findings: {
    /** Affected. */
    readonly affected: number;
    /** Was affected before the installed version. */
    readonly fixed: number;
    /** Never affected, or assessed so. */
    readonly notAffected: number;
    /** Could not be judged. */
    readonly unknown: number;
  };
  /** Number of requirements. */
  readonly requirements: {
    /** Requirements in all. */
    readonly total: number;
    /** Number of requirements by state. States without any are left out. */
    readonly byState: {
      /** Number of requirements in the state `open`. */
      readonly open?: number;
      /** Number of requirements in the state `due-soon`. */
      readonly 'due-soon'?: number;
      /** Number of requirements in the state `overdue`. */
      readonly overdue?: number;
      /** Number of requirements in the state `excepted`. */
      readonly excepted?: number;
      /** Number of requirements in the state `mitigated`. */
      readonly mitigated?: number;
      /** Number of requirements in the state `pending-reboot`. */
      readonly 'pending-reboot'?: number;
      /** Number of requirements in the state `pending-activation`. */
      readonly 'pending-activation'?: number;
      /** Number of requirements in the state `unverified`. */
      readonly unverified?: number;
      /** Number of requirements in the state `done`. */
      readonly done?: number;
      /** Number of requirements in the state `no-fix`. */
      readonly 'no-fix'?: number;
      /** Number of requirements in the state `declined`. */
      readonly declined?: number;
      /** Number of requirements in the state `rejected`. */
      readonly rejected?: number;
      /** Number of requirements in the state `unknown`. */
      readonly unknown?: number;
    };
    /** Requirements past their due instant, whatever their state. */
    readonly overdue: number;
    /** Number of requirements by priority. Priorities without any are left out. */
    readonly byPriority: {
      /** Requirements of the priority `immediate`. */
      readonly immediate?: number;
      /** Requirements of the priority `out-of-cycle`. */
      readonly 'out-of-cycle'?: number;
      /** Requirements of the priority `scheduled`. */
      readonly scheduled?: number;
      /** Requirements of the priority `defer`. */
      readonly defer?: number;
    };
  };
  /** Number of visits. */
  readonly visits: {
    /** Visits in all. */
    readonly total: number;
    /** Number of visits by state. States without any are left out. */
    readonly byState: {
      /** Number of visits in the state `planned`. */
      readonly planned?: number;
      /** Number of visits in the state `proposed`. */
      readonly proposed?: number;
      /** Number of visits in the state `approved`. */
      readonly approved?: number;
      /** Number of visits in the state `blocked`. */
      readonly blocked?: number;
      /** Number of visits in the state `in-progress`. */
      readonly 'in-progress'?: number;
      /** Number of visits in the state `soaking`. */
      readonly soaking?: number;
      /** Number of visits in the state `succeeded`. */
      readonly succeeded?: number;
      /** Number of visits in the state `succeeded-with-issues`. */
      readonly 'succeeded-with-issues'?: number;
      /** Number of visits in the state `failed`. */
      readonly failed?: number;
      /** Number of visits in the state `missed`. */
      readonly missed?: number;
      /** Number of visits in the state `rolled-back`. */
      readonly 'rolled-back'?: number;
      /** Number of visits in the state `cancelled`. */
      readonly cancelled?: number;
      /** Number of visits in the state `late`. */
      readonly late?: number;
    };
    /** Emergency visits. */
    readonly emergency: number;
    /** How many visits are on time, and could be. */
    readonly bound: Bound;
  };
  /**
   * What was taken for granted because nothing said otherwise.
   *
   * Items: One assumption.
   */
  readonly assumptions: readonly {
    /** Code of the assumption. */
    readonly code: string;
    /** What was assumed. */
    readonly detail: string;
    /** Decisions that rest on it. */
    readonly count: number;
  }[];
  /**
   * Ecosystems with components and without advisories.
   *
   * Items: An unwatched ecosystem.
   */
  readonly unwatched: readonly {
    /** Ecosystem. */
    readonly ecosystem: string;
    /** Components of it. */
    readonly components: number;
    /** Assets that carry them. */
    readonly assets: readonly string[];
    /** Packages meant, where the others of the ecosystem are watched: they came after the catalogue was last synced. Default: all of the ecosystem. */
    readonly packages?: readonly string[];
  }[];
  /**
   * Feeds that were used.
   *
   * Items: A feed.
   */
  readonly feeds: readonly {
    /** Name of the source. */
    readonly source: string;
    /** When it was last fetched; null when unknown. */
    readonly date: string | null;
  }[];
}

/** One line of `patchledger plan --format ndjson`: an object with one member, which tells what the line is. What many assets share is written once, before the first line that refers to it by number. Order: plan, components, component sets, obligations with requirements and their sets, assets, visits with what they share, clusters, activations, unplaced, end. */
export interface Line {
  /** The first line: what the plan is for, and its totals. */
  readonly plan?: PlanHead;
  /** A distinct component. */
  readonly component?: NumberedComponent;
  /** What assets of one image carry. */
  readonly componentSet?: NumberedComponentSet;
  /** What one policy rule says about one finding. */
  readonly obligation?: NumberedObligation;
  /** What is required of a component, wherever it is decided alike. */
  readonly requirement?: NumberedRequirement;
  /** What is required of assets that are alike. */
  readonly requirementSet?: NumberedRequirementSet;
  /** An asset, by the sets that it has. */
  readonly asset?: AssetEntry;
  /** What visits that are alike have in common. */
  readonly visitSet?: NumberedVisitSet;
  /** A visit, by start. */
  readonly visit?: VisitEntry;
  /** How a cluster keeps its service while members are visited. */
  readonly cluster?: Cluster;
  /** A release that takes effect later than it is installed. */
  readonly activation?: Activation;
  /** Requirements that no visit carries. */
  readonly unplaced?: Unplaced;
  /** The last line. A text without it was cut off. */
  readonly end?: {
    /** Lines of the whole text, this one included. */
    readonly lines: number;
  };
}

/** What a plan is for, and its totals. */
export interface PlanHead {
  /** Format of these lines. */
  readonly schema: 'patchledger.plan-lines/v1';
  /** Instant that the plan is for. */
  readonly asOf: string;
  /** Commit of the estate; null outside Git or with uncommitted changes. */
  readonly commit: string | null;
  /** Digest of everything that was read. */
  readonly inputsDigest: string;
  /** What computed the plan. */
  readonly tool: Tool;
  /** Time zone of the Workspace, for people who read the plan. */
  readonly timeZone: string;
  /**
   * Why parts of the estate could not be judged; empty when all of it was.
   *
   * Items: One reason.
   */
  readonly incomplete: readonly string[];
  /** Totals. */
  readonly summary: Summary;
}

/** A component that sets refer to by its number. */
export interface NumberedComponent {
  /** Number of the component, from 0. */
  readonly number: number;
  /** Ecosystem. */
  readonly ecosystem: string;
  /** Name of the package. */
  readonly name: string;
  /** Installed version. */
  readonly version: string;
  /** Where the copy lies, when it is one of several. */
  readonly path?: string;
}

/** A list of components that assets refer to by its number. */
export interface NumberedComponentSet {
  /** Number of the set, from 0. */
  readonly number: number;
  /** Digest of the list. */
  readonly digest: string;
  /** Numbers of the components. */
  readonly components: readonly number[];
}

/** An obligation that requirements refer to by its number. */
export interface NumberedObligation {
  /** Number of the obligation, from 0. */
  readonly number: number;
  /** The obligation. */
  readonly says: Obligation;
}

/** A requirement that sets refer to by its number. */
export interface NumberedRequirement {
  /** Number of the requirement, from 0. */
  readonly number: number;
  /** The requirement. */
  readonly says: SharedRequirement;
}

/** What is required of every asset that refers to the set by its number. */
export interface NumberedRequirementSet {
  /** Number of the set, from 0. */
  readonly number: number;
  /** Numbers of what is required of each component. An asset lists its ids of them in this order. */
  readonly requirements: readonly number[];
  /** Numbers of those components, in the same order. */
  readonly components: readonly number[];
}

/** An asset: its verdict, what it carries and what is required of it. */
export interface AssetEntry {
  /** Asset. */
  readonly name: string;
  /** The verdict; only `compliant` is compliant. */
  readonly compliance: 'compliant' | 'non-compliant' | 'stale' | 'unknown';
  /** Why, in words. */
  readonly because: string;
  /** Numbers of its component sets. */
  readonly componentSets: readonly number[];
  /** Number of the set of what is required of it; null when nothing is. */
  readonly requirementSet: number | null;
  /** Ids of its requirements, in the order of the set. */
  readonly requirements: readonly string[];
}

/** What every visit that refers to it by its number has in common: when and where it runs, and why. */
export interface NumberedVisitSet {
  /** Number of the set, from 0. */
  readonly number: number;
  /** The visit, without what only it has. */
  readonly says: SharedVisit;
}

/** A visit, by the set that says when and why. */
export interface VisitEntry {
  /** Id of the visit. */
  readonly id: string;
  /** Asset. */
  readonly asset: string;
  /** Number of the set of visits that it belongs to. */
  readonly visitSet: number;
  /** Ids of the requirements that it carries. Absent: all of its asset. */
  readonly requirements?: readonly string[];
}

/** A requirement without what only its asset and its set know: its id, the asset, the component and the visit. */
export interface SharedRequirement {
  /** Version to install next, from which `hops` lead on where there are any; null when no version clears everything. */
  readonly target: string | null;
  /** The best partial step, where no version clears everything; otherwise null. */
  readonly partial: PartialTarget | null;
  /** How far the update goes; null without a target. */
  readonly jump: Jump | null;
  /** Versions that follow the target, in order, where what is aimed at cannot be reached in one step; the last one is the aim. Absent where the target is. */
  readonly hops?: readonly string[];
  /** Whether installing the target needs a reboot. Absent where its vendor does not say. */
  readonly rebootRequired?: boolean;
  /** Ids of all documents whose evaluation says affected. */
  readonly advisories: readonly string[];
  /** State of the requirement. */
  readonly state: RequirementState;
  /** Whether the due instant has passed, whatever the state: an accepted risk or a record makes nothing look on time. */
  readonly overdue: boolean;
  /** Most urgent priority; `defer` when no policy says anything, and then nothing in `boundBy`. */
  readonly priority: Priority | null;
  /** Earliest due instant; null for no deadline. */
  readonly due: string | null;
  /** First due instant in the ledger; null when there was none. */
  readonly originalDue: string | null;
  /** Which obligations bind. They may come from different rules. */
  readonly boundBy: BoundBy;
  /** Policies with `onUnknown: skip` whose answer is not known: rules might match and none surely does. Absent: none. */
  readonly passedOver?: readonly PassedOver[];
  /** Numbers of the obligations: what every policy rule says about every finding. */
  readonly obligations: readonly number[];
  /** Why. */
  readonly reasons: readonly Reason[];
}

/** The program that computed a plan. */
export interface Tool {
  /** Version of Patchledger. */
  readonly version: string;
  /** Version of the time zone data. */
  readonly tzdata: string;
}

/** A step that clears a part, where no version clears everything. */
export interface PartialTarget {
  /** Version of the step. */
  readonly version: string;
  /** Advisories that it clears. */
  readonly clears: readonly string[];
  /** Advisories that remain. */
  readonly remains: readonly string[];
}

/** State of a requirement. */
export type RequirementState =
  | 'open'
  | 'due-soon'
  | 'overdue'
  | 'excepted'
  | 'mitigated'
  | 'pending-reboot'
  | 'pending-activation'
  | 'unverified'
  | 'done'
  | 'no-fix'
  | 'declined'
  | 'rejected'
  | 'unknown';

/** Which obligations bind. They may come from different rules. */
export interface BoundBy {
  /** Obligation that gives the due instant. */
  readonly due?: {
    /** Policy. */
    readonly policy: string;
    /** Rule; `default` for the default. */
    readonly rule: string;
    /** Advisory of the obligation. */
    readonly advisory: string;
  };
  /** Obligation that gives the priority. */
  readonly priority?: {
    /** Policy. */
    readonly policy: string;
    /** Rule; `default` for the default. */
    readonly rule: string;
    /** Advisory of the obligation. */
    readonly advisory: string;
  };
}

/** One component of one asset that must move. */
export interface Requirement {
  /** Id of the requirement; the same in every plan: `R-` and the first 12 hexadecimal digits of the SHA-256 of the asset's uid, xor those of the SHA-256 of ecosystem and package (as its ecosystem normalises names), and the path if there is one, with NUL between them. */
  readonly id: string;
  /** Asset. */
  readonly asset: string;
  /** Component and its installed version. */
  readonly component: PackageVersion;
  /** Version to install next, from which `hops` lead on where there are any; null when no version clears everything. */
  readonly target: string | null;
  /** The best partial step, where no version clears everything; otherwise null. */
  readonly partial: PartialTarget | null;
  /** How far the update goes; null without a target. */
  readonly jump: Jump | null;
  /** Versions that follow the target, in order, where what is aimed at cannot be reached in one step; the last one is the aim. Absent where the target is. */
  readonly hops?: readonly string[];
  /** Whether installing the target needs a reboot. Absent where its vendor does not say. */
  readonly rebootRequired?: boolean;
  /** Ids of all documents whose evaluation says affected. */
  readonly advisories: readonly string[];
  /** State of the requirement. */
  readonly state: RequirementState;
  /** Whether the due instant has passed, whatever the state: an accepted risk or a record makes nothing look on time. */
  readonly overdue: boolean;
  /** Most urgent priority; `defer` when no policy says anything, and then nothing in `boundBy`. */
  readonly priority: Priority | null;
  /** Earliest due instant; null for no deadline. */
  readonly due: string | null;
  /** First due instant in the ledger; null when there was none. */
  readonly originalDue: string | null;
  /** Which obligations bind. They may come from different rules. */
  readonly boundBy: BoundBy;
  /** Policies with `onUnknown: skip` whose answer is not known: rules might match and none surely does. Absent: none. */
  readonly passedOver?: readonly PassedOver[];
  /** What every policy rule says about every finding. */
  readonly obligations: readonly Obligation[];
  /** Visit that carries the requirement; null when none does. */
  readonly visit: string | null;
  /** Why. */
  readonly reasons: readonly Reason[];
}

/** A policy that says nothing about a finding because facts are missing. */
export interface PassedOver {
  /** Policy. */
  readonly policy: string;
  /** Advisory. */
  readonly advisory: string;
  /** Rules that might match, in order. */
  readonly rules: readonly string[];
  /** Facts that the rules ask for, by name. Null is unknown. */
  readonly facts: {
    readonly [k: string]: string | number | boolean | null;
  };
}

/** What one policy rule says about one finding. */
export interface Obligation {
  /** Policy. */
  readonly policy: string;
  /** Rule; `default` for the default. */
  readonly rule: string;
  /** Advisory. */
  readonly advisory: string;
  /** Priority. */
  readonly priority: Priority;
  /** Event that starts the clock, as the rule says: `released`, `detected`, `evaluated`, `kev-added`, or `earliest(…)`, `latest(…)` of several; null without a clock. */
  readonly clockStart: string | null;
  /** Start of the clock; null when it has not started. */
  readonly start: string | null;
  /** Time allowed. */
  readonly within: string;
  /** Due instant; null for no deadline. */
  readonly due: string | null;
  /** Due instant that the ledger recorded first; null where it has recorded none. */
  readonly originalDue?: string | null;
  /**
   * What must be done besides the update. Absent: nothing.
   *
   * Items: A duty.
   */
  readonly duties?: readonly {
    /** Id of the duty. */
    readonly id: string;
    /** What must not happen before it is done. */
    readonly before: 'patch' | 'activation' | 'closure';
    /** Due instant; null for no deadline, or one whose clock has not started. */
    readonly due: string | null;
    /** Name of the EvaluationRecord that says it was done; null where none does. */
    readonly done: string | null;
  }[];
  /**
   * How the obligation rests on unknown facts: `needs-facts`, a stricter rule than what is sure was taken; `could-be-stricter`, a rule was passed over.
   *
   * Items: A mark.
   */
  readonly marks: readonly ('needs-facts' | 'could-be-stricter')[];
  /** Facts that the decision used, by name. Null is unknown. */
  readonly facts: {
    /** Value of the fact. */
    readonly [k: string]: string | number | boolean | null;
  };
  /** Codes of the assumptions that the decision used. */
  readonly assumptions: readonly string[];
}

/** State of a visit. */
export type VisitState =
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

/** What must hold before a visit may run. */
export interface Gate {
  /** Kind of the gate. */
  readonly gate: GateKind;
  /** Whether it holds. */
  readonly status: 'met' | 'open';
  /** What it needs, in words that no evidence changes. */
  readonly needs: string;
  /** Names of the records that meet it; of the merged Change, for an approval. Absent while it is open, and where it needs no record. */
  readonly metBy?: readonly string[];
  /** Person on whose word alone it is met: an approval that no forge confirms. Absent where a forge or a record of work does. */
  readonly assertedBy?: string;
  /** What is on record and does not count, or counts for a part only. Absent where there is none of it. */
  readonly lacks?: readonly string[];
}

/** One asset being maintained once. */
export interface Visit {
  /** Id of the visit. */
  readonly id: string;
  /** `routine` runs in a window, `emergency` may run outside. */
  readonly kind: 'routine' | 'emergency';
  /** Asset. */
  readonly asset: string;
  /** Ring of the rollout; null without a rollout. */
  readonly ring: string | null;
  /** Maintenance window; null for an emergency visit. */
  readonly window: string | null;
  /** Wave inside the window occurrence, from 1; null for an emergency visit. */
  readonly wave: number | null;
  /** Start. */
  readonly start: string;
  /** End. */
  readonly end: string;
  /** State of the visit. */
  readonly state: VisitState;
  /** Ids of the requirements that it carries. */
  readonly requirements: readonly string[];
  /** What must hold before it may run. */
  readonly gates: readonly Gate[];
  /** Why. */
  readonly reasons: readonly Reason[];
}

/** A visit without what only it has: its id, the asset and the requirements. */
export interface SharedVisit {
  /** `routine` runs in a window, `emergency` may run outside. */
  readonly kind: 'routine' | 'emergency';
  /** Ring of the rollout; null without a rollout. */
  readonly ring: string | null;
  /** Maintenance window; null for an emergency visit. */
  readonly window: string | null;
  /** Wave inside the window occurrence, from 1; null for an emergency visit. */
  readonly wave: number | null;
  /** Start. */
  readonly start: string;
  /** End. */
  readonly end: string;
  /** State of the visit. */
  readonly state: VisitState;
  /** What must hold before it may run. */
  readonly gates: readonly Gate[];
  /** Why. */
  readonly reasons: readonly Reason[];
}

/** The second phase of a release: one step of a cluster, or of an asset that is in none, behind the last install. */
export interface Activation {
  /** Name of the Patch. */
  readonly patch: string;
  /** Ecosystem of the package. */
  readonly ecosystem: string;
  /** Name of the package. */
  readonly package: string;
  /** Version that is activated. */
  readonly version: string;
  /** Cluster that takes the step; null: the one asset among the members does. */
  readonly cluster: string | null;
  /** What switches it: a set time, a height of the chain, or a step that somebody takes. */
  readonly by: 'time' | 'height' | 'step';
  /** When; of a height, its estimate; of a step, the first instant at which it may be taken. Null: nobody can say. */
  readonly at: string | null;
  /** Maintenance window in which a step is to be taken, or null. */
  readonly window: string | null;
  /** Height of the chain, or null. */
  readonly height: number | null;
  /** By when every member must have it: the activation less its margin. Of a step, by when it is due itself. Null: no time is set. */
  readonly deadline: string | null;
  /**
   * Who must have it.
   *
   * Items: A member, or the asset by itself.
   */
  readonly members: readonly {
    /** Asset, or name of a member outside the estate. */
    readonly asset: string;
    /** `missing`: no visit installs it; `unknown`: the member is outside the estate. */
    readonly state: 'installed' | 'planned' | 'missing' | 'unknown';
    /** End of the visit that installs it, or null. */
    readonly installedBy: string | null;
  }[];
  /** From when every member has it and its soak is over; null: nobody can say. */
  readonly readyAt: string | null;
  /** Share of the members' voting weight in percent, rounded down to a tenth; null without a cluster. */
  readonly weight: object | null;
  /** `ready`: every member has it; `late`: not every member will have it in time. */
  readonly state: 'waiting' | 'ready' | 'late';
  /** Why it is late. */
  readonly reasons: readonly Reason[];
}

/** A cluster with visits. */
export interface Cluster {
  /** Name of the cluster. */
  readonly cluster: string;
  /** Kind of agreement between members. */
  readonly consensus: string;
  /** Number of members. */
  readonly members: number;
  /** How many members may be away at once. */
  readonly maxUnavailable: number;
  /** Minutes that pass well between two members. */
  readonly soakMinutes: number;
  /**
   * Ids of the visits, in the order in which they run.
   *
   * Items: Id of a visit.
   */
  readonly visits: readonly string[];
  /** How much of the voting weight has what the plan brings. */
  readonly coverage: Coverage;
}

/** How good the schedule is. */
export interface Bound {
  /** Visits that were to be placed, approved ones apart. */
  readonly total: number;
  /** Visits that are over before they are due. */
  readonly onTime: number;
  /** How many any schedule could have on time at most. */
  readonly upperBound: number;
  /** Whether it is proven that none has more on time. */
  readonly exact: boolean;
}

/** Shares of a cluster's voting weight in percent, rounded down to a tenth, or to as many places as it takes to tell them from the threshold. External members count as not covered. */
export interface Coverage {
  /** Before the first visit. */
  readonly initialPercent: number;
  /**
   * After each visit with which a member has all that it wants, by end.
   *
   * Items: One visit.
   */
  readonly steps: readonly {
    /** Id of the visit. */
    readonly visit: string;
    /** Share after it. */
    readonly percent: number;
  }[];
  /** The share that must be exceeded for the protocol to be safe; null where it has none. */
  readonly threshold: object | null;
  /**
   * Members that count as covered from the start by the word of a record alone. Absent: none.
   *
   * Items: Asset.
   */
  readonly unverified?: readonly string[];
}

/** Requirements of one asset that no visit carries. */
export interface Unplaced {
  /** Asset. */
  readonly asset: string;
  /**
   * Ids of the requirements.
   *
   * Items: Id of a requirement.
   */
  readonly requirements: readonly string[];
  /** Why no visit carries them. */
  readonly reason: Reason;
}
