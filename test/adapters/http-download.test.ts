import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Download, type DownloadResult, download } from '../../src/adapters/http-download.ts';
import { proxyFor } from '../../src/adapters/http-proxy.ts';
import { type Answer, cutAfter, feedServer, versioned } from '../support/feed-server.ts';
import { temporaryFolder } from '../support/folders.ts';

/** Downloads an address in short time, and answers what came of it with the bytes that arrived. */
async function fetched(
  url: string,
  parts: Partial<Download> = {},
): Promise<{ readonly result: DownloadResult; readonly text: string; readonly waits: readonly number[] }> {
  const file = join(temporaryFolder(), 'download');
  const waits: number[] = [];
  const result = await download({
    ...{ url: new URL(url), headers: {}, file, known: {}, maxBytes: 1_000_000, timeoutMs: 2000, allowPrivate: false },
    ...{ baseDelayMs: 5, onWait: (_reason: string, ms: number) => void waits.push(ms), ...parts },
  });
  return { result, text: result.status === 'fetched' ? readFileSync(file, 'utf8') : '', waits };
}

const failing = (status: number, times: number, headers: Readonly<Record<string, string>> = {}): Answer => {
  return (_request, response, number) => {
    if (number <= times) response.writeHead(status, headers).end();
    else response.end('here');
  };
};

const redirectTo = (location: string): Answer => {
  return (_request, response) => void response.writeHead(302, { location }).end();
};

describe('a download', () => {
  it('answers the bytes and the version', async () => {
    const server = await feedServer({ '/feed': versioned('"1"', 'hello') });
    const { result, text } = await fetched(server.url('/feed'));

    expect(text).toBe('hello');
    expect(result).toEqual({ status: 'fetched', bytes: 5, etag: '"1"', lastModified: undefined });
  });

  it('of a version that is known is none', async () => {
    const server = await feedServer({ '/feed': versioned('"1"', 'hello') });
    const { result } = await fetched(server.url('/feed'), { known: { etag: '"1"' } });

    expect(result).toEqual({ status: 'unchanged' });
  });

  it('that is cut off goes on from there', async () => {
    const whole = versioned('"1"', 'hello world');
    const cut = cutAfter('"1"', 'hello world', 5);
    const server = await feedServer({
      '/feed': (request, response, number) => (number === 1 ? cut : whole)(request, response, number),
    });
    const { text } = await fetched(server.url('/feed'));

    expect(text).toBe('hello world');
    expect(server.requests.map(({ headers }) => headers.range)).toEqual([undefined, 'bytes=5-']);
  });

  it('begins again when there is another version by then', async () => {
    const cut = cutAfter('"1"', 'hello world', 5);
    const server = await feedServer({
      '/feed': (request, response, number) =>
        (number === 1 ? cut : versioned('"2"', 'other'))(request, response, number),
    });
    const { result, text } = await fetched(server.url('/feed'));

    expect(text).toBe('other');
    expect(result).toMatchObject({ etag: '"2"' });
  });

  it.each([408, 425, 429, 500, 502, 503, 504])('is tried again after %i', async (status) => {
    const server = await feedServer({ '/feed': failing(status, 2) });

    expect((await fetched(server.url('/feed'))).text).toBe('here');
  });

  it('waits as long as it is asked to', async () => {
    const server = await feedServer({ '/feed': failing(429, 1, { 'retry-after': '1' }) });
    const { waits } = await fetched(server.url('/feed'));

    expect(waits).toEqual([1000]);
  });

  it('waits longer from time to time, and gives up', async () => {
    const waits: number[] = [];
    const server = await feedServer({ '/feed': failing(500, 9) });
    const run = fetched(server.url('/feed'), { onWait: (_reason, ms) => void waits.push(ms) });

    await expect(run).rejects.toMatchObject({ code: 'feeds/unreachable', message: 'it answered 500' });
    expect(waits).toHaveLength(3);
    expect(waits[2]).toBeGreaterThan(waits[0] ?? 0);
  });

  it('is left until the next run when it would have to wait for minutes', async () => {
    const server = await feedServer({ '/feed': failing(503, 9, { 'retry-after': '3600' }) });

    await expect(fetched(server.url('/feed'))).rejects.toMatchObject({ retryAfterMs: 3_600_000 });
    expect(server.requests).toHaveLength(1);
  });

  it.each([401, 403, 404, 410])('is not tried again after %i', async (status) => {
    const server = await feedServer({ '/feed': failing(status, 9) });

    await expect(fetched(server.url('/feed'))).rejects.toMatchObject({ code: 'feeds/unreachable' });
    expect(server.requests).toHaveLength(1);
  });

  it.each<[string, Answer]>([
    ['says nothing', () => undefined],
    ['stops in the middle', (_request, response) => void response.writeHead(200).write('hel')],
  ])('of a server that %s ends', async (_what, answer) => {
    const server = await feedServer({ '/feed': answer });

    await expect(fetched(server.url('/feed'), { timeoutMs: 40 })).rejects.toMatchObject({
      code: 'feeds/unreachable',
      message: expect.stringContaining('sent nothing'),
    });
  });

  it.each<[string, Answer]>([
    [
      'says so before',
      (_request, response) => void response.writeHead(200, { 'content-length': 11 }).end('hello world'),
    ],
    ['does not say', (_request, response) => void response.write('hello ', () => response.end('world'))],
  ])('that is too large ends: the server %s', async (_what, answer) => {
    const server = await feedServer({ '/feed': answer });

    await expect(fetched(server.url('/feed'), { maxBytes: 10 })).rejects.toMatchObject({ code: 'feeds/too-large' });
    expect(server.requests).toHaveLength(1);
  });
});

