import type { Selector } from '../../model/generated/common.ts';

/** Keys of an entry in the inventory that a selector's answer depends on. Every asset is taken without asking any. */
export function askedKeys(selector: Selector | undefined): readonly string[] {
  if (selector === undefined) return [];
  const { match = {}, labels, names, not, anyOf = [] } = selector;
  return [
    ...Object.keys(match).map((field) => (field === 'ecosystem' ? 'components' : field)),
    ...(labels === undefined ? [] : ['labels']),
    ...(names === undefined ? [] : ['name', 'formerNames']),
    ...askedKeys(not),
    ...anyOf.flatMap(askedKeys),
  ];
}
