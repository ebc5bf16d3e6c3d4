import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CommandOptions } from '../../src/commands/command.ts';
import { run } from '../../src/commands/import.ts';
import { run as plan } from '../../src/commands/plan.ts';
import { run as validate } from '../../src/commands/validate.ts';
import { vexFormats } from '../../src/feeds/catalog/vex-registry.ts';
import { type CapturedRun, captureRun } from '../support/capture.ts';
import { yaml } from '../support/estate.ts';
import { contentsOf, temporaryFolder, writeFiles } from '../support/folders.ts';

const lib = { ecosystem: 'npm', name: 'lib', version: '1.0.0' };
const osv = JSON.stringify({
  ...{ id: 'CVE-2026-0001', modified: '2026-11-01T00:00:00Z', published: '2026-11-01T00:00:00Z' },
  affected: [{ package: { ecosystem: 'npm', name: 'lib' }, versions: ['1.0.0'] }],
});

function openVex(status: object, purl = 'pkg:npm/lib@1.0.0'): string {
  return JSON.stringify({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    ...{ '@id': 'https://acme.example/vex/1', author: 'Acme', timestamp: '2026-11-10T00:00:00Z', version: 1 },
    statements: [{ vulnerability: { name: 'CVE-2026-0001' }, products: [{ '@id': purl }], ...status }],
  });
}

