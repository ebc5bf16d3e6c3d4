import type { Pointer } from '../model/source.ts';
import { scanJson } from './json-text.ts';

/** Where the values under some pointers begin in a JSON text, by `pointerKey`. One walk finds them all. */
export function offsetsOf(text: string, pointers: readonly Pointer[]): ReadonlyMap<string, number> {
  const wanted = new Set(pointers.map(pointerKey));
  const offsets = new Map<string, number>();
  const path: (string | number)[] = [];
  const keys: (string | undefined)[] = [];
  const indexes: number[] = [];
  scanJson(text, {
    onKey: (depth, key) => {
      keys[depth] = key;
    },
    onValue: (depth, offset) => {
      if (depth > 0) path[depth - 1] = stepInto(depth - 1, keys, indexes);
      keys[depth] = undefined;
      indexes[depth] = -1;
      if (depth > deepest) return;
      const key = pointerKey(path.slice(0, depth));
      if (wanted.has(key) && !offsets.has(key)) offsets.set(key, offset);
    },
  });
  return offsets;
}

/** Names a pointer. */
export const pointerKey = (pointer: Pointer): string => pointer.join('\u0000');

/** No entry of a report stands deeper; a key for each level of a hostile text would cost its square. */
const deepest = 40;

function stepInto(level: number, keys: (string | undefined)[], indexes: number[]): string | number {
  const key = keys[level];
  if (key !== undefined) {
    keys[level] = undefined;
    return key;
  }
  const index = (indexes[level] ?? -1) + 1;
  indexes[level] = index;
  return index;
}
