// Generated from schemas/common.schema.json by `npm run generate`; do not edit.

/** Version of the file format. */
export type ApiVersion = 'patchledger/v1';

/** Labels: free keys with string values, for selectors. */
export interface Labels {
  readonly [k: string]: string;
}

/** Annotations: free keys with string values. Never selected by and never interpreted. */
export interface Annotations {
  readonly [k: string]: string;
}

/** Identity of a resource. */
export interface Metadata {
  /** Name of the resource, unique among resources of its kind. */
  readonly name: string;
  /** Labels of the resource itself. Default: none. */
  readonly labels?: Labels;
  /** Notes for people and other tools. Default: none. */
  readonly annotations?: Annotations;
}

/** A whole number, or a percentage such as `25%`. Percentages round to the safe side. */
export type PercentOrCount = number | string;

/** How urgent a requirement is, in the words of the SSVC deployer tree, most to least urgent. */
export type Priority = 'immediate' | 'out-of-cycle' | 'scheduled' | 'defer';

/** Severity of an advisory, normalised. */
export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'none';

/** What kind of thing an asset is. */
export type AssetType =
  'server' | 'workstation' | 'container-image' | 'network-device' | 'embedded-system' | 'application' | 'ledger-node';

/** Environment that an asset belongs to. */
export type Environment = 'production' | 'staging' | 'test' | 'development';

/** How much the business depends on an asset. */
export type Criticality = 'mission-critical' | 'high' | 'medium' | 'low';

/** Class of the most sensitive data that an asset holds or handles. */
export type DataClassification = 'restricted' | 'confidential' | 'internal' | 'public';

/** Who can reach an asset over the network: anyone on the internet, only the internal network, or nobody. */
export type Exposure = 'internet' | 'internal' | 'isolated';

/** Impact on people and mission if the asset fails or is abused (SSVC human impact). */
export type HumanImpact = 'very-high' | 'high' | 'medium' | 'low';

/** Impact level of the system that the asset belongs to (FIPS 199). */
export type ImpactLevel = 'high' | 'moderate' | 'low';

/** Class of a software component; policies use it where frameworks treat classes differently. */
export type ComponentClass =
  | 'operating-system'
  | 'kernel'
  | 'runtime'
  | 'library'
  | 'application'
  | 'online-service'
  | 'database'
  | 'browser'
  | 'browser-extension'
  | 'office'
  | 'email'
  | 'pdf'
  | 'security-product'
  | 'driver'
  | 'firmware'
  | 'ledger-client'
  | 'other';

/** How versions of the ecosystem `generic` are ordered. */
export type Scheme = 'semver-like' | 'dotted' | 'date' | 'lexicographic' | 'openssl';

/** What a patch is for. */
export type Classification = 'security' | 'bugfix' | 'enhancement' | 'feature' | 'firmware' | 'driver' | 'definition';

/** How far an update goes from the installed version to the target. */
export type Jump = 'patch' | 'minor' | 'major' | 'stream' | 'prerelease';

/** Kind of test. */
export type TestKind = 'unit' | 'regression' | 'smoke' | 'security' | 'integration';

/** What must hold before a visit may run. */
export type GateKind =
  'approval' | 'test-evidence' | 'rollback-drill' | 'ring-promotion' | 'health' | 'forensics' | 'duty';

/** Lane of a change: `routine` waits for windows and approvals, `emergency` carries immediate work. */
export type Lane = 'routine' | 'emergency';

/** Format of a catalogue document. `cve`: CVE records, also with CISA's SSVC container (vulnrichment, `ssvc`). */
export type FeedFormat = 'osv' | 'csaf' | 'openvex' | 'cyclonedx' | 'kev' | 'epss' | 'ssvc' | 'cve' | 'patch';

/** Priorities. */
export type Priorities = readonly Priority[];

/**
 * Ids of advisories, in the spelling of their source. Any alias will do.
 *
 * Items: Advisory id.
 */
export type AdvisoryIds = readonly string[];

/** For each label the value or values that are accepted. */
export interface LabelSelector {
  readonly [k: string]: string | readonly string[];
}

/** Accepted values by field of the asset. Fields are combined with and, values with or. */
export interface MatchFields {
  /** Accepted asset types. */
  readonly type?: readonly AssetType[];
  /** Accepted owners (names of Teams). */
  readonly owner?: readonly string[];
  /** Accepted environments. */
  readonly environment?: readonly Environment[];
  /** Accepted criticalities. */
  readonly criticality?: readonly Criticality[];
  /** Accepted data classifications. */
  readonly dataClassification?: readonly DataClassification[];
  /** Accepted exposures. */
  readonly exposure?: readonly Exposure[];
  /** Accepted locations. */
  readonly location?: readonly string[];
  /** Accepted functions. */
  readonly function?: readonly string[];
  /** Accepted clusters (names of Clusters). */
  readonly cluster?: readonly string[];
  /** Accepted roles inside a cluster. */
  readonly clusterRole?: readonly string[];
  /** Accepted human impacts. */
  readonly humanImpact?: readonly HumanImpact[];
  /** Accepted impact levels. */
  readonly impactLevel?: readonly ImpactLevel[];
  /** Assets that carry at least one component of these ecosystems. */
  readonly ecosystem?: readonly string[];
}

