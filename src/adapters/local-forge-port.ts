import type { BaseBranch, ForgePull, ForgeReader, ForgeWriter, StandingProposal } from '../model/forge.ts';
import { ForgeError } from './forge-error.ts';
import { git, tryGit } from './git.ts';
import { pushBranch } from './git-push.ts';
import {
  changedFiles,
  isAncestor,
  type ProposalBranch,
  proposalBranches,
  pullRequestFile,
  readPullRequest,
  writeProposal,
  writePullRequest,
} from './local-forge.ts';

/** A repository as a forge of its own, and the remote that its branches go to, if they go anywhere. */
export interface LocalForge {
  readonly root: string;
  readonly base: BaseBranch;
  readonly push: { readonly remote: string; readonly options: readonly string[] } | undefined;
}

const none = async (): Promise<readonly never[]> => [];

/** Reads proposals from branches of the repository. Nobody closes, reviews or comments on a branch. */
export function openLocalReader(forge: LocalForge): ForgeReader {
  const { root, base, push } = forge;
  return {
    isHosted: false,
    publishes: push !== undefined,
    repository: root,
    base: async () => base,
    async proposals(scopes) {
      const remote = push === undefined ? undefined : remoteHeads(root, push.remote);
      return scopes
        .flatMap(({ prefix, folder }) => proposalBranches(root, prefix, base.commit, folder))
        .map((branch) => proposalOf(forge, branch, remote))
        .sort((left, right) => (left.branch < right.branch ? -1 : 1));
    },
    closedPulls: none,
    closing: async () => ({ by: undefined, words: undefined, isOpen: false }),
    pullFiles: none,
    filesAt: async (commit, folder) => changedFiles(root, base.commit, commit, folder),
    reviews: none,
    commits: none,
    comments: none,
    statuses: none,
    issues: none,
  };
}

type RemoteHeads = ReadonlyMap<string, string>;

function remoteHeads(root: string, remote: string): RemoteHeads {
  const lines = git(root, ['ls-remote', '--heads', '--', remote]).split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [head, ref] = line.split('\t');
      return head && ref ? [[ref.replace(/^refs\/heads\//, ''), head] as const] : [];
    }),
  );
}

/** A branch whose remote has what this repository has not was written by somebody else. */
function proposalOf(
  { root, base }: LocalForge,
  branch: ProposalBranch,
  remote: RemoteHeads | undefined,
): StandingProposal {
  const there = remote?.get(branch.branch);
  const isOurs = branch.isOurs && (there === undefined || isAncestor(root, there, branch.head));
  const body = readPullRequest(root, branch.branch);
  const pull = body === undefined ? undefined : pullOf(root, { branch: branch.branch, head: branch.head, body }, base);
  return { ...branch, isOurs, pull, ...(remote !== undefined && { isPublished: there === branch.head }) };
}

function pullOf(
  root: string,
  { branch, head, body }: { readonly branch: string; readonly head: string; readonly body: string },
  base: BaseBranch,
): ForgePull {
  return {
    ...{ branch, head, body, baseBranch: base.name, url: pullRequestFile(root, branch) },
    ...{
      number: undefined,
      nodeId: '',
      title: '',
      author: undefined,
      isDraft: false,
      isLocked: false,
      isQueued: false,
    },
    ...{ labels: [], assignees: [], reviewers: [] },
  };
}

/** What a local forge has no place for. */
const nowhere = (): never => {
  throw new Error('a local forge has no people, comments, verdicts or issues');
};

/** Writes proposals to branches of the repository and their texts beside it, and pushes them where that is wanted. */
export function openLocalWriter({ root, base, push }: LocalForge): ForgeWriter {
  return {
    async commit({ branch, expected, files, subject, body, planFp }) {
      const target = { branch, base: base.commit, expected };
      const head = writeProposal(root, target, files, { subject, body, planFp });
      return { head, blobs: new Map() };
    },
    async openPull({ branch, body }) {
      writePullRequest(root, branch, body);
      return pullOf(root, { branch, head: '', body }, base);
    },
    async changePull({ branch }, { body }) {
      if (body !== undefined) writePullRequest(root, branch, body);
    },
    async publish(branch) {
      if (push !== undefined) publish(root, push, branch);
    },
    restoreBranch: nowhere,
    setDraft: nowhere,
    addLabels: nowhere,
    removeLabel: nowhere,
    askReviewers: nowhere,
    dismissReviewers: nowhere,
    assign: nowhere,
    unassign: nowhere,
    comment: nowhere,
    setStatus: nowhere,
    setCheck: nowhere,
    deleteBranch: nowhere,
    openIssue: nowhere,
    changeIssue: nowhere,
  };
}

function publish(root: string, { remote, options }: NonNullable<LocalForge['push']>, branch: string): void {
  const commit = git(root, ['rev-parse', `refs/heads/${branch}`]).trim();
  const line = tryGit(root, ['ls-remote', '--', remote, `refs/heads/${branch}`]) ?? '';
  const expected = line.split('\t')[0] || undefined;
  if (expected !== undefined && !isAncestor(root, expected, commit)) {
    throw new ForgeError('moved', {
      cause: `the branch ${branch} of ${remote} has commits that this repository has not`,
      remedy: 'run again: it is left as it stands there',
    });
  }
  pushBranch(root, { remote, branch, commit, expected, options });
}
