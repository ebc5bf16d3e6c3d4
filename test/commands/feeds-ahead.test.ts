import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Progress } from '../../src/adapters/progress.ts';
import { openStaging } from '../../src/adapters/staging.ts';
import { run as feedsRun } from '../../src/commands/feeds.ts';
import { fetchAhead } from '../../src/commands/feeds-ahead.ts';
import type { FeedSource } from '../../src/core/catalog/sources.ts';
import { captureRun } from '../support/capture.ts';
import { yaml } from '../support/estate.ts';
import { type Answer, feedServer, versioned } from '../support/feed-server.ts';
import { commitAll, temporaryFolder, writeFiles } from '../support/folders.ts';

const osv = (...ids: readonly string[]): string =>
  JSON.stringify(
    ids.map((id) => ({
      ...{ id, modified: '2026-01-01T00:00:00Z', published: '2025-06-01T00:00:00Z' },
      affected: [{ package: { ecosystem: 'npm', name: 'app' }, versions: ['1.0.0'] }],
    })),
  );

function estateWith(sources: readonly object[]): string {
  const components = [{ ecosystem: 'npm', name: 'app', version: '1.0.0' }];
  const root = writeFiles(temporaryFolder(), {
    'patchledger.yaml': yaml('Workspace', 'w', { catalog: { sources } }),
    'inventory/hosts.yaml': yaml('Inventory', 'hosts', { assets: [{ name: 'host', components }] }),
  });
  commitAll(root);
  return root;
}

async function sync(root: string, asOf = '2026-11-23T06:00:00Z') {
  const { out, code } = await captureRun(feedsRun, { root, asOf, format: 'json', quiet: true }, ['sync']);
  const { sources } = JSON.parse(out) as { readonly sources: readonly { source: string; status: string }[] };
  return { code, states: sources.map(({ source, status }) => `${source} ${status}`) };
}

/** A gate that opens once `count` have come to it. */
function meeting(count: number): () => Promise<void> {
  const waiting: (() => void)[] = [];
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length === count) for (const go of waiting) go();
    });
}

/** Answers with a text once all have asked. */
const answerAfter =
  (meet: () => Promise<void>, content: string): Answer =>
  (_request, response) =>
    void meet().then(() => response.end(content));

describe('sources of different hosts', () => {
  it('are fetched at once, up to four, and told in the order of the Workspace', async () => {
    const meet = meeting(4);
    const servers = await Promise.all(
      ['A', 'B', 'C', 'D', 'E'].map((id, at) =>
        feedServer({ '/x': at < 4 ? answerAfter(meet, osv(id)) : versioned('"1"', osv(id)) }),
      ),
    );
    const root = estateWith(servers.map(({ url }, at) => ({ name: `s${5 - at}`, url: url('/x') })));

    const { code, states } = await sync(root);

    expect(code).toBe(0);
    expect(states).toEqual(['s5 updated', 's4 updated', 's3 updated', 's2 updated', 's1 updated']);
  });

  it('of which one fails leave the others alone', async () => {
    const [good, bad] = [await feedServer({ '/x': osv('A') }), await feedServer({})];
    const root = estateWith([
      { name: 'bad', url: bad.url('/x') },
      { name: 'good', url: good.url('/x') },
    ]);

    expect(await sync(root)).toEqual({ code: 5, states: ['bad failed', 'good updated'] });
  });
});

describe('sources of one host', () => {
  it('are asked one after another', async () => {
    let open = 0;
    let most = 0;
    const slow: Answer = (_request, response) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        response.end(osv('A'));
      }, 20);
    };
    const server = await feedServer({ '/x': slow, '/y': slow, '/z': slow });
    const root = estateWith(['x', 'y', 'z'].map((name) => ({ name, url: server.url(`/${name}`) })));

    await sync(root);

    expect(most).toBe(1);
  });
});

describe('a source that has not changed', () => {
  const scores =
    '#model_version:v1,score_date:2026-11-22T00:00:00Z\ncve,epss,percentile\nCVE-2025-1001,0.5,0.9\nCVE-2025-1002,0.1,0.2\n';

  it('is asked again for the whole of it when another one changed what is kept of it', async () => {
    let current = versioned('"1"', osv('CVE-2025-1001'));
    const [advisories, epss] = [
      await feedServer({ '/x': (request, response, number) => current(request, response, number) }),
      await feedServer({ '/epss': versioned('"1"', scores) }),
    ];
    const root = estateWith([
      { name: 'epss', url: epss.url('/epss') },
      { name: 'osv', url: advisories.url('/x') },
    ]);
    await sync(root);
    const rows = (): number => readFileSync(join(root, 'catalog/epss/epss.csv'), 'utf8').split('\n').length;
    const before = rows();
    current = versioned('"2"', osv('CVE-2025-1001', 'CVE-2025-1002'));

    const { states } = await sync(root, '2026-11-24T06:00:00Z');

    expect(states).toEqual(['epss updated', 'osv updated']);
    expect(rows() - before).toBe(1);
    expect(epss.requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"', undefined]);
  });

  it('is asked once when nothing else changed', async () => {
    const servers = [
      await feedServer({ '/x': versioned('"1"', osv('A')) }),
      await feedServer({ '/x': versioned('"1"', osv('B')) }),
    ];
    const root = estateWith(servers.map(({ url }, at) => ({ name: `s${at}`, url: url('/x') })));
    await sync(root);

    expect((await sync(root, '2026-11-24T06:00:00Z')).states).toEqual(['s0 unchanged', 's1 unchanged']);
    expect(servers.map(({ requests }) => requests.length)).toEqual([2, 2]);
  });
});

describe('what there is to tell while sources are fetched', () => {
  it('waits for the turn of each, and a failure is told by whoever takes it', async () => {
    const lines: string[] = [];
    const progress: Progress = {
      line: (text) => void lines.push(text),
      pass: (text) => void text(),
      clear: () => undefined,
    };
    const [first, second] = [await feedServer({ '/a': 'aa' }), await feedServer({})];
    const staging = openStaging(temporaryFolder(), temporaryFolder());
    const source = (name: string, url: string): FeedSource => ({
      ...{ name, origin: { kind: 'http', url }, target: `catalog/${name}`, isOneFile: false, keepsAll: false },
      ...{ timeoutMs: 1000, maxBytes: 1000, allowPrivate: true, at: { file: 'patchledger.yaml' } },
      ...{ format: undefined, sha256: undefined, tokenVariable: undefined },
    });
    const [a, b] = [source('a', first.url('/a')), source('b', second.url('/b'))];

    const ahead = fetchAhead([a, b], () => undefined, { root: '/', staging, progress });
    await ahead.settled();
    expect(lines).toEqual([]);
    await expect(ahead.take(b, undefined)).rejects.toThrow(/404/);
    const fetched = await ahead.take(a, undefined);

    expect(fetched).toMatchObject({ status: 'fetched', bytes: 2 });
    expect(lines.map((line) => line.replace(/ (?:http|in ).*/, ''))).toEqual([
      'b: fetching',
      'a: fetching',
      'a: 0.0 MB',
    ]);
  });
});
