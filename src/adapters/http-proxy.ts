import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { bareHost, isPrivateHost } from './private-address.ts';

/**
 * The proxy that the environment names for an address (`https_proxy`, `http_proxy`, `no_proxy`, also in capitals).
 * This host itself is never reached through one.
 */
export function proxyFor(url: URL, env: Readonly<Record<string, string | undefined>> = process.env): URL | undefined {
  const word = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const stated = env[word] ?? env[word.toUpperCase()] ?? '';
  if (stated === '' || isExempt(url, env['no_proxy'] ?? env['NO_PROXY'] ?? '')) return undefined;
  try {
    return new URL(stated.includes('://') ? stated : `http://${stated}`);
  } catch {
    return undefined;
  }
}

/** `no_proxy` holds hosts and domains, each with all below it, or `*`. */
function isExempt({ hostname, port }: URL, list: string): boolean {
  if (isPrivateHost(hostname) && /^(?:localhost|127\.|\[::1\])/.test(hostname)) return true;
  return list
    .split(',')
    .map((entry) =>
      entry
        .trim()
        .toLowerCase()
        .replace(/^\*?\./, ''),
    )
    .filter((entry) => entry !== '')
    .some((entry) => {
      const [host = '', wantedPort] = /^\[.*\]$/.test(entry) ? [entry] : entry.split(':', 2);
      if (wantedPort !== undefined && wantedPort !== port) return false;
      return host === '*' || hostname === host || hostname.endsWith(`.${host}`);
    });
}

/** What a request to a proxy carries when the proxy asks for a name and password. */
export function proxyHeaders({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** Asks a proxy for a tunnel to a host (RFC 9110, CONNECT); TLS is spoken through it, so the proxy reads nothing. */
export function openTunnel(proxy: URL, target: URL, timeoutMs: number): Promise<Socket> {
  const authority = `${target.hostname}:${target.port === '' ? '443' : target.port}`;
  const connect: ClientRequest = httpRequest({
    hostname: bareHost(proxy.hostname),
    port: proxy.port === '' ? 80 : proxy.port,
    method: 'CONNECT',
    path: authority,
    headers: { host: authority, ...proxyHeaders(proxy) },
    agent: false,
    timeout: timeoutMs,
  });
  return new Promise((resolve, reject) => {
    connect.on('connect', (answer: IncomingMessage, socket: Socket) => {
      if (answer.statusCode === 200) resolve(socket);
      else {
        socket.destroy();
        reject(new Error(`the proxy answered ${answer.statusCode ?? 'nothing'}`));
      }
    });
    connect.on('timeout', () => connect.destroy(new Error('the proxy sent nothing')));
    connect.on('error', reject);
    connect.end();
  });
}
