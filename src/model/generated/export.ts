// Generated from schemas/export.schema.json by `npm run generate`; do not edit.

import type {
  AdvisoryIds,
  GateKind,
  Priority,
} from './common.ts';

/** Approved visits for engines, as `export json` writes them, in the order in which they run. */
export interface ExportDocument {
  /** Format of this document. */
  readonly schema: 'patchledger.export/v1';
  /** Instant of the export. */
  readonly asOf: string;
  /** What made it. */
  readonly tool: {
    /** Version of the program. */
    readonly version: string;
  };
  /** Commit of the estate; null outside Git or with uncommitted changes. */
  readonly commit: string | null;
  /** Who let it run before its merge; null: it was merged. */
  readonly emergency: ExportEmergency | null;
  /** Visits to run. */
  readonly visits: readonly ExportVisit[];
  /** Visits that are not handed over. */
  readonly held: readonly ExportHeld[];
}

/** Work that runs before its merge. */
export interface ExportEmergency {
  /** Person who let it run. */
  readonly by: string;
  /** Why it cannot wait. */
  readonly reason: string;
  /** Name of the EmergencyRecord. */
  readonly record: string;
}

/** One asset to be maintained once. */
export interface ExportVisit {
  /** Id of the visit. */
  readonly id: string;
  /** Change that holds it. */
  readonly change: string;
  /** Digest of what was approved. */
  readonly planFp: string;
  /** Asset to maintain. */
  readonly asset: string;
  /** Maintenance window; null for an emergency visit. */
  readonly window: string | null;
  /** Wave inside the window, from 1. */
  readonly wave: number;
  /** Ring of the rollout; null: none. */
  readonly ring: string | null;
  /** Nothing may start before. */
  readonly start: string;
  /** Everything must be over by then. */
  readonly end: string;
  /** Whether a release needs a reboot; null: no vendor says. */
  readonly rebootRequired: boolean | null;
  /** Components to move. */
  readonly updates: readonly ExportUpdate[];
  /**
   * What can only be seen where the work is done, right before it.
   *
   * Items: One gate.
   */
  readonly checks: readonly {
    /** Kind of the gate. */
    readonly gate: GateKind;
    /** What it needs. */
    readonly needs: string;
  }[];
}

/** One component to move to a version. */
export interface ExportUpdate {
  /** Id of the requirement. */
  readonly requirement: string;
  /** Ecosystem of the package. */
  readonly ecosystem: string;
  /** Name of the package. */
  readonly name: string;
  /** Version to install. */
  readonly version: string;
  /** Version that was installed when it was planned. */
  readonly fromVersion: string;
  /** Advisories that it answers. */
  readonly advisories: AdvisoryIds;
  /** Priority of the requirement. */
  readonly priority: Priority;
  /** Due instant; null: no deadline. */
  readonly due: string | null;
}

/** A visit that is not handed over. */
export interface ExportHeld {
  /** Id of the visit. */
  readonly id: string;
  /** Asset that waits. */
  readonly asset: string;
  /**
   * What it lacks.
   *
   * Items: One reason.
   */
  readonly reasons: readonly string[];
}
