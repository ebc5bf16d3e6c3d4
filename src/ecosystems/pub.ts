import type { Comparer } from '../model/comparer.ts';
import { maximumVersionLength } from './parts/digits.ts';
import type { SemverVersion } from './semver.ts';
import { compareIdentifiers, semver } from './semver.ts';

/** A Pub version: SemVer and the build identifiers, which Pub does order. */
export interface PubVersion {
  readonly base: SemverVersion;
  readonly build: readonly string[];
}

/** The order of Dart's Pub: SemVer, except that build metadata counts and `1.0.0+1` is above `1.0.0`. */
export const pub: Comparer<PubVersion> = {
  id: 'pub',
  title: 'Pub package version',
  specification: 'https://dart.dev/tools/pub/versioning',
  parse: parsePub,
  compare: (left, right) => semver.compare(left.base, right.base) || compareIdentifiers(left.build, right.build),
};

function parsePub(version: string): PubVersion | undefined {
  if (version.length > maximumVersionLength) return undefined;
  const base = semver.parse(version);
  if (base === undefined) return undefined;
  const plus = version.indexOf('+');
  return { base, build: plus < 0 ? [] : version.slice(plus + 1).split('.') };
}
