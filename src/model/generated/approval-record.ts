// Generated from schemas/approval-record.schema.json by `npm run generate`; do not edit.

import type {
  ApiVersion,
  ForgeUser,
  Metadata,
  PullRequest,
  RecordNames,
  RecordSource,
} from './common.ts';

/** Who approved a merge, as the forge tells it. */
export interface ApprovalRecord {
  /** Version of the file format. Always `patchledger/v1`. */
  readonly apiVersion: ApiVersion;
  /** Kind of this resource. Always `ApprovalRecord`. */
  readonly kind: 'ApprovalRecord';
  /** Name, labels and annotations of the resource. */
  readonly metadata: Metadata;
  /** What this ApprovalRecord states. */
  readonly spec: {
    /** Change that the record belongs to. Default: none. */
    readonly change?: string;
    /**
     * Resources that the merge brought or changed. Default: none.
     *
     * Items: A resource.
     */
    readonly resources?: readonly {
      /** Kind of the resource. */
      readonly kind: string;
      /** Name of the resource. */
      readonly name: string;
    }[];
    /** Digest of the plan that was approved. Default: none. */
    readonly planFp?: string;
    /** Pull request that was merged. */
    readonly pullRequest?: PullRequest;
    /** Account that opened the pull request. */
    readonly author?: ForgeUser;
    /** Reviews, in the order of their submission. */
    readonly reviews: readonly Review[];
    /** Authors and co-authors of all commits of the pull request, as e-mail addresses or logins. */
    readonly commitAuthors: readonly string[];
    /** Commit of the base branch before the merge. */
    readonly baseCommit?: string;
    /** Last commit of the pull request. */
    readonly headCommit?: string;
    /** Commit that the merge made. */
    readonly mergeCommit: string;
    /** Account that merged. */
    readonly mergedBy?: ForgeUser;
    /** When the merge happened, by the forge's clock. */
    readonly mergedAt?: string;
    /**
     * Verdicts of checks on the last commit, and which of them the rules of the base branch asked for. Default: none.
     *
     * Items: A check.
     */
    readonly requiredChecks?: readonly {
      /** Name of the check. */
      readonly name: string;
      /** Conclusion in the forge's words; `missing` where a check was asked for and nobody made it. */
      readonly conclusion: string;
      /** Whether the rules of the base branch asked for it when they were read. Default: unknown. */
      readonly required?: boolean;
    }[];
    /** Whether the merge holds just what base and head give: `same`, `differs`, or `unknown` where nobody could tell. Default: unknown. */
    readonly content?: 'same' | 'differs' | 'unknown';
    /**
     * Files in which the merge differs from what base and head give. Default: none.
     *
     * Items: Path from the root of the repository.
     */
    readonly differingPaths?: readonly string[];
    /** Roles that had to approve, by the Changes that it brought and by the Workspace of the base. Default: none. */
    readonly requiredRoles?: readonly string[];
    /** Those of them that nobody who may gave. What the merge brought is not approved before they do. Default: none. */
    readonly missingRoles?: readonly string[];
    /** Teams whose members had to approve. Default: none. */
    readonly requiredTeams?: readonly string[];
    /** Those of them of which too few members gave their approval. Default: none. */
    readonly missingTeams?: readonly string[];
    /** `forge`: read from the forge. `asserted`: stated by a person. */
    readonly evidence: 'forge' | 'asserted';
    /** Person who states it, for `asserted`. */
    readonly assertedBy?: string;
    /** When the content is said to hold, by whoever reports it. The time of recording is the forge's. Default: unknown. */
    readonly claimedAt?: string;
    /** Records of this kind that this one corrects. Default: none. */
    readonly supersedes?: RecordNames;
    /** Where the content comes from. Default: unknown. */
    readonly source?: RecordSource;
    /** Anything else worth keeping. Default: none. */
    readonly notes?: string;
  };
}

/** One review. */
export interface Review {
  /** Id of the review. */
  readonly id: string;
  /** Global id of the review. Default: unknown. */
  readonly nodeId?: string;
  /** State of the review when it was read. */
  readonly state: 'approved' | 'changes-requested' | 'commented' | 'dismissed';
  /** Account that reviewed. */
  readonly user: ForgeUser;
  /** Person behind the account. Default: as the Teams say. */
  readonly person?: string;
  /** Roles that the person used. Default: as the Roles say. */
  readonly roles?: readonly string[];
  /** Commit that was reviewed. Default: unknown. */
  readonly commit?: string;
  /** Why it approves nothing although it says so: its content was not what was merged, nobody could read what it was, its author wrote a part of it, or spoke otherwise later. Default: it counts. */
  readonly void?: 'stale' | 'unread' | 'author' | 'overruled';
  /** When the review was submitted, by the forge's clock. Default: unknown. */
  readonly submittedAt?: string;
  /** Relation of the account to the repository, in the forge's words. Default: unknown. */
  readonly association?: string;
}
