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
    /** Assets that take part in the same rows, so that each stands here once. Default: none. */
    readonly groups?: readonly Assets[];
    /** All rules, in order, of every policy that became effective, changed or ended. Default: none. */
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

/** Assets, by uid. */
export type Assets = readonly string[];

/**
 * Positions in the `groups` of the record; the first is 0.
 *
 * Items: Position of a group.
 */
export type GroupNumbers = readonly number[];

/** A rule of a policy. An unchanged one keeps its digest, and so the instant at which it became effective. */
export interface PolicyEffective {
  /** Name of the policy. */
  readonly policy: string;
  /** Id of the rule; `default` for the default. */
  readonly rule: string;
  /** Digest of the rule and of what its policy says for all rules. */
  readonly digest: string;
  /** Priority that the rule gives. */
  readonly priority?: Priority;
  /** Time that the rule allows. */
  readonly within?: string;
  /** When it became effective, if it changed: the time of `commit`. Default: `asOf`. */
  readonly effectiveAt?: string;
  /** Commit that brought the change to the branch that was observed. Absent: not known, and the instant of the run stands in. */
  readonly commit?: string;
  /** Whether the rule ended instead. Default: false. */
  readonly ended?: boolean;
}

/** Findings that were opened. */
export interface Opened {
  /** Assets that are in no group, by uid. Default: none. */
  readonly assets?: Assets;
  /** Groups of assets. Default: none. */
  readonly groups?: GroupNumbers;
  /** Ecosystem of the package. */
  readonly ecosystem: string;
  /** Name of the package in its ecosystem. */
  readonly package: string;
  /** Path of the copy. Default: none. */
  readonly path?: string;
  /** Installed version. */
  readonly version: string;
  /** Id under which the findings were first recorded. The id of a finding is `F-` and the first 12 hexadecimal digits of the SHA-256 of asset uid, ecosystem, package (as its ecosystem normalises names), the path if there is one, and this, with NUL between them. Default: the first of `advisories`. */
  readonly advisory?: string;
  /** Every id of the one advisory that the row is about; any of them means it. */
  readonly advisories: AdvisoryIds;
  /** When the findings count as detected. Default: `asOf`. */
  readonly detectedAt?: string;
}

/** Obligations that got a due instant, or another. */
export interface DueSet {
  /** Assets that are in no group, by uid. Default: none. */
  readonly assets?: Assets;
  /** Groups of assets. Default: none. */
  readonly groups?: GroupNumbers;
  /** Ecosystem of the package. */
  readonly ecosystem: string;
  /** Name of the package in its ecosystem. */
  readonly package: string;
  /** Path of the copy. Default: none. */
  readonly path?: string;
  /** Every id of the one advisory that the row is about; any of them means it. */
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
  /** Whether the due stays although the policy, since it was changed, no longer asks for it. Default: false. */
  readonly kept?: boolean;
}

/** Requirements that were declined. */
export interface Declined {
  /** Assets that are in no group, by uid. Default: none. */
  readonly assets?: Assets;
  /** Groups of assets. Default: none. */
  readonly groups?: GroupNumbers;
  /** Ecosystem of the package. */
  readonly ecosystem: string;
  /** Name of the package in its ecosystem. */
  readonly package: string;
  /** Path of the copy. Default: none. */
  readonly path?: string;
  /** Version that was declined. */
  readonly target: string;
  /** DeclineRecord. */
  readonly record: string;
}

/** Findings that ended. */
export interface Closed {
  /** Assets that are in no group, by uid. Default: none. */
  readonly assets?: Assets;
  /** Groups of assets. Default: none. */
  readonly groups?: GroupNumbers;
  /** Ecosystem of the package. */
  readonly ecosystem: string;
  /** Name of the package in its ecosystem. */
  readonly package: string;
  /** Path of the copy. Default: none. */
  readonly path?: string;
  /** Every id of the one advisory that the row is about; any of them means it. */
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
