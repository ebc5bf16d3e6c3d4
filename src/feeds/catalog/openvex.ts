import { parseInstant } from '../../core/time.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { CatalogFragment, CatalogReader } from '../../model/feed.ts';
import type { SourceFile } from '../../model/source.ts';
import {
  type VexProduct,
  type VexSource,
  type VexStatement,
  type VexStatus,
  type VexThing,
  vexJustifications,
} from '../../model/vex.ts';
import { documentsOf } from '../documents.ts';
import { problemsOf, type Tell, tellAt } from '../problems.ts';
import { asRecord, asText, fieldOf, listOf, recordOf, textListOf, textOf, type UnknownRecord } from '../shape.ts';
import { thingNamed } from './vex-products.ts';

const specification = 'https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md';

/** Reads OpenVEX documents, 0.2.0 and the 0.0.x before it, whose vulnerabilities and products are bare texts. */
export const openVexReader: CatalogReader = {
  id: 'openvex',
  title: 'OpenVEX statements',
  specification,
  recognises: ({ form, keys, head }) =>
    (form === 'json-object' || form === 'json-array') &&
    keys.has('statements') &&
    keys.has('@context') &&
    head.includes('openvex'),
  read: readOpenVex,
};

function readOpenVex(file: SourceFile): Outcome<CatalogFragment> {
  const problems = problemsOf(file.path, 'catalog/further-problems');
  const raw = documentsOf(file);
  for (const problem of raw.diagnostics) problems.add(problem);
  const statements = raw.documents.flatMap(({ value, at }, index) => {
    const tell = tellAt(at, problems);
    const read = readDocument(value, file.path, tell);
    if (typeof read !== 'string') return read;
    tell('catalog/wrong-document', { document: `Document ${index + 1}`, reason: read, specification });
    return [];
  });
  return { value: { documents: [], cves: [], statements }, diagnostics: problems.list() };
}

function readDocument(value: unknown, file: string, tell: Tell): readonly VexStatement[] | string {
  const document = asRecord(value);
  const id = document && textOf(document, '@id');
  if (document === undefined || id === undefined) return 'it has no "@id"';
  const list = listOf(document, 'statements');
  if (list.isWrong) return '"statements" is not a list';
  const source: VexSource = { format: 'openvex', document: id, author: textOf(document, 'author'), file };
  const dated = textOf(document, 'last_updated') ?? textOf(document, 'timestamp');
  return list.items.flatMap((raw, index) => {
    const statement = asRecord(raw);
    const read = statement === undefined ? 'it is not an object' : readStatement(statement, dated);
    if (typeof read !== 'string') return [{ ...read, source, number: index + 1 }];
    tell('catalog/wrong-statement', { document: id, statement: index + 1, reason: read, specification });
    return [];
  });
}

const statuses: Readonly<Record<string, VexStatus>> = {
  not_affected: 'not-affected',
  affected: 'affected',
  fixed: 'fixed',
  under_investigation: 'under-investigation',
};

function readStatement(
  statement: UnknownRecord,
  dated: string | undefined,
): Omit<VexStatement, 'source' | 'number'> | string {
  const ids = idsOf(statement);
  if (ids.length === 0) return 'it names no vulnerability';
  const word = textOf(statement, 'status') ?? '';
  const status = Object.hasOwn(statuses, word) ? statuses[word] : undefined;
  if (status === undefined) return `its status "${word.slice(0, 60)}" is none of OpenVEX`;
  const stated = textOf(statement, 'justification');
  const justification = vexJustifications.find((one) => one === stated);
  if (stated !== undefined && justification === undefined) {
    return `its justification "${stated.slice(0, 60)}" is none of OpenVEX`;
  }
  const impactStatement = textOf(statement, 'impact_statement');
  if (status === 'not-affected' && justification === undefined && impactStatement === undefined) {
    return 'a product is not affected without justification or impact statement';
  }
  const products = productsOf(statement);
  if (products.length === 0) return 'it names no product';
  return {
    ids,
    status,
    justification,
    impactStatement,
    actionStatement: textOf(statement, 'action_statement'),
    statedAt: parseInstant(textOf(statement, 'last_updated') ?? textOf(statement, 'timestamp') ?? dated ?? ''),
    products,
  };
}

function idsOf(statement: UnknownRecord): readonly string[] {
  const bare = textOf(statement, 'vulnerability');
  if (bare !== undefined) return [bare];
  const vulnerability = recordOf(statement, 'vulnerability');
  if (vulnerability === undefined) return [];
  const name = textOf(vulnerability, 'name');
  const ids = [...(name === undefined ? [] : [name]), ...textListOf(vulnerability, 'aliases').items];
  return [...new Set(ids)];
}

function productsOf(statement: UnknownRecord): readonly VexProduct[] {
  // Before 0.2.0 the subcomponents of all products stood beside them.
  const shared = listOf(statement, 'subcomponents').items.flatMap(thingOf);
  return listOf(statement, 'products').items.flatMap((raw) =>
    thingOf(raw).map((thing) => {
      const record = asRecord(raw);
      const own = record === undefined ? [] : listOf(record, 'subcomponents').items.flatMap(thingOf);
      return { ...thing, parts: own.length > 0 ? own : shared };
    }),
  );
}

/** A component of a statement: its `@id`, which is often a package URL, else one of its identifiers. */
function thingOf(raw: unknown): readonly VexThing[] {
  const bare = asText(raw);
  if (bare !== undefined) return [thingNamed(bare, bare)];
  const record = asRecord(raw);
  if (record === undefined) return [];
  const identifiers = recordOf(record, 'identifiers') ?? {};
  const id = textOf(record, '@id');
  const purl = textOf(identifiers, 'purl') ?? (id?.startsWith('pkg:') ? id : undefined);
  const name = id ?? purl ?? Object.keys(identifiers).flatMap((key) => asText(fieldOf(identifiers, key)) ?? [])[0];
  return name === undefined ? [] : [thingNamed(name, purl)];
}
