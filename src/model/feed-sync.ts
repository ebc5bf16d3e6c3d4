import type { Diagnostic } from './diagnostic.ts';
import type { Instant } from './time.ts';

/** How a source came out of a sync. */
export type SyncStatus = 'by-hand' | 'failed' | 'unchanged' | 'updated';

/** What a sync did with one source. Lists hold ids, each in code unit order. */
export interface SyncedSource {
  readonly source: string;
  readonly status: SyncStatus;
  /** As the index names it. */
  readonly format?: string | undefined;
  /** Address or file that it was read from. */
  readonly from?: string | undefined;
  /** Documents, entries or rows that the catalogue holds of it now. */
  readonly documents: number;
  /** Those that the source held, kept or not. */
  readonly total?: number | undefined;
  readonly bytes?: number | undefined;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly withdrawn: readonly string[];
  readonly removed: readonly string[];
  /** Still in the source, and of no component of the estate any more. */
  readonly unneeded: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What a run of `feeds sync` did. */
export interface SyncReport {
  readonly asOf: Instant;
  readonly isDryRun: boolean;
  readonly sources: readonly SyncedSource[];
  /** Files that changed, as paths from the root of the estate, sorted. */
  readonly written: readonly string[];
  readonly removed: readonly string[];
}
