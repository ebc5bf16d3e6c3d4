import { normaliseName } from '../../ecosystems/names.ts';
import type { AdvisoryDocument, AffectedPackage, Catalog, CatalogCoverage } from '../../model/advisory.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import { type Advisory, mergeAdvisories } from './advisories.ts';
import { type PlaceOfDocument, placesOf } from './document-place.ts';

/** What one document says of one package; several entries when the document lists the package several times. */
export interface PackageStatement {
  readonly document: AdvisoryDocument;
  readonly advisory: Advisory;
  readonly affected: readonly AffectedPackage[];
}

/** A package the catalogue speaks of, with every document that does, withdrawn ones included. */
export interface IndexedPackage {
  readonly ecosystem: string;
  /** Under its normalised name. */
  readonly name: string;
  readonly statements: readonly PackageStatement[];
}

/** The catalogue by package: what assessment looks things up in. */
export interface PackageIndex {
  readonly catalog: Catalog;
  /** By `packageKey`. */
  readonly packages: ReadonlyMap<string, IndexedPackage>;
  /** Ecosystems, with their whole suffix, and the packages of which the catalogue would hold any advisory there is. */
  readonly coverage: CatalogCoverage;
  readonly diagnostics: readonly Diagnostic[];
}

/** Names a package across documents and assets: the ecosystem with its whole suffix, and the normalised name. */
export function packageKey(ecosystem: string, name: string): string {
  return `${ecosystem}\u0000${normaliseName(ecosystem, name)}`;
}

/**
 * Indexes a catalogue by package and merges its documents into advisories.
 * Two documents with one id both count; two revisions that speak of one package are `assess/duplicate-document`.
 */
export function indexCatalog(catalog: Catalog): PackageIndex {
  const packages = new Map<string, OpenPackage>();
  const diagnostics: Diagnostic[] = [];
  const placeOf = placesOf(catalog);
  for (const advisory of mergeAdvisories(catalog.documents)) {
    for (const document of advisory.documents) {
      for (const [key, affected] of byPackage(document)) {
        const entry = packages.get(key) ?? openPackage(affected);
        packages.set(key, entry);
        diagnostics.push(...otherRevision(entry, document, placeOf));
        entry.statements.push({ document, advisory, affected });
      }
    }
  }
  const spokenOf = new Set([...packages.values()].map(({ ecosystem }) => ecosystem));
  const coverage = byProduct(catalog.coverage ?? { whole: spokenOf, packages: new Map() }, packages);
  return { catalog, packages, coverage, diagnostics };
}

/**
 * Nobody publishes for all of `generic`: a document about one vendor's appliance says nothing about another's. Each
 * product is covered by documents that name it, or by a sync that looked for it.
 */
function byProduct(coverage: CatalogCoverage, packages: ReadonlyMap<string, IndexedPackage>): CatalogCoverage {
  const named = [...packages.values()].filter(({ ecosystem }) => ecosystem === 'generic').map(({ name }) => name);
  if (named.length === 0 && !coverage.whole.has('generic')) return coverage;
  return {
    whole: new Set([...coverage.whole].filter((ecosystem) => ecosystem !== 'generic')),
    packages: new Map([
      ...coverage.packages,
      ['generic', new Set([...named, ...(coverage.packages.get('generic') ?? [])])],
    ]),
  };
}

interface OpenPackage extends IndexedPackage {
  readonly statements: PackageStatement[];
}

function openPackage([first]: readonly AffectedPackage[]): OpenPackage {
  const { ecosystem = '', name = '' } = first ?? {};
  return { ecosystem, name: normaliseName(ecosystem, name), statements: [] };
}

function byPackage(document: AdvisoryDocument): ReadonlyMap<string, readonly AffectedPackage[]> {
  const groups = new Map<string, AffectedPackage[]>();
  for (const affected of document.affected) {
    const key = packageKey(affected.ecosystem, affected.name);
    const group = groups.get(key);
    if (group) group.push(affected);
    else groups.set(key, [affected]);
  }
  return groups;
}

/** Feeds of several releases of a distribution carry the same erratum, which is no problem while it is one revision. */
function otherRevision(
  { statements }: OpenPackage,
  document: AdvisoryDocument,
  placeOf: PlaceOfDocument,
): readonly Diagnostic[] {
  // Documents come sorted by id within their advisory, so a copy is the statement before.
  const copy = statements.at(-1)?.document;
  if (copy?.id !== document.id || copy.modified === document.modified) return [];
  const related = [{ ...placeOf(copy.file, copy.id), message: 'the other revision' }];
  const at = placeOf(document.file, document.id);
  return [diagnostic('assess/duplicate-document', { document: document.id }, { at, related })];
}
