import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recogniseReport, unrecognisedReport } from '../../src/feeds/observed/report-registry.ts';
import { sampleOf } from '../../src/feeds/sample.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { dataRoot } from '../support/conformance-data.ts';

const root = join(dataRoot, 'data');

interface Figures {
  readonly format: string;
  readonly components: number;
  /** Of them those that name their source package, or say where they stand. */
  readonly detailed: number;
  /** Entries that name software and are left out. */
  readonly unread: number;
  readonly codes: readonly string[];
}

/** Reads a real file as `import auto` does, and prints what came of it. */
function figures(path: string, ecosystem?: string): Figures {
  const file = { path, text: readFileSync(join(root, path), 'utf8') };
  const sample = sampleOf(file);
  const reader = recogniseReport(sample);
  const read = reader?.read(file, { ecosystem, columns: new Map() }) ?? {
    value: [],
    diagnostics: [unrecognisedReport(path, sample)],
  };
  const components = read.value.flatMap((asset) => asset.components ?? []);
  const found = {
    format: reader?.id ?? 'none',
    components: components.length,
    detailed: components.filter((one) => one.source !== undefined || one.path !== undefined).length,
    unread: read.value.reduce((sum, asset) => sum + asset.unread, 0),
    codes: codesOf(read.diagnostics),
  };
  process.stdout.write(`${path}: ${JSON.stringify(found)}\n`);
  return found;
}

const codesOf = (diagnostics: readonly Diagnostic[]): readonly string[] => [
  ...new Set(diagnostics.map(({ code }) => code)),
];
const filesOf = (folder: string): readonly string[] =>
  readdirSync(join(root, folder))
    .sort()
    .map((name) => `${folder}/${name}`);

const whole = (format: string, components: number, detailed: number): Figures => ({
  format,
  components,
  detailed,
  unread: 0,
  codes: [],
});

/** The subject itself is one component beside those listed: 1,115, 62 and 201. */
const boms: readonly (readonly [path: string, expected: Figures])[] = [
  ['sbom-cyclonedx/juice-shop__via_npm__bare__bom.1.4.json', whole('cyclonedx', 1116, 1115)],
  ['sbom-cyclonedx/laravel-7.12.0__bom.1.4.json', whole('cyclonedx', 63, 0)],
  ['sbom-cyclonedx/proton-bridge__proton-bridge-v1.8.0.bom.json', whole('cyclonedx', 202, 0)],
];

/** Every package of every list names its source package; signing keys stand among those of RPM and are no software. */
const lists: readonly (readonly [path: string, ecosystem: string, entries: number, keys: number])[] = [
  ['pkglists-trivy/alpine-310.json.golden', 'Alpine:v3.10', 14, 0],
  ['pkglists-trivy/amazon-2.json.golden', 'Amazon Linux:2', 104, 1],
  ['pkglists-trivy/gcr.io-distroless-base-latest.json.golden', 'Debian:9', 6, 0],
  ['pkglists-trivy/opensuse-leap-151.json.golden', 'openSUSE:Leap 15.1', 122, 3],
  ['pkglists-trivy/opensuse-tumbleweed.json.golden', 'openSUSE:Tumbleweed', 126, 2],
  ['pkglists-trivy/oraclelinux-8-slim.json.golden', 'Oracle Linux:8', 99, 1],
  ['pkglists-trivy/photon-30.json.golden', 'Photon OS:3.0', 33, 1],
];

describe('every real bill of materials', () => {
  it.each(boms)('%s is read whole', (path, expected) => {
    expect(figures(path)).toEqual(expected);
  });

  it('is one of those above', () => {
    expect(filesOf('sbom-cyclonedx')).toEqual(boms.map(([path]) => path));
  });
});

describe('every real package list of an image', () => {
  it.each(lists)('%s is read whole', (path, ecosystem, entries, keys) => {
    const listed = JSON.parse(readFileSync(join(root, path), 'utf8')) as readonly { readonly Name: string }[];
    const packages = entries - keys;

    expect(listed).toHaveLength(entries);
    expect(listed.filter(({ Name }) => Name === 'gpg-pubkey')).toHaveLength(keys);
    expect(figures(path, ecosystem)).toEqual({
      ...whole('trivy-packages', packages, packages),
      codes: keys === 0 ? [] : ['observed/not-software'],
    });
  });

  it.each(lists)('%s belongs to no release that nobody states', (path, _, entries, keys) => {
    expect(figures(path)).toMatchObject({ components: 0, unread: entries - keys });
  });

  it('is one of those above', () => {
    expect(filesOf('pkglists-trivy')).toEqual(lists.map(([path]) => path));
  });
});

describe('every real list of apt', () => {
  it('is read whole', () => {
    const [index, status] = [
      figures('apt/bookworm-security-packages.tsv', 'Debian:12'),
      figures('apt/dpkg-status-bookworm', 'Debian:12'),
    ];

    // 3,006 rows; some packages stand there in one version for several architectures. A row without a source is of that name.
    expect(index).toMatchObject({ format: 'csv', unread: 0, codes: [] });
    expect(index.components).toBe(new Set(rowsOf('apt/bookworm-security-packages.tsv')).size);
    expect(status).toMatchObject({ format: 'dpkg-status', components: 505, unread: 0, codes: [] });
    expect(filesOf('apt')).toHaveLength(2);
  });
});

const rowsOf = (path: string): readonly string[] =>
  readFileSync(join(root, path), 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.split('\t').slice(0, 2).join('\t'));

describe('every real file that is something else', () => {
  it('is taken for no list of software without saying why nothing is in it', () => {
    const folders = ['scan-trivy', 'scan-grype', 'vex-cyclonedx', 'kev', 'ssvc', 'trivy-db-yaml', 'csaf-cisa'];
    const read = folders.flatMap(filesOf).map((path) => [path, figures(path)] as const);
    const silent = read.filter(([, { components, codes }]) => components === 0 && codes.length === 0);
    const withSoftware = read.filter(([, { components }]) => components > 0).map(([path]) => path);

    expect(silent).toEqual([]);
    // Reports that list all packages beside their findings, and a bill of materials among the statements.
    expect(withSoftware).toEqual([
      ...[
        'cargo.lock',
        'composer.lock',
        'dotnet',
        'npm-with-suppressed',
        'nuget',
        'pipenv',
        'poetry',
        'pylock',
        'yarn',
      ].map((name) => `scan-trivy/${name}.json.golden`),
      'vex-cyclonedx/bom.json',
    ]);
  });
});
