import type { Comparer } from '../model/comparer.ts';
import type { SemverVersion } from './semver.ts';
import { semver } from './semver.ts';

/**
 * The order of Bitnami packages: SemVer, except that a number behind the hyphen is the package's revision and makes it
 * newer, not a pre-release (`1.2.3-1` is above `1.2.3`). Other labels (`1.2.3-rc.1`) stay pre-releases.
 */
export const bitnami: Comparer<SemverVersion> = {
  id: 'bitnami',
  title: 'Bitnami package version',
  specification: 'https://github.com/bitnami/go-version#version-revision',
  parse: parseBitnami,
  compare: semver.compare,
};

function parseBitnami(version: string): SemverVersion | undefined {
  const parsed = semver.parse(version);
  const [revision, ...others] = parsed?.prerelease ?? [];
  if (parsed === undefined || revision === undefined || others.length > 0) return parsed;
  if (!/^[0-9]+$/.test(revision)) return parsed;
  const numbers = [...parsed.numbers];
  while (numbers.length < 3) numbers.push('');
  return { numbers: [...numbers, revision], prerelease: [] };
}
