// Generated from schemas/verification.schema.json by `npm run generate`; do not edit.

import type {
  PackageRef,
} from './common.ts';

/** Plan, records and observation held against each other, as `verify --format json` writes it. */
export interface VerificationDocument {
  /** Format of this document. */
  readonly schema: 'patchledger.verification/v1';
  /** Instant of the comparison. */
  readonly asOf: string;
  /** Number of rows by verdict. */
  readonly summary: {
    /** Rows that are contradicted. */
    readonly contradicted: number;
    /** Rows that are unseen. */
    readonly unseen: number;
    /** Rows that are pending-reboot. */
    readonly 'pending-reboot': number;
    /** Rows that are not-done. */
    readonly 'not-done': number;
    /** Rows that are replaced. */
    readonly replaced: number;
    /** Rows that are confirmed. */
    readonly confirmed: number;
  };
  /** Every row of a DeploymentRecord, worst first. */
  readonly rows: readonly VerifiedRow[];
  /** Approved visits whose time is over and that no record speaks of. */
  readonly missed: readonly MissedVisit[];
  /** Rows of work that nobody approved. */
  readonly stray: readonly StrayRow[];
  /** Work that ran before its merge. */
  readonly emergencies: readonly EmergencyLine[];
}

/** One row of a record against what machines report. */
export interface VerifiedRow {
  /** Name of the DeploymentRecord. */
  readonly record: string;
  /** Asset of the row, as the record names it. */
  readonly asset: string;
  /** Package. */
  readonly application: PackageRef;
  /** Version that was deployed. */
  readonly version: string;
  /** Visit of the row; null: none. */
  readonly visit: string | null;
  /** When it ended; null: not known. */
  readonly end: string | null;
  /** What observations make of it. */
  readonly verdict: 'contradicted' | 'unseen' | 'pending-reboot' | 'not-done' | 'replaced' | 'confirmed';
  /** Version that was seen last; null: nobody looked, or it was not there. */
  readonly observed: string | null;
  /** Why. */
  readonly because: string;
}

/** An approved visit without a record. */
export interface MissedVisit {
  /** Id of the visit. */
  readonly visit: string;
  /** Change that holds it. */
  readonly change: string;
  /** Asset that was to be maintained. */
  readonly asset: string;
  /** When it was to be over. */
  readonly end: string;
  /**
   * What no record speaks of.
   *
   * Items: One update.
   */
  readonly updates: readonly {
    /** Name of the package. */
    readonly name: string;
    /** Version that was to be installed. */
    readonly target: string;
    /** Whether it is still required. */
    readonly isRequired: boolean;
  }[];
  /** Whether a record speaks of the rest. */
  readonly isPartial: boolean;
  /** Later visit that took it up; null: none. */
  readonly retriedBy: string | null;
}

/** A row of a record outside any approved visit. */
export interface StrayRow {
  /** Name of the DeploymentRecord. */
  readonly record: string;
  /** Asset of the row, as the record names it. */
  readonly asset: string;
  /** Package. */
  readonly application: PackageRef;
  /** Version that was deployed. */
  readonly version: string;
  /** Why it belongs to none. */
  readonly because: string;
}

/** Work that ran before its merge, and its review. */
export interface EmergencyLine {
  /** Name of the EmergencyRecord. */
  readonly record: string;
  /** Change that ran. */
  readonly change: string;
  /** Person who let it run. */
  readonly by: string;
  /** When it must be reviewed by. */
  readonly reviewBy: string;
  /** How the review stands. */
  readonly state: 'reviewed' | 'reviewed-late' | 'due' | 'overdue' | 'other-plan';
}
