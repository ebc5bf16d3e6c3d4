import { linkEstate } from '../core/estate/link.ts';
import { loadResources } from '../core/load/load.ts';
import { sortDiagnostics } from '../core/load/sort.ts';
import { parseDate, parseInstant } from '../core/time.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Estate } from '../model/estate.ts';
import type { EstateFolders } from '../model/estate-files.ts';
import type { Instant } from '../model/time.ts';
import type { CommandContext } from './command.ts';
import { CommandError } from './exit.ts';
import { momentOf, noEstate, readFiles } from './open-estate.ts';

/** What people wrote of an estate, with which reports are joined. */
export interface ImportEstate {
  readonly estate: Estate;
  readonly folders: EstateFolders;
  /** Texts of the files that people write, by path. */
  readonly texts: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
  readonly asOf: Instant;
}

/** Opens what people wrote in the work tree; catalogue and observations do not matter to an import. */
export function openForImport({ global }: CommandContext): ImportEstate {
  const { root, asOf: stated } = global;
  if (stated !== undefined && (parseInstant(stated) ?? parseDate(stated)) === undefined) {
    throw new CommandError(`import writes into the work tree and cannot work on the commit ${stated}`, {
      hint: 'check that commit out, or give --as-of an instant',
    });
  }
  const { asOf } = momentOf(global);
  const { read, folders } = readFiles(root, undefined);
  if (read.files.length === 0 && read.diagnostics.length === 0) throw noEstate(root);
  const files = read.files.filter(({ lane }) => lane === 'decision');
  const { value, diagnostics } = loadResources(files);
  const linked = linkEstate({
    resources: value.resources,
    rejected: value.rejected,
    locate: value.locate,
    fragments: [],
    observed: { fragments: [], packageLists: new Map() },
    files: new Set(read.files.map(({ path }) => path)),
    commit: undefined,
    inputsDigest: '',
    asOf,
  });
  return {
    estate: linked.value,
    folders,
    texts: new Map(files.map(({ path, text }) => [path, text] as const)),
    diagnostics: sortDiagnostics(diagnostics),
    asOf,
  };
}
