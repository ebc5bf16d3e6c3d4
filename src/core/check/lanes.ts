import type { ChangeLane } from '../../model/check.ts';
import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import { type EstateFolders, workspacePath } from '../../model/estate-files.ts';

/** What happened to a file between base and head. */
export interface ChangedPath {
  readonly path: string;
  readonly how: 'added' | 'edited' | 'removed';
}

/** The lane of a change, and what it does to files that nobody may touch again. */
export interface LaneVerdict {
  readonly lane: ChangeLane;
  readonly problems: readonly Diagnostic[];
}

/**
 * Which lane a change is in, by its paths: `data` only when nothing but observations, catalogue and records changed and
 * records only grew, so that it may merge by itself. What lies outside the estate's folders counts as a decision.
 */
export function laneOf(changed: readonly ChangedPath[], folders: EstateFolders): LaneVerdict {
  const below =
    (folder: string) =>
    (path: string): boolean =>
      path.startsWith(`${folder}/`);
  const isRecord = below(folders.records);
  const isChange = below(folders.changes);
  const isData = (path: string): boolean =>
    path !== workspacePath && (isRecord(path) || below(folders.observed)(path) || below(folders.catalog)(path));
  const problems = changed
    .filter(({ how }) => how !== 'added')
    .flatMap(({ path, how }): readonly Diagnostic[] => {
      const at = { at: { file: path } };
      if (isRecord(path)) return [diagnostic('check/record-edited', { path, how }, at)];
      return isChange(path) ? [diagnostic('check/change-edited', { path, how }, at)] : [];
    });
  const data = changed.filter(({ path }) => isData(path)).length;
  const isPure = data === changed.length && problems.length === 0;
  const lane =
    changed.length === 0 ? 'none' : isPure ? 'data' : data === 0 || problems.length > 0 ? 'decision' : 'mixed';
  return { lane, problems };
}