const absent = { status: 'not_affected', justification: 'vulnerable_code_not_present' };
const cycloneDx = JSON.stringify({
  ...{ bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79' },
  vulnerabilities: [
    {
      id: 'CVE-2026-0001',
      analysis: { state: 'not_affected', justification: 'code_not_present' },
      affects: [{ ref: 'pkg:npm/lib@1.0.0' }],
    },
  ],
});
const csaf = JSON.stringify({
  document: {
    ...{
      category: 'csaf_vex',
      csaf_version: '2.0',
      title: 't',
      publisher: { category: 'vendor', name: 'Acme', namespace: 'https://acme.example' },
    },
    tracking: {
      ...{ id: 'ACME-1', status: 'final', version: '1', revision_history: [] },
      ...{ initial_release_date: '2026-11-10T00:00:00Z', current_release_date: '2026-11-10T00:00:00Z' },
    },
  },
  product_tree: {
    full_product_names: [
      { name: 'lib', product_id: 'P1', product_identification_helper: { purl: 'pkg:npm/lib@1.0.0' } },
    ],
  },
  vulnerabilities: [
    {
      cve: 'CVE-2026-0001',
      product_status: { known_not_affected: ['P1'] },
      flags: [{ label: 'vulnerable_code_not_present', product_ids: ['P1'] }],
    },
  ],
});

function estate(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  const root = join(folder, 'estate');
  writeFiles(folder, {
    'estate/inventory/hosts.yaml': yaml('Inventory', 'hosts', { assets: [{ name: 'web-1', components: [lib] }] }),
    'estate/policies/p.yaml': yaml('PatchPolicy', 'p', {
      rules: [{ id: 'all', then: { priority: 'scheduled', within: '14d' } }],
    }),
    'estate/catalog/lib.json': osv,
    ...files,
  });
  const importing = (format: string, names: readonly string[], options: CommandOptions = { yes: true }) =>
    captureRun(
      run,
      { root, asOf: '2026-12-01T00:00:00Z' },
      [format, ...names.map((name) => join(folder, name))],
      options,
    );
  const drafts = (): readonly string[] => {
    const at = join(root, 'exceptions/vex');
    return readdirSync(at).map((name) => readFileSync(join(at, name), 'utf8'));
  };
  return { root, importing, drafts };
}

const thrown = (work: Promise<CapturedRun>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

const documents = [
  ['openvex', openVex(absent)],
  ['cyclonedx-vex', cycloneDx],
  ['csaf', csaf],
] as const;

describe('a VEX document', () => {
  it('is shown in every format', () => {
    expect(documents.map(([format]) => format).sort()).toEqual(vexFormats.map(({ reader }) => reader.id).sort());
  });

  it.each(documents)(
    'in the format %s becomes an Assessment below the folder of exceptions, and the plan heeds it once it stands there',
    async (_, text) => {
      const { root, importing, drafts } = estate({ 'v.json': text });

      const { code } = await importing('auto', ['v.json']);

      expect(code).toBe(0);
      expect(drafts()).toHaveLength(1);
      expect(drafts()[0]).toContain('  status: not-affected\n');
      const [planned, valid] = [
        await captureRun(plan, { root, asOf: '2026-12-01T00:00:00Z', format: 'json' }),
        await captureRun(validate, { root, asOf: '2026-12-01T00:00:00Z', format: 'summary' }),
      ];
      expect(JSON.parse(planned.out)).toMatchObject({ summary: { requirements: { total: 0 } } });
      expect(valid.code).toBe(0);
    },
  );

  it('is told in a few lines', async () => {
    const { importing } = estate({ 'v.json': openVex(absent) });

    const { out } = await importing('vex', ['v.json'], { dryRun: true });

    expect(out).toBe(
      '1 Assessment would be written\n' +
        '  exceptions/vex/vex-cve-2026-0001-a763c257.yaml  CVE-2026-0001  not-affected  vulnerable_code_not_present  web-1\n' +
        '\n' +
        '1 statement: 1 new, 0 known, 0 differing; 0 left\n',
    );
  });

  it('is imported twice without a change', async () => {
    const { root, importing } = estate({ 'v.json': openVex(absent) });
    await importing('auto', ['v.json']);
    const before = contentsOf(root);

    const again = await importing('auto', ['v.json'], {});

    expect(again.code).toBe(0);
    expect(again.out).toContain('0 new, 1 known');
    expect(contentsOf(root)).toEqual(before);
  });

  it('replaces nothing, not even where it changed its mind', async () => {
    const { root, importing } = estate({
      'v.json': openVex(absent),
      'w.json': openVex({ status: 'under_investigation' }),
    });
    await importing('auto', ['v.json']);
    const before = contentsOf(root);

    const { out } = await importing('auto', ['w.json']);

    expect(out).toContain('1 Assessment here says otherwise and stays');
    expect(contentsOf(root)).toEqual(before);
  });

  it('writes nothing on a dry run, and nothing off a terminal without a yes', async () => {
    const { root, importing } = estate({ 'v.json': openVex(absent) });
    const before = contentsOf(root);

    await importing('auto', ['v.json'], { dryRun: true });
    const refused = await thrown(importing('auto', ['v.json'], {}));

    expect(refused).toMatchObject({ message: 'Assessments would be added; nothing was written' });
    expect(contentsOf(root)).toEqual(before);
  });

  it('about software that no asset carries is left, with the reason', async () => {
    const { importing } = estate({ 'v.json': openVex(absent, 'pkg:npm/elsewhere@1.0.0') });

    const { out } = await importing('vex', ['v.json']);

    expect(out).toContain('no asset that it could be about carries it');
    expect(out).toContain('0 new, 0 known, 0 differing; 1 left');
  });

  it('that is none is refused', async () => {
    const { importing } = estate({ 'v.json': '{"a": 1}' });

    expect(await thrown(importing('vex', ['v.json']))).toMatchObject({
      message: 'these files state nothing about a vulnerability; nothing was written',
    });
  });

  it('in a bill of materials is VEX only where the format says so', async () => {
    const bom = JSON.stringify({
      ...{ ...(JSON.parse(cycloneDx) as object), metadata: { component: { type: 'container', name: 'web-1' } } },
      components: [{ type: 'library', name: 'lib', version: '1.0.0', purl: 'pkg:npm/lib@1.0.0' }],
    });
    const { importing } = estate({ 'b.json': bom });

    expect((await importing('auto', ['b.json'])).out).toContain('observed/imports/cyclonedx.ndjson is written');
    expect((await importing('vex', ['b.json'])).out).toContain('1 Assessment written');
  });
});
