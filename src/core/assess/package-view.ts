import { compareText } from '../../ecosystems/parts/digits.ts';
import type { AdvisoryDocument, AffectedPackage } from '../../model/advisory.ts';
import type { Comparer } from '../../model/comparer.ts';
import type { Advisory } from './advisories.ts';
import {
  isWithdrawn,
  judge,
  leavesDoubt,
  type ReadAffected,
  type ReadVersion,
  readAffected,
  strongest,
} from './match.ts';
import type { IndexedPackage, PackageStatement } from './package-index.ts';
import { type PlaceOf, placesIn } from './places.ts';
import type { FixedVersion, Judgement } from './range.ts';

/** What a document says of the packages of a view, ready to judge versions. */
export interface ReadStatement {
  readonly document: AdvisoryDocument;
  readonly advisory: Advisory;
  readonly affected: readonly AffectedPackage[];
  readonly parts: readonly ReadAffected[];
  /** Its fixed versions, ascending; none when it was withdrawn. */
  readonly fixes: readonly FixedVersion[];
}

/** A fixed version of some document, and the documents that call it affected all the same. */
export interface Candidate extends FixedVersion {
  readonly affectedBy: () => readonly ReadStatement[];
}

/** What the documents of one advisory say of the packages of a view. */
export interface AdvisoryStatements {
  readonly advisory: Advisory;
  readonly statements: readonly ReadStatement[];
}

/** Everything the catalogue says of one package (or of a package and its source, where they share versions). */
export interface PackageView {
  readonly comparer: Comparer | undefined;
  readonly statements: readonly ReadStatement[];
  /** The same by advisory, in the order of their names. */
  readonly advisories: readonly AdvisoryStatements[];
  /** Every fixed version of every document, ascending, equal versions once. Judged on first use, then kept. */
  readonly candidates: () => readonly Candidate[];
  /**
   * Numbers the places between and at the versions that its documents name: versions of one place are judged alike, and
   * have the same targets. `undefined` where a version cannot be ordered, or documents list versions one by one.
   */
  readonly placeOf: PlaceOf;
}

/** Reads packages whose documents judge the same version text. Withdrawn documents are kept but never speak. */
export function readPackages(packages: readonly IndexedPackage[], comparer: Comparer | undefined): PackageView {
  const statements = packages.flatMap((one) => one.statements).map((one) => readStatement(one, comparer));
  let candidates: readonly Candidate[] | undefined;
  return {
    comparer,
    statements,
    advisories: byAdvisory(statements),
    placeOf: placesIn(
      statements.flatMap(({ parts }) => parts),
      comparer,
    ),
    candidates: () => {
      candidates ??= comparer === undefined ? [] : readCandidates(statements, comparer);
      return candidates;
    },
  };
}

/** The candidates of a package with further releases among them; of equal versions the document's text stands. */
export function withOffers(view: PackageView, offers: readonly string[]): readonly Candidate[] {
  const { comparer, statements } = view;
  const known = view.candidates();
  if (comparer === undefined || offers.length === 0) return known;
  const offered = offers.flatMap((text) => {
    const parsed = comparer.parse(text);
    const isNew = parsed !== undefined && !known.some((one) => comparer.compare(one.parsed, parsed) === 0);
    return isNew ? [{ text, parsed }] : [];
  });
  const added = ascending(offered, comparer).map((one): Candidate => {
    const affectedBy = statements.filter((statement) => mayAffect(statement, one));
    return { ...one, affectedBy: () => affectedBy };
  });
  return [...known, ...added].sort((left, right) => comparer.compare(left.parsed, right.parsed));
}

/** Does a document call a version affected, or leave room for it? Nobody but its vendor vouches for a release. */
export function mayAffect(statement: ReadStatement, version: ReadVersion): boolean {
  const judgement = judgeStatement(statement, version);
  return judgement.verdict === 'affected' || leavesDoubt(judgement);
}

/** What a document says of a version: the strongest word of its entries. */
export function judgeStatement(statement: ReadStatement, version: ReadVersion): Judgement {
  if (statement.document.withdrawn !== undefined) return isWithdrawn;
  const [first] = statement.parts;
  if (first !== undefined && statement.parts.length === 1) return judge(first, version);
  return strongest(statement.parts.map((part) => judge(part, version)));
}

function readStatement(statement: PackageStatement, comparer: Comparer | undefined): ReadStatement {
  const { document, advisory, affected } = statement;
  const parts = affected.map((one) => readAffected(one, comparer));
  const isSilent = document.withdrawn !== undefined || comparer === undefined;
  const all = isSilent ? [] : parts.flatMap((part) => part.ranges).flatMap((range) => range.fixes);
  return { document, advisory, affected, parts, fixes: comparer === undefined ? [] : ascending(all, comparer) };
}

function byAdvisory(statements: readonly ReadStatement[]): readonly AdvisoryStatements[] {
  const groups = new Map<Advisory, ReadStatement[]>();
  for (const statement of statements) {
    const group = groups.get(statement.advisory);
    if (group) group.push(statement);
    else groups.set(statement.advisory, [statement]);
  }
  return Array.from(groups, ([advisory, own]) => ({ advisory, statements: own })).sort((left, right) =>
    compareText(left.advisory.name, right.advisory.name),
  );
}

function readCandidates(statements: readonly ReadStatement[], comparer: Comparer): readonly Candidate[] {
  const fixes = ascending(
    statements.flatMap((statement) => statement.fixes),
    comparer,
  );
  return fixes.map(({ text, parsed }) => {
    let affectedBy: readonly ReadStatement[] | undefined;
    return {
      text,
      parsed,
      affectedBy: () => {
        affectedBy ??= statements.filter((one) => judgeStatement(one, { text, parsed }).verdict === 'affected');
        return affectedBy;
      },
    };
  });
}

/** Sorted by version; of equal versions the text that sorts first stands for all, so that input order does not show. */
function ascending(fixes: readonly FixedVersion[], comparer: Comparer): readonly FixedVersion[] {
  if (fixes.length < 2) return fixes;
  const sorted = [...fixes].sort((a, b) => comparer.compare(a.parsed, b.parsed) || compareText(a.text, b.text));
  return sorted.filter((one, at) => {
    const previous = sorted[at - 1];
    return previous === undefined || comparer.compare(previous.parsed, one.parsed) !== 0;
  });
}
