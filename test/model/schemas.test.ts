import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { validators } from '../../src/core/load/generated/validators.js';
import { severityLevels } from '../../src/model/advisory.ts';
import { kinds } from '../../src/model/kinds.ts';
import { factNames, priorities, requirementStates } from '../../src/model/requirement.ts';
import { visitStates } from '../../src/model/visit.ts';
import { repositoryRoot } from '../support/source-files.ts';

/** A schema as far as these rules look at it. */
interface Schema {
  readonly $id?: string;
  readonly $ref?: string;
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const folder = `${repositoryRoot}/schemas`;
const files = readdirSync(folder).sort();
const schemas = new Map(
  files.map((file) => [file, JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Schema] as const),
);

function schemaOf(file: string): Schema {
  return schemas.get(file) ?? {};
}

/** The schema and every schema inside it that describes a value, each with its path. */
function* parts(schema: Schema, path: string): Generator<readonly [path: string, part: Schema]> {
  yield [path, schema];
  for (const [key, inner] of Object.entries(schema.properties ?? {})) yield* parts(inner, `${path}.${key}`);
  for (const [key, inner] of Object.entries(schema.$defs ?? {})) yield* parts(inner, `${path}/${key}`);
  if (schema.items !== undefined) yield* parts(schema.items, `${path}[]`);
  if (typeof schema.additionalProperties === 'object') yield* parts(schema.additionalProperties, `${path}.*`);
}

const allParts = [...schemas].flatMap(([file, schema]) => [...parts(schema, file)]);

function compiler(): Ajv2020 {
  return new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true, schemas: [...schemas.values()] });
}

describe('the schemas', () => {
  it.each(files)('%s is valid draft 2020-12 and has the address of its file', (file) => {
    const schema = schemaOf(file);

    const validate = compiler().getSchema(`https://patchledger.dev/schemas/v1/${file}`);

    expect(validate).toBeTypeOf('function');
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  });

  it('describe every schema, definition and property', () => {
    const described = allParts.flatMap(([path, part]) => [
      ...Object.entries({ ...part.properties, ...part.$defs }).map(
        ([key, inner]) => [`${path} ${key}`, inner] as const,
      ),
    ]);

    const silent = described.filter(([, { description }]) => !/^[A-Z`].*\.$/s.test(description ?? ''));

    expect(described.length).toBeGreaterThan(500);
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  it('say of every object which keys it has, or what its values are', () => {
    const objects = allParts.filter(([, { type }]) => [type].flat().includes('object'));

    const open = objects.filter(([, part]) => part.additionalProperties === undefined);
    const free = objects.filter(([, part]) => part.additionalProperties === true);

    expect(open.map(([path]) => path)).toEqual([]);
    expect(free.map(([path]) => path.split('.').at(-1))).toEqual(['configuration', 'configuration']);
  });

  it('are one for each kind, named by its title', () => {
    const ofKinds = files.filter((file) => schemaOf(file).properties?.['kind']?.const !== undefined);

    expect(ofKinds.sort()).toEqual(kinds.map(({ schema }) => schema).sort());
    for (const { kind, schema } of kinds) {
      expect([schemaOf(schema).title, schemaOf(schema).properties?.['kind']?.const]).toEqual([kind, kind]);
    }
  });
});

describe('the words of the model', () => {
  const definitions = (file: string): Readonly<Record<string, Schema>> => schemaOf(file).$defs ?? {};
  const plan = definitions('plan.schema.json');
  const policy = definitions('patch-policy.schema.json');

  it.each([
    ['priorities', priorities, definitions('common.schema.json')['priority']?.enum],
    ['severities', severityLevels, definitions('common.schema.json')['severity']?.enum],
    ['states of a requirement', requirementStates, plan['requirementState']?.enum],
    ['states of a visit', visitStates, plan['visitState']?.enum],
    ['facts of conditions', [...factNames, 'labels'], Object.keys(policy['conditions']?.properties ?? {})],
    ['facts of tests and assumptions', [...factNames, 'labels'], Object.keys(policy['facts']?.properties ?? {})],
  ])('%s are those of the schemas', (_, words, ofSchema) => {
    expect(ofSchema).toEqual(words);
  });
});

describe('the compiled validators', () => {
  const ajv = compiler();
  const outputs: ReadonlySet<string> = new Set(
    ['plan', 'diagnostics', 'calendar', 'recurrence', 'check', 'records', 'export', 'verification'].map(
      (name) => `${name}.schema.json`,
    ),
  );
  const inputs = [...schemas].filter(([file]) => !outputs.has(file));
  const roots = inputs.filter(([, { type }]) => type !== undefined);

  it.each(roots.map(([, { title = '', $id = '' }]) => [title, $id] as const))('judge %s as ajv does', (title, id) => {
    const reference = ajv.getSchema(id);
    const compiled = validators[title];

    for (const value of attempts(schemaOf(id.split('/').at(-1) ?? ''))) {
      expect(compiled?.(value)).toBe(reference?.(value));
      expect(summary(compiled?.errors)).toEqual(summary(reference?.errors));
    }
  });

  it('judge long lists in linear time', () => {
    const names = Array.from({ length: 100_000 }, (_, index) => `asset ${index}`);
    const value = resource('Inventory', { assets: [{ name: 'a', mirrors: names }] });

    validators['Inventory']?.(value);

    expect(validators['Inventory']?.errors).toHaveLength(names.length);
  });
});

function resource(kind: unknown, spec: unknown): unknown {
  return { apiVersion: 'patchledger/v1', kind, metadata: { name: 'a', labels: { site: 'x' } }, spec };
}

/** Values that break many rules of the schema at once: wrong types, unknown keys, missing keys, doubles. */
function attempts(schema: Schema): readonly unknown[] {
  const kind = schema.properties?.['kind']?.const;
  const properties = Object.keys(schema.properties?.['spec']?.properties ?? schema.properties ?? {});
  const fillers = [null, true, -1, '', 'a', '24h', [], ['a', 'a'], [{}, { nope: 1 }], {}, { nope: 1 }, [{ name: 'a' }]];
  const bodies = fillers.map((filler) => Object.fromEntries(properties.map((key) => [key, filler])));
  return [null, 7, [], {}, ...bodies, ...bodies.map((body) => resource(kind, body))];
}

/** What was wrong, without order and wording. */
function summary(errors: readonly { readonly instancePath: string; readonly keyword: string }[] | null | undefined) {
  return (errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`).sort();
}
