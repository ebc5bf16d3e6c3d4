import { type LookupAddress, lookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { FetchError } from './fetch-error.ts';
import { openTunnel, proxyFor, proxyHeaders } from './http-proxy.ts';
import { bareHost, isPrivateAddress } from './private-address.ts';

/** One GET request. */
export interface HttpTarget {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** How long the server may send nothing. */
  readonly timeoutMs: number;
  /** May this request go to a private, loopback or link-local address? */
  readonly mayBePrivate: boolean;
}

/**
 * Sends a request and answers the response as soon as its head is there. The address that is connected to is the one
 * that was judged: names are resolved once, so a name cannot lead elsewhere in between.
 */
export async function openResponse(target: HttpTarget): Promise<IncomingMessage> {
  const literal = bareHost(target.url.hostname);
  if (!target.mayBePrivate && isIP(literal) !== 0 && isPrivateAddress(literal)) throw refused(literal, target.url);
  const proxy = proxyFor(target.url);
  try {
    return await send(target, await connectionOf(target, proxy));
  } catch (error) {
    throw toFetchError(error);
  }
}

async function connectionOf(target: HttpTarget, proxy: URL | undefined): Promise<RequestOptions> {
  const { url, mayBePrivate, timeoutMs } = target;
  if (proxy === undefined) return mayBePrivate ? {} : { lookup: publicLookup(url) };
  if (url.protocol === 'http:') {
    const headers = { ...target.headers, host: url.host, ...proxyHeaders(proxy) };
    return { hostname: bareHost(proxy.hostname), port: proxy.port === '' ? 80 : proxy.port, path: url.href, headers };
  }
  const socket = await openTunnel(proxy, url, timeoutMs);
  const servername = bareHost(url.hostname);
  return { createConnection: () => tlsConnect({ socket, ...(isIP(servername) === 0 && { servername }) }) };
}

function send({ url, headers, timeoutMs }: HttpTarget, connection: RequestOptions): Promise<IncomingMessage> {
  const open = url.protocol === 'https:' && connection.path === undefined ? httpsRequest : httpRequest;
  // An agent would open a connection of its own in place of the tunnel.
  const agent = connection.createConnection === undefined ? { agent: false } : {};
  const request = open(url, { headers, ...agent, timeout: timeoutMs, ...connection });
  return new Promise((resolve, reject) => {
    request.on('response', (response) => {
      response.setTimeout(timeoutMs, () => response.destroy(silence(timeoutMs)));
      resolve(response);
    });
    request.on('timeout', () => request.destroy(silence(timeoutMs)));
    request.on('error', reject);
    request.end();
  });
}

const silence = (timeoutMs: number): FetchError =>
  new FetchError('feeds/unreachable', `it sent nothing for ${timeoutMs / 1000} s`, { retryAfterMs: 0 });

function refused(address: string, { hostname }: URL): FetchError {
  const what = bareHost(hostname) === address ? address : `${hostname} is ${address}`;
  return new FetchError('feeds/refused-address', `${what}, an address of this host or of a private network`);
}

/** Resolves a name and refuses it when any of its addresses is private. */
function publicLookup(url: URL): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: readonly LookupAddress[]) => {
      if (error !== null) {
        callback(error, '');
        return;
      }
      const inside = addresses.find(({ address }) => isPrivateAddress(address));
      const [first] = addresses;
      if (inside !== undefined) callback(refused(inside.address, url), '');
      else if (options.all === true) callback(null, [...addresses]);
      else callback(null, first?.address ?? '', first?.family);
    });
  };
}

const transient: Readonly<Record<string, string>> = {
  EAI_AGAIN: 'its name cannot be resolved just now',
  ECONNREFUSED: 'the connection is refused',
  ECONNRESET: 'the connection was cut',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  EPIPE: 'the connection was cut',
  ETIMEDOUT: 'the connection timed out',
};

/** Says in words why the network refused. Anything that is no such refusal stays what it is. */
export function toFetchError(error: unknown): unknown {
  if (error instanceof FetchError || !(error instanceof Error)) return error;
  const inner = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const code = inner instanceof Error && 'code' in inner ? String(inner.code) : '';
  const words = transient[code];
  if (words !== undefined) return new FetchError('feeds/unreachable', words, { retryAfterMs: 0, cause: error });
  if (code === 'ENOTFOUND') return new FetchError('feeds/unreachable', 'its name is not known', { cause: error });
  if (code.startsWith('HPE_')) return new FetchError('feeds/unreachable', 'it does not speak HTTP', { cause: error });
  if (/CERT|SIGNATURE|ISSUER|^ERR_TLS|^ERR_SSL|^EPROTO/.test(code)) {
    return new FetchError('feeds/unreachable', `its TLS certificate is refused (${code})`, { cause: error });
  }
  return error.message.startsWith('the proxy')
    ? new FetchError('feeds/unreachable', error.message, { retryAfterMs: 0, cause: error })
    : error;
}
