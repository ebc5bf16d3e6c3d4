import type { Component } from '../../model/asset.ts';

/**
 * Names what a component is judged by: ecosystem, name, version, declared scheme and source package.
 * Components with the same key have the same assessment, whichever assets carry them, wherever their files lie.
 */
export function componentKey(component: Component): string {
  const { ecosystem, name, version, scheme, source } = component;
  const plain = `${ecosystem}\u0000${name}\u0000${version}`;
  if (scheme === undefined && source === undefined) return plain;
  return `${plain}\u0000${scheme ?? ''}\u0000${source?.name ?? ''}\u0000${source?.version ?? ''}`;
}

/** The component reduced to what its key holds, so that an assessment does not depend on whose copy came first. */
export function judgedPart(component: Component): Component {
  const { ecosystem, name, version, scheme, source } = component;
  if (scheme === undefined && source === undefined) return { ecosystem, name, version };
  return { ecosystem, name, version, ...(scheme !== undefined && { scheme }), ...(source !== undefined && { source }) };
}
