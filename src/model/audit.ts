/** A file that nobody may touch again, touched. */
export interface RewrittenFile {
  /** Full object id; along the first parents, the merge that brought it. */
  readonly commit: string;
  readonly path: string;
  readonly how: 'edited' | 'removed' | 'renamed';
}

/** What Git says of a commit's signature (`%G?` of git-log). */
export type SignatureState = 'good' | 'none' | 'unknown' | 'expired' | 'bad';

/** What the history of the branch holds, as read. */
export interface AuditedHistory {
  readonly head: string;
  readonly commits: number;
  /** A shallow clone: what lies behind its end was not looked at. */
  readonly isShallow: boolean;
  readonly rewritten: readonly RewrittenFile[];
  readonly signatures: Readonly<Record<SignatureState, number>>;
  /** Commits that somebody keeps outside, and whether the branch still stands on each. */
  readonly anchors: readonly { readonly commit: string; readonly state: 'kept' | 'rewritten' | 'not here' }[];
}

/** Something that was looked at, and what speaks against it. */
export interface AuditCheck {
  readonly id: 'append-only' | 'anchors' | 'approved' | 'separation' | 'merged' | 'history';
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
  readonly signatures: Readonly<Record<SignatureState, number>>;
  readonly limits: readonly string[];
}
