/** The answer of every reader of plain YAML that has met something it does not read. */
export const notPlain = Symbol('not plain YAML');

/** What was read, or that it is not for the plain reader. */
export type Plain<T> = T | typeof notPlain;

/** A value as JSON has it. */
export type PlainValue =
  | string
  | number
  | boolean
  | null
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue };

/** Plain words of the YAML 1.2 core schema that are no text. */
const words: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
  ['null', null],
  ['Null', null],
  ['NULL', null],
]);

/** Words of which the reader is warned, because older readers take them for booleans. */
const ambiguous = /^(?:y|n|yes|no|on|off)$/i;

/** Numbers of every kind that the core schema knows, in any way of writing. */
const numberLike =
  /^(?:0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** Numbers that every reader takes for the same, exactly. */
const simpleNumber = /^(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?$/;

/** Signs that begin something else than a plain scalar, and `~` and `<<`, which mean something of their own. */
const indicators = new Set('-?:,[]{}#&*!|>\'"%@`~<');

/** The value of a plain scalar in the YAML 1.2 core schema. */
export function plainScalar(raw: string): Plain<string | number | boolean | null> {
  const code = raw.charCodeAt(0);
  if (isLetter(code)) return raw.length > 5 ? raw : wordOf(raw);
  if (code >= 48 && code <= 57) {
    if (simpleNumber.test(raw)) return Number(raw);
    return numberLike.test(raw) ? notPlain : raw;
  }
  if (raw === '' || indicators.has(raw.charAt(0)) || numberLike.test(raw)) return notPlain;
  return raw;
}

function wordOf(raw: string): Plain<string | boolean | null> {
  const value = words.get(raw);
  if (value !== undefined) return value;
  return ambiguous.test(raw) ? notPlain : raw;
}

/** Is this the code of an ASCII letter? */
export function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}
