import type { Landing } from './import.ts';

/** One change to an Inventory. */
export interface InventoryChange {
  readonly path: string;
  readonly asset: string;
  /** `undefined` = the asset is new. */
  readonly field: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** What an import did, or would do. */
export interface ImportView {
  readonly landings: readonly Landing[];
  readonly changes: readonly InventoryChange[];
  /** Paths that were written. */
  readonly changed: readonly string[];
  readonly isDryRun: boolean;
  /** Whether Inventories were to be changed. */
  readonly writes: boolean;
}
