import type { Component } from '../../model/asset.ts';
import type { Problems } from '../problems.ts';
import { dpkgQueryCommand } from './dpkg-query.ts';

/** Warns of a tool that lists packages of Debian or Ubuntu and names none of their source packages. */
export function tellNoSource(components: readonly Component[], problems: Problems): void {
  const packages = components.filter(({ ecosystem }) => /^(?:Debian|Ubuntu)(?::|$)/.test(ecosystem));
  if (packages.length === 0 || packages.some(({ source }) => source !== undefined)) return;
  problems.tell('observed/no-source', { count: packages.length, command: dpkgQueryCommand });
}
