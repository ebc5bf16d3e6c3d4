import { type Answer, type Call, invalid, notFound, pageOf, type Route, refusal } from '../route.ts';
import { commitShape, fileShape, gitCommitShape, refShape } from '../shapes.ts';
import { followBranches, type Hub } from '../state.ts';

const R = '/repos/{owner}/{repo}';
const text = (value: unknown): string => String(value ?? '');

/** Objects, refs and comparisons: all of it is git's own answer. */
export const gitRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${R}/git/ref/{ref}`,
    handle: ({ hub, params }) => {
      const ref = `refs/${params['ref']}`;
      const sha = hub.store.resolve(ref);
      return sha === undefined ? notFound() : { status: 200, body: refShape(ref, sha) };
    },
  },
  {
    method: 'GET',
    path: `${R}/git/matching-refs/{ref}`,
    handle: (call) => {
      const { hub, params } = call;
      const refs = hub.store.refs(`refs/${params['ref']}`);
      return pageOf(call, `/repos/${hub.owner}/${hub.repo}/git/matching-refs/${params['ref']}`, refs, ({ ref, sha }) =>
        refShape(ref, sha),
      );
    },
  },
  {
    method: 'POST',
    path: `${R}/git/refs`,
    writes: 'contents',
    fields: { ref: { type: 'string', isRequired: true }, sha: { type: 'string', isRequired: true } },
    handle: createRef,
  },
  {
    method: 'PATCH',
    path: `${R}/git/refs/{ref}`,
    writes: 'contents',
    fields: { sha: { type: 'string', isRequired: true }, force: { type: 'boolean' } },
    handle: updateRef,
  },
  { method: 'DELETE', path: `${R}/git/refs/{ref}`, writes: 'contents', handle: deleteRef },
  {
    method: 'POST',
    path: `${R}/git/trees`,
    writes: 'contents',
    fields: { base_tree: { type: 'string' }, tree: { type: 'objects', isRequired: true } },
    handle: createTree,
  },
  {
    method: 'POST',
    path: `${R}/git/commits`,
    writes: 'contents',
    fields: {
      message: { type: 'string', isRequired: true },
      tree: { type: 'string', isRequired: true },
      parents: { type: 'strings' },
    },
    handle: createCommit,
  },
  {
    method: 'GET',
    path: `${R}/git/commits/{commit_sha}`,
    handle: ({ hub, params }) => {
      const sha = hub.store.resolve(params['commit_sha'] ?? '');
      return sha === undefined ? notFound() : { status: 200, body: gitCommitShape(hub.store.commit(sha)) };
    },
  },
  { method: 'GET', path: `${R}/git/blobs/{file_sha}`, handle: readBlob },
  { method: 'GET', path: `${R}/compare/{basehead}`, handle: compare },
];

const isProtected = (hub: Hub, ref: string): boolean => hub.protected?.test(ref.replace(/^refs\/heads\//, '')) === true;

const ruled = (): Answer => refusal(422, 'Repository rule violations found\n\nCannot update this protected ref.');

function createRef({ hub, body }: Call): Answer {
  const [ref, sha] = [text(body['ref']), text(body['sha'])];
  if (!/^refs\/[^/]+\/./.test(ref)) return refusal(422, 'Reference name must start with refs/');
  if (hub.store.resolve(sha) === undefined) return refusal(422, 'Object does not exist');
  if (isProtected(hub, ref)) return ruled();
  // Git itself decides between two that come at once, and refuses `a/b` beside `a`.
  try {
    hub.store.run(['update-ref', ref, sha, '0'.repeat(40)]);
  } catch {
    return refusal(422, 'Reference already exists');
  }
  return { status: 201, body: refShape(ref, sha) };
}

function updateRef({ hub, params, body, user }: Call): Answer {
  const ref = `refs/${params['ref']}`;
  const [before, sha] = [hub.store.resolve(ref), text(body['sha'])];
  if (before === undefined) return refusal(422, 'Reference does not exist');
  if (hub.store.resolve(sha) === undefined) return refusal(422, 'Object does not exist');
  if (isProtected(hub, ref)) return ruled();
  if (body['force'] !== true && !hub.store.isAncestor(before, sha)) {
    return refusal(422, 'Update is not a fast forward');
  }
  hub.store.run(['update-ref', ref, sha]);
  followBranches(hub, user);
  return { status: 200, body: refShape(ref, sha) };
}

function deleteRef({ hub, params, user }: Call): Answer {
  const ref = `refs/${params['ref']}`;
  if (hub.store.resolve(ref) === undefined) return refusal(422, 'Reference does not exist');
  if (isProtected(hub, ref)) return ruled();
  hub.store.run(['update-ref', '-d', ref]);
  followBranches(hub, user);
  return { status: 204 };
}

interface TreeEntry {
  readonly path?: unknown;
  readonly mode?: unknown;
  readonly content?: unknown;
}

function createTree({ hub, body }: Call): Answer {
  const entries = body['tree'] as readonly TreeEntry[];
  const index = `${hub.store.folder}/index-${hub.nextId()}`;
  const env = { GIT_INDEX_FILE: index };
  const base = body['base_tree'];
  if (typeof base === 'string') {
    if (hub.store.resolve(base) === undefined) return notFound();
    hub.store.run(['read-tree', base], '', env);
  }
  const lines = entries.map(({ path, mode, content }) => {
    const blob = hub.store.run(['hash-object', '-w', '--stdin'], text(content)).trim();
    return `${text(mode)} ${blob}\t${text(path)}\0`;
  });
  hub.store.run(['update-index', '--add', '-z', '--index-info'], lines.join(''), env);
  const sha = hub.store.run(['write-tree'], '', env).trim();
  const tree = hub.store
    .run(['ls-tree', sha])
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [meta = '', path = ''] = line.split('\t');
      const [mode = '', type = '', id = ''] = meta.split(' ');
      return { path, mode, type, sha: id };
    });
  return { status: 201, body: { sha, url: `https://github.com/tree/${sha}`, tree, truncated: false } };
}

