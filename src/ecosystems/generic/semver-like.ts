import type { Comparer } from '../../model/comparer.ts';
import { maximumVersionLength } from '../parts/digits.ts';
import type { SemverVersion } from '../semver.ts';
import { semver } from '../semver.ts';

/**
 * Declared scheme for products that number nearly like SemVer: any count of numbers, and a pre-release word that may
 * stand without a hyphen or its dots (`1.2rc1`, `2.0.0.beta-3` are `1.2-rc.1`, `2.0.0-beta.3`).
 * Only words that mean a pre-release are taken so; `1.2c` or `1.2-p3` stay what SemVer makes of them, or unordered.
 */
export const semverLike: Comparer<SemverVersion> = {
  id: 'semver-like',
  title: 'Numbers with an optional pre-release',
  specification: 'https://semver.org/spec/v2.0.0.html',
  parse: (version) => (version.length > maximumVersionLength ? undefined : semver.parse(spelledOut(version))),
  compare: semver.compare,
};

/** Groups: numbers, word, its number, build. */
const attached =
  /^([vV]?[0-9]+(?:\.[0-9]+)*)[-._]?(alpha|beta|dev|milestone|pre|preview|rc|snapshot)[-._]?([0-9]+)?(\+[0-9A-Za-z.-]+)?$/i;

function spelledOut(version: string): string {
  const [, numbers, word, round, build] = attached.exec(version) ?? [];
  if (numbers === undefined || word === undefined) return version;
  return `${numbers}-${word.toLowerCase()}${round === undefined ? '' : `.${round}`}${build ?? ''}`;
}
