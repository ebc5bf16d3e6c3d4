import { selectPaths } from '../adapters/estate-paths.ts';
import { filesAt } from '../adapters/git-merge.ts';
import type { PlacedResource } from '../core/check/subjects.ts';
import { loadResources } from '../core/load/load.ts';
import type { EstateFolders } from '../model/estate-files.ts';
import { kinds } from '../model/kinds.ts';
import type { SourceFile } from '../model/source.ts';

const decisionKinds: ReadonlySet<string> = new Set(
  kinds.filter(({ lane }) => lane === 'decision').map(({ kind }) => kind),
);

/** Paths that hold what people decide. What bots write by themselves needs nobody's approval. */
export function decisionPaths(paths: readonly string[], folders: EstateFolders): readonly string[] {
  const { laneOf } = selectPaths(folders);
  return paths.filter((path) => laneOf(path) === 'decision');
}

/** The resources of files that people decide about. */
export function decisionResources(files: readonly SourceFile[]): readonly PlacedResource[] {
  return loadResources(files).value.resources.flatMap(({ kind, name, document, origin }) =>
    decisionKinds.has(kind) ? [{ kind, name, document, path: origin.file }] : [],
  );
}

/** The resources of files as a commit has them; `undefined`: there is no such commit here. */
export function decisionResourcesAt(
  root: string,
  commit: string,
  paths: readonly string[],
): readonly PlacedResource[] | undefined {
  const files = filesAt(root, commit, paths);
  return files && decisionResources(files);
}
