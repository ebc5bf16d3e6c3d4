import type { Priority } from './requirement.ts';
import type { Instant } from './time.ts';
import type { Activation, Gate } from './visit.ts';

/** Which pull request a visit belongs to. Windows and packages are content, not key. */
export interface ChangeKey {
  /** The owning Team; `unowned` for assets without an owner. */
  readonly team: string;
  /** Roles that must approve, sorted. */
  readonly approvers: readonly string[];
  readonly lane: 'routine' | 'emergency';
}

/** An update as a Change promises it. */
export interface ChangeRequirement {
  readonly id: string;
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  readonly target: string;
  readonly advisories: readonly string[];
  readonly priority: Priority;
  readonly due: Instant | undefined;
}

/** A visit as a Change promises it. */
export interface ChangeVisit {
  readonly id: string;
  readonly asset: string;
  readonly kind: 'routine' | 'emergency';
  readonly ring: string | undefined;
  readonly window: string | undefined;
  readonly wave: number;
  readonly start: Instant;
  readonly end: Instant;
  readonly requirements: readonly ChangeRequirement[];
  readonly gates: readonly Gate[];
  readonly isLate: boolean;
  /** Earlier visit that this one takes up again. Absent: none. */
  readonly retryOf?: string;
}

/** What one pull request asks to approve. */
export interface ChangeContent {
  readonly key: ChangeKey;
  /** In the order in which they run. */
  readonly visits: readonly ChangeVisit[];
  /** Second phases of releases that its visits install, by Patch; told, and not what an approval covers. Absent: none. */
  readonly activations?: readonly Activation[] | undefined;
  /** Policies that ask for the approval, sorted. */
  readonly policies: readonly string[];
  readonly rollback: string | undefined;
  /** `sha256:<hex>` over what an approval approves: assets, targets, windows, gates, roles. */
  readonly planFp: string;
}
