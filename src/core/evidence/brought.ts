import type { BroughtResource } from '../../model/review.ts';
import { canonicalJson } from '../digest.ts';

/** Resources that are new, other or gone between two states, by kind and name. Comments and layout are nothing. */
export function broughtBetween<Brought extends BroughtResource>(
  before: readonly Brought[],
  after: readonly Brought[],
): readonly Brought[] {
  const keyOf = ({ kind, name }: BroughtResource): string => `${kind} ${name}`;
  const old = new Map(before.map((one) => [keyOf(one), canonicalJson(one.document)] as const));
  const now = new Set(after.map(keyOf));
  const brought = after.filter((one) => old.get(keyOf(one)) !== canonicalJson(one.document));
  const gone = before.filter((one) => !now.has(keyOf(one))).map((one) => ({ ...one, document: undefined }));
  return [...brought, ...gone].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}
