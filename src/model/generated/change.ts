// Generated from schemas/change.schema.json by `npm run generate`; do not edit.

import type {
  AdvisoryIds,
  ApiVersion,
  GateKind,
  Lane,
  Metadata,
  PackageVersion,
  Priority,
} from './common.ts';

/** Visits that are proposed and approved together in one pull request. Never edited after merge. */
export interface Change {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `Change`. */
  readonly kind: 'Change';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this Change states. */
  readonly spec: {
    /** What makes this change one change. */
    readonly key: {
      /** Team that owns the assets. */
      readonly team: string;
      /** Roles that must approve. */
      readonly approvers: readonly string[];
      /** Lane of the change. */
      readonly lane: Lane;
      /** Running number for this team, approvers and lane. */
      readonly number: number;
    };
    /** Instant of the plan in which the content last changed. */
    readonly asOf: string;
    /** Digest of what is approved: assets, targets, windows with start and end, gates, required roles. */
    readonly planFp: string;
    /** Digest of the inputs of that plan. */
    readonly inputsDigest: string;
    /** Policies whose obligations the visits meet. Default: none. */
    readonly policyRefs?: readonly string[];
    /** The visits, one a line, in a stable order. */
    readonly visits: readonly Visit[];
    /** Releases that the visits install and that take effect later, one a line. For the reader: an approval does not cover when that is. Default: none. */
    readonly activations?: readonly Activation[];
    /** How the work is taken back. Default: not stated. */
    readonly rollback?: {
      /** The procedure, or where it is written down. */
      readonly procedure: string;
      /** When it was last tried with success. Default: never. */
      readonly drilledAt?: string;
    };
    /**
     * Approvals that the change needs.
     *
     * Items: One required approval. Give a `role` or a `team`.
     */
    readonly requiredApprovals?: readonly {
      /** Role that must approve. */
      readonly role?: string;
      /** Team of which a member must approve. */
      readonly team?: string;
      /** How many different people must approve. Default: 1. */
      readonly count?: number;
      /** Instant by which the approval must be given for the first visit to start in time. */
      readonly by?: string;
    }[];
    /** What may go wrong, in a few sentences. Default: none. */
    readonly risk?: string;
    /** What the change does, in a few sentences. Default: none. */
    readonly summary?: string;
  };
}

/** The second phase of a release, taken by a cluster together, or by one asset. */
export interface Activation {
  /** Patch. */
  readonly patch: string;
  /** Component and the version that takes effect. */
  readonly component: PackageVersion;
  /** Cluster that takes the step. Default: the one member by itself. */
  readonly cluster?: string;
  /**
   * Who must have it first, members outside the estate too.
   *
   * Items: Name of a member.
   */
  readonly members: readonly string[];
  /** What switches it: a set time, a height of the chain, or a step that somebody takes. */
  readonly by: 'time' | 'height' | 'step';
  /** Height of the chain. */
  readonly height?: number;
  /** When; of a height, its estimate; of a step, the first instant at which it may be taken. Absent: nobody can say. */
  readonly at?: string;
  /** Maintenance window in which a step is to be taken. */
  readonly window?: string;
  /** By when every member must have it, or a step be taken. */
  readonly deadline?: string;
}

/** One asset being maintained once. */
export interface Visit {
  /** Id of the visit, kept when it moves. */
  readonly id: string;
  /** Asset that is maintained. */
  readonly asset: string;
  /** `routine` runs in a window, `emergency` may run outside. */
  readonly kind: 'routine' | 'emergency';
  /** Ring of the rollout. Default: none. */
  readonly ring?: string;
  /** Maintenance window. Absent for an emergency visit. */
  readonly window?: string;
  /** Wave inside the window occurrence, from 1. */
  readonly wave?: number;
  /** Start of the visit. */
  readonly start: string;
  /** End of the visit. */
  readonly end: string;
  /** What the visit carries. */
  readonly requirements: readonly Requirement[];
  /**
   * What must hold before the visit may run. Default: nothing.
   *
   * Items: One gate.
   */
  readonly gates?: readonly {
    /** Kind of the gate. */
    readonly gate: GateKind;
    /** What it needs, such as the name of a role. */
    readonly needs?: string;
  }[];
  /** Earlier visit that this one takes up again. Default: none. */
  readonly retryOf?: string;
}

/** One component that moves to a target version. */
export interface Requirement {
  /** Id of the requirement. */
  readonly id: string;
  /** Component and the version installed when the change was made. */
  readonly component: PackageVersion;
  /** Version that the component moves to; a floor unless a Patch pins it. */
  readonly target: string;
  /** Advisories that the move answers. */
  readonly advisories: AdvisoryIds;
  /** Priority of the requirement. */
  readonly priority: Priority;
  /** Due instant. Absent: no deadline. */
  readonly due?: string;
}
