import { parseInstant } from '../../core/time.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { CatalogFragment, CatalogReader } from '../../model/feed.ts';
import type { SourceFile } from '../../model/source.ts';
import type { VexProduct, VexSource, VexStatement, VexThing } from '../../model/vex.ts';
import { documentsOf } from '../documents.ts';
import { problemsOf, type Tell, tellAt } from '../problems.ts';
import { asRecord, listOf, recordOf, recordsOf, textOf, type UnknownRecord } from '../shape.ts';
import { readAnalysis, type StatedAnalysis } from './cyclonedx-vex-words.ts';
import { thingNamed } from './vex-products.ts';

const specification = 'https://cyclonedx.org/docs/1.6/json/#vulnerabilities';

/** Reads the vulnerabilities of CycloneDX documents, 1.4 to 1.6, that carry an analysis: CycloneDX's VEX. */
export const cycloneDxVexReader: CatalogReader = {
  id: 'cyclonedx-vex',
  title: 'CycloneDX VEX',
  specification,
  recognises: ({ form, keys }) => form === 'json-object' && keys.has('bomFormat') && keys.has('vulnerabilities'),
  read: readCycloneDxVex,
};

function readCycloneDxVex(file: SourceFile): Outcome<CatalogFragment> {
  const problems = problemsOf(file.path, 'catalog/further-problems');
  const raw = documentsOf(file);
  for (const problem of raw.diagnostics) problems.add(problem);
  const statements = raw.documents.flatMap(({ value, at }, index) => {
    const tell = tellAt(at, problems);
    const document = asRecord(value);
    if (document !== undefined && textOf(document, 'bomFormat') === 'CycloneDX') {
      return readDocument(document, file.path, tell);
    }
    const args = { document: `Document ${index + 1}`, reason: 'its "bomFormat" is not CycloneDX', specification };
    tell('catalog/wrong-document', args);
    return [];
  });
  return { value: { documents: [], cves: [], statements }, diagnostics: problems.list() };
}

/** What a reference can lead to. */
interface Things {
  /** The product that the document describes; its components are affected inside it. */
  readonly root: VexThing | undefined;
  readonly byRef: ReadonlyMap<string, VexThing>;
}

function readDocument(document: UnknownRecord, file: string, tell: Tell): readonly VexStatement[] {
  const metadata = recordOf(document, 'metadata') ?? {};
  const name = textOf(document, 'serialNumber') ?? file;
  const source: VexSource = { format: 'cyclonedx', document: name, author: authorOf(metadata), file };
  const dated = parseInstant(textOf(metadata, 'timestamp') ?? '');
  const things = thingsOf(document, metadata);
  const list = listOf(document, 'vulnerabilities');
  if (list.isWrong) tell('catalog/wrong-list', { document: name, field: 'vulnerabilities' });
  return list.items.flatMap((raw, index) => {
    const vulnerability = asRecord(raw);
    const read = vulnerability === undefined ? 'it is not an object' : readVulnerability(vulnerability, things);
    if (typeof read !== 'string') {
      const statedAt = parseInstant(read.dated ?? '') ?? dated;
      return [{ ...read.statement, statedAt, source, number: index + 1 }];
    }
    tell('catalog/wrong-statement', { document: name, statement: index + 1, reason: read, specification });
    return [];
  });
}

function authorOf(metadata: UnknownRecord): string | undefined {
  const [author] = recordsOf(metadata, 'authors');
  const party = recordOf(metadata, 'supplier') ?? recordOf(metadata, 'manufacturer') ?? author;
  return party === undefined ? undefined : textOf(party, 'name');
}

interface VulnerabilityRead {
  readonly statement: Omit<VexStatement, 'source' | 'number' | 'statedAt'>;
  readonly dated: string | undefined;
}

