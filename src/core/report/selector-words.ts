import type { Selector } from '../../model/generated/common.ts';

/** A selector in words, all parts of which must hold: `owner is ledger; not (names like ws-*)`. */
export function selectorWords(selector: Selector | undefined): string {
  if (selector === undefined) return 'every asset';
  const { match = {}, labels = {}, names = [], not, anyOf } = selector;
  const parts = [
    ...Object.entries(match).map(([field, values]) => `${field} is ${words(values)}`),
    ...Object.entries(labels).map(([key, values]) => `label ${key} is ${words(values)}`),
    ...(names.length === 0 ? [] : [`names like ${words(names)}`]),
    ...(not === undefined ? [] : [`not (${selectorWords(not)})`]),
    ...(anyOf === undefined ? [] : [anyOf.map((inner) => `(${selectorWords(inner)})`).join(' or ')]),
  ];
  return parts.length === 0 ? 'every asset' : parts.join('; ');
}

const words = (values: string | readonly string[] | undefined): string =>
  typeof values === 'string' ? values : (values ?? []).join(' or ');
