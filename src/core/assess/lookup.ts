import type { Component } from '../../model/asset.ts';
import { componentKey } from './component-key.ts';

/** Values by what a component is judged by: `componentKey`, without joining its parts to a text each time. */
export interface ComponentTable<T> {
  readonly get: (component: Component) => T | undefined;
  readonly set: (component: Component, value: T) => void;
}

/**
 * An empty table. Large estates ask it for every component of every image, and images share their components, so one that
 * was met before is known by itself.
 */
export function componentTable<T>(): ComponentTable<T> {
  const plain = new Map<string, Map<string, Map<string, T>>>();
  const special = new Map<string, T>();
  const met = new Map<Component, T>();
  const find = (component: Component): T | undefined => {
    if (!isPlain(component)) return special.get(componentKey(component));
    return plain.get(component.ecosystem)?.get(component.name)?.get(component.version);
  };
  return {
    get(component) {
      const known = met.get(component);
      if (known !== undefined) return known;
      const found = find(component);
      if (found !== undefined) met.set(component, found);
      return found;
    },
    set(component, value) {
      if (!isPlain(component)) {
        special.set(componentKey(component), value);
        return;
      }
      const byName = plain.get(component.ecosystem) ?? new Map<string, Map<string, T>>();
      plain.set(component.ecosystem, byName);
      const byVersion = byName.get(component.name) ?? new Map<string, T>();
      byName.set(component.name, byVersion);
      byVersion.set(component.version, value);
    },
  };
}

/** Ecosystem, name and version alone name it. */
function isPlain({ scheme, source }: Component): boolean {
  return scheme === undefined && source === undefined;
}
