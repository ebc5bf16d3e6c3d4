import { asRecord, fieldOf, listOf, recordOf, recordsOf, textListOf, textOf, type UnknownRecord } from '../shape.ts';
import { type PackageRead, packageOf } from './csaf-packages.ts';
import { readVersionRange, type VersionRangeRead } from './csaf-version-range.ts';

/** Which versions a product of the tree stands for. */
export type ProductVersion =
  | { readonly kind: 'exact'; readonly version: string }
  | { readonly kind: 'range'; readonly text: string; readonly range: VersionRangeRead }
  /** The product names a package and no version: all of them, as far as anybody says. */
  | { readonly kind: 'all' }
  | { readonly kind: 'unreadable'; readonly text: string; readonly reason: string };

/** One product of a CSAF document. */
export interface CsafProduct {
  readonly id: string;
  /** Its full name, in the publisher's words. */
  readonly name: string;
  readonly package: PackageRead;
  readonly version: ProductVersion;
  readonly cpe?: string | undefined;
  /** The product it is a part of, where that is no release of a distribution (which is in the ecosystem already). */
  readonly within?: CsafProduct | undefined;
}

/** Branches lie at most this deep; a document of strangers must not exhaust the stack. */
const maxDepth = 100;

interface Step {
  readonly category: string;
  readonly name: string;
}

interface OpenProduct extends CsafProduct {
  readonly purls: readonly string[];
}

/**
 * Reads the product tree (CSAF 2.0, section 3.2.2): branches, full product names and relationships, by product id.
 *
 * A product with a package URL is that package. One without is the package `<vendor>/<product>` of the ecosystem
 * `generic` where its branches name both and its version or version range; a person can give a component this name.
 * A component of a platform is the component's package in the platform's release.
 */
export function readProducts(tree: UnknownRecord | undefined): ReadonlyMap<string, CsafProduct> {
  const products = new Map<string, OpenProduct>();
  if (tree === undefined) return products;
  const add = (raw: UnknownRecord | undefined, path: readonly Step[]): void => {
    const product = raw === undefined ? undefined : readProduct(raw, path);
    if (product !== undefined && !products.has(product.id)) products.set(product.id, product);
  };
  readBranches(tree, add);
  for (const raw of recordsOf(tree, 'full_product_names')) add(raw, []);
  for (const raw of recordsOf(tree, 'relationships')) addRelated(raw, products);
  return products;
}

/** Products by group id (CSAF 2.0, section 3.2.2.3). */
export type ProductGroups = ReadonlyMap<string, readonly string[]>;

/** Reads the product groups of the tree. */
export function readGroups(tree: UnknownRecord | undefined): ProductGroups {
  const groups = tree === undefined ? [] : recordsOf(tree, 'product_groups');
  return new Map(
    groups.flatMap((group) => {
      const id = textOf(group, 'group_id');
      return id === undefined ? [] : [[id, textListOf(group, 'product_ids').items] as const];
    }),
  );
}

/** The products that a remediation, flag or threat is about, by themselves or through groups. */
export function productIdsOf(entry: UnknownRecord, groups: ProductGroups): readonly string[] {
  const own = textListOf(entry, 'product_ids').items;
  const grouped = textListOf(entry, 'group_ids').items.flatMap((id) => groups.get(id) ?? []);
  return grouped.length === 0 ? own : [...new Set([...own, ...grouped])];
}

function readBranches(tree: UnknownRecord, add: (raw: UnknownRecord | undefined, path: readonly Step[]) => void): void {
  const open: { readonly branch: UnknownRecord; readonly path: readonly Step[] }[] = [];
  const push = (parent: UnknownRecord, path: readonly Step[]): void => {
    if (path.length >= maxDepth) return;
    // Pushed backwards, so that branches are met in the document's order.
    for (const branch of recordsOf(parent, 'branches').toReversed()) open.push({ branch, path });
  };
  push(tree, []);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { branch, path } = next;
    const here = [...path, { category: textOf(branch, 'category') ?? '', name: textOf(branch, 'name') ?? '' }];
    add(recordOf(branch, 'product'), here);
    push(branch, here);
  }
}

function readProduct(raw: UnknownRecord, path: readonly Step[]): OpenProduct | undefined {
  const id = textOf(raw, 'product_id');
  if (id === undefined) return undefined;
  const helper = recordOf(raw, 'product_identification_helper') ?? {};
  const purls = purlsOf(helper);
  const name = textOf(raw, 'name') ?? id;
  const [purl] = purls;
  const named = purl === undefined ? namedByBranches(path) : packageOf(purl);
  return { id, name, purls, cpe: textOf(helper, 'cpe'), package: named, version: versionOf(named, path, purl) };
}

/** CSAF 2.0 has one package URL, 2.1 a list of spellings of one package. */
function purlsOf(helper: UnknownRecord): readonly string[] {
  const one = textOf(helper, 'purl');
  const several = listOf(helper, 'purls').items.filter((item): item is string => typeof item === 'string');
  return one === undefined ? several : [one, ...several];
}

/** Branches that narrow a product further than vendor, name and version can say. */
const narrowing = new Set(['patch_level', 'service_pack', 'host_name', 'specification']);

function namedByBranches(path: readonly Step[]): PackageRead {
  const last = (category: string): string | undefined => path.findLast((step) => step.category === category)?.name;
  const [vendor, product] = [last('vendor'), last('product_name')];
  if (vendor === undefined || product === undefined || vendor === '' || product === '') {
    return { kind: 'unmatched', reason: 'it has no package URL, and its branches do not name vendor and product' };
  }
  if (path.some(({ category }) => narrowing.has(category))) {
    return { kind: 'unmatched', reason: 'its branches narrow it down beyond vendor, product and version' };
  }
  return { kind: 'package', ecosystem: 'generic', name: `${vendor}/${product}` };
}

function versionOf(named: PackageRead, path: readonly Step[], purl: string | undefined): ProductVersion {
  if (named.kind === 'package' && named.version !== undefined) return { kind: 'exact', version: named.version };
  const step = path.findLast(({ category }) => category === 'product_version' || category === 'product_version_range');
  if (step === undefined || step.name === '') {
    if (purl !== undefined) return { kind: 'all' };
    return { kind: 'unreadable', text: path.at(-1)?.name ?? '', reason: 'no branch states a version' };
  }
  if (step.category === 'product_version') return { kind: 'exact', version: step.name };
  return { kind: 'range', text: step.name, range: readVersionRange(step.name) };
}

/** A relationship makes a new product of two: the component as it is part of, or installed on, the other. */
function addRelated(raw: UnknownRecord, products: Map<string, OpenProduct>): void {
  const full = asRecord(fieldOf(raw, 'full_product_name'));
  const own = full === undefined ? undefined : readProduct(full, []);
  if (own === undefined || products.has(own.id)) return;
  const component = products.get(textOf(raw, 'product_reference') ?? '');
  const platform = products.get(textOf(raw, 'relates_to_product_reference') ?? '');
  if (component === undefined || own.purls.length > 0) {
    products.set(own.id, own);
    return;
  }
  const [purl] = component.purls;
  const named = purl === undefined ? component.package : packageOf(purl, platform?.cpe);
  const isOfRelease = component.package.kind === 'unmatched' && named.kind === 'package';
  const version: ProductVersion =
    named.kind === 'package' && named.version !== undefined
      ? { kind: 'exact', version: named.version }
      : component.version;
  const within = isOfRelease ? undefined : platform;
  products.set(own.id, { ...own, purls: component.purls, package: named, version, within });
}
