import { type Diagnostic, diagnostic, type SourceLocation } from '../../model/diagnostic.ts';
import type { Workspace } from '../../model/generated/workspace.ts';
import type { Resource } from '../../model/resource.ts';
import type { Locate } from '../../model/source.ts';
import { parseDuration } from '../time.ts';

type Stated = NonNullable<NonNullable<Workspace['spec']['catalog']>['sources']>[number];

/** Where the bytes of a source are. `path` is absolute, or relative to the root of the estate. */
export type FeedOrigin =
  | { readonly kind: 'http'; readonly url: string }
  | { readonly kind: 'file'; readonly path: string };

/** A source that a sync reads, every default filled in. */
export interface FeedSource {
  readonly name: string;
  readonly origin: FeedOrigin;
  /** Folder below the catalogue's that the documents go to, or the one file. */
  readonly target: string;
  readonly isOneFile: boolean;
  readonly format: Stated['format'];
  readonly keepsAll: boolean;
  readonly sha256: string | undefined;
  readonly maxBytes: number;
  readonly timeoutMs: number;
  /** Environment variable that holds its token. */
  readonly tokenVariable: string | undefined;
  readonly allowPrivate: boolean;
  /** Where the Workspace speaks of it. */
  readonly at: SourceLocation;
}

/** A source that cannot be synced as it is described. */
export interface WrongSource {
  readonly source: string;
  readonly diagnostic: Diagnostic;
}

/** The sources of a Workspace: those that a sync reads, those that cannot be read, the names of those kept by hand. */
export interface FeedSources {
  readonly synced: readonly FeedSource[];
  readonly wrong: readonly WrongSource[];
  readonly byHand: readonly string[];
}

const defaultMaxBytes = 1024 * 1024 * 1024;
const oneFile = /\.(?:json|ndjson|csv)$/;

/** Reads the sources that a Workspace lists, in its order. One that cannot work is `feeds/wrong-source` and left out. */
export function feedSources(
  workspace: Resource<'Workspace'> | undefined,
  catalogFolder: string,
  locate: Locate,
): FeedSources {
  const wrong: WrongSource[] = [];
  const synced: FeedSource[] = [];
  const byHand: string[] = [];
  const names = new Set<string>();
  for (const [index, stated] of (workspace?.document.spec.catalog?.sources ?? []).entries()) {
    const file = workspace?.origin.file ?? '';
    const range = workspace && locate(workspace.origin, ['spec', 'catalog', 'sources', index, 'name']);
    const at = { file, range };
    const read = readSource(stated, catalogFolder, at);
    const problem = typeof read === 'string' ? read : whyWrong(stated, read, { catalogFolder, names, synced });
    names.add(stated.name);
    if (problem !== undefined) {
      wrong.push(wrongSource(stated.name, problem, at));
    } else if (read === undefined) byHand.push(stated.name);
    else if (typeof read !== 'string') synced.push(read);
  }
  return { synced, wrong, byHand };
}

/** Tells why a source cannot be synced, where the Workspace names it. */
export function wrongSource(source: string, reason: string, at: SourceLocation): WrongSource {
  return { source, diagnostic: diagnostic('feeds/wrong-source', { source, reason }, { at }) };
}

interface Others {
  readonly catalogFolder: string;
  readonly names: ReadonlySet<string>;
  readonly synced: readonly FeedSource[];
}

function whyWrong(
  stated: Stated,
  read: FeedSource | undefined,
  { catalogFolder, names, synced }: Others,
): string | undefined {
  if (names.has(stated.name)) return 'another source has this name';
  if (read === undefined) return undefined;
  if (!isBelow(catalogFolder, read.target))
    return `its documents must go below ${catalogFolder}/, not to ${read.target}`;
  const rival = synced.find(
    ({ target }) => isBelow(target, read.target) || isBelow(read.target, target) || target === read.target,
  );
  return rival === undefined ? undefined : `${rival.name} writes to the same place, ${rival.target}`;
}

const isBelow = (folder: string, path: string): boolean => path.startsWith(`${folder}/`);

/** A text says what is wrong; `undefined`: its documents are kept by hand. */
function readSource(stated: Stated, catalogFolder: string, at: SourceLocation): FeedSource | string | undefined {
  const path = stated.path?.replace(/^(?:\.\/)+|\/+$/g, '');
  const origin = originOf(stated.url, path, catalogFolder);
  if (origin === undefined || typeof origin === 'string') return origin;
  const timeoutMs = parseDuration(stated.timeout ?? 'PT30S')?.milliseconds ?? 0;
  const target = (stated.url === undefined ? undefined : path) ?? `${catalogFolder}/${stated.name}`;
  const problem = whyUnsafe(stated, origin) ?? (timeoutMs === 0 ? unreadableTimeout : undefined);
  return problem ?? { ...settingsOf(stated), origin, target, isOneFile: oneFile.test(target), timeoutMs, at };
}

function originOf(
  url: string | undefined,
  path: string | undefined,
  catalogFolder: string,
): FeedOrigin | string | undefined {
  if (url !== undefined) return originAt(url);
  if (path === undefined) return 'it has neither a `url` nor a `path`';
  return path === catalogFolder || isBelow(catalogFolder, path) ? undefined : { kind: 'file', path };
}

const unreadableTimeout = 'its `timeout` must be hours, minutes or seconds, such as PT30S';

function settingsOf(stated: Stated): Omit<FeedSource, 'at' | 'isOneFile' | 'origin' | 'target' | 'timeoutMs'> {
  return {
    name: stated.name,
    format: stated.format,
    keepsAll: stated.keep === 'all',
    sha256: stated.sha256,
    maxBytes: stated.maxBytes ?? defaultMaxBytes,
    tokenVariable: stated.token?.slice('env:'.length),
    allowPrivate: stated.allowPrivate === true,
  };
}

function whyUnsafe({ format, token }: Stated, origin: FeedOrigin): string | undefined {
  if (format === 'patch') return 'Patch resources are written by hand';
  if (token === undefined) return undefined;
  if (origin.kind === 'file') return 'a token belongs to a web address, not to a file';
  return isConfidential(origin.url) ? undefined : 'its token would be sent without encryption; use https';
}

function originAt(url: string): FeedOrigin | string {
  if (/^https?:\/\/[^/?#]*@/i.test(url))
    return 'its address holds a name or password; name an environment variable under `token`';
  if (/^https?:\/\/[^/?#]+/i.test(url)) return { kind: 'http', url };
  const [, path] = /^file:(?:\/\/(?:localhost)?(?=\/))?(.+)$/i.exec(url) ?? [];
  if (path === undefined)
    return `${url.split(':', 1)[0] ?? ''}: is no address that can be read; write https:, http: or file:`;
  try {
    return { kind: 'file', path: decodeURIComponent(path) };
  } catch {
    return 'its address is not well-formed';
  }
}

/** TLS, or a connection that never leaves this host. */
const isConfidential = (url: string): boolean =>
  /^https:/i.test(url) || /^http:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?:[:/?#]|$)/i.test(url);
