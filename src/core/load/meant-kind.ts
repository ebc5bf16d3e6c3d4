import { type Kind, kinds } from '../../model/kinds.ts';
import { nearest } from '../estate/nearest.ts';
import { validators } from './generated/validators.js';

/** The version of the file format that this release reads and writes. */
export const apiVersion = 'patchledger/v1';

/** Every kind by name. */
export const kindNames: readonly string[] = kinds.map(({ kind }) => kind);

/** Is this the name of a kind? */
export function isKind(kind: unknown): kind is Kind {
  return typeof kind === 'string' && kindNames.includes(kind);
}

/**
 * The kind that a document says it has or, where there is none of that name, most likely means: the one spelt most like
 * it, else the only one whose schema takes everything else in the document. `undefined`: nobody can tell.
 */
export function meantKind(value: unknown): Kind | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { kind, apiVersion: version = apiVersion } = value as Readonly<Record<string, unknown>>;
  if (isKind(kind)) return kind;
  const alike = typeof kind === 'string' ? nearest(kind, kindNames) : undefined;
  if (isKind(alike)) return alike;
  if (version !== apiVersion) return undefined;
  const fitting = kinds.filter((one) => validators[one.kind]?.({ ...value, apiVersion, kind: one.kind }) === true);
  return fitting.length === 1 ? fitting[0]?.kind : undefined;
}
