// Generated from schemas/patch-policy.schema.json by `npm run generate`; do not edit.

import type {
  ApiVersion,
  AssetType,
  Classification,
  ComponentClass,
  Criticality,
  DataClassification,
  Environment,
  Exposure,
  HumanImpact,
  ImpactLevel,
  Jump,
  LabelSelector,
  Labels,
  Metadata,
  Priorities,
  Priority,
  Selector,
  Severity,
  TestKind,
} from './common.ts';

/** A decision table: which finding gets which priority and by when, and what must hold before and after. */
export interface PatchPolicy {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `PatchPolicy`. */
  readonly kind: 'PatchPolicy';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this PatchPolicy states. */
  readonly spec: {
    /** What the policy promises, for people. Default: none. */
    readonly description?: string;
    /** Team or Role that answers for the policy. Default: none. */
    readonly owner?: string;
    /** Day by which the policy is reviewed. Default: none. */
    readonly reviewBy?: string;
    /** Which shipped preset this file is a copy of. */
    readonly preset?: {
      /** Id of the preset. */
      readonly id: string;
      /** Date of the preset. */
      readonly date: string;
    };
    /** Assets that the policy covers. Default: all. */
    readonly selector?: Selector;
    /** Time zone of calendar durations and day ends. Default: the Workspace's. */
    readonly timeZone?: string;
    /** Policies of this estate whose obligations are added. They can be tightened, never loosened. Default: none. */
    readonly extends?: readonly string[];
    /** Where the promises come from. */
    readonly authority?: {
      /** Name of the framework, with its version. */
      readonly framework: string;
      /** Clauses that the policy answers. */
      readonly clauses?: readonly string[];
      /** Where the text can be read. */
      readonly source?: string;
      /** Day on which the text was read. */
      readonly retrieved?: string;
    };
    /** What a rule means whose condition cannot be decided: `strictest` takes the strictest rule that might match, `skip` passes it over and says so. Default: `strictest`. */
    readonly onUnknown?: 'strictest' | 'skip';
    /** Values to use where a fact is unknown. Every use is shown and counted. Default: none. */
    readonly assume?: Facts;
    /** Rules, tried in order for each finding. The first that matches decides. */
    readonly rules: readonly Rule[];
    /** What holds when no rule matches. Default: no obligation. */
    readonly default?: Outcome;
    /** Test evidence that a deployment needs. Default: none. */
    readonly testing?: {
      /** Kinds of test that must have passed. Default: any one. */
      readonly kinds?: readonly TestKind[];
      /** Environment that the tests must have run in. Default: any but production. */
      readonly environment?: Environment;
      /** Whether the tests must have run on an asset that mirrors the target. Default: false. */
      readonly onMirror?: boolean;
      /** Time that testing takes; used to judge whether promises can be kept. Default: `0h`. */
      readonly duration?: string;
      /** How long a test result stays good. Default: without end. */
      readonly validFor?: string;
      /** Priorities that may be deployed without tests. Default: none. */
      readonly exempt?: Priorities;
    };
    /** How a deployment is taken back. Default: nothing is required. */
    readonly rollback?: {
      /** The procedure, or where it is written down. */
      readonly procedure: string;
      /** A successful drill must not be older than this. Default: no drill is required. */
      readonly testedWithin?: string;
    };
    /** Who must agree, by priority. */
    readonly approvals?: {
      /** What work of the priority `immediate` needs. Default: no approval beyond the merge. */
      readonly immediate?: Approval;
      /** What work of the priority `out-of-cycle` needs. Default: no approval beyond the merge. */
      readonly 'out-of-cycle'?: Approval;
      /** What work of the priority `scheduled` needs. Default: no approval beyond the merge. */
      readonly scheduled?: Approval;
      /** What work of the priority `defer` needs. Default: no approval beyond the merge. */
      readonly defer?: Approval;
    };
    /** What a visit with immediate work may carry: `urgent`, only immediate and out-of-cycle work, or `all` that is open on the asset. Default: `urgent`. */
    readonly bundle?: 'urgent' | 'all';
    /** Updates that join routine Changes; others are shown as needing a decision. Default: `[patch, minor]`. */
    readonly jumps?: readonly Jump[];
    /**
     * Who is told when a deadline comes near or has passed. Default: nobody.
     *
     * Items: One step of the escalation.
     */
    readonly escalation?: readonly {
      /** Distance from the due instant: `-2d` is two days before, `0h` the due instant, `+3d` three days after. */
      readonly at: string;
      /** Role that is told. */
      readonly role: string;
    }[];
    /** Unit tests of the policy. Default: none. */
    readonly tests?: readonly Test[];
  };
}

