import type { InventoryGaps } from './gaps.ts';
import type { Kind, ResourceByKind } from './kinds.ts';
import type { Origin } from './source.ts';

/** A validated document of the estate together with where it stands. */
export interface Resource<K extends Kind = Kind> {
  readonly kind: K;
  readonly name: string;
  readonly document: ResourceByKind[K];
  readonly origin: Origin;
  /** What is wrong in an Inventory of which the rest holds; absent where it is whole. */
  readonly gaps?: InventoryGaps | undefined;
}
