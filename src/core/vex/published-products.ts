import { purlOf } from '../../ecosystems/purl-of.ts';
import type { Asset, Component } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { ComponentFinding } from '../../model/finding.ts';
import type { OpenVexPart, OpenVexProduct, OpenVexStatement } from '../../model/openvex.ts';
import { componentKey } from '../assess/component-key.ts';
import type { IdOf } from '../oscal/ids.ts';

/** Assets that a note names before it counts the rest. */
const assetsNamed = 20;

/** Where something holds: a component, and the assets on which it does. */
export interface Holding {
  readonly component: Component;
  readonly assets: readonly Asset[];
}

/** Turns what the estate runs into products of OpenVEX. */
export interface Products {
  /**
   * The package alone where it holds on every asset that carries it, so that a scanner finds it by its package URL; else
   * each asset with the package as a part of it.
   */
  readonly of: (holdings: readonly Holding[]) => Pick<OpenVexStatement, 'products' | 'status_notes'>;
  readonly part: (component: Component) => OpenVexPart;
}

export function productsIn(estate: Estate, id: IdOf): Products {
  const carriers = carrierCounts(estate);
  const part = (component: Component): OpenVexPart => {
    const purl = purlOf(component);
    return purl === undefined
      ? { '@id': `urn:uuid:${id('component', componentKey(component))}` }
      : { '@id': purl, identifiers: { purl } };
  };
  return {
    part,
    of: (holdings) => {
      const isWhole = ({ component, assets }: Holding): boolean =>
        assets.length === carriers.get(componentKey(component));
      const whole = holdings.filter(isWhole).map(({ component }) => part(component));
      const some = holdings.filter((holding) => !isWhole(holding));
      const products = [...distinct(whole), ...assetProducts(some, id, part)];
      const names = [...new Set(some.flatMap(({ assets }) => assets.map(({ name }) => name)))].sort();
      const more = names.length - assetsNamed;
      const note = `On ${names.slice(0, assetsNamed).join(', ')}${more > 0 ? ` and ${more} more assets` : ''}.`;
      return { products, ...(names.length > 0 && { status_notes: note }) };
    },
  };
}

function assetProducts(
  holdings: readonly Holding[],
  id: IdOf,
  part: (component: Component) => OpenVexPart,
): readonly OpenVexProduct[] {
  const parts = new Map<string, OpenVexPart[]>();
  for (const { component, assets } of holdings) {
    for (const { uid } of assets) parts.set(uid, [...(parts.get(uid) ?? []), part(component)]);
  }
  return [...parts]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([uid, subcomponents]) => ({ '@id': `urn:uuid:${id('asset', uid)}`, subcomponents: distinct(subcomponents) }));
}

/** Each once, sorted: OpenVEX refuses a list that names something twice. */
export function distinct(parts: readonly OpenVexPart[]): readonly OpenVexPart[] {
  const byId = new Map(parts.map((part) => [part['@id'], part] as const));
  return [...byId.values()].sort((left, right) => (left['@id'] < right['@id'] ? -1 : 1));
}

/** How many assets carry each component; assets of one set are counted at once. */
function carrierCounts(estate: Estate): ReadonlyMap<string, number> {
  const bySet = new Map<string, number>();
  for (const { componentSets } of estate.assets) {
    for (const digest of componentSets) bySet.set(digest, (bySet.get(digest) ?? 0) + 1);
  }
  const counts = new Map<string, number>();
  for (const [digest, assets] of bySet) {
    const keys = new Set((estate.componentSets.get(digest)?.components ?? []).map(componentKey));
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + assets);
  }
  return counts;
}

/** A vulnerability by the stable name of its finding, with every other id that it goes by. */
export function vulnerabilityOf({ advisory, cves, documents }: ComponentFinding): OpenVexStatement['vulnerability'] {
  const aliases = [...new Set([...cves, ...documents.map(({ id }) => id)])].filter((id) => id !== advisory).sort();
  return { name: advisory, ...(aliases.length > 0 && { aliases }) };
}
