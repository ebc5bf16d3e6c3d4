import type { Component } from '../../model/asset.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { PackageListContext, PackageListReader } from '../../model/feed.ts';
import { numberedLines } from '../lines.ts';
import { lineAt } from '../position.ts';
import { packageListOf, sourceFrom } from './package-list.ts';

/**
 * Reads `dpkg-query -W`: `package[:architecture]`, version and, when asked for, the source package, split by tabs.
 * The version of the source stands behind it, in brackets or as a column of its own.
 * Debian's advisories name source packages, so a list without them is warned about.
 */
export const dpkgQueryReader: PackageListReader = {
  id: 'dpkg-query',
  title: 'dpkg-query -W',
  specification: 'https://man7.org/linux/man-pages/man1/dpkg-query.1.html',
  read: readQuery,
};

/** The command whose output holds all that is needed. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: these are dpkg-query's own placeholders
export const dpkgQueryCommand = "dpkg-query -W -f '${Package}\\t${Version}\\t${source:Package} (${source:Version})\\n'";

const row = /^([a-z0-9][a-z0-9+.-]*)(?::[a-z0-9-]+)?\t(\S*)(?:\t([^\t]*)(?:\t(\S*))?)?$/;

function readQuery(text: string, context: PackageListContext): Outcome<readonly Component[]> {
  const { add, finish, problems } = packageListOf(context);
  let packages = 0;
  let withSource = 0;
  for (const [number, line] of numberedLines(text)) {
    if (line.trim() === '') continue;
    const [, name, version, source, sourceVersion] = row.exec(line) ?? [];
    if (name === undefined || version === undefined) {
      const args = { entry: `Line ${number}`, reason: 'it is not "package, version, source" split by tabs' };
      problems.tell('observed/wrong-entry', args, () => lineAt(context.file, number, line.slice(0, 200)));
      continue;
    }
    // A package whose configuration alone is left has no version.
    if (version === '') continue;
    const from = sourceFrom(sourceVersion ? `${source} (${sourceVersion})` : source);
    packages += 1;
    if (from !== undefined) withSource += 1;
    add({ name, version, source: from });
  }
  if (packages > 0 && withSource === 0)
    problems.tell('observed/no-source', { count: packages, command: dpkgQueryCommand });
  return finish(dpkgQueryCommand);
}
