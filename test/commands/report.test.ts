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
}

async function report(root: string, options: CommandOptions = {}, quiet = false): Promise<Told> {
  const notes: string[] = [];
  const context: CommandContext = {
    terminal: {
      out: () => undefined,
      note: (text) => void notes.push(text),
      paint: plainPaint,
      notePaint: plainPaint,
      columns: 80,
      interactive: false,
    },
    global: { root, asOf: '2026-11-22T12:00:00Z', format: undefined, quiet, debug: false, strict: false },
  };
  const code = await run(context, [], options);
  return { code, notes: notes.join('') };
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
});
