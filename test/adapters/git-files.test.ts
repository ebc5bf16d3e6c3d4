import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEstateFiles } from '../../src/adapters/estate-files.ts';
import { GitError } from '../../src/adapters/git-error.ts';
import { commitTime, gitHead, gitState, readEstateFilesAt } from '../../src/adapters/git-files.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'estate-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const environment = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_DATE: '2026-11-21T08:00:00Z',
  GIT_COMMITTER_DATE: '2026-11-21T08:00:00Z',
};
const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-C', root, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
    env: environment,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

function write(path: string, content: string | Buffer = 'a: 1\n'): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function commitAll(): string {
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'estate');
  return git('rev-parse', 'HEAD').trim();
}

describe('the files of a commit', () => {
  it('are what the work tree held then', () => {
    write('patchledger.yaml');
    write('inventory/ä b.yaml', 'name: "ü"\n');
    write('observed/empty.txt', '');
    write('records/ledger/x.ndjson', '{}\n');
    write('docs/x.yaml');
    write('inventory/README.md');
    const then = readEstateFiles(root);
    commitAll();
    write('inventory/later.yaml');
    rmSync(join(root, 'patchledger.yaml'));

    expect(then.files).toHaveLength(4);
    expect(readEstateFilesAt(root, 'HEAD')).toEqual(then);
    expect(readEstateFilesAt(root, 'main')).toEqual(then);
  });

  it('are those of the estate, where it is a folder of a larger repository', () => {
    write('estate/inventory/a.yaml');
    write('inventory/b.yaml');
    commitAll();

    expect(readEstateFilesAt(join(root, 'estate'), 'HEAD').files.map(({ path }) => path)).toEqual(['inventory/a.yaml']);
  });

  it('leave out links, binary files and what is too large, each told', () => {
    write('inventory/a.yaml');
    write('inventory/binary.yaml', Buffer.from([0, 1, 2]));
    write('inventory/large.yaml', ' '.repeat(9 * 2 ** 20));
    symlinkSync('/etc/passwd', join(root, 'inventory/passwd.yaml'));
    commitAll();

    const { files, diagnostics } = readEstateFilesAt(root, 'HEAD');

    expect(files.map(({ path }) => path)).toEqual(['inventory/a.yaml']);
    expect(diagnostics.map(({ code, file }) => `${file} ${code}`)).toEqual([
      'inventory/large.yaml load/too-large',
      'inventory/passwd.yaml load/symlink',
      'inventory/binary.yaml load/not-text',
    ]);
  });

  it('leave out submodules', () => {
    write('inventory/a.yaml');
    const commit = commitAll();
    git('update-index', '--add', '--cacheinfo', `160000,${commit},inventory/other.yaml`);
    git('commit', '-q', '-m', 'submodule');

    expect(readEstateFilesAt(root, 'HEAD').files.map(({ path }) => path)).toEqual(['inventory/a.yaml']);
  });

  it('are asked for by revision only: options and unknown names are refused', () => {
    commitAllOf('inventory/a.yaml');

    for (const revision of ['--all', '-h', 'nowhere', 'HEAD~9', '', '--output=/tmp/x']) {
      expect(() => readEstateFilesAt(root, revision)).toThrow(GitError);
      expect(commitTime(root, revision)).toBeUndefined();
    }
  });
});

describe('what a folder stands on', () => {
  it('is a commit with its time, clean until anything below the folder differs', () => {
    const commit = commitAllOf('inventory/a.yaml');
    const time = Date.UTC(2026, 10, 21, 8);

    expect(gitHead(root)).toEqual({ commit, commitTime: time, dirty: false });
    expect(commitTime(root, 'HEAD')).toEqual({ id: commit, time });

    write('inventory/new.yaml');
    expect(gitHead(root)?.dirty).toBe(true);
    expect(gitHead(join(root, 'inventory'))?.dirty).toBe(true);
    mkdirSync(join(root, 'other'));
    expect(gitHead(join(root, 'other'))?.dirty).toBe(false);
  });

  it('is no commit in a new repository, and nothing outside of one', () => {
    expect(gitState(root)).toEqual({ kind: 'not-a-repository' });
    git('init', '-q');
    expect(gitState(root)).toEqual({ kind: 'no-commit' });
    expect(gitHead(root)).toBeUndefined();
  });

  it('is unknown without git', () => {
    const { PATH } = process.env;
    process.env['PATH'] = root;
    try {
      expect(gitState(root)).toEqual({ kind: 'git-missing' });
    } finally {
      process.env['PATH'] = PATH;
    }
  });

  it('is the folder’s own repository, whatever a hook has set', () => {
    const commit = commitAllOf('inventory/a.yaml');
    process.env['GIT_DIR'] = '/nowhere';
    try {
      expect(gitHead(root)?.commit).toBe(commit);
    } finally {
      delete process.env['GIT_DIR'];
    }
  });

  it('is asked without running hooks or monitors of the repository', () => {
    commitAllOf('inventory/a.yaml');
    const trap = join(root, '.git', 'trap');
    writeFileSync(trap, `#!/bin/sh\ntouch ${join(root, 'sprung')}\n`, { mode: 0o755 });
    git('config', 'core.fsmonitor', trap);

    expect(gitHead(root)?.dirty).toBe(false);
  });
});

function commitAllOf(path: string): string {
  write(path);
  return commitAll();
}
