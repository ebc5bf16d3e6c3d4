import type { Comparer, Order } from '../model/comparer.ts';
import { apk } from './apk.ts';
import { bitnami } from './bitnami.ts';
import { deb } from './deb.ts';
import { date } from './generic/date.ts';
import { dotted } from './generic/dotted.ts';
import { lexicographic } from './generic/lexicographic.ts';
import { openssl } from './generic/openssl.ts';
import { semverLike } from './generic/semver-like.ts';
import { go } from './go.ts';
import { maven } from './maven.ts';
import { nuget } from './nuget.ts';
import { packagist } from './packagist.ts';
import { pep440 } from './pep440.ts';
import { pub } from './pub.ts';
import { rpm } from './rpm.ts';
import { rubygems } from './rubygems.ts';
import { semver } from './semver.ts';

/** The id of a comparer; also what `scheme` of a `generic` component or a Patch may say. */
export type ComparerId =
  | 'apk'
  | 'bitnami'
  | 'date'
  | 'deb'
  | 'dotted'
  | 'go'
  | 'lexicographic'
  | 'maven'
  | 'nuget'
  | 'openssl'
  | 'packagist'
  | 'pep440'
  | 'pub'
  | 'rpm'
  | 'rubygems'
  | 'semver'
  | 'semver-like';

/** Every version order there is, by its id. */
export const comparers: Readonly<Record<ComparerId, Comparer>> = Object.freeze({
  apk: sealed(apk),
  bitnami: sealed(bitnami),
  date: sealed(date),
  deb: sealed(deb),
  dotted: sealed(dotted),
  go: sealed(go),
  lexicographic: sealed(lexicographic),
  maven: sealed(maven),
  nuget: sealed(nuget),
  openssl: sealed(openssl),
  packagist: sealed(packagist),
  pep440: sealed(pep440),
  pub: sealed(pub),
  rpm: sealed(rpm),
  rubygems: sealed(rubygems),
  semver: sealed(semver),
  'semver-like': sealed(semverLike),
} satisfies Record<ComparerId, Comparer>);

/** OSV ecosystem names without their suffix, and the distributions that OSV does not list but scanners report. */
const comparerByEcosystem: ReadonlyMap<string, ComparerId> = new Map([
  ['AlmaLinux', 'rpm'],
  ['Alpaquita', 'apk'],
  ['Alpine', 'apk'],
  ['Amazon Linux', 'rpm'],
  ['Azure Linux', 'rpm'],
  ['BellSoft Hardened Containers', 'apk'],
  ['Bitnami', 'bitnami'],
  ['CBL-Mariner', 'rpm'],
  ['CentOS', 'rpm'],
  ['Chainguard', 'apk'],
  ['crates.io', 'semver'],
  ['Debian', 'deb'],
  ['Echo', 'deb'],
  ['Fedora', 'rpm'],
  ['GitHub Actions', 'semver'],
  ['Go', 'go'],
  ['Hex', 'semver'],
  ['Julia', 'semver'],
  ['Mageia', 'rpm'],
  ['Maven', 'maven'],
  ['MinimOS', 'apk'],
  ['npm', 'semver'],
  ['NuGet', 'nuget'],
  ['openEuler', 'rpm'],
  ['openSUSE', 'rpm'],
  ['Oracle Linux', 'rpm'],
  ['Packagist', 'packagist'],
  ['Photon OS', 'rpm'],
  ['Pub', 'pub'],
  ['PyPI', 'pep440'],
  ['Red Hat', 'rpm'],
  ['Rocky Linux', 'rpm'],
  ['RubyGems', 'rubygems'],
  ['SUSE', 'rpm'],
  ['SwiftURL', 'semver'],
  ['Ubuntu', 'deb'],
  ['VSCode', 'semver'],
  ['Wolfi', 'apk'],
]);

/**
 * The version order of an ecosystem as OSV names it, with or without its suffix (`AlmaLinux:9`, `Ubuntu:22.04:LTS`).
 * `scheme`, a comparer's id, is asked only where the ecosystem itself has no order: `generic` and names we do not know.
 * `undefined` means that nobody may guess: versions there cannot be ordered.
 */
export function comparerFor(ecosystem: string, scheme?: string): Comparer | undefined {
  const prefix = ecosystemPrefix(ecosystem);
  const id = comparerByEcosystem.get(prefix);
  if (id !== undefined) return comparers[id];
  return scheme === undefined ? undefined : comparerById(scheme);
}

/** The comparer of that id, `undefined` when there is none. */
export function comparerById(id: string): Comparer | undefined {
  return isComparerId(id) ? comparers[id] : undefined;
}

/** Whether a text names a comparer. */
export function isComparerId(id: string): id is ComparerId {
  return Object.hasOwn(comparers, id);
}

/** Orders two version texts; `?` when either cannot be read by that comparer. */
export function compareVersions<Parsed>(comparer: Comparer<Parsed>, left: string, right: string): Order {
  const a = comparer.parse(left);
  const b = comparer.parse(right);
  if (a === undefined || b === undefined) return '?';
  const order = comparer.compare(a, b);
  if (order === 0) return '=';
  return order < 0 ? '<' : '>';
}

/** The ecosystem's name without its release: what stands before the first colon. */
export function ecosystemPrefix(ecosystem: string): string {
  const colon = ecosystem.indexOf(':');
  return colon < 0 ? ecosystem : ecosystem.slice(0, colon);
}

/**
 * Hides the type of the parsed value, which is private to its comparer.
 * Callers must hand `compare` only what `parse` of the same comparer gave them.
 */
function sealed<Parsed>(comparer: Comparer<Parsed>): Comparer {
  return Object.freeze(comparer) as Comparer;
}
