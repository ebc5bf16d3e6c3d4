import type { Pointer } from '../../model/source.ts';
import { schemaTexts } from './generated/schema-guide.js';

/** What a schema says about one value, for hints. */
export interface Guide {
  /** Keys that the schema knows in this mapping, sorted. */
  readonly keys: readonly string[];
  /** What the form of the value is, in a sentence or two, when the value refers to a shared definition. */
  readonly form: string | undefined;
  /** Name of the shared definition that the value refers to, such as `duration`. */
  readonly definition: string | undefined;
}

type Schema = Readonly<Record<string, unknown>>;

/** A schema together with the file that its own references start from. */
interface Place {
  readonly schema: Schema;
  readonly file: Schema;
  readonly definition: string | undefined;
}

/**
 * What the schema of a kind says about the value at a pointer. The schema is parsed here, on the first problem,
 * because the validators that run on every file carry no prose.
 */
export function guideTo(title: string, pointer: Pointer): Guide | undefined {
  const file = schemaNamed(title);
  let place: Place | undefined = file && behindReferences({ schema: file, file, definition: undefined });
  for (const step of pointer) place = place && stepInto(place, step);
  if (!place) return undefined;
  const { schema, definition } = place;
  const text = schema['description'];
  const keys = branches(place).flatMap((branch) => Object.keys(mappingOf(branch.schema['properties'])));
  return {
    keys: [...new Set(keys)].sort(),
    form: definition !== undefined && typeof text === 'string' ? withExample(text, schema['examples']) : undefined,
    definition,
  };
}

/** A form is told best by something that has it. */
function withExample(text: string, examples: unknown): string {
  const [first] = Array.isArray(examples) ? examples : [];
  return typeof first === 'string' && !text.includes(first) ? `${text} Such as \`${first}\`.` : text;
}

const parsed = new Map<string, Schema>();

function schemaNamed(title: string): Schema | undefined {
  const known = parsed.get(title);
  if (known) return known;
  const text = Object.hasOwn(schemaTexts, title) ? schemaTexts[title] : undefined;
  if (text === undefined) return undefined;
  const schema: Schema = JSON.parse(text);
  parsed.set(title, schema);
  return schema;
}

function stepInto(place: Place, step: string | number): Place | undefined {
  for (const branch of branches(place)) {
    const inner = innerSchema(branch.schema, step);
    if (inner) return behindReferences({ schema: inner, file: branch.file, definition: undefined });
  }
  return undefined;
}

function innerSchema(schema: Schema, step: string | number): Schema | undefined {
  if (typeof step === 'number') return schemaOf(schema['items']);
  const properties = mappingOf(schema['properties']);
  const named = Object.hasOwn(properties, step) ? schemaOf(properties[step]) : undefined;
  return named ?? schemaOf(schema['additionalProperties']);
}

/** The schema itself and the alternatives that it holds. */
function branches(place: Place): readonly Place[] {
  const inner = ['allOf', 'anyOf', 'oneOf', 'then', 'else'].flatMap((keyword) => place.schema[keyword] ?? []);
  const schemas = inner.map(schemaOf).filter((schema) => schema !== undefined);
  return [place, ...schemas.map((schema) => behindReferences({ ...place, schema }))];
}

function behindReferences(place: Place): Place {
  const reference = place.schema['$ref'];
  if (typeof reference !== 'string') return place;
  const [fileName = '', fragment = ''] = reference.split('#');
  const file = fileName === '' ? place.file : schemaNamed('Common');
  const definition = fragment.split('/').at(-1) ?? '';
  const schema = schemaOf(mappingOf(file?.['$defs'])[definition]);
  return file && schema ? behindReferences({ schema, file, definition }) : place;
}

function schemaOf(value: unknown): Schema | undefined {
  return typeof value === 'object' && value !== null ? (value as Schema) : undefined;
}

function mappingOf(value: unknown): Schema {
  return schemaOf(value) ?? {};
}
