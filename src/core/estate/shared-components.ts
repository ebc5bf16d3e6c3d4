import type { Component, ComponentSet } from '../../model/asset.ts';

/**
 * The same sets with one object for equal components, whichever sets they stand in. Images of one fleet differ in few
 * packages, so this is a fraction of the memory, and what is known of a component is found without comparing texts.
 */
export function shareComponents(sets: ReadonlyMap<string, ComponentSet>): ReadonlyMap<string, ComponentSet> {
  if (sets.size < 2) return sets;
  const plain = new Map<string, Map<string, Map<string, Component>>>();
  const others = new Map<string, Component>();
  const shared = (component: Component): Component => {
    const { ecosystem, name, version } = component;
    // A path, a source or anything else besides makes it another one.
    if (Object.keys(component).length > 3) return kept(others, JSON.stringify(component), component);
    const byName = kept(plain, ecosystem, new Map<string, Map<string, Component>>());
    return kept(kept(byName, name, new Map<string, Component>()), version, component);
  };
  const share = ({ digest, components }: ComponentSet): ComponentSet => ({
    digest,
    components: components.map(shared),
  });
  return new Map([...sets].map(([digest, set]) => [digest, share(set)]));
}

function kept<Value>(map: Map<string, Value>, key: string, value: Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  map.set(key, value);
  return value;
}
