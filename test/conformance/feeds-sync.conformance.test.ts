import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run as feedsRun } from '../../src/commands/feeds.ts';
import { run as validateRun } from '../../src/commands/validate.ts';
import { captureRun } from '../support/capture.ts';
import { dataRoot } from '../support/conformance-data.ts';
import { yaml } from '../support/estate.ts';
import { temporaryFolder, writeFiles } from '../support/folders.ts';

const data = join(dataRoot, 'data');
const asOf = '2026-11-22T06:00:00Z';

interface Synced {
  readonly source: string;
  readonly status: string;
  readonly format: string;
  readonly documents: number;
  readonly total: number;
  readonly diagnostics: readonly { readonly code: string; readonly severity: string; readonly file?: string }[];
}

function estateOf(sources: readonly object[], components: readonly object[] = []): string {
  return writeFiles(temporaryFolder(), {
    'patchledger.yaml': yaml('Workspace', 'w', { catalog: { sources } }),
    'inventory/hosts.yaml': yaml('Inventory', 'hosts', { assets: [{ name: 'host', components }] }),
  });
}

async function sync(root: string): Promise<readonly Synced[]> {
  const { out } = await captureRun(feedsRun, { root, asOf, format: 'json', quiet: true }, ['sync'], {});
  return (JSON.parse(out) as { readonly sources: readonly Synced[] }).sources;
}

const fromFolder = (name: string, folder: string, more: object = {}): object => {
  return { name, url: `file://${join(data, folder)}`, keep: 'all', ...more };
};

describe('documents that break the schema of OSV', () => {
  it('each give a diagnostic on their way into the catalogue, and none is passed over', async () => {
    const names = readdirSync(join(data, 'osv-invalid')).sort();
    const [source] = await sync(estateOf([fromFolder('invalid', 'osv-invalid')]));
    const told = new Set(source?.diagnostics.map(({ file }) => file));
    process.stdout.write(`${source?.documents} of ${names.length} kept, ${source?.diagnostics.length} remarks\n`);

    expect(names).toHaveLength(58);
    expect(names.filter((name) => !told.has(`invalid/${name}`))).toEqual([]);
    expect(source).toMatchObject({ status: 'updated', documents: 57, total: 57 });
  });
});

describe('every real feed', () => {
  const feeds = [
    ['almalinux8', 'osv/almalinux8', 'osv', 500],
    ['almalinux9', 'osv/almalinux9', 'osv', 500],
    ['almalinux10', 'osv/almalinux10', 'osv', 150],
    ['bitnami', 'osv/bitnami', 'osv', 600],
    ['go', 'osv/go', 'osv', 500],
    ['pypi', 'osv/pypi', 'osv', 500],
    ['kev', 'kev/known_exploited_vulnerabilities.json', 'kev', 1404],
    // One of the 300 records is rejected: it says nothing about its CVE any more.
    ['vulnrichment', 'vulnrichment', 'cve', 299],
  ] as const;

  it('is synced whole, reads back as it was, and is unchanged the next time', async () => {
    const root = estateOf(feeds.map(([name, folder]) => fromFolder(name, folder)));
    const startedAt = performance.now();
    const first = await sync(root);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const files = readdirSync(join(root, 'catalog'), { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
    process.stdout.write(`${first.length} feeds in ${seconds} s, ${files.length} files\n`);

    expect(first.map(({ source, format, documents, total }) => [source, format, documents, total])).toEqual(
      feeds.map(([name, , format, count]) => [name, format, count, count]),
    );
    expect(first.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
    expect(files.length).toBeLessThan(150);
    const validated = await captureRun(validateRun, { root, asOf, format: 'json' });
    expect(validated.code).toBe(0);
    expect((await sync(root)).map(({ status }) => status)).toEqual(feeds.map(() => 'unchanged'));
  }, 120_000);

  it('is reduced to the packages of the estate', async () => {
    const components = [
      { ecosystem: 'AlmaLinux:9', name: 'openssl', version: '1:3.0.1-41.el9' },
      { ecosystem: 'Go', name: 'stdlib', version: '1.20.0' },
    ];
    const wanted = feeds.filter(([name]) => name !== 'kev');
    const root = estateOf(
      wanted.map(([name, folder]) => fromFolder(name, folder, { keep: 'estate' })),
      components,
    );
    const synced = await sync(root);
    process.stdout.write(
      `${synced.map(({ source, documents, total }) => `${source} ${documents}/${total}`).join(', ')}\n`,
    );

    const kept = new Map(synced.map(({ source, documents }) => [source, documents]));
    const naming = (folder: string, text: string): number =>
      readdirSync(join(data, folder)).filter((name) => readFileSync(join(data, folder, name), 'utf8').includes(text))
        .length;
    expect(kept.get('go')).toBe(naming('osv/go', '"name":"stdlib"') + naming('osv/go', '"name": "stdlib"'));
    expect(kept.get('almalinux8')).toBe(0);
    expect(kept.get('almalinux9')).toBeGreaterThan(0);
  }, 120_000);
});
