import type {
  ForgeFile,
  ForgeProblem,
  ForgePull,
  KnownHead,
  ProposalScope,
  StandingProposal,
} from '../../model/forge.ts';
import { ForgeError } from '../forge-error.ts';
import type { GithubClient } from './client.ts';
import { asking } from './errors.ts';
import { queuedPulls } from './merge-queue.ts';
import { pullOf } from './shapes.ts';

type Recall = (body: string) => KnownHead | undefined;

/**
 * Every branch of the scopes with its pull request. Branches and pull requests come in two lists; a branch that stands
 * where the text of its pull request remembers costs one more call, for its file.
 */
export async function readProposals(
  client: GithubClient,
  scopes: readonly ProposalScope[],
  recall: Recall,
): Promise<readonly StandingProposal[]> {
  const [pulls, ...refs] = await Promise.all([
    openPulls(client, scopes),
    ...scopes.map(({ prefix }) => matchingRefs(client, prefix)),
  ]);
  const branches = new Map(refs.flat().map((ref) => [ref.branch, ref.head] as const));
  const headless = [...pulls.values()].filter(({ branch }) => !branches.has(branch));
  const standing = await Promise.all(
    [...branches].map(([branch, head]) => {
      const scope = scopes.find(({ prefix }) => branch.startsWith(prefix));
      return readProposal(client, { branch, head, pull: pulls.get(branch), folder: scope?.folder ?? '' }, recall);
    }),
  );
  return [...standing, ...headless.map(withoutBranch)].sort((left, right) => (left.branch < right.branch ? -1 : 1));
}

/** GitHub closes a pull request whose branch goes; one that is still open shows that something is amiss. */
const withoutBranch = (pull: ForgePull): StandingProposal => ({
  ...{ branch: pull.branch, head: '', isOurs: false, files: [], pull },
  problem: {
    cause: `the branch ${pull.branch} was deleted while ${pull.url} is open`,
    remedy: 'restore the branch, or close the pull request if its work is declined',
  },
});

/** Open pull requests from branches of the repository itself; those of forks bear the same names at will. */
async function openPulls(
  client: GithubClient,
  scopes: readonly ProposalScope[],
): Promise<ReadonlyMap<string, ForgePull>> {
  const { octokit, owner, repo } = client;
  const pulls = await asking('list pull requests', () =>
    octokit.paginate(octokit.rest.pulls.list, { owner, repo, state: 'open', per_page: 100 }),
  );
  const own = pulls.filter(
    ({ head, base }) =>
      (head.repo as { id?: number } | null)?.id === base.repo.id &&
      scopes.some(({ prefix }) => head.ref.startsWith(prefix)),
  );
  const queued = own.length === 0 ? new Set<number>() : await queuedPulls(client);
  // Of two from one branch the older one is ours to keep.
  return new Map(
    own
      .toReversed()
      .map((pull) => [pull.head.ref, { ...pullOf(pull, owner), isQueued: queued.has(pull.number) }] as const),
  );
}

interface BranchRef {
  readonly branch: string;
  readonly head: string;
}

