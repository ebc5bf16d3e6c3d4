import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { FetchError } from './fetch-error.ts';
import { type HttpSource, openFollowing } from './http-redirects.ts';
import { toFetchError } from './http-request.ts';

/** What the server said of a version of a source, to ask later whether it changed. */
export interface Validators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

/** A source to be fetched into a file. */
export interface Download extends HttpSource {
  /** Where the bytes go. Bytes that an earlier attempt left there are gone on from, with `begun`. */
  readonly file: string;
  readonly maxBytes: number;
  /** The version that the catalogue holds; the server is asked for another one only. */
  readonly known: Validators;
  /** The version that the bytes in the file belong to. */
  readonly begun?: Validators | undefined;
  /** Told when a version begins to arrive, so that a later run can go on from it. */
  readonly onBegin?: (version: Validators) => void;
  readonly onProgress?: (bytes: number, total: number | undefined) => void;
  readonly onWait?: (reason: string, ms: number) => void;
  /** First wait between attempts; each further one is twice as long. Default: one second. */
  readonly baseDelayMs?: number;
}

/** How a download ended. */
export type DownloadResult =
  | { readonly status: 'unchanged' }
  | ({ readonly status: 'fetched'; readonly bytes: number } & Validators);

const attempts = 4;
/** A server that asks for more patience than this is left until the next run. */
const longestWaitMs = 2 * 60 * 1000;

/**
 * Fetches a source into a file. What fails in passing (cut connections, silence, 408, 425, 429, 5xx) is tried four
 * times with growing waits, or as long as `Retry-After` asks for; a cut-off body is gone on from where the server can.
 * Throws FetchError.
 */
export async function download(request: Download): Promise<DownloadResult> {
  let begun = request.begun;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce({
        ...request,
        begun,
        onBegin: (version) => {
          begun = version;
          request.onBegin?.(version);
        },
      });
    } catch (error) {
      await waitOrThrow(toFetchError(error), attempt, request);
    }
  }
}

async function waitOrThrow(error: unknown, attempt: number, { baseDelayMs = 1000, onWait }: Download): Promise<void> {
  if (!(error instanceof FetchError) || error.retryAfterMs === undefined || attempt === attempts) throw error;
  if (error.retryAfterMs > longestWaitMs) throw error;
  // Many runs that begin at the same full hour must not come back in step.
  const delay = baseDelayMs * 2 ** (attempt - 1) * (1 + Math.random() / 4);
  const ms = Math.round(Math.max(error.retryAfterMs, delay));
  onWait?.(error.message, ms);
  await sleep(ms);
}

async function attemptOnce(request: Download): Promise<DownloadResult> {
  const held = request.begun === undefined ? 0 : (statSync(request.file, { throwIfNoEntry: false })?.size ?? 0);
  const response = await openFollowing({ ...request, headers: { ...request.headers, ...conditions(request, held) } });
  try {
    if (response.statusCode === 304 && held === 0) return { status: 'unchanged' };
    if (response.statusCode === 416 && held > 0) {
      rmSync(request.file, { force: true });
      throw new FetchError('feeds/unreachable', 'it cannot go on where it was cut', { retryAfterMs: 0 });
    }
    const start = startOf(response, held);
    return await receive(request, response, start);
  } finally {
    response.destroy();
  }
}

function conditions({ known, begun }: Download, held: number): Readonly<Record<string, string>> {
  const base = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': `patchledger/${PATCHLEDGER_VERSION}` };
  if (held > 0) {
    const version = begun?.etag ?? begun?.lastModified;
    if (version !== undefined) return { ...base, range: `bytes=${held}-`, 'if-range': version };
  }
  return {
    ...base,
    ...(known.etag !== undefined && { 'if-none-match': known.etag }),
    ...(known.lastModified !== undefined && { 'if-modified-since': known.lastModified }),
  };
}

/** From which byte on the body continues the file; 0 replaces it. Throws for what is no answer. */
function startOf(response: IncomingMessage, held: number): number {
  const { statusCode = 0, headers } = response;
  if (statusCode === 200) return 0;
  if (statusCode === 206 && held > 0) {
    if (Number(/^bytes (\d+)-/.exec(headers['content-range'] ?? '')?.[1]) === held) return held;
    throw new FetchError('feeds/unreachable', 'it answered with another part than was asked for');
  }
  const mayHelp = [408, 425, 429, 500, 502, 503, 504].includes(statusCode);
  const waits = mayHelp ? { retryAfterMs: retryAfter(headers['retry-after']) } : {};
  throw new FetchError('feeds/unreachable', `it answered ${statusCode}${statusWords[statusCode] ?? ''}`, waits);
}

const statusWords: Readonly<Record<number, string>> = {
  401: ' (it asks who you are; is a token missing?)',
  403: ' (it does not let you in)',
  404: ' (there is nothing at this address)',
  429: ' (too many requests)',
  503: ' (it is busy)',
};

/** Milliseconds that the server asks to wait: seconds, or a date (RFC 9110, section 10.2.3). */
function retryAfter(text: string | undefined): number {
  if (text === undefined) return 0;
  const ms = /^\d+$/.test(text.trim()) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

async function receive(request: Download, response: IncomingMessage, start: number): Promise<DownloadResult> {
  const { maxBytes, file, onProgress } = request;
  const { headers } = response;
  const length = headers['content-length'] === undefined ? undefined : start + Number(headers['content-length']);
  if (length !== undefined && length > maxBytes) throw tooLarge(maxBytes, `it says that it has ${length} bytes`);
  const version = { etag: headers.etag, lastModified: headers['last-modified'] };
  if (start === 0) request.onBegin?.(version);
  let bytes = start;
  const descriptor = openSync(file, start === 0 ? 'w' : 'a');
  try {
    // Written as it comes: what arrived before the connection is cut, or this run is killed, need not come again.
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge(maxBytes, 'it goes on behind them');
      writeWhole(descriptor, chunk);
      onProgress?.(bytes, length);
    }
  } finally {
    closeSync(descriptor);
  }
  return { status: 'fetched', bytes, ...(start === 0 ? version : { ...request.begun }) };
}

function writeWhole(descriptor: number, chunk: Buffer): void {
  for (let at = 0; at < chunk.length; ) at += writeSync(descriptor, chunk, at);
}

const tooLarge = (maxBytes: number, how: string): FetchError =>
  new FetchError('feeds/too-large', `${maxBytes} bytes are allowed, and ${how}`);
