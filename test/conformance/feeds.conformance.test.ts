import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCatalogFile } from '../../src/feeds/catalog/registry.ts';
import { packageListReaders } from '../../src/feeds/observed/registry.ts';
import type { AdvisoryDocument, SeverityStatement } from '../../src/model/advisory.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { CatalogFragment } from '../../src/model/feed.ts';
import { dataRoot } from '../support/conformance-data.ts';

const root = join(dataRoot, 'data');

interface FolderRead {
  readonly files: number;
  readonly documents: readonly AdvisoryDocument[];
  readonly fragments: readonly CatalogFragment[];
  readonly diagnosticsByFile: ReadonlyMap<string, readonly Diagnostic[]>;
}

function readFolder(folder: string): FolderRead {
  const names = readdirSync(join(root, folder)).sort();
  const read = names.map((path) => [path, readCatalogFile({ path, text: textOf(folder, path) })] as const);
  return {
    files: names.length,
    documents: read.flatMap(([, { value }]) => value.documents),
    fragments: read.map(([, { value }]) => value),
    diagnosticsByFile: new Map(read.map(([path, { diagnostics }]) => [path, diagnostics])),
  };
}

function textOf(...path: readonly string[]): string {
  return readFileSync(join(root, ...path), 'utf8');
}

const steps: readonly SeverityStatement['step'][] = ['osv', 'affected', 'database-specific', 'source-word'];

/** The step of the chain that speaks first for a document, its linked CVEs aside. */
function firstStep({ severity, affected }: AdvisoryDocument): string {
  const stated = [...severity, ...affected.flatMap((entry) => entry.severity)];
  return steps.find((step) => stated.some((statement) => statement.step === step)) ?? 'none';
}

function count<T>(items: readonly T[], keyOf: (item: T) => string): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const codesOf = (found: readonly Diagnostic[]): readonly string[] => [...new Set(found.map(({ code }) => code))];

function hasCve({ id, aliases, related, upstream }: AdvisoryDocument): boolean {
  return [id, ...aliases, ...related, ...upstream].some((name) => name.startsWith('CVE-'));
}

const packagesOf = (documents: readonly AdvisoryDocument[]): number =>
  new Set(documents.flatMap(({ affected }) => affected.map(({ ecosystem, name }) => `${ecosystem} ${name}`))).size;

interface Expected {
  readonly documents: number;
  readonly packages: number;
  readonly severity: Readonly<Record<string, number>>;
  readonly withCve: number;
}

/**
 * What each feed holds; a reader that loses something changes a figure. The 203 documents of AlmaLinux 8 without a
 * severity are bug fix and enhancement errata, which have none. Go states none at all, PyPI rarely.
 */
const feeds: readonly (readonly [folder: string, expected: Expected])[] = [
  ['almalinux8', { documents: 500, packages: 2474, severity: { none: 203, 'source-word': 297 }, withCve: 297 }],
  ['almalinux9', { documents: 500, packages: 2266, severity: { 'source-word': 500 }, withCve: 499 }],
  ['almalinux10', { documents: 150, packages: 770, severity: { 'source-word': 150 }, withCve: 150 }],
  ['bitnami', { documents: 600, packages: 98, severity: { affected: 600 }, withCve: 600 }],
  ['go', { documents: 500, packages: 360, severity: { none: 500 }, withCve: 449 }],
  ['pypi', { documents: 500, packages: 194, severity: { none: 458, osv: 42 }, withCve: 500 }],
  [
    'google-testdata',
    {
      documents: 33,
      packages: 22,
      severity: { 'database-specific': 7, none: 10, osv: 15, 'source-word': 1 },
      withCve: 28,
    },
  ],
];

describe('every real OSV feed', () => {
  it.each(feeds)('%s is read whole, with the severity its source states', (folder, expected) => {
    const startedAt = performance.now();
    const { documents, diagnosticsByFile } = readFolder(`osv/${folder}`);
    const found: Expected = {
      documents: documents.length,
      packages: packagesOf(documents),
      severity: count(documents, firstStep),
      withCve: documents.filter(hasCve).length,
    };
    const unjudged = [...diagnosticsByFile.values()].flat();
    process.stdout.write(`${folder}: ${JSON.stringify(found)} in ${Math.round(performance.now() - startedAt)} ms\n`);

    expect(found).toEqual(expected);
    // The only remark a valid document gives: it names no versions that could be compared.
    expect(unjudged.filter(({ code }) => code !== 'catalog/nothing-to-judge')).toEqual([]);
    expect(unjudged.length).toBe(folder === 'google-testdata' ? 9 : 0);
  });
});

