import type { Validators } from '../adapters/http-download.ts';
import type { Progress } from '../adapters/progress.ts';
import type { FeedSource } from '../core/catalog/sources.ts';
import { type FetchedSource, type FetchSetting, fetchSource } from './feeds-fetch.ts';

/** Hosts that are asked at once. */
const atOnce = 4;

/** Sources on their way, or here, before it is their turn. */
export interface FetchAhead {
  /** What a source sent, with `known` as it stands when it is its turn. A failure is told then, and not before. */
  readonly take: (source: FeedSource, known: Validators | undefined) => Promise<FetchedSource>;
  /** Waits until nothing is on its way any more. */
  readonly settled: () => Promise<void>;
}

/**
 * Fetches sources of different hosts at once; those of one host one after another, as a guest should. `knownOf` answers
 * which version the catalogue can probably go on using; where that turns out wrong, a source is asked again. What each
 * has to tell is held back until its turn, so that the output is that of one after another.
 */
export function fetchAhead(
  sources: readonly FeedSource[],
  knownOf: (source: FeedSource) => Validators | undefined,
  setting: FetchSetting,
): FetchAhead {
  const started = new Map<FeedSource, Fetching>();
  for (const source of sources) {
    if (hostOf(source) !== undefined) started.set(source, fetchingOf(source, knownOf(source), setting));
  }
  const lanes = Promise.all(lanesOf([...started]).map((lane) => runLane(lane)));
  return {
    settled: () => lanes.then(() => undefined),
    async take(source, known) {
      const fetching = started.get(source);
      if (fetching === undefined) return fetchSource(source, known ?? {}, setting);
      started.delete(source);
      fetching.tell();
      const fetched = await fetching.result;
      return fetched.status === 'unchanged' && known === undefined ? fetchSource(source, {}, setting) : fetched;
    },
  };
}

interface Fetching {
  /** Settles when the source was fetched; nobody needs to listen. */
  readonly result: Promise<FetchedSource>;
  readonly start: () => Promise<unknown>;
  /** From now on the user hears of it. */
  readonly tell: () => void;
}

function fetchingOf(source: FeedSource, known: Validators | undefined, setting: FetchSetting): Fetching {
  const { promise, resolve, reject } = deferred<FetchedSource>();
  const { progress, tell } = heldBack(setting.progress);
  const start = async (): Promise<void> => {
    await fetchSource(source, known ?? {}, { ...setting, progress }).then(resolve, reject);
  };
  promise.catch(() => undefined);
  return { result: promise, start, tell };
}

/** `Promise.withResolvers`, which the oldest supported Node lacks. */
function deferred<T>() {
  let settle: { readonly resolve: (value: T) => void; readonly reject: (reason: unknown) => void } | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return {
    promise,
    resolve: (value: T): void => settle?.resolve(value),
    reject: (reason: unknown): void => settle?.reject(reason),
  };
}

/** Progress whose lines wait until they are wanted. */
function heldBack({ line, pass, clear }: Progress): { readonly progress: Progress; readonly tell: () => void } {
  let waiting: string[] | undefined = [];
  return {
    progress: {
      clear,
      line: (text) => (waiting === undefined ? line(text) : void waiting.push(text)),
      pass: (text) => (waiting === undefined ? pass(text) : undefined),
    },
    tell: () => {
      for (const text of waiting ?? []) line(text);
      waiting = undefined;
    },
  };
}

/** Sources by host, the hosts dealt out so that the first ones are asked first. */
function lanesOf(started: readonly (readonly [FeedSource, Fetching])[]): readonly (readonly Fetching[])[] {
  const hosts = new Map<string, Fetching[]>();
  for (const [source, fetching] of started) {
    const host = hostOf(source) ?? '';
    hosts.set(host, [...(hosts.get(host) ?? []), fetching]);
  }
  const lanes: Fetching[][] = [];
  for (const [at, fetchings] of [...hosts.values()].entries()) {
    lanes[at % atOnce] = [...(lanes[at % atOnce] ?? []), ...fetchings];
  }
  return lanes;
}

async function runLane(lane: readonly Fetching[]): Promise<void> {
  for (const { start } of lane) await start();
}

function hostOf({ origin }: FeedSource): string | undefined {
  return origin.kind === 'http' && URL.canParse(origin.url) ? new URL(origin.url).host : undefined;
}
