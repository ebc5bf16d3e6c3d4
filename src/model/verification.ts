import type { PackageRef } from './generated/common.ts';
import type { Instant } from './time.ts';

/**
 * What observations make of a deployment that was recorded.
 *
 * - `confirmed`: what was deployed, or a later version, is there and in effect.
 * - `pending-reboot`: it is there, and does not run yet.
 * - `contradicted`: somebody looked since, and it is not there.
 * - `unseen`: nobody has looked since, or nobody can compare what they saw.
 * - `not-done`: the record itself says that it failed or was skipped.
 * - `replaced`: a later record of the same package speaks, or it was taken back.
 */
export const rowVerdicts = ['contradicted', 'unseen', 'pending-reboot', 'not-done', 'replaced', 'confirmed'] as const;
export type RowVerdict = (typeof rowVerdicts)[number];

/** One row of a DeploymentRecord held against what machines report. */
export interface VerifiedRow {
  readonly record: string;
  readonly asset: string;
  readonly application: PackageRef;
  readonly version: string;
  readonly end: Instant | undefined;
  readonly visit: string | undefined;
  readonly verdict: RowVerdict;
  /** Version that was seen last; `undefined`: nobody looked, or it was not there. */
  readonly observed: string | undefined;
  readonly because: string;
}

/** An approved visit whose time is over and that no record speaks of, or speaks of in part. */
export interface MissedVisit {
  readonly visit: string;
  readonly change: string;
  readonly asset: string;
  readonly end: Instant;
  /** What no record speaks of. */
  readonly updates: readonly { readonly name: string; readonly target: string; readonly isRequired: boolean }[];
  /** Does a record speak of the rest? */
  readonly isPartial: boolean;
  /** Later visit that took it up. */
  readonly retriedBy: string | undefined;
}

/** A row of a record that belongs to no approved visit. */
export interface StrayRow {
  readonly record: string;
  readonly asset: string;
  readonly application: PackageRef;
  readonly version: string;
  readonly because: string;
}

/** Work that ran before its merge, and how its review stands. */
export interface EmergencyLine {
  readonly record: string;
  readonly change: string;
  readonly by: string;
  readonly reviewBy: Instant;
  readonly state: 'reviewed' | 'reviewed-late' | 'due' | 'overdue' | 'other-plan';
}

/** Plan, records and observation held against each other. */
export interface Verification {
  readonly asOf: Instant;
  readonly timeZone: string;
  /** Worst first. */
  readonly rows: readonly VerifiedRow[];
  readonly missed: readonly MissedVisit[];
  readonly stray: readonly StrayRow[];
  readonly emergencies: readonly EmergencyLine[];
}
