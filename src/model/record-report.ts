import type { Outcome, SourceLocation } from './diagnostic.ts';
import type { FileSample } from './feed.ts';
import type { Row } from './generated/deployment-record.ts';
import type { Kind } from './kinds.ts';
import type { SourceFile } from './source.ts';
import type { Instant } from './time.ts';

/** Kinds of record that are taken in from what tools and people report, by the word of the command line. */
export const recordKinds = {
  test: 'TestRecord',
  deployment: 'DeploymentRecord',
  verification: 'VerificationRecord',
  rollback: 'RollbackRecord',
  evaluation: 'EvaluationRecord',
  activity: 'ActivityRecord',
  incident: 'IncidentRecord',
} as const satisfies Record<string, Kind>;

/** A word of `recordKinds`. */
export type RecordWord = keyof typeof recordKinds;

/** The kind behind such a word. */
export type RecordKind = (typeof recordKinds)[RecordWord];

/** How work on a component ended. */
export type DeploymentResult = Row['result'];

/** What a report says of one component of one asset, in the report's own words. `undefined`: it does not say. */
export interface ReportedRow {
  /** Names that the report has for the asset, the most telling first. */
  readonly assets: readonly string[];
  readonly visit?: string | undefined;
  /** Id of the requirement, where the engine ran what was exported. */
  readonly requirement?: string | undefined;
  readonly ecosystem?: string | undefined;
  readonly package?: string | undefined;
  /** Version that was deployed, or found. */
  readonly version?: string | undefined;
  readonly fromVersion?: string | undefined;
  readonly ring?: string | undefined;
  readonly window?: string | undefined;
  readonly start?: Instant | undefined;
  readonly end?: Instant | undefined;
  readonly result?: DeploymentResult | undefined;
  readonly reboot?: Row['reboot'];
  readonly artifactSha256?: string | undefined;
  readonly issues?: readonly string[] | undefined;
  readonly feedback?: string | undefined;
  readonly inEffect?: boolean | undefined;
  readonly healthy?: boolean | undefined;
  readonly at: SourceLocation;
}

/** What a report says of one job. */
export interface JobReport {
  /** Id of the reader. */
  readonly format: string;
  /** Engine that did the work, where the format tells. */
  readonly engine?: string | undefined;
  readonly job?: string | undefined;
  /** Tool that wrote the report. */
  readonly tool?: string | undefined;
  readonly rows: readonly ReportedRow[];
  /** Test cases; absent where the report is about none. */
  readonly cases?: ReportedCases | undefined;
}

/** Test cases by result. */
export interface ReportedCases {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly startedAt: Instant | undefined;
  readonly endedAt: Instant | undefined;
}

/**
 * Reads what one kind of tool reports of its jobs. Pure: text in, rows and diagnostics out.
 *
 * `recognises` looks at content alone and is true for at most one reader of the registry. `read` never throws on any
 * text; what it cannot read is a diagnostic, and the rest is still read. Nothing is guessed: a word that no reader knows
 * leaves its row out.
 */
export interface JobReader {
  readonly id: string;
  readonly title: string;
  /** Where the format is described. */
  readonly specification: string;
  /** What it is good evidence of. */
  readonly kinds: readonly RecordWord[];
  readonly recognises: (sample: FileSample) => boolean;
  readonly read: (file: SourceFile) => Outcome<JobReport>;
}
