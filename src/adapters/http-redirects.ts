import type { IncomingMessage } from 'node:http';
import { FetchError } from './fetch-error.ts';
import { openResponse } from './http-request.ts';
import { isPrivateHost } from './private-address.ts';

/** Redirects that are followed one after another. */
const maxRedirects = 5;

/** Where a source is, and what it may do. */
export interface HttpSource {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent to the host of `url` and to no other. */
  readonly token?: string | undefined;
  readonly timeoutMs: number;
  readonly allowPrivate: boolean;
}

/**
 * Sends a GET request and follows redirects: at most five, never from https to http, and never into a private network
 * unless the source allows it. A private address that the source's own `url` names is meant, at that host and port.
 */
export async function openFollowing(source: HttpSource): Promise<IncomingMessage> {
  let url = source.url;
  for (let hops = 0; hops <= maxRedirects; hops += 1) {
    const isHome = url.host === source.url.host && url.protocol === source.url.protocol;
    const response = await openResponse({
      url,
      headers: { ...source.headers, ...(isHome && bearer(source.token)) },
      timeoutMs: source.timeoutMs,
      mayBePrivate: source.allowPrivate || (isHome && isPrivateHost(url.hostname)),
    });
    if (!isRedirect(response)) return response;
    response.destroy();
    url = nextUrl(url, response.headers.location ?? '');
  }
  throw new FetchError('feeds/unreachable', `it redirects more than ${maxRedirects} times`);
}

const bearer = (token: string | undefined): Readonly<Record<string, string>> =>
  token === undefined ? {} : { authorization: `Bearer ${token}` };

const isRedirect = ({ statusCode = 0, headers }: IncomingMessage): boolean =>
  [301, 302, 303, 307, 308].includes(statusCode) && headers.location !== undefined;

function nextUrl(from: URL, location: string): URL {
  const next = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (next === undefined || (next.protocol !== 'https:' && next.protocol !== 'http:')) {
    throw new FetchError('feeds/refused-address', 'it redirects to something that is no web address');
  }
  if (from.protocol === 'https:' && next.protocol === 'http:') {
    throw new FetchError('feeds/refused-address', `it redirects from https to http, to ${next.host}`);
  }
  return next;
}
