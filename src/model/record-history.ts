import type { Instant } from './time.ts';

/** The commit with which a file came into the branch, and the time that commit bears. */
export interface Recorded {
  readonly at: Instant;
  /** Full object id. */
  readonly commit: string;
}

/** What the history of a branch tells of the files at a commit. Nobody types it in; whoever commits sets the clock. */
export interface RecordHistory {
  /** Full id of the commit's tree. */
  readonly tree: string;
  /** A part of the history is not here: files that came with it have no entry. */
  readonly isShallow: boolean;
  /** By path, relative to the estate. */
  readonly recorded: ReadonlyMap<string, Recorded>;
}

/** A commit along the first parents that changed a file: of work that was merged, the merge. */
export interface FileChange extends Recorded {
  /** Relative to the estate. */
  readonly path: string;
}
