import type { Comparer } from '../model/comparer.ts';
import { compareDigits, maximumVersionLength } from './parts/digits.ts';
import { comparePrerelease } from './semver.ts';

/** A NuGet version: up to four numbers and the release labels in lower case. */
export interface NugetVersion {
  readonly numbers: readonly string[];
  readonly labels: readonly string[];
}

/**
 * The order of NuGet: SemVer 2.0.0 with an optional fourth number, missing numbers as zero, labels without regard to
 * case, metadata ignored. Labels of digits are numbers of any length; NuGet itself takes those above 2^31 for words.
 */
export const nuget: Comparer<NugetVersion> = {
  id: 'nuget',
  title: 'NuGet package version',
  specification: 'https://learn.microsoft.com/en-us/nuget/concepts/package-versioning',
  parse: parseNuget,
  compare: compareNuget,
};

/** Groups: numbers, labels. */
const shape =
  /^([0-9]+(?:\.[0-9]+){0,3})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

function parseNuget(version: string): NugetVersion | undefined {
  if (version.length > maximumVersionLength) return undefined;
  const match = shape.exec(version.trim());
  const numbers = match?.[1];
  if (numbers === undefined) return undefined;
  return { numbers: numbers.split('.'), labels: match?.[2]?.toLowerCase().split('.') ?? [] };
}

function compareNuget(left: NugetVersion, right: NugetVersion): number {
  for (let at = 0; at < 4; at++) {
    const order = compareDigits(left.numbers[at] ?? '', right.numbers[at] ?? '');
    if (order !== 0) return order;
  }
  return comparePrerelease(left.labels, right.labels);
}