describe('a redirect', () => {
  it('is followed, and the token stays behind when it leads to another host', async () => {
    const other = await feedServer({ '/feed': 'there' });
    const server = await feedServer({ '/feed': redirectTo('/here'), '/here': redirectTo(other.url('/feed')) });
    const { text } = await fetched(server.url('/feed'), { token: 'secret', allowPrivate: true });

    expect(text).toBe('there');
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret', 'Bearer secret']);
    expect(other.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it.each([
    'http://127.0.0.1:1/',
    'http://10.0.0.1/',
    'http://169.254.169.254/meta',
    'http://[::1]/',
    'http://localhost:1/',
  ])('into a private network is refused: %s', async (location) => {
    const server = await feedServer({ '/feed': redirectTo(location) });

    await expect(fetched(server.url('/feed'))).rejects.toMatchObject({ code: 'feeds/refused-address' });
  });

  it.each(['file:///etc/passwd', 'ftp://example.org/', 'http://'])(
    'to no web address is refused: %s',
    async (location) => {
      const server = await feedServer({ '/feed': redirectTo(location) });

      await expect(fetched(server.url('/feed'))).rejects.toMatchObject({ code: 'feeds/refused-address' });
    },
  );

  it('that leads in a circle ends', async () => {
    const server = await feedServer({ '/feed': redirectTo('/feed') });

    await expect(fetched(server.url('/feed'))).rejects.toMatchObject({ message: expect.stringContaining('5 times') });
    expect(server.requests).toHaveLength(6);
  });
});

describe('a name', () => {
  it('that resolves to a private address is refused where the source does not name it', async () => {
    const server = await feedServer({ '/feed': redirectTo('http://localhost:1/') });

    await expect(fetched(server.url('/feed'))).rejects.toMatchObject({
      message: expect.stringMatching(/^localhost is (?:127\.0\.0\.1|::1), an address of this host/),
    });
  });

  it('`localhost` in the address of the source is meant', async () => {
    const server = await feedServer({ '/feed': 'hello' });

    expect((await fetched(`http://localhost:${server.port}/feed`)).text).toBe('hello');
  });
});

describe('a proxy', () => {
  it('is asked where the environment names one, and this host is reached without it', async () => {
    const server = await feedServer({ 'http://feeds.example/a': 'by proxy', '/a': 'straight' });
    process.env['http_proxy'] = `http://user:word@127.0.0.1:${server.port}`;
    try {
      expect((await fetched('http://feeds.example/a')).text).toBe('by proxy');
      expect((await fetched(server.url('/a'))).text).toBe('straight');
      expect(server.requests.map(({ headers }) => headers['proxy-authorization'])).toEqual([
        `Basic ${Buffer.from('user:word').toString('base64')}`,
        undefined,
      ]);
    } finally {
      delete process.env['http_proxy'];
    }
  });

  it('is asked for a tunnel where TLS is spoken, and its refusal is told', async () => {
    const asked: (string | undefined)[] = [];
    const server = await feedServer({});
    server.onConnect((request, socket) => {
      asked.push(request.url);
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    process.env['https_proxy'] = `127.0.0.1:${server.port}`;
    try {
      await expect(fetched('https://feeds.example/a')).rejects.toMatchObject({
        code: 'feeds/unreachable',
        message: 'the proxy answered 407',
      });
      expect(asked[0]).toBe('feeds.example:443');
    } finally {
      delete process.env['https_proxy'];
    }
  });

  it.each([
    ['*', false],
    ['.example', false],
    ['feeds.example', false],
    ['feeds.example:8080', true],
    ['eeds.example', true],
    ['other.example, localhost', true],
  ])('is passed by for what no_proxy lists: %s', (list, isAsked) => {
    const env = { https_proxy: 'http://proxy:3128', no_proxy: list };

    expect(proxyFor(new URL('https://feeds.example/'), env) !== undefined).toBe(isAsked);
  });
});
