/** A text at a path below the estate, with `/`. */
export interface ForgeFile {
  readonly path: string;
  readonly text: string;
  /** Git's id of the content, where the forge said it. */
  readonly blob?: string | undefined;
}

/** An account of a forge: the id stays, the login is what it was called at the time. */
export interface ForgeAccount {
  readonly id: string;
  readonly login: string;
  /** An app or an automation, no person. */
  readonly isBot: boolean;
}

/** The branch that approved work is merged to, and where it stands. */
export interface BaseBranch {
  readonly name: string;
  readonly commit: string;
}

/** An open pull request. A local one has no number, and its text is a file. */
export interface ForgePull {
  readonly branch: string;
  readonly number: number | undefined;
  /** Id for calls by GraphQL; empty where there is none. */
  readonly nodeId: string;
  /** Address, or the file of a local one. */
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly baseBranch: string;
  readonly head: string;
  readonly author: ForgeAccount | undefined;
  readonly isDraft: boolean;
  readonly isLocked: boolean;
  /** Waits in the merge queue: a new commit would throw it out, and another text would not be what is merged. */
  readonly isQueued: boolean;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  /** Logins, and teams as `organisation/team`, that are asked and have not answered. */
  readonly reviewers: readonly string[];
}

/** A pull request that is closed, newest first where several are listed. Its head is the last its branch had. */
export interface ClosedPull extends ForgePull {
  readonly number: number;
  readonly isMerged: boolean;
  /** RFC 3339, by the forge's clock. */
  readonly closedAt: string;
  /** The commit that brought it into the base; `undefined`: not merged. */
  readonly mergeCommit: string | undefined;
}

/** Who closed a pull request, and the last words that this account left there. */
export interface Closing {
  /** `undefined`: the account is gone. */
  readonly by: ForgeAccount | undefined;
  readonly words: string | undefined;
  /** Is it open again by now? */
  readonly isOpen: boolean;
}

/** A branch of ours with what it proposes, and its pull request where one is open. */
export interface StandingProposal {
  readonly branch: string;
  readonly head: string;
  /** Only the program's own commits stand on it, each with the tree it recorded. */
  readonly isOurs: boolean;
  /** Files of the branch, in the folder it is about, that the base has otherwise or not at all. */
  readonly files: readonly ForgeFile[];
  readonly pull?: ForgePull | undefined;
  /**
   * The program itself closed `pull` lately, and may open it again: `gone` when its branch must be made anew at the head it
   * had. Absent: the pull request is open, or there is none.
   */
  readonly closed?: 'standing' | 'gone' | undefined;
  /** Has the remote got it? Absent: it goes nowhere, or stands on the forge itself. */
  readonly isPublished?: boolean | undefined;
  /** Why it cannot be judged, and what to do about it; absent: it can. */
  readonly problem?: ForgeProblem | undefined;
}

/** Something that a forge did not do, in words for people. */
export interface ForgeProblem {
  readonly cause: string;
  readonly remedy: string;
}

/** Which branches are looked at, and which files of them. */
export interface ProposalScope {
  /** Begin of the branches' names, with `/` at its end. */
  readonly prefix: string;
  /** Folder of the estate whose files they propose. */
  readonly folder: string;
}

/** What the text of a pull request remembers of its branch, so that a branch that did not move is not read again. */
export interface KnownHead {
  readonly head: string;
  readonly path: string;
  /** Git's id of the file's content. */
  readonly blob: string;
}

/** A review as the forge keeps it. States in lower case: `approved`, `changes_requested`, `commented`, `dismissed`. */
export interface ForgeReview {
  readonly id: string;
  readonly state: string;
  readonly user: ForgeAccount | undefined;
  /** Commit that was looked at; `undefined` where the forge no longer knows. */
  readonly commit: string | undefined;
  readonly submittedAt: string | undefined;
  readonly body: string;
}

/** A commit of a pull request with everybody who had a part in it. */
export interface ForgeCommit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly tree: string;
  readonly message: string;
  readonly author: ForgeAccount | undefined;
  readonly committer: ForgeAccount | undefined;
  /** Addresses that the commit itself states. */
  readonly authorEmail: string | undefined;
  readonly committerEmail: string | undefined;
  readonly isVerified: boolean;
}

/** A comment below a pull request or an issue. */
export interface ForgeComment {
  readonly id: number;
  readonly body: string;
  readonly author: ForgeAccount | undefined;
}

/** An issue, as far as the dashboard needs it. */
export interface ForgeIssue {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
}

/** A verdict on a commit. A neutral one passes where it is required, so there is none. */
export interface ForgeCheck {
  readonly name: string;
  readonly conclusion: 'success' | 'failure';
  /** One line with the verdict. */
  readonly title: string;
  /** Markdown, at most 65,535 characters. Commit statuses have no place for it. */
  readonly summary: string;
}

/** A verdict as a commit status: one a commit and context, whoever writes it. */
export interface ForgeStatus {
  readonly context: string;
  readonly state: 'success' | 'failure' | 'pending';
  /** At most 140 characters. */
  readonly description: string;
}

/**
 * Everything that is read from a forge. It has no method that writes: a dry run is given nothing else. What is not
 * possible on a forge answers an empty list.
 */
