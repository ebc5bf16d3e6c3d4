import type { ForgeAccount } from './forge.ts';
import type { Kind, ResourceByKind } from './kinds.ts';
import type { Instant } from './time.ts';

/** One review of a merged pull request, as the forge keeps it. */
export interface MergeReview {
  readonly id: string;
  readonly nodeId: string | undefined;
  readonly state: 'approved' | 'changes-requested' | 'commented' | 'dismissed';
  /** `undefined`: the account is gone. */
  readonly user: Pick<ForgeAccount, 'id' | 'login'> | undefined;
  /** Commit that was looked at; `undefined` where the forge no longer knows. */
  readonly commit: string | undefined;
  /** RFC 3339, by the forge's clock. */
  readonly submittedAt: string | undefined;
  /** Relation of the account to the repository, in the forge's words. */
  readonly association: string | undefined;
}

/** One commit of a merged pull request. */
export interface MergeCommit {
  readonly id: string;
  readonly parents: readonly string[];
  /** Logins and addresses of everybody who had a part in it, co-authors included. */
  readonly people: readonly string[];
}

/** Work that is up for review, or was merged: who opened it, who wrote it, who reviewed it. */
export interface ReviewedWork {
  /** `undefined`: a merge without a pull request. */
  readonly pullRequest:
    | {
        readonly number: number;
        readonly url: string | undefined;
        readonly author: Pick<ForgeAccount, 'id' | 'login'> | undefined;
      }
    | undefined;
  /** Last commit of it; `undefined`: nobody knows it any more. */
  readonly headCommit: string | undefined;
  /** In the order of their submission. */
  readonly reviews: readonly MergeReview[];
  /** Oldest first. */
  readonly commits: readonly MergeCommit[];
}

/** Everything that a forge, or a repository alone, says of one merge. */
export interface ReviewData extends ReviewedWork {
  readonly mergeCommit: string;
  readonly mergedBy: Pick<ForgeAccount, 'id' | 'login'> | undefined;
  /** By the forge's clock, or of the commit where there is no forge. */
  readonly mergedAt: Instant;
  readonly requiredChecks: readonly MergeCheck[];
  /** SHA-256 of what the forge answered, where that is at hand. */
  readonly sha256?: string | undefined;
}

/** The verdict of a check on the last commit of a merge. */
export interface MergeCheck {
  readonly name: string;
  /** In the forge's words; `missing`: it was asked for and nobody made it. */
  readonly conclusion: string;
  /** Do the rules of the base branch ask for it? Absent: nobody could read them. */
  readonly required?: boolean;
}

/** Which merge is asked for. */
export type MergeAsked = { readonly number: number } | { readonly mergeCommit: string };

/** Reads from a forge who approved a merge, or approves one. Everything it does is a read. */
export interface MergeReader {
  /** `undefined`: no pull request was merged that way. */
  readonly merge: (asked: MergeAsked) => Promise<ReviewData | undefined>;
  /** An open pull request, by its number. */
  readonly proposed: (number: number) => Promise<ReviewedWork>;
  /** Logins of a team's members, `organisation/team`; `undefined`: the token may not see them, or there is no such team. */
  readonly members: (team: string) => Promise<readonly string[] | undefined>;
}

/** A resource that a merge brought, changed or took away. */
export interface BroughtResource {
  readonly kind: Kind;
  readonly name: string;
  /** As it was merged; `undefined`: it was taken away. */
  readonly document: ResourceByKind[Kind] | undefined;
}

/** What a repository says of a merge. */
export interface MergedContent {
  readonly baseCommit: string | undefined;
  readonly verdict: 'same' | 'differs' | 'unknown';
  /** Files in which the merge differs from what base and head give. */
  readonly paths: readonly string[];
  /** Why nobody can tell, for `unknown`. */
  readonly reason: string | undefined;
  /** Merges of the base into the branch that changed nothing by hand: nobody wrote anything in them. */
  readonly cleanMerges: ReadonlySet<string>;
}
