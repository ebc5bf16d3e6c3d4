import type { HandedUpdate } from '../model/handover.ts';

/** How the package manager of an ecosystem moves one package to one version. */
export interface Installer {
  readonly manager: 'apt' | 'dnf' | 'apk';
  /** The package and its version in one word, as the manager takes it. */
  readonly word: string;
}

/** What managers read as a name or a version, and never as an option, a pattern or a file. */
const plainName = /^[A-Za-z0-9][A-Za-z0-9+._-]*$/;
const plainVersion = /^[A-Za-z0-9][A-Za-z0-9.+:~^_-]*$/;

/**
 * The package manager for an update; `undefined` where none is known for its ecosystem, or its name is none that a manager
 * would take for a plain one: then whoever runs it says how (`PATCHLEDGER_INSTALL`).
 */
export function installerFor({ ecosystem, name, version }: HandedUpdate): Installer | undefined {
  if (!plainName.test(name) || !plainVersion.test(version)) return undefined;
  const family = ecosystem.split(':', 1)[0] ?? '';
  if (family === 'Debian' || family === 'Ubuntu') return { manager: 'apt', word: `${name}=${version}` };
  if (family === 'Alpine') return { manager: 'apk', word: `${name}=${version}` };
  return rpmFamilies.has(family) ? { manager: 'dnf', word: `${name}-${version}` } : undefined;
}

const rpmFamilies = new Set([
  'AlmaLinux',
  'Rocky Linux',
  'Red Hat',
  'CentOS',
  'Fedora',
  'Oracle Linux',
  'Amazon Linux',
]);
