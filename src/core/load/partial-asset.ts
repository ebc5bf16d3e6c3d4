import type { AssetGaps } from '../../model/gaps.ts';
import type { Pointer } from '../../model/source.ts';
import { type LostKeys, lostKeys } from './partial-keys.ts';
import { quoteSource } from './quote.ts';

/** A mapping of a document. */
export type Mapping = Readonly<Record<string, unknown>>;

/** An asset's entry without what is wrong in it. */
export interface PartialAsset {
  readonly value: unknown;
  /** `undefined`: nothing that anything is decided by is missing. */
  readonly gaps: AssetGaps | undefined;
  /** Places of the components that are left, as written. */
  readonly components: readonly number[] | undefined;
}

/**
 * Reads what holds of an asset's entry. `wrong` are pointers below it, `inherited` what is lost of the defaults.
 * `undefined`: nobody can tell which asset it is.
 */
export function partialAsset(
  own: unknown,
  wrong: readonly Pointer[],
  inherited: LostKeys | undefined,
): PartialAsset | undefined {
  if (wrong.length === 0 && inherited === undefined) return { value: own, gaps: undefined, components: undefined };
  if (!isMapping(own) || wrong.some(([key]) => key === undefined || key === 'name')) return undefined;
  const isOfComponent = ([key, place]: Pointer): boolean => key === 'components' && typeof place === 'number';
  const refused = new Set(wrong.filter(isOfComponent).map(([, place]) => place));
  const lost = lostKeys(wrong.filter((pointer) => !isOfComponent(pointer)).map(([key]) => String(key)));
  const stated: readonly unknown[] | undefined = Array.isArray(own['components']) ? own['components'] : undefined;
  const places = stated?.flatMap((_, place) => (refused.has(place) ? [] : [place]));
  const value = { ...own, ...(places && { components: places.map((place) => stated?.[place]) }) };
  const left = (stated ?? []).flatMap((one, place) => (refused.has(place) ? [componentText(one, place)] : []));
  return { value: without(value, lost?.raw), gaps: gapsOf({ own, lost, inherited, left }), components: places };
}

/** What is missing of an asset. */
interface Missing {
  readonly own: Mapping;
  readonly lost: LostKeys | undefined;
  readonly inherited: LostKeys | undefined;
  /** Components that were left out. */
  readonly left: readonly string[];
}

function gapsOf({ own, lost, inherited, left }: Missing): AssetGaps | undefined {
  // Labels of the defaults are added to an asset's own.
  const fromDefaults = [...(inherited?.meant ?? [])].filter((key) => key === 'labels' || !Object.hasOwn(own, key));
  const keys = new Set([...(lost?.meant ?? []), ...fromDefaults]);
  const isOpen = lost?.isOpen === true || inherited?.isOpen === true;
  const components = keys.delete('components') ? ['all that its entry lists'] : left;
  if (keys.size === 0 && !isOpen && components.length === 0) return undefined;
  return { keys: [...keys].sort(), isOpen, components };
}

function componentText(component: unknown, place: number): string {
  const { name, purl } = isMapping(component) ? component : {};
  const [text] = [name, purl].filter((one) => typeof one === 'string' && one !== '');
  return text === undefined ? `the one at place ${place + 1}` : quoteSource(String(text));
}

/** A mapping without some of its keys. */
export function without(mapping: Mapping, keys: ReadonlySet<string> | undefined): Mapping {
  return keys === undefined ? mapping : Object.fromEntries(Object.entries(mapping).filter(([key]) => !keys.has(key)));
}

/** Is a value of a document a mapping? */
export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
