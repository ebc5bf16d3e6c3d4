import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../../src/adapters/terminal.ts';
import { run } from '../../src/commands/report.ts';

const head = 'apiVersion: patchledger/v1\n';
const workspace = `${head}kind: Workspace\nmetadata: { name: acme }\n`;
const inventory =
  `${head}kind: Inventory\nmetadata: { name: hosts }\nspec:\n  assets:\n` +
  '    - name: gw-1\n      components: [{ ecosystem: npm, name: lodash, version: 4.17.20 }]\n';
const policy =
  `${head}kind: PatchPolicy\nmetadata: { name: base }\nspec:\n  rules:\n` +
  '    - { id: all, when: {}, then: { priority: scheduled, within: 14d, clockStart: released } }\n';
const advisory = JSON.stringify({
  id: 'GHSA-aaaa-bbbb-cccc',
  modified: '2025-01-01T00:00:00Z',
  published: '2025-01-01T00:00:00Z',
  affected: [
    {
      package: { ecosystem: 'npm', name: 'lodash' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '4.17.21' }] }],
    },
  ],
});

/** Writes the pack of an estate into a folder of its own, and hands its files over. */
async function packOf(files: Readonly<Record<string, string>>): Promise<(path: string) => string> {
  const root = mkdtempSync(join(tmpdir(), 'patchledger-machine-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const terminal = {
    out: () => {},
    note: () => {},
    paint: plainPaint,
    notePaint: plainPaint,
    columns: 80,
    interactive: false,
  };
  const global = {
    root,
    asOf: '2026-11-22T12:00:00Z',
    format: undefined,
    quiet: true,
    debug: false,
    strict: false,
  };
  await run({ terminal, global }, [], {});
  const folder = join(root, 'docs/patchledger');
  const texts = new Map(
    ['manifest.json', ...readdirSync(join(folder, 'machine')).map((name) => `machine/${name}`)].map((path) => [
      path,
      readFileSync(join(folder, path), 'utf8'),
    ]),
  );
  rmSync(root, { recursive: true, force: true });
  return (path) => texts.get(path) ?? '';
}

const open = {
  'patchledger.yaml': workspace,
  'inventory/hosts.yaml': inventory,
  'policies/base.yaml': policy,
  'catalog/a.json': advisory,
};

describe('the files of a pack for programs', () => {
  it('stand in the manifest with their digest, and in a list beside them', async () => {
    const textOf = await packOf(open);
    const { files } = JSON.parse(textOf('manifest.json')) as {
      readonly files: readonly { readonly path: string; readonly sha256: string; readonly inputs: readonly string[] }[];
    };
    const machine = files.filter(({ path }) => path.startsWith('machine/'));

    expect(machine.map(({ path }) => path)).toEqual([
      'machine/README.md',
      'machine/checks.junit.xml',
      'machine/findings.sarif',
      'machine/openvex.json',
      'machine/oscal-assessment-plan.json',
      'machine/oscal-assessment-results.json',
      'machine/oscal-component-definition.json',
      'machine/oscal-poam.json',
    ]);
    for (const { path, sha256, inputs } of machine) {
      expect(sha256).toBe(createHash('sha256').update(textOf(path)).digest('hex'));
      expect(inputs).toContain('inventory/hosts.yaml');
    }
    expect(textOf('machine/README.md')).not.toContain('no:');
  });

  it('lead to the rule that an overdue update breaks, and to the asset', async () => {
    const textOf = await packOf(open);
    const sarif = JSON.parse(textOf('machine/findings.sarif')).runs[0].results.find(
      ({ ruleId }: { readonly ruleId: string }) => ruleId === 'check/overdue',
    );

    expect(sarif.locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: 'inventory/hosts.yaml' },
      region: { startLine: 6 },
    });
    expect(sarif.relatedLocations[0]).toMatchObject({
      message: { text: 'required by base/all' },
      physicalLocation: { artifactLocation: { uri: 'policies/base.yaml' }, region: { startLine: 6 } },
    });
    expect(textOf('machine/checks.junit.xml')).toContain('<testcase name="deadlines" classname="gate">');
  });

  it('are left out where a format knows no empty document, and the list says why', async () => {
    const textOf = await packOf({ 'patchledger.yaml': workspace });

    expect(textOf('machine/oscal-poam.json')).toBe('');
    expect(textOf('machine/README.md')).toContain('no: nothing is open');
    expect(textOf('machine/README.md')).toContain('no: there is no statement to make');
  });

  it('name the hash of each file that evidence rests on', async () => {
    const textOf = await packOf(open);
    const { resources } = JSON.parse(textOf('machine/oscal-poam.json'))['plan-of-action-and-milestones'][
      'back-matter'
    ] as { readonly resources: readonly { readonly title: string; readonly rlinks: readonly object[] }[] };
    const value = createHash('sha256').update(inventory).digest('hex');

    expect(resources.find(({ title }) => title === 'inventory/hosts.yaml')?.rlinks).toEqual([
      { href: 'inventory/hosts.yaml', hashes: [{ algorithm: 'SHA-256', value }] },
    ]);
  });
});
