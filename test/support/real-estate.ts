import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EstateFile } from '../../src/model/estate-files.ts';
import type { RawAdvisory } from './conformance-data.ts';
import { dataRoot } from './conformance-data.ts';

/** Folders of real OSV documents, all of them. */
export const realFeeds = ['almalinux8', 'almalinux9', 'almalinux10', 'bitnami', 'go', 'pypi'] as const;

/** Where a feed stands in the real estate. */
export const feedFolder = (feed: string): string => `catalog/osv/${feed}/`;

/** A package as Trivy's lists of image contents have it. */
interface TrivyPackage {
  readonly Name: string;
  readonly Version: string;
  readonly Release?: string;
  readonly Epoch?: number;
  readonly SrcName?: string;
  readonly SrcVersion?: string;
  readonly SrcRelease?: string;
  readonly SrcEpoch?: number;
}

/** Components as an observation writes them. */
export interface ListedComponent {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  readonly source?: { readonly name: string; readonly version: string };
}

/** Images whose package lists are real, by asset, with the ecosystem that publishes advisories for them. */
const images = [
  ['alpine', 'alpine-310', 'Alpine:v3.10'],
  ['amazon', 'amazon-2', 'Amazon Linux:2'],
  ['distroless', 'gcr.io-distroless-base-latest', 'Debian:9'],
  ['leap', 'opensuse-leap-151', 'openSUSE:Leap 15.1'],
  ['tumbleweed', 'opensuse-tumbleweed', 'openSUSE:Tumbleweed'],
  ['oracle', 'oraclelinux-8-slim', 'Oracle Linux:8'],
  ['photon', 'photon-30', 'Photon OS:3.0'],
  // Packages of Oracle Linux 8 as AlmaLinux 8 builds them: the same names, versions and releases.
  ['alma', 'oraclelinux-8-slim', 'AlmaLinux:8'],
] as const;

/** Every asset of the real estate, sorted. */
const realAssets: readonly string[] = [...images.map(([asset]) => asset), 'alma-9', 'apps', 'debian', 'mirror'].sort();

/**
 * An estate of everything real there is: all OSV documents, the whole KEV catalogue, CISA's CVE records, a Debian host,
 * a host with every package of the security archive, seven images, AlmaLinux 8 from one of them, AlmaLinux 9 with every
 * package that an erratum speaks of at the version that its first erratum brought, and an application host with every
 * Go and Bitnami package that a document speaks of at the version in which its first problem began.
 */
export function realEstateFiles(): readonly EstateFile[] {
  const decisions = decisionFiles();
  const data = [
    ...realFeeds.flatMap((feed) => folderFiles(`osv/${feed}`, feedFolder(feed))),
    ...folderFiles('vulnrichment', 'catalog/vulnrichment/'),
    ['catalog/kev.json', text('kev/known_exploited_vulnerabilities.json')] as const,
    ['observed/debian.status', text('apt/dpkg-status-bookworm')] as const,
    ['observed/hosts.ndjson', observations().join('\n')] as const,
  ];
  return [
    ...decisions.map(
      ([path, content]): EstateFile => ({ path, text: content, lane: 'decision', bytes: content.length }),
    ),
    ...data.map(([path, content]): EstateFile => ({ path, text: content, lane: 'data', bytes: content.length })),
  ];
}

/** Every AlmaLinux 9 package that an erratum names, at the version that the first of them fixed it in. */
export function firstFixed(): readonly ListedComponent[] {
  const found = new Map<string, ListedComponent>();
  for (const { affected = [] } of rawDocuments('almalinux9')) {
    for (const { package: of, ranges = [] } of affected) {
      const version = ranges.flatMap(({ events }) => events).find(({ fixed }) => fixed !== undefined)?.fixed;
      if (of?.ecosystem !== 'AlmaLinux:9' || version === undefined || found.has(of.name)) continue;
      found.set(of.name, { ecosystem: of.ecosystem, name: of.name, version });
    }
  }
  return [...found.values()];
}

/** The packages of an image in the words of an observation. */
export function imageComponents(asset: string): readonly ListedComponent[] {
  const [, list = '', ecosystem = ''] = images.find(([name]) => name === asset) ?? [];
  const packages = JSON.parse(text(`pkglists-trivy/${list}.json.golden`)) as readonly TrivyPackage[];
  return packages.map((one) => {
    const version = evr(one.Epoch, one.Version, one.Release);
    if (one.SrcName === undefined || one.SrcVersion === undefined) return { ecosystem, name: one.Name, version };
    const source = { name: one.SrcName, version: evr(one.SrcEpoch, one.SrcVersion, one.SrcRelease) };
    return { ecosystem, name: one.Name, version, source };
  });
}

