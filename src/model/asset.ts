import type { AssetGaps } from './gaps.ts';
import type { Origin, Pointer } from './source.ts';
import type { Instant } from './time.ts';

/** One installed piece of software. */
export interface Component {
  /** OSV ecosystem with its whole suffix, such as `AlmaLinux:9`. */
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  /** Declared version scheme; only for ecosystem `generic`. */
  readonly scheme?: string | undefined;
  /** The source package, where the distribution names one. */
  readonly source?: { readonly name: string; readonly version?: string | undefined } | undefined;
  readonly class?: string | undefined;
  /** For software of which several versions are installed: is this one running? */
  readonly running?: boolean | undefined;
  readonly path?: string | undefined;
}

/** Where a set of components comes from. */
export interface ComponentSet {
  /** `sha256:<hex>` of the canonical list. */
  readonly digest: string;
  readonly components: readonly Component[];
}

/** All software of an estate: every distinct component once, and each set as places in that list. */
export interface Software {
  /** By digest. */
  readonly sets: ReadonlyMap<string, ComponentSet>;
  readonly components: readonly Component[];
  /** Places in `components`, in the order of the set. */
  readonly numbersIn: (set: ComponentSet) => Int32Array;
}

/** Values of the asset facts; `undefined` is unknown. */
export interface AssetFacts {
  readonly type: string | undefined;
  readonly environment: string | undefined;
  readonly criticality: string | undefined;
  readonly dataClassification: string | undefined;
  readonly exposure: string | undefined;
  readonly supportEnded: boolean | undefined;
  readonly humanImpact: string | undefined;
  readonly impactLevel: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
}

/** An asset with its defaults applied, its observations joined and its references resolved. */
export interface Asset {
  readonly name: string;
  /** Stable identity across renames; the name unless stated. */
  readonly uid: string;
  readonly formerNames: readonly string[];
  readonly owner: string | undefined;
  readonly users: readonly string[];
  readonly location: string | undefined;
  readonly function: string | undefined;
  readonly facts: AssetFacts;
  readonly cluster: string | undefined;
  readonly clusterRole: string | undefined;
  readonly mirrors: readonly string[];
  readonly controls: readonly string[];
  /** Exact milliseconds one visit of this asset takes, when the inventory says so. */
  readonly visitDurationMs: number | undefined;
  /** Last day of vendor support, `yyyy-mm-dd`. */
  readonly supportEnds: string | undefined;
  /** Digests of the component sets this asset carries, inventory first, then observations in file order. */
  readonly componentSets: readonly string[];
  /** First seen by package (`ecosystem` + NUL + normalised name), where it is known. */
  readonly firstSeen: ReadonlyMap<string, Instant>;
  /** When a source last saw the asset; `undefined` = only people say it exists. */
  readonly lastSeen: Instant | undefined;
  /** Since when a source that reported it reports it no more, and nobody else saw it; such an asset is stale. */
  readonly missingSince: Instant | undefined;
  /** Estate-relative files that observed it. */
  readonly observedIn: readonly string[];
  readonly pendingReboot: boolean | undefined;
  readonly down: boolean;
  /** Some of its software could not be read, so nobody can call it compliant. */
  readonly partlyRead: boolean;
  /** What of its entry in the Inventory is wrong; `undefined`: nothing. */
  readonly gaps: AssetGaps | undefined;
  readonly origin: Origin;
  readonly pointer: Pointer;
}
