import { apk } from './apk.ts';
import { bitnami } from './bitnami.ts';
import { deb } from './deb.ts';
import { dotted } from './generic/dotted.ts';
import { openssl } from './generic/openssl.ts';
import { semverLike } from './generic/semver-like.ts';
import { go } from './go.ts';
import { maven } from './maven.ts';
import { nuget } from './nuget.ts';
import { packagist } from './packagist.ts';
import { compareDigits, stripZeros } from './parts/digits.ts';
import type { Token } from './parts/tokens.ts';
import { pep440 } from './pep440.ts';
import { pub } from './pub.ts';
import type { ComparerId } from './registry.ts';
import { comparerById, compareVersions } from './registry.ts';
import { rpm } from './rpm.ts';
import { rubygems } from './rubygems.ts';
import type { SemverVersion } from './semver.ts';
import { semver } from './semver.ts';

/** How far an update goes, as a fact of the two versions: which part of the upstream number moves. */
export type Jump = 'patch' | 'minor' | 'major' | 'stream' | 'prerelease';

/** The module streams (`nodejs:18`) of the installed and the target package, where the source names them. */
export interface Streams {
  readonly from: string;
  readonly to: string;
}

/** What of a version tells the size of an update. */
interface Upstream {
  readonly epoch: string;
  readonly numbers: readonly string[];
  readonly isPrerelease: boolean;
}

/**
 * The jump of an update from one version to another, by their comparer's id.
 * A different module stream is `stream`, whatever the versions say; then a target that is a pre-release of its project
 * is `prerelease`; then the epoch or the first upstream number is `major`, the second `minor`, and anything else, a new
 * package revision or release included, `patch`.
 * `undefined` when the scheme has no such parts (date, text order) or cannot order the two, or nothing moves upwards.
 */
export function jump(comparerId: string, from: string, to: string, streams?: Streams): Jump | undefined {
  if (streams !== undefined && streams.from !== streams.to) return 'stream';
  const comparer = comparerById(comparerId);
  const reader = readers.get(comparerId);
  if (comparer === undefined || reader === undefined || compareVersions(comparer, from, to) !== '<') return undefined;
  const before = reader(from);
  const after = reader(to);
  if (before === undefined || after === undefined) return undefined;
  if (after.isPrerelease) return 'prerelease';
  if (compareDigits(before.epoch, after.epoch) !== 0 || differs(before, after, 0)) return 'major';
  return differs(before, after, 1) ? 'minor' : 'patch';
}

function differs(before: Upstream, after: Upstream, at: number): boolean {
  return compareDigits(before.numbers[at] ?? '', after.numbers[at] ?? '') !== 0;
}

const readers: ReadonlyMap<string, (version: string) => Upstream | undefined> = new Map<
  ComparerId,
  (version: string) => Upstream | undefined
>([
  ['apk', (version) => ofTokens(apk.parse(version), isApkPrerelease)],
  ['bitnami', (version) => ofSemver(bitnami.parse(version))],
  ['deb', ofDeb],
  ['dotted', (version) => plain(dotted.parse(version))],
  ['go', ofGo],
  ['maven', (version) => ofTokens(maven.parse(version), (token) => token.rank < 5)],
  ['nuget', ofNuget],
  ['openssl', ofOpenssl],
  ['packagist', (version) => ofTokens(packagist.parse(version), (token) => token.rank < 4)],
  ['pep440', ofPep440],
  ['pub', (version) => ofSemver(pub.parse(version)?.base)],
  ['rpm', ofRpm],
  ['rubygems', (version) => ofTokens(rubygems.parse(version), (token) => token.text !== '')],
  ['semver', (version) => ofSemver(semver.parse(version))],
  ['semver-like', (version) => ofSemver(semverLike.parse(version))],
]);

function ofTokens(tokens: readonly Token[] | undefined, isPre: (token: Token) => boolean): Upstream | undefined {
  if (tokens === undefined) return undefined;
  // A fraction of an apk version carries its digits as text.
  const numbers = tokens.slice(0, 2).map((token) => token.digits || token.text);
  return { epoch: '', numbers: numbers.map(digitsOnly), isPrerelease: tokens.some(isPre) };
}

function isApkPrerelease(token: Token): boolean {
  return token.rank < 0;
}

function digitsOnly(text: string): string {
  return stripZeros(/^[0-9]*/.exec(text)?.[0] ?? '');
}

function plain(numbers: readonly string[] | undefined): Upstream | undefined {
  return numbers === undefined ? undefined : { epoch: '', numbers, isPrerelease: false };
}

function ofSemver(version: SemverVersion | undefined): Upstream | undefined {
  return version && { epoch: '', numbers: version.numbers, isPrerelease: version.prerelease.length > 0 };
}

/** A pseudo-version stands for a commit of a module without releases: it is no pre-release anyone announced. */
function ofGo(version: string): Upstream | undefined {
  const upstream = ofSemver(go.parse(version));
  const isPseudo = /[-.][0-9]{14}-[0-9a-f]{12}(?:\+incompatible)?$/.test(version);
  return upstream && isPseudo ? { ...upstream, isPrerelease: false } : upstream;
}

function ofNuget(text: string): Upstream | undefined {
  const version = nuget.parse(text);
  return version && { epoch: '', numbers: version.numbers, isPrerelease: version.labels.length > 0 };
}

function ofOpenssl(text: string): Upstream | undefined {
  const version = openssl.parse(text);
  return version && { epoch: '', numbers: version.numbers, isPrerelease: version.pre !== undefined };
}

function ofPep440(text: string): Upstream | undefined {
  const version = pep440.parse(text);
  if (version === undefined) return undefined;
  const isPrerelease = version.pre !== undefined || version.dev !== undefined;
  return { epoch: version.epoch, numbers: version.release, isPrerelease };
}

function ofDeb(text: string): Upstream | undefined {
  const version = deb.parse(text);
  if (version === undefined) return undefined;
  // `1.2+really2.0` carries 2.0 under a number that had to stay above an earlier mistake.
  return ofDistribution(version.epoch, version.upstream.split('+really').at(-1) ?? '');
}

function ofRpm(text: string): Upstream | undefined {
  const version = rpm.parse(text);
  return version && ofDistribution(version.epoch, version.version);
}

/** Distributions mark a pre-release by `~` and a word that means one; `~dfsg` or `~bpo12` are their own matters. */
function ofDistribution(epoch: string, upstream: string): Upstream {
  const numbers = /^[0-9]+(?:[._][0-9]+)*/.exec(upstream)?.[0].split(/[._]/) ?? [];
  return { epoch, numbers, isPrerelease: /~(?:alpha|beta|dev|git|pre|rc|snapshot|svn|[ab][0-9])/i.test(upstream) };
}
