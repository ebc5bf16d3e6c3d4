import type { Resource } from '../../model/resource.ts';
import type { Pointer } from '../../model/source.ts';
import { validators } from './generated/validators.js';
import { isKind } from './meant-kind.ts';
import type { ParsedDocument } from './parsed-document.ts';
import { isMapping, type Mapping } from './partial-asset.ts';
import { type PartialSpec, partialInventory } from './partial-inventory.ts';
import { partialPolicy } from './partial-policy.ts';
import { resourceOf } from './validate.ts';
import { violationsOf } from './violations.ts';

/** A resource without the parts of its document that are wrong. */
export interface PartialResource {
  readonly resource: Resource;
  /** Where a part of the resource stands in the document as it is written. */
  readonly placeOf: (pointer: Pointer) => Pointer;
}

type PartReader = (spec: Mapping, wrong: readonly Pointer[]) => PartialSpec | undefined;

/** Kinds of which a part may be wrong while the rest holds. */
const readers: ReadonlyMap<string, PartReader> = new Map([
  ['Inventory', partialInventory],
  ['PatchPolicy', partialPolicy],
]);

/**
 * Reads what holds of a document that its schema refuses, where leaving out the part that is wrong can make no plan laxer:
 * an asset, a value of one or a component of an Inventory, a test of a policy. The rules of a policy, the members of a
 * Cluster, the rings of a Rollout hold others back, so of a document in which one of them is wrong nothing is read. Nor is
 * anything where the YAML is wrong, except for numbers that readers take for different things.
 */
export function partialResource(document: ParsedDocument): PartialResource | undefined {
  const { kind, spec } = (document.value ?? {}) as { readonly kind?: unknown; readonly spec?: unknown };
  if (!isKind(kind) || !isMapping(spec) || !document.isLegible) return undefined;
  const [read, validator] = [readers.get(kind), validators[kind]];
  if (read === undefined || validator === undefined) return undefined;
  const wrong = validator(document.value) ? [] : wrongPlaces(validator.errors ?? [], document.value);
  if (wrong.some(([top]) => top !== 'spec')) return undefined;
  const partial = read(
    spec,
    wrong.map((pointer) => pointer.slice(1)),
  );
  const value = partial && { ...(document.value as object), spec: partial.spec };
  // Whatever is taken for whole must be whole.
  if (partial === undefined || !validator(value)) return undefined;
  return {
    resource: { ...resourceOf(kind, { ...document, value }), gaps: partial.gaps },
    placeOf: (pointer) => (pointer[0] === 'spec' ? ['spec', ...partial.placeOf(pointer.slice(1))] : pointer),
  };
}

/** A key that is missing is wrong at its own place. */
function wrongPlaces(errors: Parameters<typeof violationsOf>[0], value: unknown): readonly Pointer[] {
  return violationsOf(errors, value).flatMap(({ pointer, keyword, keys }) =>
    keyword === 'required' ? keys.map((key) => [...pointer, key]) : [pointer],
  );
}
