// Generated from schemas/ledger-record.schema.json by `npm run generate`; do not edit.

import type {
  AdvisoryIds,
  ApiVersion,
  Metadata,
  Priority,
} from './common.ts';

/** What became required, since when and by when, and how it ended, as one run of `observe` found it. Rows of one kind that differ in the asset alone stand together. */
export interface LedgerRecord {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `LedgerRecord`. */
  readonly kind: 'LedgerRecord';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this LedgerRecord states. */
  readonly spec: {
    /** Instant of the run. Every row happened then unless it says otherwise. */
    readonly asOf: string;
    /** Commit of the estate that was observed. */
    readonly commit: string;
    /** Version of Patchledger that wrote the file. */
    readonly tool?: string;
    /** Rules that became effective or changed. Default: none. */
    readonly policyEffective?: readonly PolicyEffective[];
    /** Findings that were seen for the first time. Default: none. */
    readonly opened?: readonly Opened[];
    /** Obligations that got a due instant. Default: none. */
    readonly dueSet?: readonly DueSet[];
    /** Requirements that were declined. Default: none. */
    readonly declined?: readonly Declined[];
    /** Findings that ended. Default: none. */
    readonly closed?: readonly Closed[];
  };
}

/** A rule that became effective. */
export interface PolicyEffective {
  /** Name of the policy. */
  readonly policy: string;
  /** Id of the rule; `default` for the default. */
  readonly rule: string;
  /** Digest of the rule. */
  readonly digest: string;
  /** Priority that the rule gives. */
  readonly priority?: Priority;
  /** Time that the rule allows. */
  readonly within?: string;
  /** When it became effective: the merge. Default: `asOf`. */
  readonly effectiveAt?: string;
  /** Whether the rule ended instead. Default: false. */
  readonly ended?: boolean;
}

/** Findings that were opened. */
export interface Opened {
  /** Assets, by uid. */
  readonly assets: readonly string[];
  /** Ecosystem of the package. */
  readonly ecosystem: string;
  /** Name of the package in its ecosystem. */
  readonly package: string;
  /** Installed version. */
  readonly version: string;
  /** Advisories. */
  readonly advisories: AdvisoryIds;
  /** When the findings count as detected. Default: `asOf`. */
  readonly detectedAt?: string;
}

/** Obligations that got a due instant, or another. */
export interface DueSet {
  /** Assets, by uid. */
  readonly assets: readonly string[];
  /** Ecosystem of the package. */
  readonly ecosystem: string;
  /** Name of the package in its ecosystem. */
  readonly package: string;
  /** Advisories. */
  readonly advisories: AdvisoryIds;
  /** Policy that says so. */
  readonly policy: string;
  /** Rule that says so; `default` for the default. */
  readonly rule: string;
  /** Priority. */
  readonly priority: Priority;
  /** Start of the clock. Absent: it has not started. */
  readonly start?: string;
  /** Time allowed. */
  readonly within: string;
  /** Due instant. Absent: no deadline. */
  readonly due?: string;
  /** Due instant before. Absent: this is the first. */
  readonly previousDue?: string;
}

/** Requirements that were declined. */
export interface Declined {
  /** Assets, by uid. */
  readonly assets: readonly string[];
  /** Ecosystem of the package. */
  readonly ecosystem: string;
  /** Name of the package in its ecosystem. */
  readonly package: string;
  /** Version that was declined. */
  readonly target: string;
  /** DeclineRecord. */
  readonly record: string;
}

/** Findings that ended. */
export interface Closed {
  /** Assets, by uid. */
  readonly assets: readonly string[];
  /** Ecosystem of the package. */
  readonly ecosystem: string;
  /** Name of the package in its ecosystem. */
  readonly package: string;
  /** Advisories. */
  readonly advisories: AdvisoryIds;
  /** How they ended: patched by a recorded deployment, patched without one, excepted, assessed, the advisory withdrawn, the asset or component retired. */
  readonly by: 'deployment' | 'out-of-band' | 'exception' | 'assessment' | 'withdrawn' | 'retired';
  /** Version that was installed then. Absent: the component is gone. */
  readonly version?: string;
  /** Record, Exception or Assessment that ended them. Default: none. */
  readonly record?: string;
  /** When they ended. Default: `asOf`. */
  readonly closedAt?: string;
}
