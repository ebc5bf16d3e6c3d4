import type { SourceLocation } from './diagnostic.ts';
import type { FindingStatus } from './finding.ts';
import type { Priority, RequirementState } from './requirement.ts';
import type { Instant } from './time.ts';

/** Who holds a finding: both, the scanner alone, or the decision alone. */
export const comparisonSides = ['only-theirs', 'only-ours', 'agreed'] as const;
export type ComparisonSide = (typeof comparisonSides)[number];

/** Why two answers differ, or how they agree. Each with words of its own in the row. */
export const comparisonReasons = [
  // agreed
  'same-id',
  'alias',
  // only theirs
  'asset-unknown',
  'no-advisory-id',
  'component-unknown',
  'other-ecosystem',
  'other-version',
  'exception',
  'assessment',
  'version-order',
  'judged-otherwise',
  'withdrawn',
  'unwatched',
  'advisory-unknown',
  'other-package',
  'not-applicable',
  'not-required',
  // only ours
  'suppressed-there',
  'fixed-there',
  'no-fix',
  'newer-advisory',
  'not-ordered',
  'ecosystem-unseen',
  'not-reported',
] as const;
export type ComparisonReason = (typeof comparisonReasons)[number];

/** A package as a row names it. */
export interface ComparedComponent {
  readonly ecosystem?: string | undefined;
  readonly name: string;
  readonly version?: string | undefined;
}

/** What the decision says of a finding. */
export interface OurWord {
  readonly status: FindingStatus;
  readonly severity: string | undefined;
  /** Absent where no policy asks for anything. */
  readonly state?: RequirementState | undefined;
  readonly priority?: Priority | undefined;
}

/** What the scanner says of it. */
export interface TheirWord {
  readonly status: 'open' | 'suppressed' | 'fixed';
  readonly severity: string | undefined;
  readonly fixedVersions: readonly string[];
  readonly at: SourceLocation;
}

/** One problem on one component of one asset, with who holds it and why the other does not. */
export interface ComparedFinding {
  readonly side: ComparisonSide;
  /** Our name of the asset; the scanner's where it is no asset of the estate. */
  readonly asset: string;
  readonly component: ComparedComponent | undefined;
  /** The name under which the problem is listed: ours where we know it. */
  readonly advisory: string;
  /** Every name of either side. */
  readonly ids: readonly string[];
  readonly reason: ComparisonReason;
  /** The reason in words, with the versions, names and dates it rests on. */
  readonly because: string;
  readonly ours: OurWord | undefined;
  readonly theirs: TheirWord | undefined;
  /** How many results of the scanner say this. */
  readonly results: number;
}

/** A scanner's answer set beside the decision for the same assets. */
export interface ScanComparison {
  readonly formats: readonly string[];
  /** When the newest of the reports was written. */
  readonly scannedAt: Instant | undefined;
  readonly counts: Readonly<Record<ComparisonSide, number>>;
  /** Rows by reason, the most frequent first. */
  readonly byReason: readonly {
    readonly side: ComparisonSide;
    readonly reason: ComparisonReason;
    readonly count: number;
  }[];
  /** Assets of the estate that were compared, sorted. */
  readonly assets: readonly string[];
  /** What the scanner names and the estate does not, sorted. */
  readonly unknownAssets: readonly string[];
  readonly rows: readonly ComparedFinding[];
}
