import type { Component } from '../../model/asset.ts';
import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { Observation } from '../../model/feed.ts';
import { placeOf } from './observed-software.ts';

/** What is said of a package by `ecosystem/name`, else by `name` alone. */
export function ofPackage<T>(said: ReadonlyMap<string, T>, { ecosystem, name }: Component): T | undefined {
  return said.get(`${ecosystem}/${name}`) ?? said.get(name);
}

/** A component of a line that says which version of it runs. */
export function withRunning(component: Component, { running }: Observation): Component {
  const version = ofPackage(running, component);
  return version === undefined ? component : { ...component, running: version === component.version };
}

/**
 * The versions that run by what a line says, of packages that are installed by what any line says: a version that runs
 * although no list has it any more decides all the same. A package that no list names at all is reported.
 */
export function runningComponents(
  observation: Observation,
  installed: readonly Component[],
): Outcome<readonly Component[]> {
  const diagnostics: Diagnostic[] = [];
  const value: Component[] = [];
  for (const [said, version] of observation.running) {
    const named = installed.filter(({ ecosystem, name }) => name === said || `${ecosystem}/${name}` === said);
    if (named.length === 0) {
      const args = { asset: observation.asset, package: said, version };
      diagnostics.push(diagnostic('link/unknown-running', args, { at: placeOf(observation) }));
    }
    for (const ecosystem of new Set(named.map((component) => component.ecosystem))) {
      const copies = named.filter((component) => component.ecosystem === ecosystem);
      if (!copies.some((component) => component.version === version && component.running === true)) {
        value.push(...copies.slice(0, 1).map((component) => inVersion(component, version, copies)));
      }
    }
  }
  return { value, diagnostics };
}

function inVersion(like: Component, version: string, copies: readonly Component[]): Component {
  const same = copies.find((component) => component.version === version);
  if (same !== undefined) return { ...same, running: true };
  const { source, ...rest } = like;
  // The source's version is that of another build.
  return { ...rest, version, running: true, ...(source !== undefined && { source: { name: source.name } }) };
}