async function matchingRefs({ octokit, owner, repo }: GithubClient, prefix: string): Promise<readonly BranchRef[]> {
  const refs = await asking('list branches', () =>
    octokit.paginate(octokit.rest.git.listMatchingRefs, { owner, repo, ref: `heads/${prefix}`, per_page: 100 }),
  );
  return refs.map(({ ref, object }) => ({ branch: ref.replace(/^refs\/heads\//, ''), head: object.sha }));
}

interface Branch extends BranchRef {
  readonly pull: ForgePull | undefined;
  readonly folder: string;
}

async function readProposal(client: GithubClient, branch: Branch, recall: Recall): Promise<StandingProposal> {
  const { branch: name, head, pull, folder } = branch;
  const known = pull && recall(pull.body);
  try {
    if (known?.head === head && known.blob !== '') {
      const text = await readBlob(client, known.blob);
      return { branch: name, head, isOurs: true, files: [{ path: known.path, text, blob: known.blob }], pull };
    }
    const [isOurs, files] = await Promise.all([isOwn(client, head), readFilesAt(client, head, folder)]);
    return { branch: name, head, isOurs, files, pull };
  } catch (error) {
    if (!(error instanceof ForgeError) || error.isForAll) throw error;
    return { branch: name, head, isOurs: false, files: [], pull, problem: problemOf(error) };
  }
}

const problemOf = ({ message, remedy }: ForgeError): ForgeProblem => ({ cause: message, remedy });

/** The most merges of the base that are looked behind. */
const mostMerges = 10;

/**
 * Ours iff the last commit records the very tree it has: a commit of somebody else above it does not, nor does ours once
 * it was amended. A merge of the base is looked behind, when it leaves what we propose as it was.
 */
async function isOwn(client: GithubClient, head: string): Promise<boolean> {
  let commit = head;
  for (let merges = 0; merges <= mostMerges; merges += 1) {
    const { tree, message, parents } = await readCommit(client, commit);
    const recorded = /^Patchledger-Tree: (\S+)\s*$/m.exec(message)?.[1];
    if (recorded !== undefined) return recorded === tree.sha && (merges === 0 || (await isSame(client, commit, head)));
    const [first] = parents;
    if (parents.length < 2 || first === undefined) return false;
    commit = first.sha;
  }
  return false;
}

const readCommit = ({ octokit, owner, repo }: GithubClient, commit: string) =>
  asking(`read the commit ${commit}`, async () => {
    const { data } = await octokit.rest.git.getCommit({ owner, repo, commit_sha: commit });
    return data;
  });

/** Do two commits change the same files of the base to the same contents? */
async function isSame(client: GithubClient, left: string, right: string): Promise<boolean> {
  const [one, other] = await Promise.all(
    [left, right].map(async (commit) =>
      (await changedFiles(client, client.baseBranch, commit))
        .map(({ path, blob }) => `${path} ${blob}`)
        .sort()
        .join('\n'),
    ),
  );
  return one === other;
}

interface ChangedFile {
  readonly path: string;
  readonly blob: string;
}

/** Files that a commit adds or changes since it left the base. */
async function changedFiles(
  { octokit, owner, repo }: GithubClient,
  base: string,
  head: string,
): Promise<readonly ChangedFile[]> {
  const { data } = await asking(`compare ${head} with ${base}`, () =>
    octokit.rest.repos.compareCommitsWithBasehead({ owner, repo, basehead: `${base}...${head}` }),
  );
  return (data.files ?? []).flatMap(({ filename, sha, status }) =>
    status === 'removed' || sha === null ? [] : [{ path: filename, blob: sha }],
  );
}

/** The texts of files below a folder of the estate that a commit adds or changes since it left the base. */
export const readFilesAt = async (
  client: GithubClient,
  commit: string,
  folder: string,
): Promise<readonly ForgeFile[]> => readFiles(client, await changedFiles(client, client.baseBranch, commit), folder);

/** The texts of files below a folder of the estate; paths come out as the estate names them. */
export async function readFiles(
  client: GithubClient,
  changed: readonly ChangedFile[],
  folder: string,
): Promise<readonly ForgeFile[]> {
  const below = changed.filter(({ path }) => path.startsWith(`${client.inside}${folder}/`));
  return Promise.all(
    below.map(async ({ path, blob }) => ({
      path: path.slice(client.inside.length),
      text: await readBlob(client, blob),
      blob,
    })),
  );
}

async function readBlob({ octokit, owner, repo }: GithubClient, blob: string): Promise<string> {
  const { data } = await asking(`read the content ${blob}`, () =>
    octokit.rest.git.getBlob({ owner, repo, file_sha: blob }),
  );
  return Buffer.from(data.content, data.encoding === 'base64' ? 'base64' : 'utf8').toString('utf8');
}
