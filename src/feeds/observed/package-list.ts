import type { Component } from '../../model/asset.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { PackageListContext } from '../../model/feed.ts';
import { type Problems, problemsOf } from '../problems.ts';

/** Collects the components of one list. A package named twice in one version counts once. */
export interface PackageList {
  readonly problems: Problems;
  readonly add: (found: FoundPackage) => void;
  /** The list and its problems; a list without any package is one, because its asset would look clean. */
  readonly finish: (command: string) => Outcome<readonly Component[]>;
}

/** A package as its manager reports it. */
export interface FoundPackage {
  readonly name: string;
  readonly version: string;
  readonly source?: Component['source'];
}

/** Starts an empty list of the ecosystem at hand. */
export function packageListOf({ ecosystem, file }: PackageListContext): PackageList {
  const problems = problemsOf(file, 'observed/further-problems');
  const components = new Map<string, Component>();
  return {
    problems,
    add: ({ name, version, source }) => {
      const key = `${name}\u0000${version}`;
      if (!components.has(key)) {
        components.set(key, { ecosystem: ecosystem ?? '', name, version, ...(source && { source }) });
      }
    },
    finish: (command) => {
      if (components.size === 0) problems.tell('observed/empty-list', { command });
      else if (ecosystem === undefined) {
        problems.tell('observed/no-ecosystem', { count: components.size });
        return { value: [], diagnostics: problems.list() };
      }
      return { value: [...components.values()], diagnostics: problems.list() };
    },
  };
}

/** Splits `name (version)`, as dpkg writes a source package whose version differs from the binary's. */
export function sourceFrom(text: string | undefined): Component['source'] {
  const [, name, version] = /^([^\s()]+)(?:\s*\(([^()\s]+)\))?$/.exec(text?.trim() ?? '') ?? [];
  if (name === undefined) return undefined;
  return version === undefined ? { name } : { name, version };
}