/** The raw documents of a feed that publishes JSON. */
export function rawDocuments(feed: string): readonly RawAdvisory[] {
  return folderFiles(`osv/${feed}`, '').map(([, content]) => JSON.parse(content) as RawAdvisory);
}

function evr(epoch: number | undefined, version: string, release: string | undefined): string {
  return `${epoch ? `${epoch}:` : ''}${version}${release ? `-${release}` : ''}`;
}

function decisionFiles(): readonly (readonly [path: string, content: string])[] {
  const head = (kind: string, name: string): string =>
    `apiVersion: patchledger/v1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec:\n`;
  const preset = (id: string) =>
    [`policies/presets/${id}.yaml`, readFileSync(join('policies', `${id}.yaml`), 'utf8')] as const;
  const weekly = '  start: 2025-01-04T22:00\n  rrule: FREQ=WEEKLY;BYDAY=SA\n  duration: 4h\n  maxConcurrent: 20\n';
  const assets = realAssets.map((name) => `    - { name: ${name}, type: server, exposure: internal }\n`);
  return [
    ['patchledger.yaml', `${head('Workspace', 'real')}  timeZone: Europe/Zurich\n`],
    ['inventory/hosts.yaml', `${head('Inventory', 'hosts')}  assets:\n${assets.join('')}`],
    ['policies/base.yaml', `${head('PatchPolicy', 'base')}  extends: [mission-24h, cisa-bod-26-04]\n  rules: []\n`],
    preset('mission-24h'),
    preset('cisa-bod-26-04'),
    ['schedules/weekly.yaml', `${head('MaintenanceWindow', 'weekly')}${weekly}`],
  ];
}

function observations(): readonly string[] {
  const seen = { lastSeen: '2025-08-26T00:00:00Z', source: 'package lists' };
  const raw = { path: 'observed/debian.status', format: 'dpkg-status', ecosystem: 'Debian:12' };
  const lists = images.map(([asset]) => ({ asset, ...seen, components: imageComponents(asset) }));
  const others = [
    { asset: 'debian', ...seen, raw },
    { asset: 'mirror', ...seen, components: securityArchive() },
    { asset: 'alma-9', ...seen, components: firstFixed() },
    { asset: 'apps', ...seen, components: firstAffected() },
  ];
  return [...lists, ...others].map((line) => JSON.stringify(line));
}

/** Every package of the security archive as if it were installed. */
function securityArchive(): readonly ListedComponent[] {
  const [, ...rows] = text('apt/bookworm-security-packages.tsv').trim().split('\n');
  return rows.map((row) => {
    const [name = '', version = '', , source = ''] = row.split('\t');
    const [, from = name, of = version] = /^(\S+)(?: \((\S+)\))?$/.exec(source) ?? [];
    return { ecosystem: 'Debian:12', name, version, source: { name: from, version: of } };
  });
}

/** For each Go and Bitnami package the version at which its first document begins; 0.0.1 where that is the beginning. */
function firstAffected(): readonly ListedComponent[] {
  const found = new Map<string, ListedComponent>();
  for (const { affected = [] } of ['go', 'bitnami'].flatMap(rawDocuments)) {
    for (const { package: of, ranges = [] } of affected) {
      const begins = ranges.flatMap(({ events }) => events).find(({ introduced }) => introduced !== undefined);
      const version = begins?.introduced === '0' ? '0.0.1' : begins?.introduced;
      const key = `${of?.ecosystem} ${of?.name}`;
      if (of === undefined || version === undefined || found.has(key)) continue;
      found.set(key, { ecosystem: of.ecosystem, name: of.name, version });
    }
  }
  return [...found.values()];
}

function folderFiles(folder: string, target: string): readonly (readonly [path: string, content: string])[] {
  return readdirSync(join(dataRoot, 'data', folder))
    .sort()
    .map((name) => [`${target}${name}`, text(`${folder}/${name}`)] as const);
}

function text(path: string): string {
  return readFileSync(join(dataRoot, 'data', path), 'utf8');
}
