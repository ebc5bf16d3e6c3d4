import type { Comparer, Order } from '../model/comparer.ts';
import { bitnami } from './bitnami.ts';
import { deb } from './deb.ts';
import { go } from './go.ts';
import { pep440 } from './pep440.ts';
import { rpm } from './rpm.ts';
import { semver } from './semver.ts';

/** The id of a comparer; also what `scheme` of a `generic` component or a Patch may say. */
export type ComparerId = 'bitnami' | 'deb' | 'go' | 'pep440' | 'rpm' | 'semver';

/** Every version order there is, by its id. */
export const comparers: Readonly<Record<ComparerId, Comparer>> = Object.freeze({
  bitnami: sealed(bitnami),
  deb: sealed(deb),
  go: sealed(go),
  pep440: sealed(pep440),
  rpm: sealed(rpm),
  semver: sealed(semver),
} satisfies Record<ComparerId, Comparer>);

/** OSV ecosystem names without their suffix, and the distributions that OSV does not list but scanners report. */
const comparerByEcosystem: ReadonlyMap<string, ComparerId> = new Map([
  ['AlmaLinux', 'rpm'],
  ['Amazon Linux', 'rpm'],
  ['Azure Linux', 'rpm'],
  ['Bitnami', 'bitnami'],
  ['CBL-Mariner', 'rpm'],
  ['CentOS', 'rpm'],
  ['crates.io', 'semver'],
  ['Debian', 'deb'],
  ['Fedora', 'rpm'],
  ['GitHub Actions', 'semver'],
  ['Go', 'go'],
  ['Hex', 'semver'],
  ['Mageia', 'rpm'],
  ['npm', 'semver'],
  ['openEuler', 'rpm'],
  ['openSUSE', 'rpm'],
  ['Oracle Linux', 'rpm'],
  ['Photon OS', 'rpm'],
  ['Pub', 'semver'],
  ['PyPI', 'pep440'],
  ['Red Hat', 'rpm'],
  ['Rocky Linux', 'rpm'],
  ['SUSE', 'rpm'],
  ['SwiftURL', 'semver'],
  ['Ubuntu', 'deb'],
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
export function compareVersions(comparer: Comparer, left: string, right: string): Order {
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
