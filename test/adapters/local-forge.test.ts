import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GitError } from '../../src/adapters/git-error.ts';
import {
  commitOf,
  proposalBranches,
  pullRequestFile,
  readPullRequest,
  writeProposal,
  writePullRequest,
} from '../../src/adapters/local-forge.ts';

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'forge-')));
  git('init', '-q', '-b', 'main');
  commit({ 'patchledger.yaml': 'a: 1\n', 'changes/old-1.yaml': 'old: 1\n' });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-C', root, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function commit(files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) write(path, text);
  git('add', '-A');
  git('commit', '-q', '-m', 'by hand');
  return git('rev-parse', 'HEAD');
}

const branch = 'patchledger/change/platform-routine-00000000';
const file = { path: 'changes/platform-routine-00000000-1.yaml', text: 'kind: Change\n' };
const message = { subject: 'patch db-1', body: '1 visit.', planFp: 'sha256:1' };

const base = (): string => git('rev-parse', 'main');
const propose = (expected?: string, text = file.text): string =>
  writeProposal(root, { branch, base: base(), expected }, [{ ...file, text }], message);
const standing = (): ReturnType<typeof proposalBranches> =>
  proposalBranches(root, 'patchledger/change/', base(), 'changes');

describe('a proposal', () => {
  it('is one commit on the base, found again with its file as ours', () => {
    const head = propose();

    expect(git('rev-parse', `${branch}^`)).toBe(base());
    expect(standing()).toEqual([{ branch, head, files: [file], isOurs: true }]);
    expect(git('log', '-1', '--format=%s%n%b%an', branch)).toContain(
      'patch db-1\n1 visit.\n\nPatchledger-Plan: sha256:1',
    );
  });

  it('leaves work tree, index and the branch at hand as they are', () => {
    write('patchledger.yaml', 'a: 2\n');
    write('staged.yaml', 'b: 1\n');
    git('add', 'staged.yaml');
    const before = [git('status', '--porcelain'), git('symbolic-ref', 'HEAD'), base()];

    propose();

    expect([git('status', '--porcelain'), git('symbolic-ref', 'HEAD'), base()]).toEqual(before);
    expect(git('show', '--name-only', '--format=', branch)).toBe(file.path);
  });

  it('is refused when a branch stands where none was expected', () => {
    const head = propose();

    expect(() => propose(undefined, 'other: 1\n')).toThrow(GitError);
    expect(commitOf(root, branch)).toBe(head);
  });

  it('is refused when the branch has moved since it was looked at, so that no commit is lost', () => {
    const seen = propose();
    const moved = propose(seen, 'newer: 1\n');

    expect(() => propose(seen, 'stale: 1\n')).toThrow(expect.objectContaining({ kind: 'moved' }));
    expect(commitOf(root, branch)).toBe(moved);
  });

  it('keeps the bytes of its file, whatever the repository converts', () => {
    write('.gitattributes', '* text eol=crlf\n');
    git('config', 'core.autocrlf', 'true');

    propose(undefined, 'a: 1\n\u00e4\n');

    expect(git('cat-file', 'blob', `${branch}:${file.path}`)).toBe('a: 1\n\u00e4');
  });
});

