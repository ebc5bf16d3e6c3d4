import type { Pointer } from '../../model/source.ts';
import type { Mapping } from './partial-asset.ts';
import type { PartialSpec } from './partial-inventory.ts';

/**
 * A policy without those of its tests that are wrong: no plan ever asks a test. Whatever else is wrong belongs to what it
 * promises, and then nothing of it is read: `undefined`.
 */
export function partialPolicy(spec: Mapping, wrong: readonly Pointer[]): PartialSpec | undefined {
  const { tests } = spec;
  const refused = new Set(wrong.map(([key, place]) => (key === 'tests' ? place : undefined)));
  const isOfTests = [...refused].every((place) => typeof place === 'number');
  if (!Array.isArray(tests) || refused.size === 0 || !isOfTests) return undefined;
  const kept = tests.flatMap((_, place) => (refused.has(place) ? [] : [place]));
  return {
    spec: { ...spec, tests: kept.map((place): unknown => tests[place]) },
    gaps: undefined,
    placeOf: (pointer) => {
      const [key, place] = pointer;
      if (key !== 'tests' || typeof place !== 'number') return pointer;
      return [key, kept[place] ?? place, ...pointer.slice(2)];
    },
  };
}
