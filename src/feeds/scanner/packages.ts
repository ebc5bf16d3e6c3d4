import { componentFromPurl } from '../../ecosystems/purl.ts';
import type { ScannerComponent } from '../../model/scanner.ts';

/** A package as a scanner describes it. */
export interface StatedPackage {
  readonly name: string;
  readonly version: string | undefined;
  /** The scanner's word for the kind of package, such as `gomod`, `dpkg` or `python-pkg`. */
  readonly type: string | undefined;
  readonly purl?: string | undefined;
  readonly path?: string | undefined;
  /** Distribution and release of the scanned system, such as `alpine` and `3.19.1`. */
  readonly distro?: { readonly name: string; readonly version: string } | undefined;
}

/** Words of Trivy, Grype and Syft for kinds of packages, by the ecosystem they belong to. */
const languages: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'crates.io': 'cargo rustbinary rust-binary rust-crate',
    Go: 'gomod gobinary go-module go',
    Hex: 'hex',
    Julia: 'julia',
    Maven: 'jar pom gradle sbt java-archive jenkins-plugin maven',
    npm: 'npm yarn pnpm bun node-pkg javascript',
    NuGet: 'nuget dotnet dotnet-core dotnet-deps packages-props packages-config',
    Packagist: 'composer composer-vendor php-composer php-composer-installed php-composer-lock',
    Pub: 'pub dart-pub',
    PyPI: 'pip pipenv poetry pylock uv python-pkg python pypi',
    RubyGems: 'bundler gemspec gem',
    SwiftURL: 'swift',
  }).flatMap(([ecosystem, words]) => words.split(' ').map((word) => [word, ecosystem] as const)),
);

/** Scanners' words for distributions, as the `distro` of a package URL begins, and their package type. */
const distributions: ReadonlyMap<string, readonly [type: string, distro: string]> = new Map([
  ['alma', ['rpm', 'almalinux']],
  ['almalinux', ['rpm', 'almalinux']],
  ['alpine', ['apk', 'alpine']],
  ['amazon', ['rpm', 'amzn']],
  ['amazonlinux', ['rpm', 'amzn']],
  ['azurelinux', ['rpm', 'azurelinux']],
  ['cbl-mariner', ['rpm', 'mariner']],
  ['centos', ['rpm', 'centos']],
  ['chainguard', ['apk', 'chainguard']],
  ['debian', ['deb', 'debian']],
  ['fedora', ['rpm', 'fedora']],
  ['mariner', ['rpm', 'mariner']],
  ['minimos', ['apk', 'minimos']],
  ['opensuse-leap', ['rpm', 'opensuse-leap']],
  ['opensuse-tumbleweed', ['rpm', 'opensuse-tumbleweed']],
  ['oracle', ['rpm', 'oracle']],
  ['oraclelinux', ['rpm', 'oracle']],
  ['photon', ['rpm', 'photon']],
  ['rocky', ['rpm', 'rocky']],
  ['rockylinux', ['rpm', 'rocky']],
  ['sles', ['rpm', 'sles']],
  ['suse linux enterprise server', ['rpm', 'sles']],
  ['ubuntu', ['deb', 'ubuntu']],
  ['wolfi', ['apk', 'wolfi']],
]);

/**
 * Says which component a scanner means, in the words of components as far as that can be told: by its package URL, with
 * the release of the scanned system where the URL lacks one, else by the kind of package.
 */
export function componentOf(stated: StatedPackage): ScannerComponent {
  const { name, version, purl, path } = stated;
  const named = purl === undefined ? undefined : fromPurl(purl, stated);
  const shown = {
    ...(version !== undefined && version !== '' && { version }),
    ...(purl !== undefined && { purl }),
    ...(path !== undefined && path !== '' && { path }),
  };
  if (named !== undefined) return { ...shown, ...named };
  const ecosystem = languages.get((stated.type ?? '').toLowerCase()) ?? distributionEcosystem(stated);
  return { ...(ecosystem !== undefined && { ecosystem }), name, ...shown };
}

function fromPurl(
  purl: string,
  { version, distro }: StatedPackage,
): { readonly ecosystem: string; readonly name: string; readonly version?: string } | undefined {
  const texts = distro === undefined ? [purl] : [purl, withDistro(purl, distroWord(distro))];
  for (const text of texts) {
    const read = componentFromPurl(text);
    if (read.kind === 'refused') continue;
    const { ecosystem, name } = read.component;
    // The URL's version carries the epoch that names of RPM packages leave out.
    const found = read.component.version ?? version;
    return { ecosystem, name, ...(found !== undefined && { version: found }) };
  }
  return undefined;
}

function withDistro(purl: string, distro: string): string {
  if (/[?&]distro=/.test(purl)) return purl;
  return `${purl}${purl.includes('?') ? '&' : '?'}distro=${encodeURIComponent(distro)}`;
}

/** `2 (Karoo)` and `8.5 (Ootpa)` carry the release first. */
function distroWord({ name, version }: NonNullable<StatedPackage['distro']>): string {
  const word = distributions.get(name.toLowerCase())?.[1] ?? name.toLowerCase();
  const [release = ''] = version.trim().split(/\s+/);
  return release === '' ? word : `${word}-${release}`;
}

function distributionEcosystem({ distro }: StatedPackage): string | undefined {
  if (distro === undefined) return undefined;
  const type = distributions.get(distro.name.toLowerCase())?.[0];
  if (type === undefined) return undefined;
  const read = componentFromPurl(`pkg:${type}/x/x@1?distro=${encodeURIComponent(distroWord(distro))}`);
  return read.kind === 'component' ? read.component.ecosystem : undefined;
}
