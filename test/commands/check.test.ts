import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainPaint } from '../../src/adapters/terminal.ts';
import { run } from '../../src/commands/check.ts';
import type { CommandContext, CommandOptions } from '../../src/commands/command.ts';
import { expectDocument } from '../support/documents.ts';

const resource = (kind: string, name: string, spec: string): string =>
  `apiVersion: patchledger/v1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec:\n${spec.replace(/^/gm, '  ')}\n`;

const hosts = (...versions: readonly string[]): string =>
  resource(
    'Inventory',
    'hosts',
    `assets:\n${versions
      .map(
        (version, index) =>
          `  - { name: web-${index}, components: [{ ecosystem: npm, name: lodash, version: ${version} }] }`,
      )
      .join('\n')}`,
  );

const files: Readonly<Record<string, string>> = {
  'patchledger.yaml': resource('Workspace', 'acme', 'timeZone: UTC\napprovals: { PatchPolicy: [ciso] }'),
  'inventory/hosts.yaml': hosts('4.17.20'),
  'policies/base.yaml': resource(
    'PatchPolicy',
    'base',
    'rules: [{ id: all, then: { priority: scheduled, within: 7d } }]',
  ),
  'directory/roles.yaml': resource('Role', 'ciso', 'holders: [{ person: p-ann }]'),
  'directory/team.yaml': resource('Team', 'security', 'people: [{ id: p-ann, login: ann }]'),
  'catalog/lodash.json': JSON.stringify({
    id: 'GHSA-35jh-r3h4-6jhm',
    modified: '2021-05-06T00:00:00Z',
    published: '2021-05-06T00:00:00Z',
    affected: [
      {
        package: { ecosystem: 'npm', name: 'lodash' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '4.17.21' }] }],
      },
    ],
  }),
  'records/test/2026/01/one.yaml': resource(
    'EvaluationRecord',
    'one',
    'evaluator: p-ann\nevaluatedAt: 2026-01-01T00:00:00Z\nrows: [{ advisories: [GHSA-35jh-r3h4-6jhm], result: applicable }]',
  ),
};

describe('check', () => {
  let root = '';
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
      encoding: 'utf8',
      stdio: 'pipe',
    });

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'patchledger-check-'));
    for (const [path, text] of Object.entries(files)) write(path, text);
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('commit', '-q', '-m', 'estate');
    git('checkout', '-q', '-b', 'work');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  async function check(options: CommandOptions = {}, strict = false): Promise<{ code: number; report: Report }> {
    const out: string[] = [];
    const context: CommandContext = {
      terminal: {
        out: (text) => void out.push(text),
        note: () => undefined,
        paint: plainPaint,
        notePaint: plainPaint,
        columns: 80,
        interactive: false,
      },
      global: { root, asOf: '2026-11-22T12:00:00Z', format: 'json', quiet: false, debug: false, strict },
    };
    const code = await run(context, [], options);
    return { code, report: expectDocument('CheckDocument', out.join('')) as Report };
  }
  const verdictOf = ({ results }: Report, id: string): string | undefined =>
    results.find((result) => result.id === id)?.verdict;

  it('is green for the change that mends an overdue host, while the estate is red', async () => {
    expect((await check({ estate: true })).code).toBe(3);
    write('inventory/hosts.yaml', hosts('4.17.21'));

    const { code, report } = await check();

    expect(verdictOf(report, 'deadlines')).toBe('pass');
    expect(code).toBe(0);
  });

  it('is red for the change that brings another overdue host, and counts the one before as known', async () => {
    write('inventory/hosts.yaml', hosts('4.17.20', '4.17.20'));

    const { code, report } = await check();

    expect(report.results.find(({ id }) => id === 'deadlines')).toMatchObject({ verdict: 'fail', known: 1 });
    expect(code).toBe(3);
  });

  it('is red for a file that cannot be read, with the exit code for invalid input', async () => {
    write('inventory/more.yaml', 'apiVersion: patchledger/v1\nkind: Inventori\n');

    expect((await check()).code).toBe(2);
  });

  it('is red for a record that is edited, whatever else the change does', async () => {
    write('records/test/2026/01/one.yaml', `${readFileSync(join(root, 'records/test/2026/01/one.yaml'), 'utf8')}# \n`);

    const { code, report } = await check();

    expect(verdictOf(report, 'records')).toBe('fail');
    expect(code).toBe(3);
  });

  it('says of nothing but new data that it is in the data lane', async () => {
    write(
      'catalog/more.json',
      files['catalog/lodash.json']?.replaceAll('GHSA-35jh-r3h4-6jhm', 'GHSA-0000-0000-0000') ?? '',
    );

    expect((await check()).report.lane).toBe('data');
  });

  it('says of a loosened policy what it does, and that nobody here knows who approved', async () => {
    write('policies/base.yaml', (files['policies/base.yaml'] ?? '').replace('7d', '30d'));

    const { report } = await check();
    const effect = report.results.find(({ id }) => id === 'effect');

    expect(effect?.problems.map(({ message }) => message).join('\n')).toMatch(
      /base\/all: loosened, from .*7d.* to .*30d/,
    );
    expect(verdictOf(report, 'approval')).toBe('unknown');
    expect((await check({}, true)).code).not.toBe(0);
  });

  it('reads from the base who must approve: a change cannot excuse itself', async () => {
    write('policies/base.yaml', (files['policies/base.yaml'] ?? '').replace('7d', '30d'));
    write('patchledger.yaml', resource('Workspace', 'acme', 'timeZone: UTC'));

    expect(verdictOf((await check()).report, 'approval')).toBe('unknown');
  });

  it('says which base is missing', async () => {
    await expect(check({ base: 'nowhere' })).rejects.toThrow(/there is no base to compare with: nowhere/);
  });
});

interface Report {
  readonly lane: string;
  readonly results: readonly {
    readonly id: string;
    readonly verdict: string;
    readonly known: number;
    readonly problems: readonly { readonly message: string }[];
  }[];
}
