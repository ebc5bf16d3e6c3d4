import { normaliseName, normaliseVersion } from '../../ecosystems/names.ts';
import { compareText } from '../../ecosystems/parts/digits.ts';
import type { Asset, Component } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { PackageSelector, Selector } from '../../model/generated/common.ts';
import type { VexPackage, VexProduct, VexThing } from '../../model/vex.ts';
import { assetFinder } from '../estate/asset-names.ts';

/** What a product of a statement is in the estate: a package, the assets on which the statement holds, and how to select them. */
export interface Reach {
  readonly kind: 'reach';
  readonly package: PackageSelector;
  readonly selector: Selector;
  /** Assets that carry the package today. */
  readonly assets: readonly string[];
}

/** A product, or a part of one, that is nothing here. */
export interface Unreached {
  readonly kind: 'left';
  readonly product: string;
  readonly reason: string;
}

/** Finds what a product of a statement is in the estate; one answer for the product, or one for each of its parts. */
export type CarriersOf = (product: VexProduct) => readonly (Reach | Unreached)[];

/** Looks products up in an estate. `named` = the assets that the statements are said to be about. */
export function carriersIn(estate: Estate, named: readonly string[] | undefined): CarriersOf {
  const find = assetFinder(estate.assets);
  const chosen = named?.flatMap((name) => find(name) ?? []);
  const carrying = (wanted: VexPackage, among: readonly Asset[]): readonly Asset[] =>
    among.filter((asset) => componentsOf(estate, asset).some((component) => isMeant(wanted, component)));
  const holders = (product: VexProduct): readonly Asset[] => {
    if (chosen !== undefined) return chosen;
    const asset = find(product.name) ?? find(product.name.replace(/@[^@]*$/, ''));
    if (asset !== undefined) return [asset];
    return product.package === undefined ? [] : carrying(product.package, estate.assets);
  };
  const reach = (
    thing: VexThing,
    among: readonly Asset[],
    selector: (assets: readonly Asset[]) => Selector,
  ): Reach | Unreached => {
    const wanted = selectable(thing);
    if (typeof wanted === 'string') return { kind: 'left', product: thing.name, reason: wanted };
    const assets = carrying(wanted.package, among);
    if (assets.length === 0) {
      return { kind: 'left', product: thing.name, reason: 'no asset that it could be about carries it' };
    }
    return { kind: 'reach', package: wanted.selector, selector: selector(assets), assets: namesOf(assets) };
  };
  return (product) => {
    if (product.parts.length === 0) {
      const among = chosen ?? estate.assets;
      return [
        reach(product, among, (assets) => (chosen === undefined ? { all: true } : { names: [...namesOf(assets)] })),
      ];
    }
    const among = holders(product);
    if (among.length === 0) {
      const reason = 'it holds inside this product alone, and nothing says which assets carry it';
      return [{ kind: 'left', product: product.name, reason }];
    }
    return product.parts.map((part) => reach(part, among, (assets) => ({ names: [...namesOf(assets)] })));
  };
}

interface Selectable {
  readonly package: VexPackage;
  readonly selector: PackageSelector;
}

/** The package as an Assessment selects it, or why it cannot. */
function selectable({ package: wanted }: VexThing): Selectable | string {
  if (wanted === undefined) return 'no package URL says which package it is';
  // A stranger's wildcard would clear everything.
  if (/[*?]/.test(wanted.name)) return 'its name holds a wildcard';
  const { ecosystem, name, versions } = wanted;
  if (versions.kind === 'range') return `a person must list the versions of "${versions.text.slice(0, 120)}"`;
  const listed = versions.kind === 'listed' ? { versions: [...versions.versions] } : {};
  return { package: wanted, selector: { ecosystem, name, ...listed } };
}

/** Does a statement name this component's package, in this version? A range is taken to hold what nobody decided. */
export function isMeant({ ecosystem, name, versions }: VexPackage, component: Component): boolean {
  if (component.ecosystem !== ecosystem) return false;
  const wanted = normaliseName(ecosystem, name);
  const names = [component.name, ...(component.source === undefined ? [] : [component.source.name])];
  if (!names.some((one) => normaliseName(ecosystem, one) === wanted)) return false;
  if (versions.kind !== 'listed') return true;
  const plain = normaliseVersion(ecosystem, component.version);
  return versions.versions.some((version) => normaliseVersion(ecosystem, version) === plain);
}

function componentsOf(estate: Estate, asset: Asset): readonly Component[] {
  return asset.componentSets.flatMap((digest) => estate.componentSets.get(digest)?.components ?? []);
}

function namesOf(assets: readonly Asset[]): readonly string[] {
  return assets.map(({ name }) => name).sort(compareText);
}
