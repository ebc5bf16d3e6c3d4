import type { Seal } from './generated/seal.ts';
import type { Resource } from './resource.ts';
import type { ReviewData } from './review.ts';

/** A file that nobody may touch again, touched. */
export interface RewrittenFile {
  /** Full object id; along the first parents, the merge that brought it. Absent: it is in no commit yet. */
  readonly commit: string | undefined;
  readonly path: string;
  readonly how: 'edited' | 'removed' | 'renamed';
}

/** What Git says of a commit's signature (`%G?` of git-log). */
export type SignatureState = 'good' | 'none' | 'unknown' | 'expired' | 'bad';

/** What somebody keeps outside: a commit, or the digest of a seal. */
export interface AuditAnchor {
  /** As given; a seal's begins with `sha256:`. */
  readonly anchor: string;
  readonly state: 'kept' | 'rewritten' | 'not here' | 'no seal';
}

/** What the history of the branch holds, as read. */
export interface AuditedHistory {
  readonly head: string;
  readonly commits: number;
  /** A shallow clone: what lies behind its end was not looked at. */
  readonly isShallow: boolean;
  readonly rewritten: readonly RewrittenFile[];
  /** By path, the commit with which a record or a Change came into the branch; full object ids. */
  readonly brought: ReadonlyMap<string, string>;
  readonly signatures: Readonly<Record<SignatureState, number>>;
  /** Commits that somebody keeps outside, and whether the branch still stands on each. */
  readonly anchors: readonly AuditAnchor[];
}

/** A seal as the branch holds it. */
export interface StoredSeal {
  readonly path: string;
  /** `sha256:` of its file. */
  readonly digest: string;
  readonly spec: Seal['spec'];
}

/** Seals and records, as the branch holds them. */
export interface SealedHistory {
  readonly seals: readonly StoredSeal[];
  /** Files among the seals that are none. */
  readonly unreadable: readonly string[];
  /** SHA-256 of every other file below the folder of records, by path. */
  readonly records: ReadonlyMap<string, string>;
  /** Paths of records in the commit that the last seal was made on; `undefined`: the commit is not here. */
  readonly stoodThere: readonly string[] | undefined;
  /** Every commit of the branch that is here. */
  readonly commits: ReadonlySet<string>;
  readonly isShallow: boolean;
}

/** An approval on record and what the forge says of its merge by now; without an answer, why there is none. */
export type AskedApproval = { readonly record: Resource<'ApprovalRecord'> } & (
  | {
      /** `undefined`: it is not merged. */
      readonly data: ReviewData | undefined;
    }
  | { readonly problem: string }
);

/** Something that was looked at, and what speaks against it. */
export interface AuditCheck {
  readonly id:
    | 'append-only'
    | 'anchors'
    | 'seals'
    | 'approved'
    | 'separation'
    | 'merged'
    | 'history'
    | 'settings'
    | 'reviews';
  readonly title: string;
  readonly verdict: 'holds' | 'broken' | 'not known';
  readonly lookedAt: string;
  /** Sentences, each with commit, file or record. */
  readonly found: readonly string[];
}

/** Whether what is in the repository can be relied on, as far as the repository can show it. */
export interface Audit {
  readonly head: string;
  readonly commits: number;
  readonly checks: readonly AuditCheck[];
  /** The last seal: what to keep outside. Absent: nothing was sealed. */
  readonly sealHead?: { readonly digest: string; readonly number: number; readonly files: number } | undefined;
  readonly signatures: Readonly<Record<SignatureState, number>>;
  readonly limits: readonly string[];
}
