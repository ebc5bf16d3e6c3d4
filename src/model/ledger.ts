import type { Closed } from './generated/ledger-record.ts';
import type { Priority } from './requirement.ts';
import type { Origin } from './source.ts';
import type { Instant } from './time.ts';

/** How a finding ended. */
export type ClosedBy = Closed['by'];

/** What the ledger holds of one policy's word on one finding. */
export interface LedgerDue {
  readonly policy: string;
  /** The rule that the due was last judged by, its priority and time limit. */
  readonly rule: string;
  readonly priority: Priority;
  readonly within: string;
  readonly start: Instant | undefined;
  /** `undefined`: the policy stopped asking, for reasons that lie in the facts. */
  readonly due: Instant | undefined;
  /** The first due of all. */
  readonly originalDue: Instant | undefined;
  /** The run that said so last, and its record. */
  readonly setAt: Instant;
  readonly record: string;
  /** The policy no longer asks, but was changed since it did: the due stays. */
  readonly kept: boolean;
}

/** How and when a finding ended, and in which record the run said so. */
export interface LedgerClosing {
  readonly by: ClosedBy;
  readonly at: Instant;
  readonly version: string | undefined;
  /** Record, Exception or Assessment that ended it. */
  readonly evidence: string | undefined;
  readonly record: string;
}

/** One finding that was open for a while. */
export interface LedgerEpisode {
  readonly openedAt: Instant;
  /** Version that was installed then. */
  readonly version: string;
  /** Record that says so. */
  readonly record: string;
  readonly closed: LedgerClosing | undefined;
}

/** What the ledger holds of one finding: the episode that is or was last, and those before. */
export interface LedgerFinding extends LedgerEpisode {
  /** The advisory under which the finding was first recorded; its id is made from it. */
  readonly name: string;
  /** Every id that the advisory was recorded under, sorted. */
  readonly advisories: readonly string[];
  readonly earlier: readonly LedgerEpisode[];
  /** By policy. Kept while an exception, an assessment or a withdrawal holds; gone with the software. */
  readonly dues: ReadonlyMap<string, LedgerDue>;
}

/** What the ledger holds of one package of an asset. Assets of one history share the object. */
export interface LedgerPackage {
  /** Tells histories apart, for keys of caches only. */
  readonly id: number;
  readonly ecosystem: string;
  /** As recorded. */
  readonly name: string;
  readonly path: string | undefined;
  readonly findings: readonly LedgerFinding[];
  readonly declined: readonly { readonly target: string; readonly evidence: string; readonly at: Instant }[];
}

/** A version of a rule and since when it governs. */
export interface RuleVersion {
  readonly digest: string;
  readonly within: string;
  readonly priority: Priority | undefined;
  readonly effectiveAt: Instant;
}

/** A commit that changed a file. */
export interface PolicyChange {
  readonly at: Instant;
  /** Full object id. */
  readonly commit: string;
}

/** The last commit on the branch that changed each file of policies or the Workspace, by path. */
export type PolicyChanges = ReadonlyMap<string, PolicyChange>;

/** What the ledger holds of a policy. */
export interface LedgerPolicy {
  /** Rules and their digests, in order, as last recorded; empty once the policy ended. */
  readonly rules: readonly { readonly rule: string; readonly digest: string }[];
  /** Since when they govern: the last change of any. */
  readonly changedAt: Instant;
  /** Every version of every rule, oldest first, by rule. */
  readonly versions: ReadonlyMap<string, readonly RuleVersion[]>;
}

/** The packages of an asset, by `requirementKey`. Assets of one history share the object. */
export type LedgerAsset = ReadonlyMap<string, LedgerPackage>;

/** Everything that the ledger records, folded: what a function of today's estate cannot know. */
export interface Ledger {
  /** How many runs it holds. */
  readonly records: number;
  readonly lastAt: Instant | undefined;
  /** Where each record stands, by name. */
  readonly origins: ReadonlyMap<string, Origin>;
  readonly policies: ReadonlyMap<string, LedgerPolicy>;
  /** By uid. */
  readonly assets: ReadonlyMap<string, LedgerAsset>;
}

/** How much one record says, in findings; a finding is one advisory on one asset. */
export interface LedgerCounts {
  /** Policies that took effect, changed or ended. */
  readonly policies: readonly string[];
  readonly opened: number;
  /** Assets on which something opened. */
  readonly openedOn: number;
  /** First dues, one a policy, and dues that moved. */
  readonly dueSet: number;
  readonly dueMoved: number;
  readonly declined: number;
  readonly closed: readonly { readonly by: string; readonly findings: number }[];
}
