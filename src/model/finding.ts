import type { AdvisoryDocument, SeverityLevel } from './advisory.ts';
import type { Component } from './asset.ts';
import type { Instant } from './time.ts';

/** VEX-like status of a finding. `unknown`: the ecosystem cannot order the version, a person is needed. */
export type FindingStatus = 'affected' | 'fixed' | 'not-affected' | 'under-investigation' | 'unknown';

/** A fact with its provenance. `value: undefined` is the fact *unknown*, not false. */
export interface Fact<T> {
  readonly value: T | undefined;
  /** Who says so: a document id, a catalogue, an inventory file, or the step of a chain. */
  readonly source: string;
  /** When the source said so, where it is known. */
  readonly at?: Instant | undefined;
}

/** The facts of a finding that come from advisories, the same on every asset. */
export interface FindingFacts {
  readonly severity: Fact<SeverityLevel>;
  readonly cvss: Fact<number>;
  readonly epss: Fact<number>;
  readonly kev: Fact<boolean>;
  /** 00:00 UTC of the day the CVE was added to KEV. */
  readonly kevAddedAt: Fact<Instant>;
  /** `yyyy-mm-dd` as published. */
  readonly kevDueDate: Fact<string>;
  readonly ransomware: Fact<boolean>;
  readonly exploitation: Fact<'none' | 'poc' | 'active'>;
  readonly automatable: Fact<boolean>;
  readonly technicalImpact: Fact<'partial' | 'total'>;
  readonly fixAvailable: Fact<boolean>;
  readonly published: Fact<Instant>;
  readonly modified: Fact<Instant>;
  readonly importedAt: Fact<Instant>;
}

/**
 * One advisory (documents whose ids or aliases meet) that speaks of a component's package.
 * `affectedBy` names every document whose evaluation says affected, sorted.
 */
export interface ComponentFinding {
  /** Stable name: the CVE when ids and aliases name exactly one, else the first document id in code unit order. */
  readonly advisory: string;
  readonly documents: readonly AdvisoryDocument[];
  readonly cves: readonly string[];
  readonly affectedBy: readonly string[];
  readonly status: FindingStatus;
  /** Why the status holds, as `{document, range}` evidence for explain. */
  readonly evidence: readonly MatchEvidence[];
  readonly facts: FindingFacts;
}

/** Why one document does or does not affect a version. */
export interface MatchEvidence {
  readonly document: string;
  readonly verdict: 'affected' | 'not-affected' | 'unjudged' | 'unordered' | 'withdrawn';
  /** In words, such as `introduced 0, fixed 3.0.7-27.el9`. */
  readonly because: string;
}

/** How far an update reaches. `undefined` when the scheme has no such notion. */
export type Jump = 'patch' | 'minor' | 'major' | 'stream' | 'prerelease';

/** A version that clears some findings but not all. */
export interface PartialTarget {
  readonly version: string;
  readonly clears: readonly string[];
  readonly remains: readonly string[];
}

/** A version that clears findings and would bring in something more urgent than any of them. */
export interface WorseTarget {
  readonly version: string;
  readonly clears: readonly string[];
  /** What it would bring in, the more urgent ones alone. */
  readonly brings: readonly string[];
}

/** Everything that is decided about one distinct (ecosystem, name, version), whichever assets carry it. */
export interface ComponentAssessment {
  readonly component: Component;
  /** The installed version that the target is chosen for, where several are installed; absent: the component's. */
  readonly targetFor?: Component;
  readonly findings: readonly ComponentFinding[];
  /** Smallest fixed version that nothing affects; a floor. `undefined`: no such version, see `partial`. */
  readonly target: string | undefined;
  readonly partial: PartialTarget | undefined;
  /** Why there is neither, though a fixed version would clear something. */
  readonly worse?: WorseTarget | undefined;
  readonly jump: Jump | undefined;
  /** Fixed versions considered and why each was refused, for explain. */
  readonly refusedTargets: readonly { readonly version: string; readonly because: string }[];
  /** Documents that could not judge the version: commits alone, or a range no order can judge. */
  readonly unjudged: readonly string[];
}