/** Which assets are meant. All parts given must hold. */
export interface Selector {
  /** Selects every asset. Write it alone. */
  readonly all?: true;
  /** Accepted values by field of the asset. */
  readonly match?: MatchFields;
  /** Accepted values by label of the asset. */
  readonly labels?: LabelSelector;
  /** Names of assets; `*` and `?` are wildcards. A name that an asset had before means it as well, unless another asset has it now. */
  readonly names?: readonly string[];
  /** Assets that this inner selector selects are left out. */
  readonly not?: Selector;
  /** At least one of these selectors must select the asset. */
  readonly anyOf?: readonly Selector[];
}

/** One package. */
export interface PackageSelector {
  /** Ecosystem of the package. Default: any. */
  readonly ecosystem?: string;
  /** Name of the package; `*` and `?` are wildcards. */
  readonly name: string;
  /**
   * Installed versions that are meant, as the inventory writes them. Default: all.
   *
   * Items: A version.
   */
  readonly versions?: readonly string[];
}

/** One package of one ecosystem. */
export interface PackageRef {
  /** Ecosystem of the package. */
  readonly ecosystem: string;
  /** Name of the package in its ecosystem. */
  readonly name: string;
}

/** One version of a package. */
export interface PackageVersion {
  /** Ecosystem of the package. */
  readonly ecosystem: string;
  /** Name of the package in its ecosystem. */
  readonly name: string;
  /** Version, as the ecosystem writes it. */
  readonly version: string;
}

/** One piece of software installed on an asset. Give `ecosystem`, `name` and `version`, or a `purl`. */
export interface Component {
  /** Ecosystem of the component. */
  readonly ecosystem?: string;
  /** Name of the package in its ecosystem. */
  readonly name?: string;
  /** Installed version, as the ecosystem writes it. A string: quote `1.10`. */
  readonly version?: string;
  /** Package URL, instead of ecosystem and name. May carry the version. */
  readonly purl?: string;
  /** Source package, for distributions whose advisories name source packages. */
  readonly source?: {
    /** Name of the source package. */
    readonly name: string;
    /** Version of the source package. Default: version of the component. */
    readonly version?: string;
  };
  /** Class of the component. Default: unknown. */
  readonly class?: ComponentClass;
  /** Version scheme; only for the ecosystem `generic`. */
  readonly scheme?: Scheme;
  /** For software of which several versions may be installed: `true` for the copy in use, or the version in use. Default: the installed version is in use. */
  readonly running?: boolean | string;
  /** Where a copy stands on the asset, for language packages. Not a path of the estate. */
  readonly path?: string;
  /** When this package was first seen on this asset; survives upgrades. Default: unknown. */
  readonly firstSeen?: string;
}

/** Where the content of a record comes from. */
export interface RecordSource {
  /** Tool that produced the content. */
  readonly tool?: string;
  /** Where the original can be read. */
  readonly url?: string;
  /** Stored original inside the estate. */
  readonly path?: string;
  /** SHA-256 of the original. */
  readonly sha256?: string;
}

/** Names of records of the same kind. */
export type RecordNames = readonly string[];

/** An artefact that backs a statement. */
export interface Artifact {
  /** What the artefact is. */
  readonly name: string;
  /** Where it is stored in the estate. */
  readonly path?: string;
  /** Where it is stored outside. */
  readonly url?: string;
  /** SHA-256 of the artefact. */
  readonly sha256?: string;
  /** Whether the artefact is kept where auditors can read it. Default: true. */
  readonly held?: boolean;
}

/** Something to be done afterwards. */
export interface ActionItem {
  /** What is to be done. */
  readonly action: string;
  /** Team or person who does it. */
  readonly owner?: string;
  /** Day by which it is done. */
  readonly due?: string;
}

/** An account of the forge. */
export interface ForgeUser {
  /** Stable id of the account, as the forge gives it. */
  readonly id?: string;
  /** Login name at the time. */
  readonly login: string;
}

/** A pull request. */
export interface PullRequest {
  /** Number of the pull request. */
  readonly number: number;
  /** Address of the pull request. */
  readonly url?: string;
}

/** A place in a text. */
export interface Position {
  /** Line, from 1. */
  readonly line: number;
  /** Column, from 1, in UTF-16 units. */
  readonly column: number;
}

/** A stretch of a text. */
export interface Range {
  /** First position. */
  readonly start: Position;
  /** First position behind it. */
  readonly end: Position;
}

/** One problem. */
export interface Problem {
  /** Code of the problem. */
  readonly code: string;
  /** How bad it is. */
  readonly severity: 'error' | 'warning' | 'info';
  /** What is wrong. */
  readonly message: string;
  /** File, from the root of the estate. Absent: no single file. */
  readonly file?: string;
  /** Where in the file. Absent: unknown. */
  readonly range?: Range;
  /** What to do. Absent: nothing in particular. */
  readonly hint?: string;
  /**
   * Other places that belong to the problem. Default: none.
   *
   * Items: Another place.
   */
  readonly related?: readonly {
    /** File. */
    readonly file: string;
    /** Where in the file. Absent: unknown. */
    readonly range?: Range;
    /** What it has to do with the problem. */
    readonly message: string;
  }[];
}
