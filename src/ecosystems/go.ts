import type { Comparer } from '../model/comparer.ts';
import { maximumVersionLength } from './parts/digits.ts';
import type { SemverVersion } from './semver.ts';
import { semver } from './semver.ts';

/**
 * The order of Go modules: SemVer with pseudo-versions (`v0.0.0-20191109021931-daa7c04131f5`), `+incompatible`
 * and, for the toolchain and its standard library, the release names of Go itself (`go1.21rc2`).
 */
export const go: Comparer<SemverVersion> = {
  id: 'go',
  title: 'Go module or toolchain version',
  specification: 'https://go.dev/ref/mod#versions',
  parse: (version) => (version.length > maximumVersionLength ? undefined : semver.parse(toSemver(version))),
  compare: semver.compare,
};

/** A toolchain name as the Go vulnerability database writes it: `go1.21rc2` is `1.21-rc.2`; others stay as they are. */
function toSemver(version: string): string {
  // The distribution's own suffix (`go1.22.1 X:boringcrypto`) says how it was built, not which release it is.
  const match = /^go([0-9]+(?:\.[0-9]+)*)(?:(rc|beta)([0-9]+))?(?: X:.*)?$/.exec(version);
  if (match === null) return version;
  const [, numbers, stage, round] = match;
  return stage === undefined ? `${numbers}` : `${numbers}-${stage}.${round}`;
}