/** One row of the decision table. */
export interface Rule {
  /** Id of the rule, unique in the policy. */
  readonly id: string;
  /** What the rule says, for people. Default: none. */
  readonly description?: string;
  /** Conditions that must all hold. Default: always. */
  readonly when?: Conditions;
  /** What the rule demands. */
  readonly then: Outcome;
}

/** What is demanded of a finding. */
export interface Outcome {
  /** How urgent the finding is. */
  readonly priority: Priority;
  /** Time allowed from the start of the clock. */
  readonly within: string;
  /** When the clock starts. Default: `released`. */
  readonly clockStart?: ClockStart;
  /** What must be done besides, such as forensic triage before patching. Default: none. */
  readonly duties?: readonly Duty[];
  /** What meets the obligation. Default: `[patch, removal]`. */
  readonly satisfiedBy?: readonly ('patch' | 'mitigation' | 'removal')[];
}

/** When a clock starts: `released` (release of the target), `detected` (on the asset), `evaluated` (EvaluationRecord), `kev-added` (start of the day of listing), or the earliest or latest of several. */
export type ClockStart =
  | 'released'
  | 'detected'
  | 'evaluated'
  | 'kev-added'
  | {
      readonly earliest?: readonly ('released' | 'detected' | 'evaluated' | 'kev-added')[];
      readonly latest?: readonly ('released' | 'detected' | 'evaluated' | 'kev-added')[];
    };

/** Something that must be done besides patching. */
export interface Duty {
  /** Id of the duty. */
  readonly id: string;
  /** What must be done. Default: none. */
  readonly description?: string;
  /** Time allowed from the start of the duty's clock. Default: until the obligation is due. */
  readonly within?: string;
  /** When the duty's clock starts. Default: as the obligation's. */
  readonly clockStart?: ClockStart;
  /** What must not happen before the duty is done. Default: `closure`. */
  readonly before?: 'patch' | 'activation' | 'closure';
}

/** Approval of work. */
export interface Approval {
  /** Roles that must each approve. Default: none. */
  readonly roles?: readonly string[];
  /** Time from the proposal to the earliest start of unapproved work. Default: `0h`. */
  readonly leadTime?: string;
  /** Time in which emergency work is reviewed afterwards. Default: `2bd`. */
  readonly reviewWithin?: string;
}

/** Values of facts. What is absent is unknown. */
export interface Facts {
  /** Severity of the advisory. */
  readonly severity?: Severity;
  /** CVSS base score, 0 to 10, recomputed from the vector. */
  readonly cvss?: number;
  /** Probability of exploitation within 30 days by EPSS, 0 to 1. */
  readonly epss?: number;
  /** Whether CISA lists the vulnerability as known exploited. */
  readonly kev?: boolean;
  /** Due date in the KEV catalogue. */
  readonly kevDueDate?: string;
  /** Whether ransomware is known to use the vulnerability. */
  readonly ransomware?: boolean;
  /** State of exploitation (SSVC). */
  readonly exploitation?: 'none' | 'poc' | 'active';
  /** Whether an attack can be automated (SSVC). */
  readonly automatable?: boolean;
  /** How far an attacker gets (SSVC). */
  readonly technicalImpact?: 'partial' | 'total';
  /** Whether a version exists that fixes the finding. */
  readonly fixAvailable?: boolean;
  /** Days since publication. */
  readonly ageDays?: number;
  /** What the patch is for. */
  readonly classification?: Classification;
  /** Ecosystem of the component. */
  readonly ecosystem?: string;
  /** Package name of the component; `*` and `?` are wildcards in conditions. */
  readonly package?: string;
  /** Class of the component. */
  readonly class?: ComponentClass;
  /** How far the update goes. */
  readonly jump?: Jump;
  /** Whether the update must be activated at a set time or height. */
  readonly activation?: boolean;
  /** Type of the asset. */
  readonly type?: AssetType;
  /** Environment of the asset. */
  readonly environment?: Environment;
  /** Criticality of the asset. */
  readonly criticality?: Criticality;
  /** Data classification of the asset. */
  readonly dataClassification?: DataClassification;
  /** Exposure of the asset. */
  readonly exposure?: Exposure;
  /** Whether vendor support of the asset has ended. */
  readonly supportEnded?: boolean;
  /** Impact on people and mission (SSVC). */
  readonly humanImpact?: HumanImpact;
  /** Impact level of the system (FIPS 199). */
  readonly impactLevel?: ImpactLevel;
  /** Labels of the asset. */
  readonly labels?: Labels;
}

