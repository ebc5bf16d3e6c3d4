import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import type { Exchange } from '../../support/fake-github/server.ts';

type Json = Readonly<Record<string, unknown>>;

interface Operation {
  readonly requestBody?: { readonly content?: Content };
  readonly responses: Readonly<Record<string, { readonly $ref?: string; readonly content?: Content }>>;
}
type Content = Readonly<Record<string, { readonly schema: Json }>>;

interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

/** Judges calls and answers by GitHub's own OpenAPI description. */
export interface ContractJudge {
  /** What is wrong with an exchange; empty: nothing. */
  readonly problemsOf: (exchange: Exchange) => readonly string[];
}

/** Reads the contract from the conformance data. */
export function githubContract(dataRoot: string): ContractJudge {
  const file = join(dataRoot, 'contracts/github/rest-slim.openapi.json');
  const contract = asJsonSchema(JSON.parse(readFileSync(file, 'utf8'))) as unknown as Contract;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: 'contract', components: contract.components });
  const compiled = new Map<object, ValidateFunction>();
  const check = (schema: Json, value: unknown, what: string): readonly string[] => {
    const validate = compiled.get(schema) ?? ajv.compile(schema);
    compiled.set(schema, validate);
    return validate(value) ? [] : (validate.errors ?? []).map((one) => `${what}${one.instancePath} ${one.message}`);
  };
  return {
    problemsOf({ method, template, request, status, response }) {
      const operation = contract.paths[template]?.[method.toLowerCase()];
      if (operation === undefined) return [`${method} ${template} is no operation of the contract`];
      const asked = operation.requestBody?.content?.['application/json']?.schema;
      const stated = operation.responses[String(status)];
      if (stated === undefined) return [`${method} ${template} does not answer ${status}`];
      const answered = resolved(contract, stated).content?.['application/json']?.schema;
      return [
        ...(asked === undefined || request === null ? [] : check(asked, request, `${method} ${template} request`)),
        ...(answered === undefined ? [] : check(answered, response, `${method} ${template} ${status} response`)),
      ];
    },
  };
}

function resolved(contract: Contract, { $ref, ...rest }: { readonly $ref?: string; readonly content?: Content }) {
  const name = $ref?.split('/').at(-1);
  return name === undefined
    ? rest
    : ((contract.components['responses']?.[name] ?? {}) as { readonly content?: Content });
}

/** OpenAPI 3.0 says `nullable` where JSON Schema has a type `null`, and refers into its own document. */
function asJsonSchema(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(asJsonSchema);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, discriminator: _d, xml: _x, ...rest } = node as Json;
  const mapped = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string' ? referenceOf(value) : asJsonSchema(value),
    ]),
  );
  return nullable === true ? orNull(mapped) : mapped;
}

/** Responses are looked up by hand; schemas by the judge. */
const referenceOf = (reference: string): string =>
  reference.startsWith('#/components/schemas/') ? `contract${reference}` : reference;

function orNull(schema: Json): Json {
  const { type, enum: values } = schema;
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  return { ...schema, type: [type, 'null'], ...(Array.isArray(values) && { enum: [...values, null] }) };
}
