/** From here on the engine's sort is the faster one. */
const few = 12;

/**
 * Sorts a list in place, which is short as a rule: by insertion, equal ones in their order. The engine's sort makes lists
 * of its own each time, which costs more than all the comparing where thousands of lists hold two or three.
 */
export function sortFew<T>(items: T[], compare: (left: T, right: T) => number): T[] {
  if (items.length > few) return items.sort(compare);
  for (let end = 1; end < items.length; end += 1) {
    const item = items[end] as T;
    let place = end;
    for (; place > 0 && compare(items[place - 1] as T, item) > 0; place -= 1) items[place] = items[place - 1] as T;
    items[place] = item;
  }
  return items;
}
