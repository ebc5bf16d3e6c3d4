import { loadResources } from '../core/load/load.ts';
import { sortDiagnostics } from '../core/load/sort.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Resource } from '../model/resource.ts';
import type { Locate } from '../model/source.ts';
import type { CommandContext } from './command.ts';
import { momentOf, noEstate, readFiles } from './open-estate.ts';

/** The resources that people write, as they stand in their files. */
export interface OpenResources {
  readonly resources: readonly Resource[];
  readonly locate: Locate;
  readonly diagnostics: readonly Diagnostic[];
  /** Text of every file that was read, by path, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * Reads the decision lane of an estate and links nothing: enough where neither catalogue nor observations matter, and
 * quick where these are large.
 */
export function openResources({ global }: CommandContext): OpenResources {
  const { read } = readFiles(global.root, momentOf(global).revision);
  if (read.files.length === 0 && read.diagnostics.length === 0) throw noEstate(global.root);
  const files = read.files.filter(({ lane }) => lane === 'decision');
  const { value, diagnostics } = loadResources(files);
  return {
    resources: value.resources,
    locate: value.locate,
    diagnostics: sortDiagnostics([...read.diagnostics, ...diagnostics]),
    sources: new Map(files.map((file) => [file.path, file.text] as const)),
  };
}
