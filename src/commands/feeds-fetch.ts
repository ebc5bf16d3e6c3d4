import { stopwatch } from '../adapters/clock.ts';
import { FetchError } from '../adapters/fetch-error.ts';
import type { Validators } from '../adapters/http-download.ts';
import { localSource } from '../adapters/local-source.ts';
import { payloadName } from '../adapters/payload.ts';
import type { Progress } from '../adapters/progress.ts';
import { secretIn } from '../adapters/source-secret.ts';
import { digestOfPath, downloadFile, downloadStaged } from '../adapters/staged-download.ts';
import type { Staging } from '../adapters/staging.ts';
import type { FeedSource } from '../core/catalog/sources.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { downloadText, megabytes } from '../render/feeds/progress.ts';
import { safeText } from '../render/text-table.ts';

/** What a source sent. */
export type FetchedSource =
  | { readonly status: 'unchanged' }
  | ({
      readonly status: 'fetched';
      /** A file, or a folder of files. */
      readonly path: string;
      /** What it is called in messages. */
      readonly name: string;
      readonly sha256: string;
      readonly bytes: number | undefined;
    } & Validators);

/** A source failed as a whole: what the catalogue holds of it stays. `others`: what else was wrong with it. */
export class SourceFailure extends Error {
  readonly problems: readonly Diagnostic[];

  constructor(problem: Diagnostic, others: readonly Diagnostic[] = []) {
    super(problem.message);
    this.name = 'SourceFailure';
    this.problems = [problem, ...others];
  }
}

/** Where what is fetched goes, and who hears of it. */
export interface FetchSetting {
  readonly root: string;
  readonly staging: Staging;
  readonly progress: Progress;
}

/** Fetches a source and checks it against its pin. `known`: the version that the catalogue holds and can go on using. */
export async function fetchSource(
  source: FeedSource,
  known: Validators,
  { root, staging, progress }: FetchSetting,
): Promise<FetchedSource> {
  const fetched =
    source.origin.kind === 'file'
      ? { ...localSource(root, source.origin.path, source.maxBytes), name: payloadName(source.origin.path) }
      : await fetchWeb(source, source.origin.url, { known, staging, progress });
  if ('status' in fetched) return fetched;
  const sha256 = await digestOfPath(fetched.path);
  if (source.sha256 !== undefined && source.sha256 !== sha256) {
    const args = { source: source.name, found: sha256, pinned: source.sha256 };
    throw new SourceFailure(diagnostic('feeds/wrong-digest', args, { at: source.at }));
  }
  return { status: 'fetched', ...fetched, sha256 };
}

interface WebFetch {
  readonly known: Validators;
  readonly staging: Staging;
  readonly progress: Progress;
}

async function fetchWeb(source: FeedSource, address: string, { known, staging, progress }: WebFetch) {
  if (!URL.canParse(address)) throw new FetchError('feeds/unreachable', 'its address is not well-formed');
  const elapsed = stopwatch();
  progress.line(`${source.name}: fetching ${safeText(withoutQuery(address))}`);
  const result = await downloadStaged(staging, source.name, {
    url: new URL(address),
    headers: {},
    token: tokenOf(source),
    timeoutMs: source.timeoutMs,
    allowPrivate: source.allowPrivate,
    maxBytes: source.maxBytes,
    known,
    onProgress: (bytes, total) => progress.pass(() => `${source.name}: ${downloadText(bytes, total, elapsed())}`),
    onWait: (reason, ms) => progress.line(`${source.name}: ${reason}; trying again in ${Math.ceil(ms / 1000)} s`),
  });
  if (result.status === 'unchanged') return result;
  progress.line(`${source.name}: ${megabytes(result.bytes)} MB in ${(elapsed() / 1000).toFixed(1)} s`);
  const { bytes, etag, lastModified } = result;
  return { path: downloadFile(staging, source.name), name: payloadName(address), bytes, etag, lastModified };
}

/** What stands behind the question mark is sometimes a key. */
const withoutQuery = (address: string): string => address.replace(/[?#].*$/, '');

function tokenOf({ name, tokenVariable, at }: FeedSource): string | undefined {
  if (tokenVariable === undefined) return undefined;
  const token = secretIn(tokenVariable);
  if (token !== undefined) return token;
  throw new SourceFailure(diagnostic('feeds/missing-secret', { source: name, variable: tokenVariable }, { at }));
}

/** What to tell of a source that failed; `undefined` for a bug of ours. */
export function failureOf(source: FeedSource, error: unknown): readonly Diagnostic[] | undefined {
  if (error instanceof SourceFailure) return error.problems;
  if (!(error instanceof FetchError)) return undefined;
  return [diagnostic(error.code, { source: source.name, reason: error.message }, { at: source.at })];
}
