import type { Outcome, SourceLocation } from './diagnostic.ts';
import type { FileSample } from './feed.ts';
import type { SourceFile } from './source.ts';
import type { Instant } from './time.ts';

/** A piece of software as a scanner names it. */
export interface ScannerComponent {
  /** OSV ecosystem with its whole suffix; absent where the scanner does not say enough to name one. */
  readonly ecosystem?: string | undefined;
  readonly name: string;
  readonly version?: string | undefined;
  readonly purl?: string | undefined;
  readonly path?: string | undefined;
}

/** A CVSS statement of a scanner: its score, its vector, or both. */
export interface ScannerCvss {
  readonly score?: number | undefined;
  readonly vector?: string | undefined;
}

/** What a scanner says of one vulnerability on one asset. */
export interface ScannerFinding {
  /** Names under which the scanner knows the asset, the most telling first. */
  readonly assets: readonly string[];
  /** Absent where the scanner tests from outside and names no package. */
  readonly component?: ScannerComponent | undefined;
  /** Names of one problem: the scanner's first, then aliases. Empty where the check is about no published problem. */
  readonly ids: readonly string[];
  /** The scanner's own check, such as `nessus:176700`, `qualys:86476` or `openvas:1.3.6.1.4.1.25623.1.0.80091`. */
  readonly check?: string | undefined;
  readonly title?: string | undefined;
  /** The scanner's word, as written. */
  readonly severity?: string | undefined;
  readonly cvss?: ScannerCvss | undefined;
  readonly fixedVersions: readonly string[];
  /** `open`: it counts. `suppressed`: somebody told the scanner to leave it out. `fixed`: it was there before. */
  readonly status: 'open' | 'suppressed' | 'fixed';
  /** Why it is not open, or why the scanner sees no fix, in its words. */
  readonly reason?: string | undefined;
  readonly at: SourceLocation;
}

/** A scanner's report. */
export interface ScannerReport {
  /** Id of the reader. */
  readonly format: string;
  /** When the scanner wrote it, where it says so. */
  readonly createdAt?: Instant | undefined;
  /** Everything it scanned, by the names it uses, also what it found nothing on. */
  readonly scanned: readonly (readonly string[])[];
  readonly findings: readonly ScannerFinding[];
}

/** The fields that a column of a CSV file may mean. */
export const scannerFields = [
  'asset',
  'id',
  'check',
  'title',
  'severity',
  'cvss',
  'vector',
  'ecosystem',
  'component',
  'version',
  'fixed',
  'purl',
  'status',
] as const;
export type ScannerField = (typeof scannerFields)[number];

/** What a report cannot say itself. */
export interface ScannerOptions {
  /** The asset that was scanned, for reports that name none, or name it in a way that nobody else does. */
  readonly asset?: string | undefined;
  /** Headings of a CSV file by the field they mean; what is not mapped is found by its usual headings. */
  readonly columns?: Readonly<Partial<Record<ScannerField, string>>> | undefined;
}

/**
 * Reads the reports of one scanner. Pure: text in, findings and diagnostics out.
 *
 * `recognises` looks at content alone and is true for at most one reader of the registry.
 * `read` never throws on any text; what it cannot read is a diagnostic, and the rest is still read.
 */
export interface ScannerReader {
  readonly id: string;
  readonly title: string;
  /** Where the format is described. */
  readonly specification: string;
  readonly recognises: (sample: FileSample) => boolean;
  readonly read: (file: SourceFile, options?: ScannerOptions) => Outcome<ScannerReport>;
}
