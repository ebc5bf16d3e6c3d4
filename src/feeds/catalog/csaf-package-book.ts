import type {
  AffectedPackage,
  RangeEvent,
  Remediation,
  SeverityStatement,
  VersionRange,
} from '../../model/advisory.ts';

/** What a document says of one package, gathered from all its products and vulnerabilities. */
export interface PackageBook {
  readonly ecosystem: string;
  readonly name: string;
  /** Versions listed as affected. */
  readonly versions: Set<string>;
  readonly first: Set<string>;
  readonly last: Set<string>;
  readonly fixed: Set<string>;
  readonly intervals: Map<string, readonly RangeEvent[]>;
  readonly severity: Map<string, SeverityStatement>;
  readonly remediations: Map<string, Remediation>;
  isIncomplete: boolean;
}

/** A package of which nothing is said yet. */
export function openBook(ecosystem: string, name: string): PackageBook {
  return {
    ecosystem,
    name,
    versions: new Set(),
    first: new Set(),
    last: new Set(),
    fixed: new Set(),
    intervals: new Map(),
    severity: new Map(),
    remediations: new Map(),
    isIncomplete: false,
  };
}

/** Does the document say anything of the package's versions? */
export function speaks(book: PackageBook): boolean {
  const { versions, first, last, fixed, intervals, isIncomplete } = book;
  return isIncomplete || versions.size + first.size + last.size + fixed.size + intervals.size > 0;
}

/**
 * The package as advisories name it. Listed versions stay a list, ranges stay ranges. Fixed versions end what is open;
 * without any affected version everything below a fixed one is affected, as errata mean it.
 */
export function affectedOf(book: PackageBook): AffectedPackage {
  const { ecosystem, name, isIncomplete } = book;
  return {
    ecosystem,
    name,
    versions: [...book.versions],
    ranges: rangesOf(book),
    severity: [...book.severity.values()],
    ...(isIncomplete && { isIncomplete }),
    ...(book.remediations.size > 0 && { remediations: [...book.remediations.values()] }),
  };
}

function rangesOf(book: PackageBook): readonly VersionRange[] {
  const fixes = [...book.fixed].map((version): RangeEvent => ({ kind: 'fixed', version }));
  const intervals = [...book.intervals.values()].flatMap((events) => withFixes(events, fixes));
  const listed = listedEvents(book, fixes);
  const all = listed.length > 0 ? [...intervals, listed] : intervals;
  const isOnlyFixed = all.length === 0 && book.versions.size === 0 && !book.isIncomplete;
  const ranges = isOnlyFixed ? fixes.map((fix) => [{ kind: 'introduced', version: '0' } as const, fix]) : all;
  return ranges.map((events) => ({ type: 'ECOSYSTEM', events }));
}

/**
 * An interval without a fix of its own gets those that the document names, one each: which of several ends it cannot be
 * told without comparing versions, and together they never say less than the interval as written.
 */
function withFixes(events: readonly RangeEvent[], fixes: readonly RangeEvent[]): readonly (readonly RangeEvent[])[] {
  const end = events.at(-1)?.kind;
  if (end === 'fixed' || fixes.length === 0) return [events];
  const ended = fixes.map((fix) => [...events, fix]);
  return end === 'last_affected' ? [events, ...ended] : ended;
}

/** First and last affected versions, and listed ones up to the next fix, as one range. */
function listedEvents(book: PackageBook, fixes: readonly RangeEvent[]): readonly RangeEvent[] {
  const { versions, first, last } = book;
  const bounded = first.size + last.size > 0;
  if (!bounded && (versions.size === 0 || fixes.length === 0 || book.intervals.size > 0)) return [];
  const starts = [...(bounded ? first : versions)];
  const introduced = (starts.length > 0 ? starts : ['0']).map(
    (version): RangeEvent => ({ kind: 'introduced', version }),
  );
  return [...introduced, ...[...last].map((version): RangeEvent => ({ kind: 'last_affected', version })), ...fixes];
}
