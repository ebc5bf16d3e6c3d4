import type { Asset, ComponentSet } from '../../model/asset.ts';
import type { Selector } from '../../model/generated/common.ts';
import { matchesGlob } from './glob.ts';

/** Component sets by digest, for selectors that ask what an asset carries. */
export type ComponentSets = ReadonlyMap<string, ComponentSet>;

/**
 * Does a selector mean this asset? All parts given must hold, values of one field are alternatives. A name that the
 * asset had before means it as well, written out: what was said of it holds after a renaming, patterns sort by name.
 * `undefined` means every asset. What is not known about an asset matches no value, so `not` keeps it.
 */
export function selects(selector: Selector | undefined, asset: Asset, componentSets: ComponentSets): boolean {
  if (selector === undefined) return true;
  const { match, labels, names, not, anyOf } = selector;
  return (
    (match === undefined || matchesFields(match, asset, componentSets)) &&
    (labels === undefined || matchesLabels(labels, asset.facts.labels)) &&
    (names === undefined || meansName(names, asset)) &&
    (not === undefined || !selects(not, asset, componentSets)) &&
    (anyOf === undefined || anyOf.some((inner) => selects(inner, asset, componentSets)))
  );
}

function meansName(names: readonly string[], { name, formerNames }: Asset): boolean {
  return names.some((pattern) => matchesGlob(pattern, name)) || formerNames.some((former) => names.includes(former));
}

/** Do labels carry every key asked for, with one of its values? */
function matchesLabels(
  wanted: Readonly<Record<string, string | readonly string[]>>,
  labels: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(wanted).every(([key, values]) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    return value !== undefined && (typeof values === 'string' ? values === value : values.includes(value));
  });
}

type Fields = NonNullable<Selector['match']>;

function matchesFields(fields: Fields, asset: Asset, componentSets: ComponentSets): boolean {
  return (Object.keys(fields) as (keyof Fields)[]).every((field) => {
    const wanted: readonly string[] = fields[field] ?? [];
    if (field === 'ecosystem') return wanted.some((ecosystem) => carries(asset, ecosystem, componentSets));
    const value = fieldOf(asset, field);
    return value !== undefined && wanted.includes(value);
  });
}

/** The value of a field that a selector may ask for; `undefined` is not known. */
export function fieldOf(asset: Asset, field: Exclude<keyof Fields, 'ecosystem'>): string | undefined {
  switch (field) {
    case 'owner':
    case 'location':
    case 'function':
    case 'cluster':
    case 'clusterRole':
      return asset[field];
    default:
      return asset.facts[field];
  }
}

const ecosystemsBySet = new WeakMap<ComponentSet, ReadonlySet<string>>();

/** Many assets share one component set, so its ecosystems are collected once. */
function carries(asset: Asset, ecosystem: string, componentSets: ComponentSets): boolean {
  return asset.componentSets.some((digest) => {
    const set = componentSets.get(digest);
    if (set === undefined) return false;
    const known = ecosystemsBySet.get(set) ?? new Set(set.components.map((component) => component.ecosystem));
    ecosystemsBySet.set(set, known);
    return known.has(ecosystem);
  });
}
