/** What of an asset's entry in its Inventory is wrong and was left out, while the rest of it holds. */
export interface AssetGaps {
  /**
   * Keys whose values are not known: what they say is wrong, or they are missing because of a slip in their name. A
   * default does not stand in for them.
   */
  readonly keys: readonly string[];
  /** There are keys of which nobody can tell what they were to be: anything that is not stated may be meant by them. */
  readonly isOpen: boolean;
  /** Components that were left out, by name or place. */
  readonly components: readonly string[];
}

/** What is wrong in an Inventory that holds for the rest. */
export interface InventoryGaps {
  /** By place in `spec.assets`. */
  readonly assets: ReadonlyMap<number, AssetGaps>;
  /** Entries that say of no asset by which name it goes: they are in no list, and may be anything. */
  readonly nameless: readonly string[];
}
