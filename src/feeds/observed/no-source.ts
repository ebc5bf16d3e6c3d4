import type { Component } from '../../model/asset.ts';
import type { Problems } from '../problems.ts';
import { dpkgQueryCommand } from './dpkg-query.ts';

/**
 * Warns of a tool that lists packages of Debian or Ubuntu and names none of their source packages. `hosts` holds what is
 * installed on each; a fleet of which every host lacks them is one mistake, and is told once.
 */
export function tellNoSource(hosts: readonly (readonly Component[] | undefined)[], problems: Problems): void {
  const count = hosts.reduce((sum, components = []) => sum + countSourceless(components), 0);
  if (count > 0) problems.tell('observed/no-source', { count, command: dpkgQueryCommand });
}

function countSourceless(components: readonly Component[]): number {
  const packages = components.filter(({ ecosystem }) => /^(?:Debian|Ubuntu)(?::|$)/.test(ecosystem));
  return packages.some(({ source }) => source !== undefined) ? 0 : packages.length;
}
