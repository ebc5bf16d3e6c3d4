import { PackageURL } from 'packageurl-js';
import type { Component } from '../model/asset.ts';

/** Types of package URLs by OSV ecosystem, with the sign between namespace and name in OSV's names. */
const languages: ReadonlyMap<string, readonly [type: string, separator: string]> = new Map([
  ['Bitnami', ['bitnami', '/']],
  ['crates.io', ['cargo', '/']],
  ['Packagist', ['composer', '/']],
  ['RubyGems', ['gem', '/']],
  ['generic', ['generic', '/']],
  ['GitHub Actions', ['github', '/']],
  ['Go', ['golang', '/']],
  ['Hex', ['hex', '/']],
  ['Maven', ['maven', ':']],
  ['npm', ['npm', '/']],
  ['NuGet', ['nuget', '/']],
  ['Pub', ['pub', '/']],
  ['PyPI', ['pypi', '/']],
  ['SwiftURL', ['swift', '/']],
]);

/** Distributions by the first part of the OSV ecosystem: type, namespace, and the sign of their releases in `distro`. */
const distributions: ReadonlyMap<string, readonly [type: string, id: string]> = new Map([
  ['Debian', ['deb', 'debian']],
  ['Ubuntu', ['deb', 'ubuntu']],
  ['AlmaLinux', ['rpm', 'almalinux']],
  ['Rocky Linux', ['rpm', 'rocky']],
  ['Alpine', ['apk', 'alpine']],
  ['Wolfi', ['apk', 'wolfi']],
  ['Chainguard', ['apk', 'chainguard']],
]);

/**
 * The package URL of a component (package-url/purl-spec, "known types"); `undefined` where its ecosystem has no type, or
 * its release no `distro` that reads back as the same ecosystem.
 */
export function purlOf({ ecosystem, name, version }: Component): string | undefined {
  const language = languages.get(ecosystem);
  try {
    if (language !== undefined) return languagePurl(language, name, version);
    const [family = '', release = ''] = ecosystem.split(':');
    const distribution = distributions.get(family);
    return distribution === undefined ? undefined : distributionPurl(distribution, release, name, version);
  } catch {
    // The library refuses what a type does not allow, such as an empty name.
    return undefined;
  }
}

function languagePurl([type, separator]: readonly [string, string], name: string, version: string): string {
  const at = name.lastIndexOf(separator);
  const namespace = at <= 0 ? undefined : name.slice(0, at);
  return new PackageURL(type, namespace, name.slice(at <= 0 ? 0 : at + 1), version, undefined, undefined).toString();
}

/** An RPM's epoch is a qualifier of its own; the others keep it in the version. */
function distributionPurl(
  [type, id]: readonly [string, string],
  release: string,
  name: string,
  version: string,
): string {
  const [, epoch, rest = version] = (type === 'rpm' ? /^(\d+):(.*)$/.exec(version) : null) ?? [];
  const number = release.replace(/^v/, '');
  const qualifiers = {
    distro: number === '' ? id : `${id}-${number}`,
    ...(epoch !== undefined && epoch !== '0' && { epoch }),
  };
  return new PackageURL(type, id, name, rest, qualifiers, undefined).toString();
}
