import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtCli, cli } from '../support/cli.ts';
import { yaml } from '../support/estate.ts';
import { type Answer, feedServer, versioned } from '../support/feed-server.ts';
import { commitAll, contentsOf, git, temporaryFolder, writeFiles } from '../support/folders.ts';

const osv = (id: string): object => ({
  ...{ id, modified: '2026-01-01T00:00:00Z', published: '2025-06-01T00:00:00Z' },
  affected: [
    { package: { ecosystem: 'npm', name: 'app' }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }] },
  ],
});
const text = (...ids: readonly string[]): string => JSON.stringify(ids.map(osv));

function estateWith(sources: readonly object[]): string {
  const components = [{ ecosystem: 'npm', name: 'app', version: '1.0.0' }];
  const root = writeFiles(temporaryFolder(), {
    'patchledger.yaml': yaml('Workspace', 'w', { catalog: { sources } }),
    'inventory/hosts.yaml': yaml('Inventory', 'hosts', { assets: [{ name: 'host', components }] }),
  });
  commitAll(root);
  return root;
}

/** Starts a sync and kills it as soon as the server has sent what it will. */
async function killedSync(root: string, begun: Promise<void>): Promise<void> {
  const child = spawn(process.execPath, [builtCli, 'feeds', 'sync', '-C', root], { stdio: 'ignore' });
  const gone = new Promise<void>((resolve) => child.on('close', () => resolve()));
  await begun;
  child.kill('SIGKILL');
  await gone;
}

/** Sends the first bytes of a version and then nothing; `begun` says when. */
function stalling(
  etag: string,
  content: string,
  count: number,
): { readonly answer: Answer; readonly begun: Promise<void> } {
  let tell: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const answer: Answer = (_request, response) => {
    response.writeHead(200, { etag, 'content-length': content.length });
    response.write(content.slice(0, count));
    setTimeout(tell, 300);
  };
  return { answer, begun };
}

describe('a sync that is killed', () => {
  it('leaves the old catalogue; the next fetches only what was missing, and leaves nothing behind', async () => {
    const next = text('A', 'B', 'C');
    const stall = stalling('"2"', next, 100);
    const versions: Answer[] = [versioned('"1"', text('A')), stall.answer, versioned('"2"', next)];
    const server = await feedServer({
      '/first': (request, response, number) =>
        versioned(number === 1 ? '"1"' : '"2"', number === 1 ? text('X') : text('X', 'Y'))(request, response, number),
      '/a': (request, response, number) => versions[number - 1]?.(request, response, number),
    });
    const root = estateWith(['first', 'a'].map((name) => ({ name, url: server.url(`/${name}`) })));
    expect((await cli(['feeds', 'sync', '-C', root])).code).toBe(0);
    commitAll(root);
    const before = contentsOf(join(root, 'catalog'));

    await killedSync(root, stall.begun);
    expect(contentsOf(join(root, 'catalog'))).toEqual(before);
    expect(git(root, 'status', '--porcelain')).toBe('');

    const { out, code } = await cli(['feeds', 'sync', '-C', root]);
    expect(code).toBe(0);
    expect(out).toContain('2 new');
    expect(server.requests.filter(({ url }) => url === '/first')).toHaveLength(2);
    expect(server.requests.at(-1)?.headers).toMatchObject({ range: 'bytes=100-', 'if-range': '"2"' });
    expect(readdirSync(join(root, '.git/patchledger'))).toEqual([]);
  }, 30_000);

  it('leaves no litter in an estate without Git once the next is done', async () => {
    const stall = stalling('"1"', text('A'), 50);
    const server = await feedServer({
      '/a': (request, response, number) =>
        (number === 1 ? stall.answer : versioned('"1"', text('A')))(request, response, number),
    });
    const root = writeFiles(temporaryFolder(), {
      'patchledger.yaml': yaml('Workspace', 'w', { catalog: { sources: [{ name: 'a', url: server.url('/a') }] } }),
    });
    await killedSync(root, stall.begun);
    expect(existsSync(join(root, 'catalog'))).toBe(false);

    expect((await cli(['feeds', 'sync', '-C', root])).code).toBe(0);
    expect(readdirSync(root).sort()).toEqual(['catalog', 'patchledger.yaml']);
  }, 30_000);
});

describe('two syncs at once', () => {
  it('come one after the other', async () => {
    const slow: Answer = (request, response, number) =>
      void setTimeout(() => versioned('"1"', text('A', 'B'))(request, response, number), 500);
    const server = await feedServer({ '/a': slow });
    const root = estateWith([{ name: 'a', url: server.url('/a') }]);
    const runs = await Promise.all([1, 2].map(() => cli(['feeds', 'sync', '-C', root])));

    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(runs.map(({ out }) => out.split('\n', 1)[0]).sort()).toEqual([
      'a  unchanged  2 kept',
      'a  updated  2 kept, 2 new',
    ]);
    expect(readdirSync(join(root, '.git/patchledger'))).toEqual([]);
  }, 30_000);
});

describe('off a terminal', () => {
  it('progress is plain lines, and none with --quiet', async () => {
    const server = await feedServer({ '/a': text('A') });
    const root = estateWith([{ name: 'a', url: server.url('/a') }]);

    expect((await cli(['feeds', 'sync', '-C', root])).err).toMatch(
      /^a: fetching http:\/\/127\.0\.0\.1:\d+\/a\na: 0\.0 MB in \d/,
    );
    expect((await cli(['feeds', 'sync', '-C', root, '--quiet'])).err).toBe('');
  });
});
