import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { git, gitBytes, tryGit } from '../../src/adapters/git.ts';
import { GitError } from '../../src/adapters/git-error.ts';
import { gitHead } from '../../src/adapters/git-files.ts';

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'git-')));
  execFileSync('git', ['init', '-q', '-b', 'main', root]);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('git', () => {
  it('answers what it prints, as text or as bytes, and takes what it is given', () => {
    const id = git(root, ['hash-object', '-w', '--stdin'], { input: 'ä\n' }).trim();

    expect(git(root, ['cat-file', 'blob', id])).toBe('ä\n');
    expect([...gitBytes(root, ['cat-file', 'blob', id])]).toEqual([0xc3, 0xa4, 0x0a]);
  });

  it('tells in its own words, in English, why it refuses', () => {
    const refuse = (): string => git(root, ['cat-file', 'blob', 'nothing'], { env: { LANG: 'de_DE.UTF-8' } });

    expect(refuse).toThrow(GitError);
    expect(refuse).toThrow(/fatal: Not a valid object name nothing/);
    expect(() => git(root, ['merge-base', '--is-ancestor'])).toThrow(/usage/);
  });

  it('that is missing is another matter than git that refuses', () => {
    const withoutGit = (): string => git(root, ['status'], { env: { PATH: root } });

    expect(withoutGit).toThrow(
      expect.objectContaining({ kind: 'missing', message: expect.stringContaining('install') }),
    );
    expect(() => tryGit(root, ['status'], { env: { PATH: root } })).toThrow(GitError);
    expect(tryGit(root, ['rev-parse', '--verify', '--quiet', 'HEAD'])).toBeUndefined();
  });

  it('runs no hook of the repository', () => {
    const proof = join(root, 'hook-ran');
    const hook = join(root, '.git/hooks/reference-transaction');
    writeFileSync(hook, `#!/bin/sh\ntouch '${proof}'\n`);
    chmodSync(hook, 0o755);
    const env = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b' };
    const tree = git(root, ['write-tree']).trim();

    git(root, ['update-ref', 'refs/heads/x', git(root, ['commit-tree', tree, '-m', 'x'], { env }).trim()]);

    expect(existsSync(proof)).toBe(false);
  });

  it('stays in the folder it is given, whatever the environment says', () => {
    const other = realpathSync(mkdtempSync(join(tmpdir(), 'other-')));
    execFileSync('git', ['init', '-q', other]);
    const before = process.env['GIT_DIR'];
    process.env['GIT_DIR'] = join(other, '.git');
    try {
      expect(git(root, ['rev-parse', '--show-toplevel']).trim()).toBe(root);
      expect(gitHead(root)).toBeUndefined();
    } finally {
      if (before === undefined) delete process.env['GIT_DIR'];
      else process.env['GIT_DIR'] = before;
      rmSync(other, { recursive: true, force: true });
    }
  });
});
