import type { Asset, Component } from './asset.ts';
import type { ComponentAssessment } from './finding.ts';
import type { AssetVerdict } from './plan.ts';
import type { FactValue, Priority, Requirement } from './requirement.ts';
import type { Instant } from './time.ts';
import type { VexStatement } from './vex.ts';
import type { Activation, ClusterPlan, Visit } from './visit.ts';

/** The derivation of one requirement: what was found, what every policy says, what was chosen and refused. */
export interface ExplainedRequirement {
  readonly requirement: Requirement;
  readonly assessment: ComponentAssessment | undefined;
  readonly visit: Visit | undefined;
  /** Why no visit carries it, when none does. */
  readonly unplaced: string | undefined;
  readonly whatIf: readonly WhatIf[];
  /** Every finding by its advisory, as the ledger names it. */
  readonly known: ReadonlyMap<string, KnownFinding>;
}

/** A finding of an asset across upgrades and renames. */
export interface KnownFinding {
  /** `F-` and 12 hex digits of sha256(asset uid, ecosystem, package[, path], advisory as first recorded). */
  readonly id: string;
  /** The run of the ledger that found it open; `undefined`: none has yet. */
  readonly opened: { readonly at: Instant; readonly record: string } | undefined;
}

/** What would be decided if one fact were another (issue of every "why so early?"). */
export interface WhatIf {
  readonly fact: string;
  /** Of which findings it would be another, where it is not of all. */
  readonly advisories: readonly string[] | undefined;
  /** `undefined`: it is not known; of a label, that there is none. */
  readonly from: FactValue;
  readonly to: FactValue;
  readonly priority: Priority;
  readonly due: Instant | undefined;
  /** Rule that would bind the due, or the priority where there is no due: `policy/rule`. */
  readonly rule: string | undefined;
  /** Would CISA's due day count as well, which only an entry of its catalogue can tell? */
  readonly awaitsKevDueDate: boolean;
}

/** Everything that is decided about an asset, or about one of its components or advisories. */
export interface Explanation {
  readonly asset: Asset;
  readonly assetAt: string;
  readonly verdict: AssetVerdict | undefined;
  /** What the user asked about; `undefined` = the whole asset. */
  readonly subject: string | undefined;
  readonly requirements: readonly ExplainedRequirement[];
  /** Components that advisories speak of and that need nothing, for the question "why not?". */
  readonly settled: readonly ComponentAssessment[];
  /** Components of the asset in all, and those in ecosystems that nobody watches. */
  readonly components: number;
  readonly unwatched: readonly { readonly ecosystem: string; readonly components: number }[];
  /** What VEX documents of the catalogue state about components of the asset; none of it has an effect by itself. */
  readonly stated: readonly StatedComponent[];
  readonly surroundings: Surroundings;
}

/** What an asset is a part of, as far as that decides about its visits. */
export interface Surroundings {
  readonly cluster: ExplainedCluster | undefined;
  readonly rollout: ExplainedRollout | undefined;
  /** Releases that the asset activates with others or by itself. */
  readonly activations: readonly Activation[];
}

/** The cluster of an asset, and how much of its weight is covered; percent as in `Coverage`. */
export interface ExplainedCluster {
  readonly plan: ClusterPlan;
  /** Around the asset's last visit; `undefined`: no visit covers it. */
  readonly coverage: { readonly before: number; readonly after: number } | undefined;
  readonly now: number;
  /** Behind the last visit of the plan. */
  readonly atLast: number;
  /** What must be exceeded, and the visit with which it is; `undefined`: the protocol has none. */
  readonly threshold:
    | { readonly percent: number; readonly isReached: boolean; readonly reachedAfter: Visit | undefined }
    | undefined;
}

/** The rollout of an asset, and how its updates do in its ring and those before. */
export interface ExplainedRollout {
  readonly rollout: string;
  readonly ring: string;
  /** A pause that still holds; all rings of the rollout wait. */
  readonly paused: { readonly until: Instant | undefined; readonly reason: string } | undefined;
  readonly results: readonly RingResult[];
}

/** What is on record about one update in one ring. */
export interface RingResult {
  readonly package: string;
  readonly version: string;
  readonly ring: string;
  /** Is it the asset's own ring? */
  readonly isOwn: boolean;
  readonly status: 'passed' | 'failed' | 'unproven';
  /** Successes and what is needed, in words. */
  readonly text: string;
  readonly endedAt: Instant | undefined;
  readonly records: readonly string[];
  /** Exact milliseconds that must pass well behind the ring. */
  readonly soakMs: number;
}

/** A VEX statement of the catalogue, and the component of the asset that it names. */
export interface StatedComponent {
  readonly component: Component;
  /** The product inside which it holds, where that is not the component itself. */
  readonly within: string | undefined;
  readonly statement: VexStatement;
}
