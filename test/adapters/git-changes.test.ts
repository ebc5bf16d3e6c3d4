import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changedFiles, mergeBase, textAt } from '../../src/adapters/git-changes.ts';

let folder = '';
const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
    encoding: 'utf8',
  }).trim();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchledger-changes-'));
  git('init', '-q', '-b', 'main');
  for (const name of ['a', 'b']) writeFileSync(join(folder, name), name);
  git('add', '.');
  git('commit', '-q', '-m', 'first');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('what differs from a commit', () => {
  it('is what was edited, removed, added and not added yet, by path', () => {
    writeFileSync(join(folder, 'a'), 'changed');
    rmSync(join(folder, 'b'));
    writeFileSync(join(folder, 'c'), 'new');

    expect(changedFiles(folder, 'HEAD', undefined)).toEqual([
      { path: 'a', how: 'edited' },
      { path: 'b', how: 'removed' },
      { path: 'c', how: 'added' },
    ]);
  });

  it('between two commits leaves the work tree out', () => {
    git('rm', '-q', 'b');
    git('commit', '-q', '-m', 'second');
    writeFileSync(join(folder, 'c'), 'new');

    expect(changedFiles(folder, 'HEAD~1', 'HEAD')).toEqual([{ path: 'b', how: 'removed' }]);
    expect(mergeBase(folder, 'HEAD~1', 'HEAD')).toBe(git('rev-parse', 'HEAD~1'));
    expect(mergeBase(folder, 'nowhere', 'HEAD')).toBeUndefined();
    expect([textAt(folder, 'HEAD~1', 'b'), textAt(folder, 'HEAD', 'b')]).toEqual(['b', undefined]);
  });
});