describe('a branch', () => {
  const edit = (change: () => void): void => {
    git('checkout', '-q', branch);
    change();
    git('checkout', '-q', 'main');
  };

  it('that a person committed to is not ours', () => {
    propose();
    edit(() => void commit({ [file.path]: 'kind: Change # by hand\n' }));

    expect(standing()).toMatchObject([{ isOurs: false, files: [{ text: 'kind: Change # by hand\n' }] }]);
  });

  it('whose commit was amended is not ours, although author and message stayed', () => {
    propose();
    edit(() => {
      write(file.path, 'kind: Change # by hand\n');
      git('commit', '-q', '-a', '--amend', '--no-edit');
    });

    expect(standing()).toMatchObject([{ isOurs: false }]);
  });

  it('stays ours when the base moves on', () => {
    const head = propose();
    commit({ 'inventory/a.yaml': 'a: 1\n', 'changes/another-1.yaml': 'b: 1\n' });

    expect(standing()).toEqual([{ branch, head, files: [file], isOurs: true }]);
  });

  it.each([
    ['merge', ['merge', '-q', '--no-ff', '-m', 'approve', branch]],
    ['fast-forward', ['merge', '-q', '--ff-only', branch]],
    ['squash', ['merge', '-q', '--squash', branch]],
  ])('that the base took by %s proposes nothing any more, and is ours to use again', (how, args) => {
    propose();
    git(...args);
    if (how === 'squash') git('commit', '-q', '-m', 'approve');

    expect(standing()).toMatchObject([{ isOurs: true, files: [] }]);
    const head = standing()[0]?.head;
    expect(propose(head, 'next: 1\n')).not.toBe(head);
  });

  it('shows its file although one much like it was merged meanwhile', () => {
    const text = 'kind: Change\n'.repeat(40);
    propose(undefined, text);
    commit({ 'changes/much-like-it.yaml': text });
    git('config', 'diff.renames', 'copies');

    expect(standing()).toMatchObject([{ files: [{ path: file.path, text }] }]);
  });

  it('shows only what stands in the folder of Changes, whatever signs its name has', () => {
    commit({ 'patchledger.yaml': 'a: 3\n' });
    const files = [
      { path: 'work/[a]*/x-1.yaml', text: 'a: 1\n' },
      { path: 'work/aa/x-1.yaml', text: 'a: 1\n' },
    ];
    writeProposal(root, { branch, base: base(), expected: undefined }, files, message);

    expect(proposalBranches(root, 'patchledger/change/', base(), 'work/[a]*')).toMatchObject([{ files: [files[0]] }]);
  });

  it('elsewhere is none of ours', () => {
    git('branch', 'patchledger/changes-by-hand');
    git('branch', 'feature');

    expect(standing()).toEqual([]);
  });

  it('is told apart by name, in order', () => {
    for (const name of ['b', 'a']) {
      writeProposal(root, { branch: `patchledger/change/${name}`, base: base(), expected: undefined }, [file], message);
    }

    expect(standing().map((one) => one.branch)).toEqual(['patchledger/change/a', 'patchledger/change/b']);
  });
});

describe('an estate in a folder of its repository', () => {
  const folder = (): string => join(root, 'fleet/estate');

  it('has its proposals below that folder, and reads them back from there', () => {
    commit({ 'fleet/estate/patchledger.yaml': 'a: 1\n' });

    const head = writeProposal(folder(), { branch, base: base(), expected: undefined }, [file], message);

    expect(git('show', '--name-only', '--format=', branch)).toBe(`fleet/estate/${file.path}`);
    expect(proposalBranches(folder(), 'patchledger/change/', base(), 'changes')).toEqual([
      { branch, head, files: [file], isOurs: true },
    ]);
  });
});

describe('a revision', () => {
  it('is looked up, not run: one that looks like an option is unknown', () => {
    expect(commitOf(root, 'main')).toBe(base());
    expect(commitOf(root, 'nowhere')).toBeUndefined();
    expect(commitOf(root, '--all')).toBeUndefined();
  });
});

describe('the text of a local pull request', () => {
  it('lies inside the folder of Git, one a branch, and is written only when it changes', () => {
    const path = pullRequestFile(root, branch);

    expect(path).toBe(join(root, '.git/patchledger/pull-requests/patchledger--change--platform-routine-00000000.md'));
    expect(writePullRequest(root, branch, 'text\n')).toBe('written');
    expect(writePullRequest(root, branch, 'text\n')).toBe('unchanged');
    expect([readFileSync(path, 'utf8'), readPullRequest(root, branch)]).toEqual(['text\n', 'text\n']);
    expect(readPullRequest(root, 'another')).toBeUndefined();
    expect(git('status', '--porcelain')).toBe('');
  });

  it('is the same file from every work tree of the repository', () => {
    const other = join(root, '.git', 'other-tree');
    git('worktree', 'add', '-q', other, '-b', 'other');

    expect(existsSync(other)).toBe(true);
    expect(pullRequestFile(other, branch)).toBe(pullRequestFile(root, branch));
  });
});