function readVulnerability(vulnerability: UnknownRecord, things: Things): VulnerabilityRead | string {
  const ids = idsOf(vulnerability);
  if (ids.length === 0) return 'it names no vulnerability';
  const analysis = recordOf(vulnerability, 'analysis');
  if (analysis === undefined) return 'it carries no analysis, so it states nothing';
  const read = readAnalysis(analysis);
  if (typeof read === 'string') return read;
  const products = productsOf(vulnerability, read.state, things);
  if (products.length === 0) return 'it names no product that its analysis holds for';
  const { dated, state: _, ...stated } = read;
  return { statement: { ids, ...stated, products }, dated };
}

function idsOf(vulnerability: UnknownRecord): readonly string[] {
  const id = textOf(vulnerability, 'id');
  const references = recordsOf(vulnerability, 'references').flatMap((entry) => textOf(entry, 'id') ?? []);
  return [...new Set([...(id === undefined ? [] : [id]), ...references])];
}

function thingsOf(document: UnknownRecord, metadata: UnknownRecord): Things {
  const byRef = new Map<string, VexThing>();
  const main = recordOf(metadata, 'component');
  const open = [...(main === undefined ? [] : [main]), ...recordsOf(document, 'components')];
  // Components lie inside one another; the list is walked, so that depth costs no stack.
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const ref = textOf(next, 'bom-ref');
    if (ref !== undefined) byRef.set(ref, thingOf(next));
    open.push(...recordsOf(next, 'components'));
  }
  return { root: main === undefined ? undefined : thingOf(main), byRef };
}

function thingOf(component: UnknownRecord): VexThing {
  const [group, name, version] = ['group', 'name', 'version'].map((field) => textOf(component, field));
  const title = [group, name].filter((part) => part !== undefined).join('/');
  const shown = version === undefined ? title : `${title}@${version}`;
  return thingNamed(textOf(component, 'purl') ?? shown, textOf(component, 'purl'));
}

function productsOf(
  vulnerability: UnknownRecord,
  state: StatedAnalysis['state'],
  things: Things,
): readonly VexProduct[] {
  return recordsOf(vulnerability, 'affects').flatMap((entry): readonly VexProduct[] => {
    const ref = textOf(entry, 'ref');
    if (ref === undefined) return [];
    const known = things.byRef.get(ref) ?? thingOfLink(ref);
    const thing = withVersions(known, recordsOf(entry, 'versions'), state);
    if (thing === undefined) return [];
    const { root } = things;
    // Where a document describes one product, it speaks of its components inside that product.
    return root === undefined || root.name === known.name ? [{ ...thing, parts: [] }] : [{ ...root, parts: [thing] }];
  });
}

/** A BOM-Link leads to another document; a reference may also be a package URL itself. */
function thingOfLink(ref: string): VexThing {
  const fragment = /^urn:cdx:[^#]+#(.+)$/.exec(ref)?.[1];
  const target = fragment === undefined ? ref : decoded(fragment);
  return target.startsWith('pkg:') ? thingNamed(target, target) : { name: ref };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The versions that an analysis holds for; those stated otherwise are not its subject. `undefined` = none is left. */
function withVersions(
  thing: VexThing,
  versions: readonly UnknownRecord[],
  state: StatedAnalysis['state'],
): VexThing | undefined {
  if (versions.length === 0) return thing;
  const mine = versions.filter((entry) => holdsFor(state, textOf(entry, 'status')));
  if (mine.length === 0) return undefined;
  if (thing.package === undefined) return thing;
  const range = mine.flatMap((entry) => textOf(entry, 'range') ?? []).join(', ');
  const listed = mine.flatMap((entry) => textOf(entry, 'version') ?? []);
  const all = range === '' ? listed : [range, ...listed];
  const stated =
    range === '' ? ({ kind: 'listed', versions: listed } as const) : ({ kind: 'range', text: all.join(', ') } as const);
  return { ...thing, package: { ...thing.package, versions: stated } };
}

function holdsFor(state: StatedAnalysis['state'], status: string | undefined): boolean {
  if (status === undefined || state === 'in_triage') return true;
  return status === (state === 'exploitable' ? 'affected' : 'unaffected');
}
