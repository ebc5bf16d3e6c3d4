import { resolve } from 'node:path';
import { listPackageFiles, readPackageFile } from '../adapters/package-files.ts';
import { writeFilesBelow } from '../adapters/write-files.ts';
import { nearest } from '../core/estate/nearest.ts';
import { kinds } from '../model/kinds.ts';
import { alignColumns } from '../render/text-table.ts';
import type { CommandRun } from './command.ts';
import { CommandError, exitCodes } from './exit.ts';

/** Prints one schema, lists all kinds, or writes the schemas into a folder for editors. */
export const run: CommandRun = async ({ terminal }, [kind], options) => {
  const folder = options['out'];
  if (typeof folder === 'string') {
    const written = writeFilesBelow(resolve(folder), schemaFiles());
    terminal.note(`${written.length} of ${schemaFiles().length} schemas written to ${folder}\n`);
  } else if (kind === undefined) {
    terminal.out(`${kindList().join('\n')}\n`);
  } else {
    terminal.out(schemaOf(kind));
  }
  return exitCodes.fine;
};

/**
 * Every shipped schema, as files for a folder of its own. Without their `$id` they name each other by file name, so that
 * an editor finds the shared parts beside them and not at an address of the network.
 */
export function schemaFiles(): readonly { readonly path: string; readonly text: string }[] {
  const withoutId = (text: string): string => text.replace(/^ {2}"\$id": .*\n/m, '');
  return listPackageFiles('schemas').map((path) => ({ path, text: withoutId(readPackageFile('schemas', path) ?? '') }));
}

function kindList(): string[] {
  return alignColumns([
    ['KIND', 'FOLDER', 'LANE', 'SCHEMA'],
    ...kinds.map((entry) => [entry.kind, entry.folder, entry.lane, entry.schema]),
  ]);
}

function schemaOf(kind: string): string {
  const entry = kinds.find((candidate) => candidate.kind.toLowerCase() === kind.toLowerCase());
  const text = readPackageFile('schemas', entry?.schema ?? `${kind}.schema.json`);
  if (text !== undefined) return text;
  const near = nearest(
    kind,
    kinds.map((candidate) => candidate.kind),
  );
  throw new CommandError(`there is no kind ${kind}`, {
    hint: near === undefined ? 'run `patchledger schema` for the list of kinds' : `did you mean ${near}?`,
  });
}
