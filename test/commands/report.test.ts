import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainPaint } from '../../src/adapters/terminal.ts';
import type { CommandContext, CommandOptions } from '../../src/commands/command.ts';
import { run } from '../../src/commands/report.ts';

const files: Readonly<Record<string, string>> = {
  'patchledger.yaml':
    'apiVersion: patchledger/v1\nkind: Workspace\nmetadata: { name: acme }\nspec: { timeZone: Europe/Zurich }\n',
  'inventory/hosts.yaml':
    'apiVersion: patchledger/v1\nkind: Inventory\nmetadata: { name: hosts }\nspec:\n  assets:\n' +
    '    - name: gw-1\n      components: [{ ecosystem: npm, name: lodash, version: 4.17.20 }]\n',
};

/** What a run said on standard error, and its exit code. */
interface Told {
  readonly code: number;
  readonly notes: string;
  readonly out?: string;
}

async function report(
  root: string,
  options: CommandOptions = {},
  quiet = false,
  asOf = '2026-11-22T12:00:00Z',
): Promise<Told> {
  const notes: string[] = [];
  const out: string[] = [];
  const context: CommandContext = {
    terminal: {
      out: (text) => void out.push(text),
      note: (text) => void notes.push(text),
      paint: plainPaint,
      notePaint: plainPaint,
      columns: 80,
      interactive: false,
    },
    global: { root, asOf, format: undefined, quiet, debug: false, strict: false },
  };
  const code = await run(context, [], options);
  return { code, notes: notes.join(''), ...(out.length > 0 && { out: out.join('') }) };
}

