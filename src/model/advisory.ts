import type { SourceLocation } from './diagnostic.ts';
import type { Duration, Instant } from './time.ts';
import type { VexStatement } from './vex.ts';

/** The words for severity, most severe first. */
export const severityLevels = ['critical', 'high', 'medium', 'low', 'none'] as const;
/** A normalised severity. Absence of a statement is `undefined`, never `none`. */
export type SeverityLevel = (typeof severityLevels)[number];

/** One event of an OSV range. Exactly one field is set. */
export type RangeEvent =
  | { readonly kind: 'introduced'; readonly version: string }
  | { readonly kind: 'fixed'; readonly version: string }
  | { readonly kind: 'last_affected'; readonly version: string }
  | { readonly kind: 'limit'; readonly version: string };

/** A range as published. `GIT` ranges cannot be judged by version order (OSV schema, Evaluation). */
export interface VersionRange {
  readonly type: 'SEMVER' | 'ECOSYSTEM' | 'GIT';
  readonly events: readonly RangeEvent[];
}

/** A stated severity: a CVSS vector, or a word of the source, with the place it was found. */
export interface SeverityStatement {
  readonly step: 'osv' | 'affected' | 'database-specific' | 'source-word' | 'cve';
  readonly vector?: string | undefined;
  readonly word?: string | undefined;
  readonly statedScore?: number | undefined;
}

/** What one document says of one package. */
export interface AffectedPackage {
  readonly ecosystem: string;
  /** As published; `normaliseName` of the ecosystem decides equality. */
  readonly name: string;
  readonly versions: readonly string[];
  readonly ranges: readonly VersionRange[];
  readonly severity: readonly SeverityStatement[];
  /**
   * Some versions or ranges could not be read. A component that the rest does not match is then `unknown`, never
   * not affected.
   */
  readonly isIncomplete?: true | undefined;
  /** What the publisher advises for this package; absent where the format says nothing. */
  readonly remediations?: readonly Remediation[] | undefined;
}

/** The categories of CSAF (2.0, section 3.2.3.12.1), and the versions its `recommended` status names. */
export const remediationCategories = [
  'vendor_fix',
  'fix_planned',
  'optional_patch',
  'workaround',
  'mitigation',
  'no_fix_planned',
  'none_available',
  'recommended',
] as const;

/** What a publisher advises to do about a vulnerability. */
export interface Remediation {
  readonly category: (typeof remediationCategories)[number];
  /** In the publisher's words. */
  readonly details: string;
  readonly url?: string | undefined;
}

/** An advisory document reduced to what decisions need (OSV schema 1.x). */
export interface AdvisoryDocument {
  readonly id: string;
  readonly aliases: readonly string[];
  /** OSV `related`; for errata it names the CVEs they fix. */
  readonly related: readonly string[];
  readonly upstream: readonly string[];
  readonly summary: string;
  /** `undefined` when absent or before 1990 (real documents carry year 1). */
  readonly published?: Instant | undefined;
  readonly modified?: Instant | undefined;
  readonly withdrawn?: Instant | undefined;
  readonly affected: readonly AffectedPackage[];
  /** Statements that hold for every package of the document, in the order in which they speak. */
  readonly severity: readonly SeverityStatement[];
  /** Estate-relative file the document was read from. */
  readonly file: string;
}

/** An entry of CISA's Known Exploited Vulnerabilities catalogue. */
export interface KevEntry {
  readonly cve: string;
  /** 00:00 UTC of the date added. */
  readonly addedAt?: Instant | undefined;
  /** The due date as published, `yyyy-mm-dd`. */
  readonly dueDate?: string | undefined;
  readonly ransomware: 'known' | 'unknown';
}

/** A KEV catalogue as released. Closed-world while it is fresh: an absent CVE is not known to be exploited. */
export interface KevCatalogue {
  readonly version: string;
  readonly releasedAt?: Instant | undefined;
  readonly entries: ReadonlyMap<string, KevEntry>;
  readonly file: string;
}

/** What a CVE record and its CISA container say. */
export interface CveFacts {
  readonly cve: string;
  readonly severity: readonly SeverityStatement[];
  readonly exploitation?: 'none' | 'poc' | 'active' | undefined;
  readonly automatable?: boolean | undefined;
  readonly technicalImpact?: 'partial' | 'total' | undefined;
  /** When the three values were judged. */
  readonly assessedAt?: Instant | undefined;
  /** When the record was last changed, else published. */
  readonly modified?: Instant | undefined;
  readonly file: string;
}

/** The state of one source of the catalogue. `fetchedAt` absent means that nobody recorded it. */
export interface FeedState {
  readonly name: string;
  readonly url?: string | undefined;
  /** Format of its documents, as the index names it. */
  readonly format?: string | undefined;
  readonly fetchedAt?: Instant | undefined;
  readonly sha256?: string | undefined;
  readonly documents: number;
  /** How old it may become, where the Workspace says so of this source alone. */
  readonly maxAge?: Duration | undefined;
}

/** Of which packages the catalogue would hold an advisory if there were one. */
export interface CatalogCoverage {
  /** Ecosystems of which every document is kept. */
  readonly whole: ReadonlySet<string>;
  /** Packages whose documents are kept, by ecosystem, under their normalised names. */
  readonly packages: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Everything below `catalog/`, read and indexed. */
export interface Catalog {
  readonly documents: readonly AdvisoryDocument[];
  readonly kev?: KevCatalogue | undefined;
  readonly cves: ReadonlyMap<string, CveFacts>;
  readonly epss: ReadonlyMap<string, number>;
  /** The day that the score of a CVE is of, as its file states it; absent where no file was read. */
  readonly epssScoredAt?: ((cve: string) => Instant | undefined) | undefined;
  /** When a document was first imported, by document id; absent = no index knows it. */
  readonly importedAt: ReadonlyMap<string, Instant>;
  readonly feeds: readonly FeedState[];
  /** Absent: every ecosystem that a document speaks of is covered whole. */
  readonly coverage?: CatalogCoverage | undefined;
  /** What VEX documents state. Shown to people, and without effect until an Assessment says the same. */
  readonly statements?: readonly VexStatement[] | undefined;
  /** Where what a file says of a document, or of a CVE, stands. Absent: nobody knows more than the file. */
  readonly placeOf?: ((file: string, id: string) => SourceLocation | undefined) | undefined;
}
