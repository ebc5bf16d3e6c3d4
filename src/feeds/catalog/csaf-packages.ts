import { componentFromPurl } from '../../ecosystems/purl.ts';

/** What a product is in the words of components, or why it is nothing that components could be matched with. */
export type PackageRead =
  | {
      readonly kind: 'package';
      readonly ecosystem: string;
      readonly name: string;
      readonly version?: string | undefined;
    }
  | { readonly kind: 'unmatched'; readonly reason: string };

/** Schemes of vers that order versions of an ecosystem (its name without the release). */
const schemes: Readonly<Record<string, readonly string[]>> = {
  alpine: ['Alpine', 'Chainguard', 'MinimOS', 'Wolfi'],
  apk: ['Alpine', 'Chainguard', 'MinimOS', 'Wolfi'],
  cargo: ['crates.io'],
  composer: ['Packagist'],
  deb: ['Debian', 'Echo', 'Ubuntu'],
  gem: ['RubyGems'],
  golang: ['Go'],
  hex: ['Hex'],
  maven: ['Maven'],
  npm: ['npm'],
  nuget: ['NuGet'],
  pub: ['Pub'],
  pypi: ['PyPI'],
};

/** Schemes that leave the order to the package. */
const openSchemes = new Set(['generic', 'semver', 'intdot', 'datetime', 'lexicographic']);

/** May a range of this vers scheme be judged by the version order of this ecosystem? */
export function isSchemeOf(scheme: string, ecosystem: string): boolean {
  const [prefix = ''] = ecosystem.split(':', 1);
  if (openSchemes.has(scheme)) return true;
  if (scheme === 'rpm') return !Object.values(schemes).some((names) => names.includes(prefix)) && prefix !== 'generic';
  return Object.hasOwn(schemes, scheme) && (schemes[scheme] ?? []).includes(prefix);
}

/**
 * The package that a package URL names. Packages of a distribution need its release, which the URL's `distro` says, or
 * `platform`: the CPE of the product that the package is a component of. Red Hat's ecosystems are named as OSV names
 * them, by the platform's CPE.
 */
export function packageOf(purl: string, platform?: string): PackageRead {
  const plain = componentFromPurl(purl);
  if (plain.kind === 'component') return { kind: 'package', ...identityOf(plain.component) };
  const distribution = platform === undefined ? undefined : distributionOfCpe(platform);
  if (distribution === undefined || /[?&]distro=/.test(purl)) {
    return { kind: 'unmatched', reason: `of its package URL ${plain.reason}` };
  }
  const read = componentFromPurl(withDistro(purl, distribution.distro));
  if (read.kind === 'refused') return { kind: 'unmatched', reason: `of its package URL ${read.reason}` };
  const identity = identityOf(read.component);
  return { kind: 'package', ...identity, ecosystem: distribution.ecosystem ?? identity.ecosystem };
}

function identityOf(component: {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string | undefined;
}): {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string | undefined;
} {
  return { ecosystem: component.ecosystem, name: component.name, version: component.version };
}

/** Adds the release as the qualifier that package URLs have for it; a subpath stays behind it. */
function withDistro(purl: string, distro: string): string {
  const [body = '', ...subpath] = purl.split('#');
  const sign = body.includes('?') ? '&' : '?';
  return [`${body}${sign}distro=${distro}`, ...subpath].join('#');
}

/** CPE vendor and product of distributions, and how the `distro` of a package URL begins for them. */
const distroByCpe: Readonly<Record<string, string>> = {
  'almalinux:almalinux': 'almalinux',
  'alpinelinux:alpine_linux': 'alpine',
  'amazon:linux': 'amzn',
  'amazon:linux_2': 'amzn',
  'canonical:ubuntu_linux': 'ubuntu',
  'debian:debian_linux': 'debian',
  'fedoraproject:fedora': 'fedora',
  'opensuse:leap': 'opensuse-leap',
  'opensuse:tumbleweed': 'opensuse-tumbleweed',
  'oracle:linux': 'ol',
  'rocky:rocky': 'rocky',
  'rocky:linux': 'rocky',
  'suse:sles': 'sles',
};

interface CpeDistribution {
  readonly distro: string;
  /** Where OSV names the ecosystem in a way that no `distro` says. */
  readonly ecosystem?: string;
}

function distributionOfCpe(cpe: string): CpeDistribution | undefined {
  const parts = cpe.startsWith('cpe:2.3:') ? cpe.slice('cpe:2.3:'.length) : cpe.replace(/^cpe:\//, '');
  const [, vendor = '', product = '', version = '', update = ''] = parts.split(':');
  if (vendor === 'redhat') {
    // OSV: "the ecosystem string is Red Hat followed by the CPE without its cpe:/[oa]:redhat: prefix".
    const suffix = parts
      .split(':')
      .slice(2)
      .join(':')
      .replace(/(?::\*)+$/, '');
    return suffix === '' ? undefined : { distro: 'almalinux-9', ecosystem: `Red Hat:${suffix}` };
  }
  const key = `${vendor}:${product}`;
  const distro = Object.hasOwn(distroByCpe, key) ? distroByCpe[key] : undefined;
  if (distro === undefined) return undefined;
  const pack = /^sp(\d+)$/.exec(update)?.[1];
  const release = pack === undefined ? version : `${version}.${pack}`;
  return { distro: release === '' || release === '-' || release === '*' ? distro : `${distro}-${release}` };
}
