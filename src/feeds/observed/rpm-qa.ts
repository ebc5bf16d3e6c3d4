import type { Component } from '../../model/asset.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { PackageListContext, PackageListReader } from '../../model/feed.ts';
import { numberedLines } from '../lines.ts';
import { lineAt } from '../position.ts';
import { type FoundPackage, packageListOf } from './package-list.ts';

/**
 * Reads `rpm -qa`: with the query format `%{NAME}\t%{EPOCHNUM}:%{VERSION}-%{RELEASE}[\t%{ARCH}[\t%{SOURCERPM}]]`, or
 * plain `name-version-release.architecture`, which leaves epochs out and is warned about.
 */
export const rpmQaReader: PackageListReader = {
  id: 'rpm-qa',
  title: 'rpm -qa',
  specification: 'https://rpm.org/docs/4.19.x/man/rpm.8.html',
  read: readQuery,
};

const command = "rpm -qa --queryformat '%{NAME}\\t%{EPOCHNUM}:%{VERSION}-%{RELEASE}\\t%{ARCH}\\t%{SOURCERPM}\\n'";

const evr = /^(?:(\d+|\(none\)):)?([^\s:-]+-[^\s:-]+)$/;
const plain = /^(\S+)-(?:(\d+):)?([^\s:-]+-[^\s:-]+)\.([a-z0-9_]+)$/;
const sourceFile = /^(\S+)-([^\s-]+-[^\s-]+)\.(?:no)?src\.rpm$/;

function readQuery(text: string, context: PackageListContext): Outcome<readonly Component[]> {
  const { add, finish, problems } = packageListOf(context);
  let withEpoch = 0;
  let packages = 0;
  for (const [number, line] of numberedLines(text)) {
    if (line.trim() === '') continue;
    const found = line.includes('\t') ? readColumns(line) : readPlain(line.trim());
    if (found === undefined) {
      const args = { entry: `Line ${number}`, reason: 'it is not "name, epoch:version-release" split by a tab' };
      problems.tell('observed/wrong-entry', args, () => lineAt(context.file, number, line.slice(0, 200)));
      continue;
    }
    // Imported signing keys stand in the database as packages; they are no software.
    if (found.name === 'gpg-pubkey') continue;
    packages += 1;
    if (found.hasEpoch) withEpoch += 1;
    add(found);
  }
  if (packages > 0 && withEpoch === 0) problems.tell('observed/no-epoch', { count: packages, command });
  return finish(command);
}

type FoundRpm = FoundPackage & { readonly hasEpoch: boolean };

function readColumns(line: string): FoundRpm | undefined {
  const [name = '', version = '', , sourceRpm = ''] = line.split('\t').map((column) => column.trim());
  const [, epoch, rest] = evr.exec(version) ?? [];
  if (name === '' || rest === undefined) return undefined;
  const [, sourceName, sourceVersion] = sourceFile.exec(sourceRpm) ?? [];
  const source = sourceName === undefined ? undefined : { name: sourceName, version: sourceVersion };
  return { name, version: joined(epoch, rest), hasEpoch: epoch !== undefined, source };
}

function readPlain(line: string): FoundRpm | undefined {
  const [, name, epoch, rest] = plain.exec(line) ?? [];
  if (name === undefined || rest === undefined) return undefined;
  return { name, version: joined(epoch, rest), hasEpoch: epoch !== undefined };
}

/** RPM orders a missing epoch as 0, so 0 is not written. */
function joined(epoch: string | undefined, versionRelease: string): string {
  return epoch === undefined || epoch === '(none)' || /^0+$/.test(epoch)
    ? versionRelease
    : `${epoch}:${versionRelease}`;
}