/** Conditions over facts. All must hold. */
export interface Conditions {
  /** Severity of the advisory. */
  readonly severity?: SeverityCondition;
  /** CVSS base score, 0 to 10, recomputed from the vector. */
  readonly cvss?: NumberCondition;
  /** Probability of exploitation within 30 days by EPSS, 0 to 1. */
  readonly epss?: NumberCondition;
  /** Whether CISA lists the vulnerability as known exploited. */
  readonly kev?: BooleanCondition;
  /** Due date in the KEV catalogue. */
  readonly kevDueDate?: DateCondition;
  /** Whether ransomware is known to use the vulnerability. */
  readonly ransomware?: BooleanCondition;
  /** State of exploitation (SSVC). */
  readonly exploitation?: ExploitationCondition;
  /** Whether an attack can be automated (SSVC). */
  readonly automatable?: BooleanCondition;
  /** How far an attacker gets (SSVC). */
  readonly technicalImpact?: TechnicalImpactCondition;
  /** Whether a version exists that fixes the finding. */
  readonly fixAvailable?: BooleanCondition;
  /** Days since publication. */
  readonly ageDays?: NumberCondition;
  /** What the patch is for. */
  readonly classification?: ClassificationCondition;
  /** Ecosystem of the component. */
  readonly ecosystem?: TextCondition;
  /** Package name of the component; `*` and `?` are wildcards in conditions. */
  readonly package?: TextCondition;
  /** Class of the component. */
  readonly class?: ClassCondition;
  /** How far the update goes. */
  readonly jump?: JumpCondition;
  /** Whether the update must be activated at a set time or height. */
  readonly activation?: BooleanCondition;
  /** Type of the asset. */
  readonly type?: TypeCondition;
  /** Environment of the asset. */
  readonly environment?: EnvironmentCondition;
  /** Criticality of the asset. */
  readonly criticality?: CriticalityCondition;
  /** Data classification of the asset. */
  readonly dataClassification?: DataClassificationCondition;
  /** Exposure of the asset. */
  readonly exposure?: ExposureCondition;
  /** Whether vendor support of the asset has ended. */
  readonly supportEnded?: BooleanCondition;
  /** Impact on people and mission (SSVC). */
  readonly humanImpact?: HumanImpactCondition;
  /** Impact level of the system (FIPS 199). */
  readonly impactLevel?: ImpactLevelCondition;
  /** Labels of the asset: for each key the value or values that are accepted. */
  readonly labels?: LabelSelector;
}

/** Condition on a fact that is true or false: the value, or `{known: false}`. */
export type BooleanCondition = boolean | {readonly known: boolean};

/** Condition on a text: one value, a list of which any will do, or `{known: false}`. `*` and `?` are wildcards. */
export type TextCondition = string | readonly string[] | {readonly known: boolean};