describe('OSV documents that break the schema', () => {
  it('each give a diagnostic, and what can be used of them is read', () => {
    const { files, documents, diagnosticsByFile } = readFolder('osv-invalid');
    const codes = [...diagnosticsByFile].map(([file, found]) => `${file}: ${codesOf(found).join(', ')}`);
    process.stdout.write(`${codes.join('\n')}\n`);

    expect(files).toBe(58);
    expect([...diagnosticsByFile].filter(([, found]) => found.length === 0)).toEqual([]);
    expect(documents).toHaveLength(57);
    expect(count([...diagnosticsByFile.values()].flatMap(codesOf), (code) => code)).toEqual({
      // Mock records without date or with a placeholder in its place.
      'catalog/wrong-timestamp': 55,
      // Affected entries without a package, or without versions and ranges.
      'catalog/nothing-to-judge': 45,
      // `versions` is a number in place of a list.
      'catalog/wrong-versions': 12,
      'catalog/unknown-ecosystem': 2,
      'catalog/wrong-document': 1,
    });
  });
});

describe('real facts about CVEs', () => {
  it('are the 1,404 entries of the KEV catalogue', () => {
    const { value, diagnostics } = readCatalogFile({
      path: 'kev.json',
      text: textOf('kev/known_exploited_vulnerabilities.json'),
    });
    const entries = [...(value.kev?.entries.values() ?? [])];
    const ransomware = count(entries, (entry) => entry.ransomware);
    process.stdout.write(`kev ${value.kev?.version}: ${entries.length} entries, ${JSON.stringify(ransomware)}\n`);

    expect(diagnostics).toEqual([]);
    expect(entries).toHaveLength(1404);
    expect(entries.filter(({ addedAt, dueDate }) => addedAt === undefined || dueDate === undefined)).toEqual([]);
  });

  it('are SSVC and CVSS of the 300 vulnrichment records, one of them rejected', () => {
    const { files, fragments, diagnosticsByFile } = readFolder('vulnrichment');
    const cves = fragments.flatMap((fragment) => fragment.cves);
    const found = {
      cves: cves.length,
      exploitation: count(cves, (cve) => cve.exploitation ?? 'unknown'),
      automatable: count(cves, (cve) => String(cve.automatable ?? 'unknown')),
      technicalImpact: count(cves, (cve) => cve.technicalImpact ?? 'unknown'),
      cvss: cves.filter(({ severity }) => severity.length > 0).length,
    };
    process.stdout.write(`vulnrichment: ${JSON.stringify(found)}\n`);

    expect(files).toBe(300);
    expect([...diagnosticsByFile.values()].flat()).toEqual([]);
    expect(found).toEqual({
      cves: 299,
      exploitation: { active: 104, none: 164, poc: 31 },
      automatable: { false: 217, true: 82 },
      technicalImpact: { partial: 143, total: 156 },
      cvss: 255,
    });
  });
});

describe('real package lists', () => {
  it('are the 505 packages of a Debian bookworm machine', () => {
    const text = textOf('apt/dpkg-status-bookworm');
    const context = { ecosystem: 'Debian:12', file: 'status' };
    const { value, diagnostics } = packageListReaders['dpkg-status'].read(text, context);
    const withSource = value.filter(({ source }) => source !== undefined).length;
    process.stdout.write(`dpkg status: ${value.length} packages, ${withSource} name another source package\n`);

    expect(diagnostics).toEqual([]);
    expect(value).toHaveLength(505);
    expect(withSource).toBe(text.match(/^Source: /gm)?.length);
  });
});

describe('every other real file', () => {
  it('is taken for no catalogue format that it is not', () => {
    const read = new Set(['osv', 'osv-invalid', 'kev', 'vulnrichment', 'csaf-cisa', 'vex-cyclonedx']);
    // CSAF among a scanner's test files, and bills of materials that hold vulnerabilities.
    const alike = /csaf|cyclonedx/;
    const others = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)))
      .filter((path) => !read.has(path.split('/')[0] ?? ''))
      .sort();

    const recognised = others.filter((path) => {
      const { diagnostics } = readCatalogFile({ path, text: textOf(path) });
      return diagnostics[0]?.code !== 'catalog/unrecognised';
    });
    process.stdout.write(`${others.length} other files\n`);

    expect(recognised.filter((path) => !alike.test(path))).toEqual([]);
    expect(recognised).toHaveLength(6);
  });
});
