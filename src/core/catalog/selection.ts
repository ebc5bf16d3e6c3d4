import { normaliseName } from '../../ecosystems/names.ts';
import type { AdvisoryDocument, CveFacts } from '../../model/advisory.ts';
import type { ComponentSet } from '../../model/asset.ts';
import type { VexStatement } from '../../model/vex.ts';
import { digestOf } from '../digest.ts';

/** What documents of a source are kept by. */
export interface Selection {
  readonly all: boolean;
  /** Normalised names of packages by ecosystem with its whole suffix: components and their source packages. */
  readonly packages: ReadonlyMap<string, ReadonlySet<string>>;
  /** Ids that kept documents name: of CVEs, and of the documents themselves. */
  readonly ids: ReadonlySet<string>;
  /** Equal digests select the same documents of the same source. */
  readonly digest: string;
}

/** What a document, entry or row of a source says. */
export interface Said {
  readonly id: string;
  readonly documents: readonly AdvisoryDocument[];
  readonly cves: readonly CveFacts[];
  readonly statements: readonly VexStatement[];
}

/** Keeps everything. */
export const wholeSelection: Selection = { all: true, packages: new Map(), ids: new Set(), digest: 'all' };

/** Keeps what concerns a component of the estate, by ecosystem and name; versions are judged when plans are made. */
export function packageSelection(sets: Iterable<ComponentSet>): Selection {
  const packages = new Map<string, Set<string>>();
  for (const { components } of sets) {
    for (const { ecosystem, name, source } of components) {
      const names = packages.get(ecosystem) ?? new Set<string>();
      packages.set(ecosystem, names);
      names.add(normaliseName(ecosystem, name));
      if (source !== undefined) names.add(normaliseName(ecosystem, source.name));
    }
  }
  return { all: false, packages, ids: new Set(), digest: digestOf({ packages: listOf(packages) }) };
}

/** Keeps what concerns a component, or one of the ids as well: statements about vulnerabilities name either. */
export function statementSelection({ packages }: Selection, ids: ReadonlySet<string>): Selection {
  return { all: false, packages, ids, digest: digestOf({ packages: listOf(packages), ids: [...ids].sort() }) };
}

/** Keeps facts about these CVEs. */
export function cveSelection(ids: ReadonlySet<string>): Selection {
  return { all: false, packages: new Map(), ids, digest: digestOf({ ids: [...ids].sort() }) };
}

/** Whether something that a source says is kept. */
export function isKept(selection: Selection, { id, documents, cves, statements }: Said): boolean {
  if (selection.all || selection.ids.has(id)) return true;
  return (
    documents.some((document) => concerns(selection, document)) ||
    cves.some(({ cve }) => selection.ids.has(cve)) ||
    statements.some((statement) => states(selection, statement))
  );
}

function concerns({ packages }: Selection, { affected }: AdvisoryDocument): boolean {
  return affected.some(({ ecosystem, name }) => packages.get(ecosystem)?.has(normaliseName(ecosystem, name)) === true);
}

function states({ packages, ids }: Selection, { ids: named, products }: VexStatement): boolean {
  if (named.some((id) => ids.has(id))) return true;
  return products
    .flatMap((product) => [product, ...product.parts])
    .some(({ package: named }) => {
      return (
        named !== undefined && packages.get(named.ecosystem)?.has(normaliseName(named.ecosystem, named.name)) === true
      );
    });
}

/** The ids under which others speak of what these documents tell: their own, and every CVE they name. */
export function idsNamedBy(documents: Iterable<AdvisoryDocument>): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { id, aliases, related, upstream } of documents) {
    for (const named of [id, ...aliases, ...related, ...upstream]) ids.add(named);
  }
  return ids;
}

/** Packages by ecosystem as lists in code unit order, for digests and files. */
export function listOf(
  packages: ReadonlyMap<string, ReadonlySet<string>>,
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    [...packages.keys()].sort().map((ecosystem) => [ecosystem, [...(packages.get(ecosystem) ?? [])].sort()]),
  );
}
