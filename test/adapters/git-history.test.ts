import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileChanges, lastChanges, recordHistory } from '../../src/adapters/git-history.ts';
import { at } from '../support/world.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'history-'));
  git('init', '-q', '-b', 'main');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function git(...args: readonly string[]): string {
  return gitAt('2026-11-01T00:00:00Z', ...args);
}

function gitAt(date: string, ...args: readonly string[]): string {
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_DATE: date,
  };
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.org'];
  return execFileSync('git', ['-C', root, ...who, ...args], { env, encoding: 'utf8', stdio: 'pipe' }).trim();
}

function commit(date: string, path: string, content: string): string {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
  git('add', '-A');
  gitAt(date, 'commit', '-q', '-m', path);
  return git('rev-parse', 'HEAD');
}

const asked = (...paths: readonly string[]) => ({ commit: git('rev-parse', 'HEAD'), paths });

describe('the last change of a file', () => {
  it('is the newest commit that has it otherwise than the one before', () => {
    commit('2026-11-01T00:00:00Z', 'policies/a.yaml', '1');
    const second = commit('2026-11-02T00:00:00Z', 'policies/ä b.yaml', '1');
    const third = commit('2026-11-03T00:00:00Z', 'policies/a.yaml', '2');

    expect(lastChanges(root, asked('policies/a.yaml', 'policies/ä b.yaml'))).toEqual(
      new Map([
        ['policies/a.yaml', { at: at('2026-11-03T00:00:00Z'), commit: third }],
        ['policies/ä b.yaml', { at: at('2026-11-02T00:00:00Z'), commit: second }],
      ]),
    );
  });

  it('that was made on a branch is the merge of the branch', () => {
    commit('2026-11-01T00:00:00Z', 'a', '1');
    git('checkout', '-q', '-b', 'topic');
    commit('2026-11-02T00:00:00Z', 'a', '2');
    git('checkout', '-q', 'main');
    gitAt('2026-11-05T00:00:00Z', 'merge', '-q', '--no-ff', '-m', 'merge', 'topic');

    expect(lastChanges(root, asked('a')).get('a')?.at).toBe(at('2026-11-05T00:00:00Z'));
  });

  it('is named from the folder of the estate, and taken by its very name', () => {
    commit('2026-11-01T00:00:00Z', 'estate/a', '1');
    commit('2026-11-02T00:00:00Z', 'estate/b', '1');

    expect([...lastChanges(join(root, 'estate'), asked('a')).keys()]).toEqual(['a']);
    expect([...lastChanges(join(root, 'estate'), asked('*')).keys()]).toEqual([]);
  });

  it('is not known where it lies before what is asked for, or beyond a shallow clone', () => {
    commit('2026-11-01T00:00:00Z', 'a', '1');
    commit('2026-11-02T00:00:00Z', 'b', '1');
    const since = at('2026-11-01T12:00:00Z');

    expect([...lastChanges(root, { ...asked('a', 'b'), since }).keys()]).toEqual(['b']);

    git('clone', '-q', '--depth', '1', `file://${root}`, join(root, 'shallow'));
    expect(lastChanges(join(root, 'shallow'), asked('a', 'b'))).toEqual(new Map());
  });
});

describe('the changes of files', () => {
  it('are every commit along the branch that has one of them otherwise, newest first', () => {
    const first = commit('2026-11-01T00:00:00Z', 'a', '1');
    commit('2026-11-02T00:00:00Z', 'other', '1');
    const third = commit('2026-11-03T00:00:00Z', 'a', '2');

    expect(fileChanges(root, asked('a')).map(({ path, commit: id }) => [path, id])).toEqual([
      ['a', third],
      ['a', first],
    ]);
    expect(fileChanges(root, asked())).toEqual([]);
  });
});

describe('when a record came', () => {
  it('is told by the commit that brought the file into the branch, of merged work by the merge', () => {
    const first = commit('2026-11-01T00:00:00Z', 'records/a.yaml', '1');
    git('checkout', '-q', '-b', 'topic');
    commit('2026-11-02T00:00:00Z', 'records/b.yaml', '1');
    git('checkout', '-q', 'main');
    gitAt('2026-11-03T00:00:00Z', 'merge', '-q', '--no-ff', '-m', 'merge', 'topic');
    const merge = git('rev-parse', 'HEAD');
    commit('2026-11-04T00:00:00Z', 'records/a.yaml', '2');

    const history = recordHistory(root, git('rev-parse', 'HEAD'), ['records']);

    expect(history).toEqual({
      tree: git('rev-parse', 'HEAD^{tree}'),
      isShallow: false,
      recorded: new Map([
        ['records/b.yaml', { at: at('2026-11-03T00:00:00Z'), commit: merge }],
        ['records/a.yaml', { at: at('2026-11-01T00:00:00Z'), commit: first }],
      ]),
    });
  });

  it('is not known beyond the end of a shallow clone', () => {
    commit('2026-11-01T00:00:00Z', 'records/a.yaml', '1');
    commit('2026-11-02T00:00:00Z', 'records/b.yaml', '1');
    git('clone', '-q', '--depth', '1', `file://${root}`, join(root, 'shallow'));

    expect(recordHistory(join(root, 'shallow'), git('rev-parse', 'HEAD'), ['records'])).toMatchObject({
      isShallow: true,
      recorded: new Map(),
    });
  });
});
