import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/commands/plan.ts';
import { captureRun } from '../support/capture.ts';
import { yaml } from '../support/estate.ts';

const files: Readonly<Record<string, string>> = {
  'patchledger.yaml': yaml('Workspace', 'w', {}),
  'inventory/a.yaml': yaml('Inventory', 'a', {
    assets: [{ name: 'web-1', components: [{ ecosystem: 'npm', name: 'app', version: '1.0.0' }] }],
  }),
  'policies/p.yaml': yaml('PatchPolicy', 'p', {
    rules: [{ id: 'all', then: { priority: 'scheduled', within: '14d' } }],
  }),
  'catalog/app.json': JSON.stringify({
    ...{ id: 'GHSA-app', modified: '2026-11-20T00:00:00Z', published: '2026-11-20T00:00:00Z' },
    affected: [{ package: { ecosystem: 'npm', name: 'app' }, versions: ['1.0.0'] }],
  }),
};

describe('plan', () => {
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'patchledger-plan-'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const plan = (format: string) => captureRun(run, { root, asOf: '2026-11-22T12:00:00Z', format });

  it('prints lines that each hold an object, from the plan to the end', async () => {
    const { out, code } = await plan('ndjson');

    const kinds = out
      .split('\n')
      .slice(0, -1)
      .flatMap((line) => Object.keys(JSON.parse(line)));
    expect(code).toBe(0);
    expect([kinds[0], kinds.at(-1)]).toEqual(['plan', 'end']);
  });

  it('prints a row a requirement', async () => {
    const { out } = await plan('csv');

    expect(out.split('\r\n')).toEqual([
      expect.stringMatching(/^id,asset,/),
      expect.stringMatching(/^R-\w+,web-1,npm,app,/),
      '',
    ]);
  });

  it.each(['json', 'ndjson', 'csv'])('says nothing beside a plan as %s that programs read', async (format) => {
    expect((await plan(format)).notes).toBe('');
  });
});
