import type { Catalog } from './advisory.ts';
import type { Asset, ComponentSet } from './asset.ts';
import type { Kind } from './kinds.ts';
import type { Resource } from './resource.ts';
import type { Origin } from './source.ts';
import type { Duration } from './time.ts';

/** Approvals that somebody must give: so many different holders of a Role, or members of a Team. */
export interface ApprovalNeed {
  readonly from: 'role' | 'team';
  readonly name: string;
  readonly count: number;
}

/** The Workspace with every default filled in. */
export interface WorkspaceSettings {
  readonly name: string;
  readonly timeZone: string;
  readonly forge: {
    readonly kind: 'github' | 'local';
    readonly repository: string | undefined;
    readonly baseBranch: string;
    /** How commits come into being: by the forge's API, which signs them, or by git and a push. */
    readonly commits: 'api' | 'push';
    /** Remote that is pushed to. */
    readonly remote: string;
    /** Does a local forge push its branches? */
    readonly push: boolean;
    readonly pushOptions: readonly string[];
    /** Labels that every pull request of ours gets beside our own. */
    readonly labels: readonly string[];
    readonly dashboard: boolean;
  };
  readonly catalogMaxAge: Duration;
  readonly dueSoon: Duration;
  readonly staleAfter: Duration;
  readonly weekend: readonly string[];
  /** `yyyy-mm-dd`, sorted. */
  readonly holidays: readonly string[];
  readonly changeHorizon: Duration;
  readonly maxOpenChanges: number;
  readonly maxNewChanges: number;
  /** First segment of the names of our branches. */
  readonly branchPrefix: string;
  /** What must be given to approve a change to a kind of resource. */
  readonly approvals: ReadonlyMap<string, readonly ApprovalNeed[]>;
}

/**
 * A resource that is there and says something wrong, so that nothing can be decided by it. What it would have held back
 * is not free to go on: whom and when it means is known as far as that part of it can be read.
 */
export interface UnreadResource {
  readonly kind: string;
  /** Its name and file, for people; no two are alike. */
  readonly label: string;
  readonly name: string;
  readonly origin: Origin;
  /** The parts of its `spec` with which nothing is wrong. */
  readonly spec: Readonly<Record<string, unknown>>;
  /** Keys of the parts that are lost. */
  readonly lost: readonly string[];
}

/** All resources of a kind, sorted by name. */
export type ResourceIndex = { readonly [K in Kind]?: ReadonlyMap<string, Resource<K>> };

/**
 * The estate at one commit: every reference resolved, every default applied.
 * Plain data; the stages behind it never read files.
 */
export interface Estate {
  readonly commit: string | undefined;
  /** sha256 over path and content of every file that took part. */
  readonly inputsDigest: string;
  readonly workspace: WorkspaceSettings;
  readonly resources: ResourceIndex;
  /** By file and document. */
  readonly unread: readonly UnreadResource[];
  readonly assets: readonly Asset[];
  readonly componentSets: ReadonlyMap<string, ComponentSet>;
  readonly catalog: Catalog;
}
