import type { SeverityLevel } from './advisory.ts';
import type { Component } from './asset.ts';
import type { ComponentFinding, Jump, PartialTarget, WorseTarget } from './finding.ts';
import type { Environment, TestKind } from './generated/common.ts';
import type { Origin, Pointer } from './source.ts';
import type { Instant } from './time.ts';

/** SSVC deployer outcomes, most to least urgent. */
export const priorities = ['immediate', 'out-of-cycle', 'scheduled', 'defer'] as const;
export type Priority = (typeof priorities)[number];

/** States of a requirement. */
export const requirementStates = [
  'open',
  'due-soon',
  'overdue',
  'excepted',
  'mitigated',
  'pending-reboot',
  'pending-activation',
  'unverified',
  'done',
  'no-fix',
  'declined',
  'rejected',
  'unknown',
] as const;
export type RequirementState = (typeof requirementStates)[number];

/** The value of a fact as a rule sees it. `undefined` is unknown. */
export type FactValue = string | number | boolean | undefined;

/** Names of all facts a rule may ask for; `labels.<key>` beside them. */
export const factNames = [
  'severity',
  'cvss',
  'epss',
  'kev',
  'kevDueDate',
  'ransomware',
  'exploitation',
  'automatable',
  'technicalImpact',
  'fixAvailable',
  'ageDays',
  'classification',
  'ecosystem',
  'package',
  'class',
  'jump',
  'activation',
  'type',
  'environment',
  'criticality',
  'dataClassification',
  'exposure',
  'supportEnded',
  'humanImpact',
  'impactLevel',
] as const;
export type FactName = (typeof factNames)[number];

/** A fact as used in a decision: value, source, date, and whether it was assumed by the policy. */
export interface UsedFact {
  readonly name: string;
  readonly value: FactValue;
  readonly source: string;
  readonly at?: Instant | undefined;
  readonly assumed: boolean;
}

/** What was taken for granted because nothing said otherwise. Counted in every report. */
export interface Assumption {
  readonly code:
    | 'fact-assumed'
    | 'rule-passed-over'
    | 'import-date-unknown'
    | 'first-seen-unknown'
    | 'release-date-unknown'
    | 'no-ledger'
    | 'feed-date-unknown'
    | 'feed-stale'
    | 'kev-absent';
  readonly detail: string;
}

/** How the obligation relates to what is unknown. */
export type ObligationMark = 'needs-facts' | 'could-be-stricter';

/** What a policy wants done besides the update, by when, and whether it was. */
export interface OwedDuty {
  readonly id: string;
  readonly description: string | undefined;
  readonly before: 'patch' | 'activation' | 'closure';
  /** `undefined`: no deadline, or its clock cannot start yet. */
  readonly due: Instant | undefined;
  /** The record that says it was done, and when that was; `undefined`: none does. */
  readonly done: { readonly record: string; readonly at: Instant } | undefined;
}

/** What one rule of one policy says about one finding. */
export interface Obligation {
  readonly policy: string;
  readonly rule: string;
  readonly advisory: string;
  readonly priority: Priority;
  /** In the policy's words: `released`, `latest(released, detected)`, … */
  readonly clockStart: string;
  readonly start: Instant | undefined;
  readonly within: string;
  /** `undefined`: no deadline, or its clock cannot start yet. */
  readonly due: Instant | undefined;
  readonly facts: readonly UsedFact[];
  readonly assumptions: readonly Assumption[];
  readonly marks: readonly ObligationMark[];
  readonly duties: readonly OwedDuty[];
  readonly satisfiedBy: readonly string[];
  /** Where the rule stands. */
  readonly origin: Origin;
  readonly pointer: Pointer;
  /** What the rule alone would give today, where the ledger says otherwise. */
  readonly byRuleAlone?: { readonly due: Instant | undefined } | undefined;
  /** What the ledger holds of it; absent where it holds nothing. */
  readonly recorded?: RecordedDue | undefined;
}

/** What the ledger holds of an obligation. */
export interface RecordedDue {
  /** The first due that was ever recorded. */
  readonly originalDue: Instant | undefined;
  /** The due that stands in the ledger, the rule that set it, its time limit, and when that was recorded. */
  readonly due: Instant | undefined;
  readonly rule: string;
  readonly within: string;
  readonly setAt: Instant;
  /** Name of the LedgerRecord. */
  readonly record: string;
}

/**
 * A policy with `onUnknown: skip` that says nothing about a finding because facts are missing: rules might match and none
 * surely does. What it would ask is not known.
 */
export interface PassedOver {
  readonly policy: string;
  readonly advisory: string;
  /** Ids of the rules that might match, in order. */
  readonly rules: readonly string[];
  /** Every fact that was looked at. */
  readonly facts: readonly UsedFact[];
  readonly assumptions: readonly Assumption[];
}

/** Which obligation decided. */
export interface Binding {
  readonly policy: string;
  readonly rule: string;
  readonly advisory: string;
}

/** An enumerated reason with the words that go with it. */
export interface Reason {
  readonly code: string;
  readonly text: string;
}

/** The exception that covers a requirement, wholly. */
export interface ExceptionCover {
  readonly name: string;
  readonly treatment: string;
  readonly reason: string;
  readonly expires: Instant;
  readonly origin: Origin;
}

