import type { Component } from '../../model/asset.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { PackageListContext, PackageListReader } from '../../model/feed.ts';
import { numberedLines } from '../lines.ts';
import { lineAt } from '../position.ts';
import { type PackageList, packageListOf } from './package-list.ts';
import { stanzasOf } from './stanzas.ts';

/** Reads apk's database, `/lib/apk/db/installed`, and the output of `apk info -v` and `apk list --installed`. */
export const apkInstalledReader: PackageListReader = {
  id: 'apk-installed',
  title: 'apk database or apk info -v',
  specification: 'https://wiki.alpinelinux.org/wiki/Apk_spec',
  read: readInstalled,
};

function readInstalled(text: string, context: PackageListContext): Outcome<readonly Component[]> {
  const list = packageListOf(context);
  const isDatabase = /^[A-Z]:/m.test(text.slice(0, 100_000));
  if (isDatabase) readDatabase(text, list, context.file);
  else readInfo(text, list, context.file);
  return list.finish('cat /lib/apk/db/installed');
}

/** Fields of one letter: `P` name, `V` version, `o` origin, the source package. */
function readDatabase(text: string, { add, problems }: PackageList, file: string): void {
  for (const { line, fields } of stanzasOf(text)) {
    const name = fields.get('P') ?? '';
    const version = fields.get('V') ?? '';
    const origin = fields.get('o') ?? '';
    if (name !== '' && version !== '') add({ name, version, source: origin === '' ? undefined : { name: origin } });
    else {
      const args = { entry: `The paragraph at line ${line}`, reason: 'it lacks a name (P:) or a version (V:)' };
      problems.tell('observed/wrong-entry', args, () => lineAt(file, line, ' '));
    }
  }
}

/** `musl-1.2.4-r2`, or `musl-1.2.4-r2 x86_64 {musl} (MIT) [installed]`; names may hold digits and dashes. */
const infoLine = /^(\S+)-(\d[^\s-]*-r\d+)(?:\s[^{]*(?:\{([^{}\s]+)\})?.*)?$/;

function readInfo(text: string, { add, problems }: PackageList, file: string): void {
  for (const [number, line] of numberedLines(text)) {
    // Both commands complain about their index in the middle of their output.
    if (line.trim() === '' || line.startsWith('WARNING:')) continue;
    const [, name, version, origin] = infoLine.exec(line.slice(0, 2000).trim()) ?? [];
    if (name !== undefined && version !== undefined) {
      add({ name, version, source: origin === undefined ? undefined : { name: origin } });
      continue;
    }
    const args = { entry: `Line ${number}`, reason: 'it is not "name-version-rN"' };
    problems.tell('observed/wrong-entry', args, () => lineAt(file, number, line.slice(0, 200)));
  }
}
