import type { Instant } from '../../model/time.ts';
import {
  type VexJustification,
  type VexProduct,
  type VexSource,
  type VexStatement,
  type VexThing,
  type VexVersions,
  vexJustifications,
} from '../../model/vex.ts';
import { recordOf, recordsOf, textListOf, textOf, type UnknownRecord } from '../shape.ts';
import { type CsafProduct, type ProductGroups, productIdsOf } from './csaf-products.ts';

/** What reading the statements of a document needs of it. */
export interface StatementContext {
  readonly source: VexSource;
  readonly statedAt: Instant | undefined;
  readonly products: ReadonlyMap<string, CsafProduct>;
  readonly groups: ProductGroups;
}

const statuses = [
  ['known_not_affected', 'not-affected'],
  ['under_investigation', 'under-investigation'],
] as const;

type Draft = Omit<VexStatement, 'source' | 'number'>;

/**
 * The VEX statements of a document (CSAF 2.0, section 4.5, profile VEX; other profiles may make them too): products not
 * affected, with the flag and the impact that say why, and products under investigation. Products affected and fixed are
 * affected packages.
 */
export function readVexStatements(
  vulnerabilities: readonly { readonly record: UnknownRecord; readonly ids: readonly string[] }[],
  context: StatementContext,
): readonly VexStatement[] {
  const drafts = vulnerabilities.flatMap(({ record, ids }) => draftsOf(record, ids, context));
  return drafts.map((draft, index) => ({ ...draft, source: context.source, number: index + 1 }));
}

function draftsOf(vulnerability: UnknownRecord, ids: readonly string[], context: StatementContext): readonly Draft[] {
  if (ids.length === 0) return [];
  const reasons = reasonsIn(vulnerability, context.groups);
  const drafts = new Map<string, { readonly draft: Draft; readonly products: VexProduct[] }>();
  const status = recordOf(vulnerability, 'product_status') ?? {};
  for (const [list, word] of statuses) {
    for (const id of textListOf(status, list).items) {
      const { justification, impactStatement } = reasons.get(id) ?? noReason;
      const key = JSON.stringify([word, justification, impactStatement]);
      const entry = drafts.get(key) ?? {
        draft: { ids, status: word, justification, impactStatement, statedAt: context.statedAt, products: [] },
        products: [],
      };
      drafts.set(key, entry);
      entry.products.push(vexProduct(context.products.get(id), id));
    }
  }
  return [...drafts.values()].map(({ draft, products }) => ({ ...draft, products }));
}

interface Reason {
  justification: VexJustification | undefined;
  impactStatement: string | undefined;
}

const noReason: Readonly<Reason> = { justification: undefined, impactStatement: undefined };

function reasonsIn(vulnerability: UnknownRecord, groups: ProductGroups): ReadonlyMap<string, Readonly<Reason>> {
  const reasons = new Map<string, Reason>();
  const of = (product: string): Reason => {
    const known = reasons.get(product) ?? { ...noReason };
    reasons.set(product, known);
    return known;
  };
  for (const flag of recordsOf(vulnerability, 'flags')) {
    const label = vexJustifications.find((word) => word === textOf(flag, 'label'));
    if (label !== undefined) for (const product of productIdsOf(flag, groups)) of(product).justification ??= label;
  }
  for (const threat of recordsOf(vulnerability, 'threats')) {
    const details = textOf(threat, 'category') === 'impact' ? textOf(threat, 'details') : undefined;
    if (details !== undefined) for (const id of productIdsOf(threat, groups)) of(id).impactStatement ??= details;
  }
  return reasons;
}

function vexProduct(product: CsafProduct | undefined, id: string): VexProduct {
  if (product === undefined) return { name: id, parts: [] };
  const { within } = product;
  if (within === undefined) return { ...thingOf(product), parts: [] };
  return { ...thingOf(within), parts: [thingOf(product)] };
}

function thingOf({ name, package: named, version }: CsafProduct): VexThing {
  const versions = versionsOf(version);
  if (named.kind === 'unmatched' || versions === undefined) return { name };
  return { name, package: { ecosystem: named.ecosystem, name: named.name, versions } };
}

function versionsOf(version: CsafProduct['version']): VexVersions | undefined {
  if (version.kind === 'exact') return { kind: 'listed', versions: [version.version] };
  if (version.kind === 'range') return { kind: 'range', text: version.text };
  return version.kind === 'all' ? { kind: 'all' } : undefined;
}
