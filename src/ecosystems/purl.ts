import { PackageURL } from 'packageurl-js';
import { type DistributionRead, distributionOf, ecosystemOfDistribution, type PurlParts } from './purl-distribution.ts';
import { plainParts } from './purl-plain.ts';

/** What a package URL names, in OSV's words. `version` is `undefined` when neither it nor the caller states one. */
export interface PurlComponent {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string | undefined;
  /** The source package, where the URL names it (`upstream`). */
  readonly source?: { readonly name: string; readonly version?: string | undefined };
}

/** A package URL read, or the reason why it names nothing that can be matched with advisories. */
export type PurlRead =
  | { readonly kind: 'component'; readonly component: PurlComponent }
  | { readonly kind: 'refused'; readonly reason: string };

/** Types whose ecosystem holds one name space: `ecosystem` and the sign between namespace and name. */
const languages: ReadonlyMap<string, readonly [ecosystem: string, separator: string]> = new Map([
  ['bitnami', ['Bitnami', '/']],
  ['cargo', ['crates.io', '/']],
  ['composer', ['Packagist', '/']],
  ['gem', ['RubyGems', '/']],
  ['generic', ['generic', '/']],
  ['github', ['GitHub Actions', '/']],
  ['golang', ['Go', '/']],
  ['hex', ['Hex', '/']],
  ['maven', ['Maven', ':']],
  ['npm', ['npm', '/']],
  ['nuget', ['NuGet', '/']],
  ['pub', ['Pub', '/']],
  ['pypi', ['PyPI', '/']],
  ['swift', ['SwiftURL', '/']],
]);

/**
 * Says which package of which OSV ecosystem a package URL names (package-url/purl-spec, "known types").
 *
 * Packages of a distribution need its release (`distro=debian-12`), because advisories hold for one release only.
 * `version` takes the place of the URL's own, `release` that of a `distro` qualifier that is missing or that nobody knows.
 * A text that is no package URL is refused, never guessed at.
 */
export function componentFromPurl(purl: string, version?: string, release: Release = {}): PurlRead {
  const parts = parse(purl);
  if (typeof parts === 'string') return { kind: 'refused', reason: parts };
  const language = languages.get(parts.type);
  if (language === undefined) return distributionComponent(parts, version, release);
  const [ecosystem, separator] = language;
  const name = parts.namespace === undefined ? parts.name : parts.namespace + separator + parts.name;
  return { kind: 'component', component: { ecosystem, name, version: version ?? parts.version } };
}

function parse(purl: string): PurlParts | string {
  if (purl.length > 2048) return 'it is longer than 2,048 characters';
  const plain = plainParts(purl);
  if (plain !== undefined) return plain;
  try {
    const { type, namespace, name, version, qualifiers } = PackageURL.fromString(purl);
    return {
      type: type ?? '',
      namespace: namespace ?? undefined,
      name: name ?? '',
      version: version ?? undefined,
      qualifiers: qualifiers ?? {},
    };
  } catch {
    return 'it is not a package URL such as pkg:npm/left-pad@1.3.0';
  }
}

/** The release that packages belong to which do not say it themselves. */
export interface Release {
  /** As in a `distro` qualifier: `debian-12`. A bill of materials may say it once for all of its packages. */
  readonly distro?: string | undefined;
  /** An OSV ecosystem as the user states it, such as `Debian:12`; it holds before what the packages say. */
  readonly ecosystem?: string | undefined;
}

const distributionTypes: ReadonlySet<string> = new Set(['deb', 'rpm', 'apk']);

/** The ecosystem of packages that name none: what the user states, else that of the release the report states. */
export const ecosystemOf = ({ ecosystem, distro }: Release): string | undefined =>
  ecosystem ?? (distro === undefined ? undefined : ecosystemOfDistribution(distro));

function distributionComponent(parts: PurlParts, version: string | undefined, release: Release): PurlRead {
  const ecosystem = releaseOf(parts, release);
  if (ecosystem.kind === 'refused') return ecosystem;
  const source = sourceOf(parts);
  const component = { ecosystem: ecosystem.ecosystem, name: parts.name, version: version ?? versionWithEpoch(parts) };
  return { kind: 'component', component: source === undefined ? component : { ...component, source } };
}

function releaseOf(parts: PurlParts, { distro, ecosystem }: Release): DistributionRead {
  if (ecosystem !== undefined && distributionTypes.has(parts.type)) return { kind: 'ecosystem', ecosystem };
  const isSilent = distro !== undefined && !Object.hasOwn(parts.qualifiers, 'distro');
  return distributionOf(isSilent ? { ...parts, qualifiers: { ...parts.qualifiers, distro } } : parts);
}

function versionWithEpoch({ version, qualifiers }: PurlParts): string | undefined {
  const epoch = qualifierOf(qualifiers, 'epoch');
  if (version === undefined || epoch === undefined || epoch === '0' || version.includes(':')) return version;
  return `${epoch}:${version}`;
}

/** `upstream=glibc` or `upstream=glibc@2.36-9` for dpkg and apk, a source package's file name for RPM. */
function sourceOf({ type, qualifiers }: PurlParts): PurlComponent['source'] {
  const upstream = qualifierOf(qualifiers, 'upstream');
  if (upstream === undefined) return undefined;
  if (type === 'rpm') {
    const file = /^(.+)-([^-]+-[^-]+)\.(?:no)?src\.rpm$/.exec(upstream);
    return file?.[1] === undefined ? undefined : { name: file[1], version: file[2] };
  }
  const at = upstream.lastIndexOf('@');
  return at <= 0 ? { name: upstream } : { name: upstream.slice(0, at), version: upstream.slice(at + 1) };
}

function qualifierOf(qualifiers: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(qualifiers, key) ? qualifiers[key] : undefined;
}
