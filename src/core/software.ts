import type { Component, ComponentSet, Software } from '../model/asset.ts';

const none = new Int32Array(0);
const known = new WeakMap<ReadonlyMap<string, ComponentSet>, Software>();

/**
 * Numbers the components of an estate's sets. Images of a fleet share their components, so what is asked of each distinct
 * one is asked a few thousand times and not a million, and the answers stand in plain lists. Equal components that are
 * not shared get numbers of their own.
 */
export function softwareIn(componentSets: ReadonlyMap<string, ComponentSet>): Software {
  const before = known.get(componentSets);
  if (before !== undefined) return before;
  const components: Component[] = [];
  const numberOf = new Map<Component, number>();
  const numbers = new Map<ComponentSet, Int32Array>();
  for (const set of componentSets.values()) {
    const ofSet = new Int32Array(set.components.length);
    let place = 0;
    for (const component of set.components) {
      let number = numberOf.get(component);
      if (number === undefined) {
        number = components.push(component) - 1;
        numberOf.set(component, number);
      }
      ofSet[place] = number;
      place += 1;
    }
    numbers.set(set, ofSet);
  }
  const software: Software = { sets: componentSets, components, numbersIn: (set) => numbers.get(set) ?? none };
  known.set(componentSets, software);
  return software;
}
