import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { dataRoot } from '../support/conformance-data.ts';

/** Distinct versions of real packages by comparer id, sorted by code unit. */
export function realVersions(id: string): readonly string[] {
  const read = readers[id];
  return read === undefined ? [] : [...new Set(read())].sort();
}

const readers: Readonly<Record<string, () => readonly string[]>> = {
  apk: alpineVersions,
  bitnami: () => rangeVersions('bitnami'),
  deb: debVersions,
  go: () => rangeVersions('go'),
  maven: () => purlVersions('maven'),
  packagist: () => purlVersions('composer'),
  pep440: pypiVersions,
  rpm: () => ['almalinux8', 'almalinux9', 'almalinux10'].flatMap(rangeVersions),
  rubygems: () => purlVersions('gem'),
  semver: () => purlVersions('npm'),
};

interface RangedDocument {
  readonly affected?: readonly {
    readonly ranges?: readonly {
      readonly type: string;
      readonly events: readonly Readonly<Record<string, string>>[];
    }[];
    readonly versions?: readonly string[];
  }[];
}

/** Every version that an event of a range names, apart from the `0` that means "from the beginning". */
function rangeVersions(folder: string): readonly string[] {
  return files(join('osv', folder), '.json').flatMap((file) => {
    const document = JSON.parse(readFileSync(file, 'utf8')) as RangedDocument;
    const ranges = (document.affected ?? []).flatMap((affected) => affected.ranges ?? []);
    const events = ranges.filter((range) => range.type !== 'GIT').flatMap((range) => range.events);
    return events.flatMap((event) => Object.values(event)).filter((version) => version !== '0');
  });
}

function pypiVersions(): readonly string[] {
  return files(join('osv', 'pypi'), '.yaml').flatMap((file) => {
    const document = parse(readFileSync(file, 'utf8'), { schema: 'failsafe' }) as RangedDocument;
    return (document.affected ?? []).flatMap((affected) => affected.versions ?? []);
  });
}

function debVersions(): readonly string[] {
  const status = readFileSync(join(dataRoot, 'data', 'apt', 'dpkg-status-bookworm'), 'utf8');
  const index = readFileSync(join(dataRoot, 'data', 'apt', 'bookworm-security-packages.tsv'), 'utf8');
  return [
    ...[...status.matchAll(/^Version: (\S+)$/gm)].map((match) => match[1] ?? ''),
    ...index
      .split('\n')
      .slice(1)
      .map((row) => row.split('\t')[1] ?? ''),
  ].filter((version) => version !== '');
}

/** Installed and fixed versions in the reports and package lists of Alpine images. */
function alpineVersions(): readonly string[] {
  const lists = ['scan-trivy', 'pkglists-trivy']
    .flatMap((folder) => files(folder, ''))
    .filter((file) => file.includes('alpine'));
  const field = /"(?:InstalledVersion|FixedVersion|Version)": "([^", ]+-r[^", ]+)/g;
  return lists.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(field)].map((match) => match[1] ?? ''));
}

/** Versions in the package URLs of real scanner reports and SBOMs. */
function purlVersions(type: string): readonly string[] {
  const pattern = new RegExp(`pkg:${type}/[^@"\\s]+@([^?#"<\\s\\\\]+)`, 'g');
  const folders = ['scan-trivy', 'scan-grype', 'scan-defectdojo', 'sbom-cyclonedx', 'vex-cyclonedx', 'pkglists-trivy'];
  return folders.flatMap((folder) => files(folder, '').flatMap((file) => purlsIn(readFileSync(file, 'utf8'), pattern)));
}

function purlsIn(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map((match) => decodeURIComponent(match[1] ?? ''));
}

function files(folder: string, extension: string): readonly string[] {
  const root = join(dataRoot, 'data', folder);
  return readdirSync(root, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
    .map((entry) => join(entry.parentPath, entry.name));
}
