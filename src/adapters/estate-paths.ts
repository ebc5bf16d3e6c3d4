import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnostic } from '../model/diagnostic.ts';
import type { EstateFolders } from '../model/estate-files.ts';
import { workspacePath } from '../model/estate-files.ts';
import type { Lane } from '../model/kinds.ts';
import { limits } from '../model/limits.ts';

/** Whether a file takes part in the estate, and in which lane. */
export interface Selection {
  /** Folders to walk, as paths from the root, sorted, none twice. */
  readonly folders: readonly string[];
  /** The lane of a file, `undefined` when the file is nobody's business: notes, dot-files, evidence kept as it is. */
  readonly laneOf: (path: string) => Lane | undefined;
}

const resourceFile = /\.(?:ya?ml|json)$/;
const recordFile = /\.(?:ya?ml|json|ndjson)$/;

/**
 * Decides which paths make up the estate.
 *
 * The decision lane holds resources only. Below `catalog/` and `observed/` every file counts, because public formats
 * are recognised by content; below `records/` other files are evidence that a record names by its digest.
 * Where folders contain one another, the inner one decides.
 */
export function selectPaths(folders: EstateFolders): Selection {
  const takers = Object.entries(folders)
    .map(([name, folder]) => ({ name, prefix: prefixOf(folder) }))
    .sort((left, right) => right.prefix.length - left.prefix.length);
  const laneOf = (path: string): Lane | undefined => {
    if (path === workspacePath) return 'decision';
    const taker = takers.find(({ prefix }) => path.startsWith(prefix));
    if (!taker || isNote(path)) return undefined;
    if (taker.name === 'observed' || taker.name === 'catalog') return 'data';
    if (taker.name === 'records') return recordFile.test(path) ? 'data' : undefined;
    return resourceFile.test(path) ? 'decision' : undefined;
  };
  const walked = takers.map(({ prefix }) => prefix.slice(0, -1));
  return { folders: [...new Set(walked)].sort(), laneOf };
}

function prefixOf(folder: string): string {
  const trimmed = folder.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');
  return trimmed === '' || trimmed === '.' ? '' : `${trimmed}/`;
}

function isNote(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.startsWith('README') || name.endsWith('.md') || path.split('/').some((part) => part.startsWith('.'));
}

/** The limit on the size of a file: YAML is slow to read in any lane, other formats are not. */
function sizeLimitOf(path: string, lane: Lane): number {
  const isYaml = /\.ya?ml$/.test(path);
  return lane === 'decision' || isYaml ? limits.decisionFileBytes : limits.dataFileBytes;
}

/** What is wrong with a file before it is read, or `undefined`. */
export function refuseBySize(path: string, lane: Lane, bytes: number): Diagnostic | undefined {
  const limit = sizeLimitOf(path, lane);
  if (bytes <= limit) return undefined;
  return diagnostic('load/too-large', { size: mebibytes(bytes), limit: mebibytes(limit) }, { at: { file: path } });
}

function mebibytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MiB`;
}

/** Refuses names that could not be printed, sent to another system or compared safely. */
export function refuseByName(path: string): Diagnostic | undefined {
  const reason = nameProblem(path);
  return reason === undefined ? undefined : diagnostic('load/unsafe-path', { path, reason }, { at: { file: path } });
}

function nameProblem(path: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(path)) return 'it holds control characters';
  if (path.includes('\uFFFD')) return 'it is not UTF-8';
  if (path.includes('\\')) return 'it holds a backslash';
  return undefined;
}
