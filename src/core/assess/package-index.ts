import { normaliseName } from '../../ecosystems/names.ts';
import type { AdvisoryDocument, AffectedPackage, Catalog } from '../../model/advisory.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import { type Advisory, mergeAdvisories } from './advisories.ts';

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
  /** Ecosystems, with their whole suffix, of which the catalogue holds at least one package. */
  readonly ecosystems: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Names a package across documents and assets: the ecosystem with its whole suffix, and the normalised name. */
export function packageKey(ecosystem: string, name: string): string {
  return `${ecosystem}\u0000${normaliseName(ecosystem, name)}`;
}

/**
 * Indexes a catalogue by package and merges its documents into advisories.
 * Two documents with one id both count: neither is trusted more, and `assess/duplicate-document` names them.
 */
export function indexCatalog(catalog: Catalog): PackageIndex {
  const packages = new Map<string, { ecosystem: string; name: string; statements: PackageStatement[] }>();
  const ecosystems = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const advisory of mergeAdvisories(catalog.documents)) {
    diagnostics.push(...duplicates(advisory));
    for (const document of advisory.documents) {
      for (const [key, affected] of byPackage(document)) {
        const [first] = affected;
        if (first === undefined) continue;
        const { ecosystem } = first;
        ecosystems.add(ecosystem);
        const entry = packages.get(key) ?? { ecosystem, name: normaliseName(ecosystem, first.name), statements: [] };
        entry.statements.push({ document, advisory, affected });
        packages.set(key, entry);
      }
    }
  }
  return { catalog, packages, ecosystems, diagnostics };
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

/** Documents of an advisory stand sorted by id, so copies are neighbours. */
function duplicates(advisory: Advisory): readonly Diagnostic[] {
  return advisory.documents.flatMap((document, at) => {
    const previous = advisory.documents[at - 1];
    if (previous?.id !== document.id) return [];
    const first = { file: previous.file, message: 'the other copy' };
    return [diagnostic('assess/duplicate-document', { document: document.id }, { at: document, related: [first] })];
  });
}
