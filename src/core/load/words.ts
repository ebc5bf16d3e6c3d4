import type { Pointer } from '../../model/source.ts';
import { quoteSource } from './quote.ts';

/** What a value is, in words. */
export function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'string') return 'text';
  return typeof value === 'boolean' ? 'a boolean' : 'a number';
}

const expectedTypes: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: '`true` or `false`',
  integer: 'a whole number',
  null: 'nothing',
  number: 'a number',
  object: 'a mapping',
  string: 'text',
};

/** The types of a schema in words: `text or a list`. */
export function typesInWords(types: readonly string[]): string {
  return oneOf(types.map((type) => expectedTypes[type] ?? type));
}

/** `a, b or c`. */
export function oneOf(items: readonly string[]): string {
  return joined(items, 'or');
}

/** `a, b and c`. */
export function allOf(items: readonly string[]): string {
  return joined(items, 'and');
}

function joined(items: readonly string[], last: string): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
}

/** A word of the file format, marked as such. */
export function code(word: string): string {
  return `\`${quoteSource(word)}\``;
}

/** Keys or values as a list for a hint, cut where nobody reads on. */
export function listed(words: readonly string[]): string {
  const shown = words.slice(0, 16).map(code);
  return words.length > shown.length ? `${shown.join(', ')}, …` : shown.join(', ');
}

/** A pointer as people write it: `spec.assets[2].name`. */
function pathOf(pointer: Pointer): string {
  const path = pointer.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return quoteSource(path.startsWith('.') ? path.slice(1) : path);
}

/** The mapping at a pointer in words: `the resource` or its path. */
export function placeOf(pointer: Pointer): string {
  return pointer.length === 0 ? 'the resource' : `\`${pathOf(pointer)}\``;
}

/** The last key of a pointer with the indexes behind it: `users[1]`. */
export function nameOf(pointer: Pointer): string {
  const key = pointer.findLastIndex((step) => typeof step === 'string');
  return pathOf(pointer.slice(Math.max(0, key)));
}
