import type { Pointer } from '../../model/source.ts';
import type { SchemaError } from './generated/validators.js';

/** One thing that is wrong at one place, after everything that says the same has been put together. */
export interface Violation {
  /** The value; for `additionalProperties` the member that is too many. */
  readonly pointer: Pointer;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Keys that are missing, for `required`, `dependentRequired` and `anyOf`. */
  readonly keys: readonly string[];
}

/** Of several complaints about one value the one that explains the others comes first. */
const precedence: readonly string[] = ['type', 'minLength', 'maxLength', 'enum', 'const', 'pattern', 'anyOf', 'oneOf'];

/**
 * Puts the errors of a validator together: one violation for each (pointer, keyword), one for each plain value,
 * and nothing about branches of alternatives that were not meant.
 */
export function violationsOf(errors: readonly SchemaError[], value: unknown): readonly Violation[] {
  const alternatives = new Map<string, string[]>();
  const found = new Map<string, Violation>();
  for (const error of errors) {
    const { keyword, instancePath, schemaPath, params } = error;
    const missing = String(params['missingProperty'] ?? '');
    if (keyword === 'if') continue;
    if (/\/(?:any|one)Of\//.test(schemaPath)) {
      if (missing !== '') alternatives.set(instancePath, [...(alternatives.get(instancePath) ?? []), missing]);
      continue;
    }
    const violation = { pointer: pointerOf(error, value), keyword, params, keys: missing === '' ? [] : [missing] };
    const place = placeKey(violation);
    found.set(place, stronger(found.get(place), violation));
  }
  return [...found.values()].map((violation) => withAlternatives(violation, alternatives));
}

function withAlternatives(violation: Violation, alternatives: ReadonlyMap<string, readonly string[]>): Violation {
  if (violation.keyword !== 'anyOf' && violation.keyword !== 'oneOf') return violation;
  const path = violation.pointer.map((step) => `/${String(step).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
  return { ...violation, keys: alternatives.get(path) ?? [] };
}

/** Violations with the same key are told as one. */
function placeKey({ pointer, keyword, params }: Violation): string {
  const isAboutMembers = keyword === 'required' || keyword === 'additionalProperties';
  const group = isAboutMembers ? keyword : keyword === 'dependentRequired' ? `with ${params['property']}` : 'value';
  return JSON.stringify([group, ...pointer]);
}

function stronger(known: Violation | undefined, next: Violation): Violation {
  if (!known) return next;
  if (known.keyword === next.keyword) return { ...known, keys: [...known.keys, ...next.keys] };
  return rank(next) < rank(known) ? next : known;
}

function rank({ keyword }: Violation): number {
  const at = precedence.indexOf(keyword);
  return at === -1 ? precedence.length : at;
}

/** A JSON pointer as steps; whether a step is an index shows in the value. */
function pointerOf({ instancePath, keyword, params }: SchemaError, value: unknown): Pointer {
  const steps: (string | number)[] = [];
  let inner = value;
  for (const escaped of instancePath.split('/').slice(1)) {
    const key = escaped.replace(/~1/g, '/').replace(/~0/g, '~');
    steps.push(Array.isArray(inner) ? Number(key) : key);
    inner = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined;
  }
  return keyword === 'additionalProperties' ? [...steps, String(params['additionalProperty'])] : steps;
}
