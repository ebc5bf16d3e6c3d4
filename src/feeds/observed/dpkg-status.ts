import type { Component } from '../../model/asset.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { PackageListContext, PackageListReader } from '../../model/feed.ts';
import { type PackageList, packageListOf, sourceFrom } from './package-list.ts';
import { type Stanza, stanzasOf } from './stanzas.ts';

/** Reads dpkg's database, `/var/lib/dpkg/status`. */
export const dpkgStatusReader: PackageListReader = {
  id: 'dpkg-status',
  title: 'dpkg status file',
  specification: 'https://man7.org/linux/man-pages/man5/deb-control.5.html',
  read: readStatus,
};

/**
 * States (dpkg(1), "Package states") in which a package's files are on the machine. A held package is installed, and
 * one that waits for configuration or triggers can already be attacked.
 */
const presentStates = new Set(['installed', 'triggers-pending', 'triggers-awaited', 'half-configured', 'unpacked']);
const absentStates = new Set(['not-installed', 'config-files']);

function readStatus(text: string, context: PackageListContext): Outcome<readonly Component[]> {
  const list = packageListOf(context);
  for (const stanza of stanzasOf(text)) readStanza(stanza, list, context.file);
  return list.finish('cat /var/lib/dpkg/status');
}

function readStanza({ line, fields }: Stanza, { add, problems }: PackageList, file: string): void {
  const name = fields.get('Package');
  const state = fields.get('Status')?.split(/\s+/)[2] ?? '';
  const at = () => ({ file, range: { start: { line, column: 1 }, end: { line, column: 2 } } });
  if (name === undefined || name === '') {
    problems.tell(
      'observed/wrong-entry',
      { entry: `The paragraph at line ${line}`, reason: 'it names no package' },
      at,
    );
    return;
  }
  if (absentStates.has(state)) return;
  const version = fields.get('Version') ?? '';
  if (version === '' || (!presentStates.has(state) && state !== 'half-installed')) {
    const reason = version === '' ? 'it has no version' : `its state "${state.slice(0, 40)}" is unknown`;
    problems.tell('observed/wrong-entry', { entry: `Package ${name}`, reason }, at);
    return;
  }
  if (state === 'half-installed') problems.tell('observed/half-installed', { package: name, version }, at);
  add({ name, version, source: sourceFrom(fields.get('Source')) });
}