export interface ForgeReader {
  /** Has pull requests with numbers, people, labels, comments and verdicts. */
  readonly isHosted: boolean;
  /** Do branches go to a remote once they are written? */
  readonly publishes: boolean;
  /** `owner/name`, or the folder of a local forge. */
  readonly repository: string;
  readonly base: () => Promise<BaseBranch>;
  /** Every branch of the scopes, sorted by name. `recall` reads what the text of a pull request remembers. */
  readonly proposals: (
    scopes: readonly ProposalScope[],
    recall: (body: string) => KnownHead | undefined,
  ) => Promise<readonly StandingProposal[]>;
  /** Closed pull requests of a branch against the base, newest first. */
  readonly closedPulls: (branch: string) => Promise<readonly ClosedPull[]>;
  readonly closing: (pull: number) => Promise<Closing>;
  /** Files below a folder of the estate that a pull request adds or changes. */
  readonly pullFiles: (pull: number, folder: string) => Promise<readonly ForgeFile[]>;
  /** Files below a folder of the estate that a commit adds or changes since it left the base. */
  readonly filesAt: (commit: string, folder: string) => Promise<readonly ForgeFile[]>;
  readonly reviews: (pull: number) => Promise<readonly ForgeReview[]>;
  readonly commits: (pull: number) => Promise<readonly ForgeCommit[]>;
  readonly comments: (pull: number) => Promise<readonly ForgeComment[]>;
  readonly statuses: (commit: string) => Promise<readonly ForgeStatus[]>;
  /** Open issues with a label, oldest first. */
  readonly issues: (label: string) => Promise<readonly ForgeIssue[]>;
}

/** A commit to be put onto a branch, with the message's trailers. */
export interface BranchCommit {
  readonly branch: string;
  readonly base: BaseBranch;
  /** Where the branch must stand now; `undefined`: it must not exist yet. */
  readonly expected: string | undefined;
  readonly files: readonly ForgeFile[];
  readonly subject: string;
  readonly body: string;
  readonly planFp: string;
}

/** A commit that was made. */
export interface MadeCommit {
  readonly head: string;
  /** Git's ids of the files' contents, by path. */
  readonly blobs: ReadonlyMap<string, string>;
}

/** A pull request to be opened. */
export interface NewPull {
  readonly branch: string;
  readonly base: BaseBranch;
  readonly title: string;
  readonly body: string;
  readonly isDraft: boolean;
}

/** What is to be changed of a pull request; what is left out stays. */
export interface PullChange {
  readonly title?: string;
  readonly body?: string;
  readonly state?: 'open' | 'closed';
}

/** What the forge would not do for some of those who were named. */
export interface Refused {
  readonly name: string;
  readonly why: string;
}

/** Everything that writes to a forge. Each call is safe to repeat once the state was read again. */
export interface ForgeWriter {
  /**
   * Puts files onto a branch as one commit that stands on the branch as it is and on the base. The branch moves only
   * forward and only from where it is expected, so nothing that somebody else wrote is ever lost.
   */
  readonly commit: (commit: BranchCommit) => Promise<MadeCommit>;
  /** Brings a branch to where others see it. Absent: it is there already. */
  readonly publish?: (branch: string) => Promise<void>;
  /** Makes a branch anew where it stood when it was deleted; refused where there is one by now, or the commit is gone. */
  readonly restoreBranch: (branch: string, commit: string) => Promise<void>;
  readonly openPull: (pull: NewPull) => Promise<ForgePull>;
  readonly changePull: (pull: ForgePull, change: PullChange) => Promise<void>;
  readonly setDraft: (pull: ForgePull, isDraft: boolean) => Promise<void>;
  readonly addLabels: (pull: ForgePull, labels: readonly string[]) => Promise<void>;
  readonly removeLabel: (pull: ForgePull, label: string) => Promise<void>;
  /** Answers whom the forge would not ask. */
  readonly askReviewers: (pull: ForgePull, reviewers: readonly string[]) => Promise<readonly Refused[]>;
  readonly dismissReviewers: (pull: ForgePull, reviewers: readonly string[]) => Promise<void>;
  /** Answers whom the forge would not assign. */
  readonly assign: (pull: ForgePull, logins: readonly string[]) => Promise<readonly Refused[]>;
  readonly unassign: (pull: ForgePull, logins: readonly string[]) => Promise<void>;
  /** Writes the one comment with this first line, and removes younger doubles of it. */
  readonly comment: (pull: ForgePull, marker: string, body: string) => Promise<'written' | 'unchanged'>;
  readonly setStatus: (commit: string, status: ForgeStatus) => Promise<void>;
  /** Writes a check, or a commit status where the token may not write checks. */
  readonly setCheck: (commit: string, check: ForgeCheck) => Promise<'check' | 'status'>;
  /** Deletes a branch that stands where it is expected; one that does not is left. */
  readonly deleteBranch: (branch: string, expected: string) => Promise<'deleted' | 'left'>;
  readonly openIssue: (issue: Omit<ForgeIssue, 'number' | 'url'>, label: string) => Promise<ForgeIssue>;
  readonly changeIssue: (number: number, change: PullChange) => Promise<void>;
}