describe('report', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'patchledger-report-'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('writes the index, the documents and the manifest below docs/patchledger, and says so', async () => {
    const { code, notes } = await report(root);

    expect(code).toBe(0);
    expect(notes).toMatch(/^\d+ files written to /);
    expect(readdirSync(join(root, 'docs/patchledger'))).toEqual(
      expect.arrayContaining([
        'README.md',
        'csv',
        'd2-inventory.md',
        'd2-inventory.html',
        'index.html',
        'manifest.json',
      ]),
    );
  });

  it('writes nothing the second time: its own documents are no input', async () => {
    await report(root);

    expect((await report(root)).notes).toContain(', all as they were');
  });

  it('writes every document of a changed estate anew: each names the inputs it was made from', async () => {
    await report(root);
    const renamed = (files['inventory/hosts.yaml'] ?? '').replace('gw-1', 'gw-2');
    writeFileSync(join(root, 'inventory/hosts.yaml'), renamed);

    expect((await report(root)).notes).toMatch(/^\d+ files written to /);
    expect(readFileSync(join(root, 'docs/patchledger/d2-inventory.html'), 'utf8')).toContain('<code>gw-2</code>');
    expect(readFileSync(join(root, 'docs/patchledger/d2-inventory.md'), 'utf8')).toContain('`gw-2`');
  });

  it('lists in the manifest the digest of every file as it lies there', async () => {
    await report(root, { out: join(root, 'audit') }, true);

    const manifest = JSON.parse(readFileSync(join(root, 'audit/manifest.json'), 'utf8'));

    expect(manifest.files.length).toBeGreaterThan(4);
    for (const { path, sha256, bytes } of manifest.files) {
      const content = readFileSync(join(root, 'audit', path));
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
      expect(content.length).toBe(bytes);
    }
  });

  it('names the folder it cannot write to', async () => {
    await expect(report(root, { out: join(root, 'patchledger.yaml') })).rejects.toThrow(
      /cannot be written to .*patchledger\.yaml/,
    );
  });

  describe('--check', () => {
    const git = (...args: readonly string[]): void => {
      execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
        stdio: 'pipe',
      });
    };
    const pack = (): string => join(root, 'audit');

    it('finds a pack equal that nobody touched, also from another instant', async () => {
      await report(root, { out: pack() });

      expect(await report(root, { out: pack(), check: true }, false, '2027-01-01T00:00:00Z')).toEqual({
        code: 0,
        notes: expect.stringMatching(/^equal: \d+ files built again from the files as they are now\n$/),
      });
    });

    it('builds from the commit that the manifest names, whatever the files say now', async () => {
      git('init', '-q');
      git('add', '.');
      git('commit', '-q', '-m', 'estate');
      await report(root, { out: pack() });
      writeFileSync(join(root, 'inventory/hosts.yaml'), (files['inventory/hosts.yaml'] ?? '').replace('gw-1', 'gw-2'));

      expect((await report(root, { out: pack(), check: true })).notes).toContain('equal: ');
    });

    it('names every file that was edited, removed or added', async () => {
      await report(root, { out: pack() });
      writeFileSync(join(pack(), 'd4-patch-status.md'), 'all is well\n');
      rmSync(join(pack(), 'd9-deployment-log.html'));
      writeFileSync(join(pack(), 'letter.txt'), 'hello\n');

      const told = await report(root, { out: pack(), check: true });

      expect(told.code).toBe(4);
      expect(told.out).toBe(
        'differs: d4-patch-status.md\nmissing: d9-deployment-log.html\nnot of this pack: letter.txt\n',
      );
    });

    it('refuses a folder that holds no report', async () => {
      await expect(report(root, { out: pack(), check: true })).rejects.toThrow(/holds no report to check/);
    });
  });

  it('writes nothing when a template of the estate is wrong, and says where', async () => {
    mkdirSync(join(root, 'templates/report/html'), { recursive: true });
    writeFileSync(join(root, 'templates/report/html/index.hbs'), 'a\n{{headline}}');

    await expect(report(root, { out: join(root, 'audit') })).rejects.toThrow(/report\/html\/index\.hbs:2: /);
    expect(readdirSync(root)).not.toContain('audit');
  });

  it('writes nothing when a Markdown template of the estate is wrong, and says where', async () => {
    mkdirSync(join(root, 'templates/report/markdown'), { recursive: true });
    writeFileSync(join(root, 'templates/report/markdown/document.hbs'), 'a\n\n{{headline}}');

    await expect(report(root, { out: join(root, 'audit') })).rejects.toThrow(/report\/markdown\/document\.hbs:3: /);
    expect(readdirSync(root)).not.toContain('audit');
  });

  it('arranges Markdown by a template of the estate', async () => {
    mkdirSync(join(root, 'templates/report/markdown'), { recursive: true });
    writeFileSync(join(root, 'templates/report/markdown/README.hbs'), 'Of {{organisation}}');
    await report(root, { out: join(root, 'audit') });

    expect(readFileSync(join(root, 'audit/README.md'), 'utf8')).toBe('Of acme\n');
  });

  it.each([
    ['a period that ends before it begins', { period: '2026-02-01..2026-01-01' }, /is no period/],
    ['a sample of nothing', { sample: '0' }, /is no size of a sample/],
    ['a seed without a sample', { seed: 'x' }, /draws nothing without --sample/],
    ['a list that is not there', { cmdb: '/nowhere/cmdb.csv' }, /cannot read/],
  ])('refuses %s', async (_, options, words) => {
    await expect(report(root, { out: join(root, 'audit'), ...options })).rejects.toThrow(words);
    expect(readdirSync(root)).not.toContain('audit');
  });

  it('refuses a list from outside that names no assets', async () => {
    writeFileSync(join(root, 'cmdb.csv'), 'colour\nred\n');

    await expect(report(root, { cmdb: join(root, 'cmdb.csv') })).rejects.toThrow(/names no assets/);
  });

  it('builds again what was asked for: period, sample, pseudonyms and the list from outside', async () => {
    const [out, cmdb] = [join(root, 'audit'), join(root, 'cmdb.csv')];
    writeFileSync(cmdb, 'hostname\ngw-1\nghost-1\n');
    await report(root, { out, period: '90d', sample: 'all', redact: true, cmdb });

    const { request } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
    expect(request).toMatchObject({ period: '90d', sample: 'all', redact: true, cmdb: expect.any(String) });
    expect(readFileSync(join(out, 'd2-inventory.md'), 'utf8')).not.toMatch(/gw-1|ghost-1/);
    await expect(report(root, { out, check: true })).rejects.toThrow(/a list from outside, which is no part of it/);
    expect(await report(root, { out, check: true, cmdb })).toMatchObject({ code: 0 });
  });

  it('lists in D14 every other file with the digest that the manifest has', async () => {
    const out = join(root, 'audit');
    await report(root, { out, sample: '5', seed: 'q4' });

    const manifest: { files: readonly { path: string; sha256: string }[] } = JSON.parse(
      readFileSync(join(out, 'manifest.json'), 'utf8'),
    );
    const listed = readFileSync(join(out, 'csv/d14-files.csv'), 'utf8').trim().split('\r\n').slice(1);
    const others = manifest.files.filter(({ path }) => !/(?:^|\/)d14-/.test(path));
    expect(listed.map((line) => line.split(',')[0])).toEqual(others.map(({ path }) => path));
    for (const { path, sha256 } of others) expect(listed.find((line) => line.startsWith(`${path},`))).toContain(sha256);
  });
});
