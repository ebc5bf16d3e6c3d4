// Generated from schemas/emergency-record.schema.json by `npm run generate`; do not edit.

import type {
  ApiVersion,
  GateKind,
  Metadata,
  PackageVersion,
  RecordNames,
  RecordSource,
} from './common.ts';

/** Work that was let run before its Change was merged. It is reviewed afterwards, against the same plan. */
export interface EmergencyRecord {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `EmergencyRecord`. */
  readonly kind: 'EmergencyRecord';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this EmergencyRecord states. */
  readonly spec: {
    /** Person who let the work run. */
    readonly by: string;
    /** Why it could not wait. */
    readonly reason: string;
    /** When the work was handed out, by the clock of the machine that did it. */
    readonly exportedAt: string;
    /** Instant by which the merge must be approved: `reviewWithin` of the strictest policy of the work, from `exportedAt`. */
    readonly reviewBy: string;
    /** Engine that the work was handed to. */
    readonly engine: string;
    /** Change that was not merged yet. */
    readonly change: string;
    /** Digest of the plan that was handed out. The review must approve this one. */
    readonly planFp: string;
    /** Commit of the proposal that was handed out. */
    readonly headCommit: string;
    /** Branch of the proposal. Default: unknown. */
    readonly branch?: string;
    /** What should have held before the work and did not, when it was handed out. Default: nothing. */
    readonly openGates?: readonly OpenGate[];
    /** Visits that were handed out. */
    readonly visits: readonly Visit[];
    /** When the content is said to hold, by whoever reports it. The time of recording is the forge's. Default: unknown. */
    readonly claimedAt?: string;
    /** Records of this kind that this one corrects. Default: none. */
    readonly supersedes?: RecordNames;
    /** Where the content comes from. Default: unknown. */
    readonly source?: RecordSource;
    /** Anything else worth keeping. Default: none. */
    readonly notes?: string;
  };
}

/** One gate of one visit. */
export interface OpenGate {
  /** Visit that the gate stands before. */
  readonly visit: string;
  /** Kind of the gate. */
  readonly gate: GateKind;
  /** What it needs. Default: nothing is said. */
  readonly needs?: string;
}

/** One asset that was maintained once. */
export interface Visit {
  /** Id of the visit. */
  readonly id: string;
  /** Asset that is maintained. */
  readonly asset: string;
  /** Ring of the rollout. Default: none. */
  readonly ring?: string;
  /** Maintenance window. Default: none. */
  readonly window?: string;
  /** Start of the visit. */
  readonly start: string;
  /** End of the visit. */
  readonly end: string;
  /** What the visit carries. */
  readonly requirements: readonly Update[];
}

/** One component that moves to a target version. */
export interface Update {
  /** Id of the requirement. */
  readonly id: string;
  /** Component and the version installed when the work was handed out. */
  readonly component: PackageVersion;
  /** Version that the component moves to. */
  readonly target: string;
}
