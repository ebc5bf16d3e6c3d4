import type { Kind } from '../../model/kinds.ts';
import { validators } from './generated/validators.js';
import { apiVersion } from './meant-kind.ts';
import type { ParsedDocument } from './parsed-document.ts';
import { violationsOf } from './violations.ts';

/** What is left of a wrong document: the parts of its `spec` with which nothing is wrong, and the keys of the others. */
export interface ReadableSpec {
  readonly spec: Readonly<Record<string, unknown>>;
  readonly lost: readonly string[];
}

/**
 * What can still be read of a document that its schema refuses. A part with anything wrong inside it, and a key that
 * there is not, are lost; of a document with a mistake of YAML, or in a version that is not known, everything is.
 * `kind`: what it says it is, or is taken for.
 */
export function readableSpec({ value, isSound }: ParsedDocument, kind: Kind | undefined): ReadableSpec {
  const { apiVersion: version = apiVersion, spec } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const fields = typeof spec === 'object' && spec !== null && !Array.isArray(spec) ? Object.entries(spec) : [];
  const validator = kind && validators[kind];
  if (!isSound || version !== apiVersion || !validator) return { spec: {}, lost: fields.map(([key]) => key) };
  const asMeant = { ...(value as object), kind };
  if (validator(asMeant)) return { spec: Object.fromEntries(fields), lost: [] };
  const wrong = new Set(
    violationsOf(validator.errors ?? [], asMeant).flatMap(({ pointer: [top, key] }) =>
      top === 'spec' && key !== undefined ? [String(key)] : [],
    ),
  );
  return {
    spec: Object.fromEntries(fields.filter(([key]) => !wrong.has(key))),
    lost: fields.flatMap(([key]) => (wrong.has(key) ? [key] : [])),
  };
}