function createCommit({ hub, body, user }: Call): Answer {
  const [tree, parents] = [text(body['tree']), (body['parents'] ?? []) as readonly string[]];
  const unknown = [tree, ...parents].find((sha) => hub.store.resolve(sha) === undefined);
  if (unknown !== undefined) return invalid('Commit', `${unknown} does not exist`);
  const date = hub.now();
  const env = {
    ...{ GIT_AUTHOR_NAME: user.login, GIT_AUTHOR_EMAIL: `${user.login}@example.org`, GIT_AUTHOR_DATE: date },
    ...{ GIT_COMMITTER_NAME: 'GitHub', GIT_COMMITTER_EMAIL: 'noreply@github.com', GIT_COMMITTER_DATE: date },
  };
  const args = ['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent]), '-F', '-'];
  const sha = hub.store.run(args, text(body['message']), env).trim();
  return { status: 201, body: gitCommitShape(hub.store.commit(sha)) };
}

function readBlob({ hub, params }: Call): Answer {
  const sha = hub.store.resolve(params['file_sha'] ?? '');
  if (sha === undefined) return notFound();
  const content = hub.store.run(['cat-file', 'blob', sha]);
  const size = Buffer.byteLength(content);
  return {
    status: 200,
    body: {
      ...{ sha, node_id: `B_${sha}`, size, url: `https://github.com/blob/${sha}`, encoding: 'base64' },
      content: Buffer.from(content).toString('base64'),
    },
  };
}

function compare({ hub, params }: Call): Answer {
  const [left = '', right = ''] = (params['basehead'] ?? '').split('...');
  const [base, head] = [revisionOf(hub, left), revisionOf(hub, right)];
  if (base === undefined || head === undefined) return notFound();
  const { store } = hub;
  const mergeBase = store.mergeBase(base, head);
  const [ahead, behind] = [store.list(`${base}..${head}`), store.list(`${head}..${base}`)];
  const status =
    ahead.length > 0 ? (behind.length > 0 ? 'diverged' : 'ahead') : behind.length > 0 ? 'behind' : 'identical';
  const at = 'https://github.com/compare';
  return {
    status: 200,
    body: {
      ...{ url: at, html_url: at, permalink_url: at, diff_url: at, patch_url: at, status },
      ...{ ahead_by: ahead.length, behind_by: behind.length, total_commits: ahead.length },
      base_commit: commitShape(hub, store.commit(base)),
      merge_base_commit: commitShape(hub, store.commit(mergeBase)),
      commits: ahead.map((sha) => commitShape(hub, store.commit(sha))),
      files: store.differences(mergeBase, head).map(({ path, blob, status: kind }) => fileShape(path, blob, kind)),
    },
  };
}

const revisionOf = ({ store }: Hub, name: string): string | undefined =>
  store.resolve(`refs/heads/${name}`) ?? (/^[0-9a-f]{40}$/.test(name) ? store.resolve(name) : undefined);
