import type { Pointer } from '../../model/source.ts';
import { nearest } from '../estate/nearest.ts';
import { type Explanation, explanation, type Subject, valueAt } from './explanation.ts';
import { quoteSource } from './quote.ts';
import { guideTo } from './schema-guide.ts';
import type { Violation } from './violations.ts';
import { code, listed, nameOf, typeOf, typesInWords } from './words.ts';

/** Tells in words why one value does not fit its schema. */
export function explainValue(violation: Violation, subject: Subject): Explanation {
  const { keyword, pointer, params } = violation;
  const key = nameOf(pointer);
  switch (keyword) {
    case 'type':
      return wrongType(violation, subject);
    case 'enum':
      return unknownValue(pointer, params['allowedValues'], subject);
    case 'const':
      return unknownValue(pointer, [params['allowedValue']], subject);
    case 'pattern':
      return malformed(pointer, subject);
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
    case 'multipleOf':
      return explanation('schema/out-of-range', { key, found: rawOf(pointer, subject), limit: limitOf(violation) });
    case 'minLength':
    case 'maxLength':
    case 'minItems':
    case 'maxItems':
    case 'minProperties':
    case 'maxProperties':
      return explanation('schema/wrong-size', { key, limit: limitOf(violation) });
    case 'uniqueItems':
      return repeatedItem(violation, subject);
    default:
      return explanation('schema/invalid', { key, keyword });
  }
}

function wrongType({ pointer, params }: Violation, subject: Subject): Explanation {
  const value = valueAt(subject.document.value, pointer);
  const types = [params['type']].flat().flatMap((type) => String(type).split(','));
  const key = nameOf(pointer);
  const raw = rawOf(pointer, subject);
  const found = typeOf(value);
  if (types.includes('string') && (typeof value === 'number' || typeof value === 'boolean')) {
    return explanation('schema/number-for-text', { key, raw, found });
  }
  const hint = typeHint({ value, types, raw });
  const range = value === null ? subject.document.locate(pointer, 'key') : undefined;
  return explanation('schema/wrong-type', { key, expected: typesInWords(types), found }, { hint, range });
}

/** The one change that most likely makes the type right. */
function typeHint(wrong: { value: unknown; types: readonly string[]; raw: string }): string | undefined {
  const { value, types, raw } = wrong;
  if (value === null) return 'Write a value, or leave the key out.';
  if (typeof value === 'object') return undefined;
  if (types.includes('array')) return `Write a list: [${raw}].`;
  const isNumber = types.includes('integer') || types.includes('number');
  if (isNumber && typeof value === 'string' && /^\d+$/.test(value)) return `Write ${value} without quotes.`;
  if (types.includes('boolean') && typeof value === 'string') return 'Write `true` or `false`, without quotes.';
  return undefined;
}

function unknownValue(pointer: Pointer, allowedValues: unknown, subject: Subject): Explanation {
  const allowed = Array.isArray(allowedValues) ? allowedValues.map((value) => String(value)) : [];
  const value = valueAt(subject.document.value, pointer);
  const likely = typeof value === 'string' ? nearest(value, allowed) : undefined;
  const list = listed(allowed);
  const hint = likely === undefined || allowed.length === 1 ? undefined : `Did you mean ${code(likely)}? Use ${list}.`;
  const args = { found: rawOf(pointer, subject), key: nameOf(pointer), allowed: list };
  return explanation('schema/unknown-value', args, { hint });
}

function malformed(pointer: Pointer, subject: Subject): Explanation {
  const guide = guideTo(subject.title, pointer);
  const found = rawOf(pointer, subject);
  if (guide?.definition !== 'duration' && guide?.definition !== 'within') {
    return explanation('schema/malformed', { found, key: nameOf(pointer) }, { hint: guide?.form });
  }
  const number = /^(\d+(?:\.\d+)?)\s*m$/i.exec(String(valueAt(subject.document.value, pointer)))?.[1];
  if (number === undefined) return explanation('schema/malformed-duration', { found });
  return explanation('schema/ambiguous-duration', { found, minutes: `${number}min`, months: `${number}mo` });
}

function repeatedItem({ pointer, params }: Violation, { document }: Subject): Explanation {
  const [first, second] = [Number(params['j']), Number(params['i'])].sort((a, b) => a - b) as [number, number];
  const range = document.locate([...pointer, second]);
  const related = [
    { file: document.origin.file, range: document.locate([...pointer, first]), message: 'the first one' },
  ];
  return explanation(
    'schema/repeated-item',
    { key: nameOf(pointer), first: first + 1, second: second + 1 },
    { range, related },
  );
}

const nouns: Readonly<Record<string, readonly [one: string, many: string]>> = {
  Length: ['character', 'characters'],
  Items: ['item', 'items'],
  Properties: ['key', 'keys'],
};

function limitOf({ keyword, params }: Violation): string {
  const limit = Number(params['limit'] ?? params['multipleOf']);
  if (keyword === 'multipleOf') return `a multiple of ${limit}`;
  if (keyword.startsWith('exclusive')) return `${keyword.endsWith('Minimum') ? 'more' : 'less'} than ${limit}`;
  const bound = keyword.startsWith('min') ? 'at least' : 'at most';
  const [one, many] = nouns[keyword.slice(3)] ?? ['', ''];
  return `${bound} ${limit} ${limit === 1 ? one : many}`.trim();
}

/** The value as its author wrote it, or what kind of thing it is. */
function rawOf(pointer: Pointer, { document }: Subject): string {
  const value = valueAt(document.value, pointer);
  if (typeof value === 'string') return quoteSource(value);
  return quoteSource(document.rawText(pointer) ?? typeOf(value));
}
