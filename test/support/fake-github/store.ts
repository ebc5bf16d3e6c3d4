import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A commit as git keeps it. */
export interface StoredCommit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string; readonly date: string };
  readonly committer: { readonly name: string; readonly email: string; readonly date: string };
}

/** A file that differs between two commits. */
export interface StoredDifference {
  readonly path: string;
  readonly status: 'added' | 'removed' | 'modified';
  /** Id of the new content; of the old one where it is gone. */
  readonly blob: string;
}

/** A bare repository, by git's own plumbing. Every failure of git throws. */
export interface GitStore {
  readonly folder: string;
  readonly run: (args: readonly string[], input?: string, env?: Readonly<Record<string, string>>) => string;
  readonly resolve: (revision: string) => string | undefined;
  readonly refs: (prefix: string) => readonly { readonly ref: string; readonly sha: string }[];
  readonly commit: (sha: string) => StoredCommit;
  readonly isAncestor: (commit: string, of: string) => boolean;
  readonly mergeBase: (left: string, right: string) => string;
  readonly list: (range: string) => readonly string[];
  readonly differences: (from: string, to: string) => readonly StoredDifference[];
}

const noSettings = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', LC_ALL: 'C' };

/** Opens a bare repository. */
export function gitStore(folder: string): GitStore {
  const run: GitStore['run'] = (args, input = '', env = {}) =>
    execFileSync('git', ['-C', folder, ...args], {
      input,
      env: { PATH: process.env['PATH'], HOME: folder, ...noSettings, ...env },
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  const answers = (args: readonly string[]): boolean => {
    try {
      run(args);
      return true;
    } catch {
      return false;
    }
  };
  const commits = new Map<string, StoredCommit>();
  const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');
  return {
    folder,
    run,
    resolve(revision) {
      // A process for every question would cost more than all the rest.
      const known = looseRef(folder, revision) ?? looseObject(folder, revision);
      if (known !== undefined) return known;
      try {
        return run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{object}`]).trim();
      } catch {
        return undefined;
      }
    },
    refs: (prefix) =>
      lines(run(['for-each-ref', '--format=%(refname) %(objectname)']))
        .map((line) => ({ ref: line.slice(0, line.lastIndexOf(' ')), sha: line.slice(line.lastIndexOf(' ') + 1) }))
        .filter(({ ref }) => ref.startsWith(prefix)),
    commit(sha) {
      const commit = commits.get(sha) ?? readCommit(run(['cat-file', 'commit', sha]), sha);
      commits.set(sha, commit);
      return commit;
    },
    isAncestor: (commit, of) => answers(['merge-base', '--is-ancestor', commit, of]),
    mergeBase: (left, right) => run(['merge-base', left, right]).trim(),
    list: (range) => lines(run(['rev-list', '--reverse', '--topo-order', range])),
    differences: (from, to) =>
      lines(run(['diff-tree', '-r', '--no-renames', from, to])).map((line) => {
        const [meta = '', path = ''] = line.split('\t');
        const [, , before = '', after = '', letter] = meta.split(' ');
        const status = letter === 'A' ? 'added' : letter === 'D' ? 'removed' : 'modified';
        return { path, status, blob: status === 'removed' ? before : after };
      }),
  };
}

function looseRef(folder: string, revision: string): string | undefined {
  const file = join(folder, revision);
  return revision.startsWith('refs/') && existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

const looseObject = (folder: string, id: string): string | undefined =>
  /^[0-9a-f]{40}$/.test(id) && existsSync(join(folder, 'objects', id.slice(0, 2), id.slice(2))) ? id : undefined;

function readCommit(text: string, sha: string): StoredCommit {
  const end = text.indexOf('\n\n');
  const head = text.slice(0, end).split('\n');
  const valuesOf = (key: string): readonly string[] =>
    head.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));
  return {
    sha,
    tree: valuesOf('tree')[0] ?? '',
    parents: valuesOf('parent'),
    message: text.slice(end + 2).replace(/\n$/, ''),
    author: personOf(valuesOf('author')[0] ?? ''),
    committer: personOf(valuesOf('committer')[0] ?? ''),
  };
}

function personOf(line: string): StoredCommit['author'] {
  const [, name = '', email = '', seconds = '0'] = /^(.*) <(.*)> (\d+) /.exec(line) ?? [];
  return { name, email, date: new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z') };
}
