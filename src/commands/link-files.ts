import { digestOf, sha256Hex } from '../core/digest.ts';
import { linkEstate } from '../core/estate/link.ts';
import { loadResources } from '../core/load/load.ts';
import { readCatalogFile } from '../feeds/catalog/registry.ts';
import { sampleOf } from '../feeds/sample.ts';
import type { Outcome } from '../model/diagnostic.ts';
import type { Estate } from '../model/estate.ts';
import type { EstateFolders } from '../model/estate-files.ts';
import type { Locate, SourceFile } from '../model/source.ts';
import type { Instant } from '../model/time.ts';
import { readObserved } from './read-observed.ts';

/**
 * Sorts files into resources, catalogue and observations, reads each with its reader, and links them. The order in which
 * the files come does not matter.
 */
export function linkFiles(
  given: readonly SourceFile[],
  at: { readonly asOf: Instant; readonly commit: string | undefined; readonly folders: EstateFolders },
): Outcome<{ readonly estate: Estate; readonly locate: Locate }> {
  const files = given.toSorted((left, right) => (left.path < right.path ? -1 : 1));
  const rawBelow = (folder: string): readonly SourceFile[] =>
    files.filter((file) => file.path.startsWith(`${folder}/`) && !isResource(file));
  const [rawCatalog, rawObserved] = [rawBelow(at.folders.catalog), rawBelow(at.folders.observed)];
  const raw = new Set([...rawCatalog, ...rawObserved]);
  const resources = loadResources(files.filter((file) => !raw.has(file)));
  const catalog = rawCatalog.map(readCatalogFile);
  const observed = readObserved(rawObserved);
  const linked = linkEstate({
    resources: resources.value.resources,
    rejected: resources.value.rejected,
    locate: resources.value.locate,
    fragments: catalog.map((outcome) => outcome.value),
    observed: observed.value,
    files: new Set(files.map((file) => file.path)),
    commit: at.commit,
    inputsDigest: digestOf(files.map((file) => [file.path, sha256Hex(file.text)])),
    asOf: at.asOf,
  });
  return {
    value: { estate: linked.value, locate: resources.value.locate },
    diagnostics: [
      ...resources.diagnostics,
      ...catalog.flatMap((outcome) => outcome.diagnostics),
      ...observed.diagnostics,
      ...linked.diagnostics,
    ],
  };
}

function isResource(file: SourceFile): boolean {
  const { keys } = sampleOf(file);
  return keys.has('apiVersion') && keys.has('kind');
}
