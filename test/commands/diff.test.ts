import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/commands/diff.ts';
import { captureRun } from '../support/capture.ts';
import { yaml } from '../support/estate.ts';

const policy = (within: string) =>
  yaml('PatchPolicy', 'p', { rules: [{ id: 'all', then: { priority: 'scheduled', within } }] });

const files: Readonly<Record<string, string>> = {
  'patchledger.yaml': yaml('Workspace', 'w', {}),
  'inventory/a.yaml': yaml('Inventory', 'a', {
    assets: [{ name: 'web-1', components: [{ ecosystem: 'npm', name: 'app', version: '1.0.0' }] }],
  }),
  'policies/p.yaml': policy('14d'),
};

describe('diff', () => {
  let root = '';
  const git = (...args: readonly string[]): void =>
    void execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.example', '-C', root, ...args]);
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const commit = (text: string): void => {
    put('policies/p.yaml', text);
    git('add', '-A');
    git('commit', '-q', '-m', 'test: a revision');
  };
  const diff = (args: readonly string[], format?: string, options = {}) =>
    captureRun(run, { root, asOf: '2026-11-22T12:00:00Z', format }, args, options);

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'patchledger-diff-'));
    git('init', '-q', '-b', 'main');
    for (const [path, text] of Object.entries(files)) put(path, text);
    commit(policy('1m'));
    commit(policy('14d'));
    commit(policy('30d'));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('compares two commits, in every format', async () => {
    const text = await diff(['HEAD~1', 'HEAD']);
    const markdown = await diff(['HEAD~1', 'HEAD'], 'markdown');
    const json = await diff(['HEAD~1', 'HEAD'], 'json');

    expect(text.out.split('\n')[0]).toBe('1 promise loosened');
    expect(markdown.out).toContain('**1 promise loosened**');
    expect(JSON.parse(json.out)).toMatchObject({ schema: 'patchledger.diff/v1', promises: [{ kind: 'loosened' }] });
    expect([text.code, markdown.code, json.code]).toEqual([0, 0, 0]);
  });

  it('exits with 4 on request, and only when something differs', async () => {
    expect((await diff(['HEAD~1'], undefined, { exitCode: true })).code).toBe(4);
    expect((await diff(['HEAD'], undefined, { exitCode: true })).code).toBe(0);
  });

  it('says that a base with errors was not judged in whole, and names them', async () => {
    const { out, notes, code } = await diff(['HEAD~2', 'HEAD']);

    expect(out).toMatch(/^INCOMPLETE · 1 promise tightened/);
    expect(notes).toContain('HEAD~2 has 1 error of its own:');
    expect(notes).toContain('policies/p.yaml');
    expect(code).toBe(0);
  });

  it('is invalid where the head has errors', async () => {
    expect((await diff(['HEAD', 'HEAD~2'])).code).toBe(2);
  });

  it('refuses what is no commit', async () => {
    await expect(diff(['nowhere'])).rejects.toThrow('nowhere is no commit of this repository');
  });

  it('says where there is no repository', async () => {
    const bare = mkdtempSync(join(tmpdir(), 'patchledger-bare-'));
    const outside = captureRun(run, { root: bare }, ['HEAD'], {});
    await expect(outside).rejects.toThrow('this folder is no Git repository');
    rmSync(bare, { recursive: true });
  });
});
