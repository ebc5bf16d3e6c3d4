import { normaliseVersion } from '../../ecosystems/names.ts';
import type { AffectedPackage } from '../../model/advisory.ts';
import type { Comparer } from '../../model/comparer.ts';
import {
  type Judgement,
  judgeRange,
  noOrder,
  type OrderedRange,
  onlyCommits,
  readRange,
  type UnjudgedRange,
} from './range.ts';

/** A version as its ecosystem reads it; `parsed: undefined` = it cannot be ordered. */
export interface ReadVersion {
  readonly text: string;
  readonly parsed: unknown;
}

/** What a document says of a package, its versions parsed once. */
export interface ReadAffected {
  readonly comparer: Comparer | undefined;
  readonly ecosystem: string;
  /** The `versions` list in the form in which versions are looked up. */
  readonly listed: ReadonlySet<string>;
  /** The same parsed, on first use: few versions need it. */
  readonly listedParsed: () => readonly unknown[];
  readonly ranges: readonly OrderedRange[];
  /** Ranges that no order can judge. */
  readonly unjudged: readonly UnjudgedRange[];
  /** Some of it could not be read: what the rest does not match is not known. */
  readonly isIncomplete: boolean;
  /** Does it hold anything that an orderable version could be judged by? */
  readonly speaks: boolean;
}

/** Reads a version with the comparer of its ecosystem; without a comparer nothing can be ordered. */
export function readVersion(text: string, comparer: Comparer | undefined): ReadVersion {
  return { text, parsed: comparer?.parse(text) };
}

/** Parses everything `judge` needs of one `affected` entry. Without a comparer only the `versions` list can speak. */
export function readAffected(affected: AffectedPackage, comparer: Comparer | undefined): ReadAffected {
  const { ecosystem, versions } = affected;
  const ranges: OrderedRange[] = [];
  const unjudged: UnjudgedRange[] = [];
  for (const range of affected.ranges) {
    const read = readRange(range, comparer);
    if (read.kind === 'ordered') ranges.push(read);
    else unjudged.push(read);
  }
  let parsed: readonly unknown[] | undefined;
  return {
    comparer,
    ecosystem,
    listed:
      versions.length === 0 ? nothingListed : new Set(versions.map((version) => normaliseVersion(ecosystem, version))),
    listedParsed: () => {
      parsed ??= versions.map((version) => comparer?.parse(version)).filter((one) => one !== undefined);
      return parsed;
    },
    ranges,
    unjudged,
    isIncomplete: affected.isIncomplete === true,
    speaks: versions.length > 0 || ranges.length > 0 || unjudged.some(({ judgement }) => judgement === noOrder),
  };
}

const nothingListed: ReadonlySet<string> = new Set();

/**
 * Judges one version by one `affected` entry (OSV schema, Evaluation): affected when `versions` lists it, as text or
 * as an equal version, or when any range holds it. A version that cannot be ordered is affected when it is listed word
 * for word and `unordered` otherwise. Where nothing says affected and a range could not be judged or read, the entry is
 * `unjudged`.
 */
export function judge(affected: ReadAffected, version: ReadVersion): Judgement {
  const { comparer, ranges, listed, unjudged } = affected;
  if (listed.size > 0 && listed.has(normaliseVersion(affected.ecosystem, version.text))) return isListed;
  if (!affected.speaks) return unjudgedBecause(affected) ?? unjudged[0]?.judgement ?? noRange;
  if (comparer === undefined || version.parsed === undefined) return cannotOrder;
  const judgements = ranges.map((range) => judgeRange(range, version.parsed, comparer));
  const inside = judgements.find((judgement) => judgement.verdict === 'affected');
  if (inside !== undefined) return inside;
  if (affected.listedParsed().some((one) => comparer.compare(one, version.parsed) === 0)) return isListed;
  const settled = judgements.find((judgement) => judgement.isFixed) ?? judgements[0] ?? isNotListed;
  return unjudgedBecause(affected) ?? settled;
}

/**
 * One verdict of a document that lists a package in several entries: the strongest of affected, unordered, unjudged,
 * fixed and not affected. Entries with commits alone speak only when nothing else does.
 */
export function strongest(judgements: readonly Judgement[]): Judgement {
  return judgements.reduce((best, one) => (strength(one) > strength(best) ? one : best), judgements[0] ?? noRange);
}

/**
 * Could the version be affected for all that the document says? True where an event, or the version itself, cannot be
 * ordered, or part of the document could not be read: a person is needed. Commits alone leave no doubt about a version:
 * they do not speak of versions.
 */
export function leavesDoubt(judgement: Judgement): boolean {
  if (judgement.verdict === 'unordered') return true;
  return judgement.verdict === 'unjudged' && judgement !== onlyCommits && judgement !== noRange;
}

function strength(judgement: Judgement): number {
  switch (judgement.verdict) {
    case 'affected':
      return 6;
    case 'unordered':
      return 5;
    case 'unjudged':
      return leavesDoubt(judgement) ? 4 : 1;
    case 'not-affected':
      return judgement.isFixed ? 3 : 2;
    case 'withdrawn':
      return 0;
  }
}

const fixedWords = (verdict: Judgement['verdict'], because: string): Judgement =>
  Object.freeze({ verdict, because, isFixed: false, isEndless: false });

/** What keeps the entry from saying that a version is not affected: more than commits that stand beside versions. */
function unjudgedBecause({ isIncomplete, unjudged }: ReadAffected): Judgement | undefined {
  if (isIncomplete) return isPartly;
  return unjudged.find((range) => range.judgement !== onlyCommits)?.judgement;
}

/** The judgement of a document that was withdrawn: it never counts. */
export const isWithdrawn: Judgement = fixedWords('withdrawn', 'withdrawn');
const isListed = fixedWords('affected', 'listed in versions');
const isNotListed = fixedWords('not-affected', 'not listed in versions');
const cannotOrder = fixedWords('unordered', 'the version cannot be ordered');
const isPartly = fixedWords('unjudged', 'part of the document could not be read');
const noRange = fixedWords('unjudged', 'neither versions nor ranges');