/** A version that would do and is not taken. */
export interface RefusedRelease {
  readonly version: string;
  /** `unfit`: approved, and yet affected or too low. */
  readonly code: 'rejected' | 'embargo' | 'superseded' | 'unreachable' | 'unfit';
  readonly because: string;
}

/** What vendors say of their releases, and decisions on them, make of the target. */
export interface ReleaseChoice {
  /** Versions that follow the target, in order, where the aim cannot be reached in one step; the last one is the aim. */
  readonly hops: readonly string[];
  /** In the order in which they were refused. */
  readonly refused: readonly RefusedRelease[];
  /** Versions that are rejected here: they are not installed, even where a Change holds them. */
  readonly rejected: readonly string[];
  /** The Patch that approves the aim, when one does. */
  readonly approvedBy: { readonly patch: string; readonly reason: string } | undefined;
  /** Does installing the target need a reboot? `undefined`: its vendor does not say. */
  readonly rebootRequired: boolean | undefined;
}

/** Which tests a policy wants of an update before it is deployed. */
export interface TestDemand {
  /** Kinds that must have passed, sorted; none: any one will do. */
  readonly kinds: readonly TestKind[];
  /** `undefined`: any but production. */
  readonly environment: Environment | undefined;
  /** Must they have run on an asset that mirrors the one to be patched? */
  readonly onMirror: boolean;
  /** How long a result stays good, in the policy's words; `undefined`: without end. */
  readonly validFor: string | undefined;
}

/** What the policies that bind a requirement ask of the visit that carries it; the sum over all of them. */
export interface Governance {
  /** Names of every policy with an obligation here, sorted. */
  readonly policies: readonly string[];
  /** Roles that must approve, sorted; gates from several policies add up. */
  readonly approverRoles: readonly string[];
  /** Longest lead time asked for between proposal and start, exact milliseconds. */
  readonly leadTimeMs: number;
  /** What must have been tested before the visit; demands of several policies add up, and none asks for nothing. */
  readonly testing: readonly TestDemand[];
  /** Rollback procedure and how recent its drill must be, in the policy's words. */
  readonly rollback: { readonly procedure: string; readonly testedWithin: string | undefined } | undefined;
  /** `all`: an immediate visit carries everything of the asset. */
  readonly bundleAll: boolean;
  /** May this update join a routine Change by its jump (policy's `jumps`)? */
  readonly jumpAllowed: boolean;
}

/** A component of an asset that must move to a target version. */
export interface Requirement {
  /** `R-` and 12 hex digits of sha256(asset uid) xor sha256(ecosystem, package[, path]). */
  readonly id: string;
  readonly asset: string;
  readonly component: Component;
  /** What to install next: nothing known affects it, unless `release.hops` lead on from it. */
  readonly target: string | undefined;
  readonly partial: PartialTarget | undefined;
  /** Why there is neither, though a fixed version would clear something. Absent where that is not why. */
  readonly worse?: WorseTarget | undefined;
  readonly jump: Jump | undefined;
  /** `undefined`: no Patch speaks of the package here, and the target is what the advisories say. */
  readonly release?: ReleaseChoice | undefined;
  /** Findings that are affected or unknown, most urgent first. */
  readonly findings: readonly ComponentFinding[];
  /** Every document that says affected, sorted. */
  readonly advisories: readonly string[];
  readonly severity: SeverityLevel | undefined;
  readonly state: RequirementState;
  readonly priority: Priority;
  readonly due: Instant | undefined;
  /** The earliest due that was ever recorded for what binds; the due itself where the ledger holds nothing. */
  readonly originalDue: Instant | undefined;
  readonly boundBy: { readonly due: Binding | undefined; readonly priority: Binding | undefined };
  readonly obligations: readonly Obligation[];
  /** Policies that say nothing of findings that bind, for want of facts. Absent: none. */
  readonly passedOver?: readonly PassedOver[] | undefined;
  readonly exception: ExceptionCover | undefined;
  /** The exception that covers a finding, by advisory; also where others are open. Absent: none is covered. */
  readonly covered?: ReadonlyMap<string, string> | undefined;
  readonly overdue: boolean;
  readonly governance: Governance;
  readonly reasons: readonly Reason[];
}

/** A requirement without what only its asset knows: the same for all assets that are alike. */
export type SharedRequirement = Omit<Requirement, 'id' | 'asset'>;

/** What is required of assets that are alike, decided once, by ecosystem and package. */
export interface RequirementSet {
  readonly requirements: readonly SharedRequirement[];
  /** What names each of them on its asset, in the same order: ecosystem, NUL and package, and NUL and path of a copy. */
  readonly keys: readonly string[];
}

/**
 * What is required of every asset of an estate. Large fleets have few distinct sets: what holds for all assets of a set
 * is asked of the set, and single requirements are made only where somebody needs them one by one.
 */
export interface RequirementBook {
  /** The set of each asset, in the order of the estate's assets. Alike assets share one object. */
  readonly sets: readonly RequirementSet[];
  /** Ids of an asset's requirements by the place of the asset, in the order of its set. */
  readonly idsAt: (place: number) => readonly string[];
  /** The requirement of an id; `undefined` when nothing like it is required. */
  readonly find: (id: string) => Requirement | undefined;
  /** Every requirement, by asset, ecosystem and package. Made when first asked for. */
  readonly all: () => readonly Requirement[];
}
