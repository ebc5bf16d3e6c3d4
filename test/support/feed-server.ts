import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { onTestFinished } from 'vitest';

/** How a server answers one request; the number counts requests of that path from 1. */
export type Answer = (request: IncomingMessage, response: ServerResponse, number: number) => void;

/** A server of feeds on this host. */
export interface FeedServer {
  readonly url: (path: string) => string;
  /** Requests so far, as `GET /path` with headers. */
  readonly requests: readonly IncomingMessage[];
  readonly port: number;
  /** Listens to whoever asks for a tunnel. */
  readonly onConnect: (listener: (request: IncomingMessage, socket: Duplex) => void) => void;
}

/** Starts a server for one test: an answer a path, everything else is 404. */
export async function feedServer(answers: Readonly<Record<string, Answer | string | Buffer>>): Promise<FeedServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    const path = request.url ?? '';
    const answer = answers[path];
    if (typeof answer === 'function') answer(request, response, requests.filter(({ url }) => url === path).length);
    else response.writeHead(answer === undefined ? 404 : 200).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    requests,
    port,
    onConnect: (listener) => void server.on('connect', listener),
  };
}

/** Answers with a version: 304 to whoever holds it, and from the middle to whoever asks for that. */
export function versioned(etag: string, content: string | Buffer): Answer {
  const bytes = Buffer.from(content);
  return ({ headers }, response) => {
    if (headers['if-none-match'] === etag) {
      response.writeHead(304, { etag }).end();
      return;
    }
    const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
    if (start > 0 && headers['if-range'] === etag) {
      const range = `bytes ${start}-${bytes.length - 1}/${bytes.length}`;
      response.writeHead(206, { etag, 'content-range': range }).end(bytes.subarray(start));
    } else response.writeHead(200, { etag, 'content-length': bytes.length }).end(bytes);
  };
}

/** Sends the head and the first bytes, then cuts the connection. */
export function cutAfter(etag: string, content: string | Buffer, count: number): Answer {
  const bytes = Buffer.from(content);
  return (_request, response) => {
    response.writeHead(200, { etag, 'content-length': bytes.length });
    response.write(bytes.subarray(0, count), () => response.destroy());
  };
}