/** Condition on a number: the value, a list of values, bounds such as `{gte: 7, lt: 9}`, or `{known: false}`. */
export type NumberCondition =
  | number
  | readonly number[]
  | {
      readonly gte?: number;
      readonly gt?: number;
      readonly lte?: number;
      readonly lt?: number;
      readonly known?: boolean;
    };

/** Condition on a day: the day, bounds such as `{lte: 2026-12-31}`, or `{known: false}`. */
export type DateCondition =
  | string
  | {
      readonly gte?: string;
      readonly gt?: string;
      readonly lte?: string;
      readonly lt?: string;
      readonly known?: boolean;
    };

/** Condition on severity: one value, a list of values of which any will do, or `{known: false}`. */
export type SeverityCondition = Severity | readonly Severity[] | {readonly known: boolean};

/** Condition on exploitation: one value, a list of values of which any will do, or `{known: false}`. */
export type ExploitationCondition =
  'none' | 'poc' | 'active' | readonly ('none' | 'poc' | 'active')[] | {readonly known: boolean};

/** Condition on technicalImpact: one value, a list of values of which any will do, or `{known: false}`. */
export type TechnicalImpactCondition =
  'partial' | 'total' | readonly ('partial' | 'total')[] | {readonly known: boolean};

/** Condition on classification: one value, a list of values of which any will do, or `{known: false}`. */
export type ClassificationCondition = Classification | readonly Classification[] | {readonly known: boolean};

/** Condition on class: one value, a list of values of which any will do, or `{known: false}`. */
export type ClassCondition = ComponentClass | readonly ComponentClass[] | {readonly known: boolean};

/** Condition on jump: one value, a list of values of which any will do, or `{known: false}`. */
export type JumpCondition = Jump | readonly Jump[] | {readonly known: boolean};

/** Condition on type: one value, a list of values of which any will do, or `{known: false}`. */
export type TypeCondition = AssetType | readonly AssetType[] | {readonly known: boolean};

/** Condition on environment: one value, a list of values of which any will do, or `{known: false}`. */
export type EnvironmentCondition = Environment | readonly Environment[] | {readonly known: boolean};

/** Condition on criticality: one value, a list of values of which any will do, or `{known: false}`. */
export type CriticalityCondition = Criticality | readonly Criticality[] | {readonly known: boolean};

/** Condition on dataClassification: one value, a list of values of which any will do, or `{known: false}`. */
export type DataClassificationCondition =
  DataClassification | readonly DataClassification[] | {readonly known: boolean};

/** Condition on exposure: one value, a list of values of which any will do, or `{known: false}`. */
export type ExposureCondition = Exposure | readonly Exposure[] | {readonly known: boolean};

/** Condition on humanImpact: one value, a list of values of which any will do, or `{known: false}`. */
export type HumanImpactCondition = HumanImpact | readonly HumanImpact[] | {readonly known: boolean};

/** Condition on impactLevel: one value, a list of values of which any will do, or `{known: false}`. */
export type ImpactLevelCondition = ImpactLevel | readonly ImpactLevel[] | {readonly known: boolean};

/** One unit test of the policy: given facts, the decision that must come out. */
export interface Test {
  /** What is tested, as a sentence. Unique in the policy. */
  readonly name: string;
  /** Facts of the finding. What is absent is unknown. Default: none known. */
  readonly facts?: Facts;
  /** Instants of the clocks. Needed where a due instant is expected. */
  readonly clocks?: {
    /** Release of the target. */
    readonly released?: string;
    /** Detection on the asset. */
    readonly detected?: string;
    /** End of the evaluation. */
    readonly evaluated?: string;
    /** Listing in the KEV catalogue. */
    readonly 'kev-added'?: string;
  };
  /** What must come out. What is absent is not compared. */
  readonly expect: {
    /** Priority of the obligation. */
    readonly priority?: Priority;
    /** Id of the rule that decides; `default` for the default, `none` for no obligation. */
    readonly rule?: string;
    /** Due instant. */
    readonly due?: string;
    /** Time allowed. */
    readonly within?: string;
    /** Whether the decision is marked as needing facts. */
    readonly needsFacts?: boolean;
  };
}
