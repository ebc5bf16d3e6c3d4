import { readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { CommandOptions } from '../../src/commands/command.ts';
import { run as feedsRun } from '../../src/commands/feeds.ts';
import { run as planRun } from '../../src/commands/plan.ts';
import { type CapturedRun, captureRun } from '../support/capture.ts';
import { yaml } from '../support/estate.ts';
import { type Answer, feedServer, versioned } from '../support/feed-server.ts';
import { commitAll, contentsOf, git, temporaryFolder, writeFiles } from '../support/folders.ts';
import { zipOf } from '../support/zip.ts';

const component = (name: string, ecosystem = 'npm'): object => ({ ecosystem, name, version: '1.0.0' });
const inventory = (...components: readonly object[]): string =>
  yaml('Inventory', 'hosts', { assets: [{ name: 'host', components }] });

/** An estate of one host that carries npm's `app`, with these sources. */
function estateWith(sources: readonly object[], files: Readonly<Record<string, string>> = {}): string {
  const root = writeFiles(temporaryFolder(), {
    'patchledger.yaml': yaml('Workspace', 'w', { catalog: { sources } }),
    'inventory/hosts.yaml': inventory(component('app')),
    ...files,
  });
  commitAll(root);
  return root;
}

interface SyncJson {
  readonly sources: readonly {
    readonly source: string;
    readonly status: string;
    readonly documents: number;
    readonly total: number | null;
    readonly new: readonly string[];
    readonly changed: readonly string[];
    readonly withdrawn: readonly string[];
    readonly removed: readonly string[];
    readonly unneeded: readonly string[];
    readonly diagnostics: readonly { readonly code: string; readonly file?: string; readonly range?: object }[];
  }[];
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

const [monday, tuesday] = ['2026-11-23T06:00:00Z', '2026-11-24T06:00:00Z'];

async function sync(
  root: string,
  options: CommandOptions = {},
  asOf = monday,
): Promise<CapturedRun & { readonly json: SyncJson }> {
  const run = await captureRun(feedsRun, { root, asOf, format: 'json', quiet: true }, ['sync'], options);
  return { ...run, json: JSON.parse(run.out) as SyncJson };
}

const catalogOf = (root: string): readonly string[] =>
  readdirSync(join(root, 'catalog'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
const textOf = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');
const indexOf = (root: string, source: string) =>
  JSON.parse(textOf(root, `catalog/${source}/index.json`)).spec.sources[0];
const codesOf = ({ json }: { readonly json: SyncJson }, at = 0): readonly string[] =>
  (json.sources[at]?.diagnostics ?? []).map(({ code }) => code);

/** An OSV document about a package of npm. */
const osv = (id: string, name = 'app', more: object = {}): object => ({
  ...{ id, modified: '2026-01-01T00:00:00Z', published: '2025-06-01T00:00:00Z' },
  affected: [{ package: { ecosystem: 'npm', name }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }] }],
  ...more,
});
const dump = (...documents: readonly object[]): Buffer =>
  zipOf(documents.map((document, at) => ({ name: `${at}.json`, text: JSON.stringify(document) })));
const array = (...documents: readonly object[]): string => JSON.stringify(documents);

/** A source whose content the test changes; each has a version of its own. */
function changing(first: string | Buffer): { readonly answer: Answer; set: (content: string | Buffer) => void } {
  let current = versioned('"0"', first);
  let version = 0;
  return {
    answer: (request, response, number) => current(request, response, number),
    set(content) {
      version += 1;
      current = versioned(`"${version}"`, content);
    },
  };
}

describe('feeds sync', () => {
  it('keeps what concerns a component, a document a line, and says where it came from', async () => {
    const server = await feedServer({ '/all.zip': dump(osv('B'), osv('OTHER', 'other'), osv('A')) });
    const root = estateWith([{ name: 'npm', url: server.url('/all.zip') }]);
    const { json, code } = await sync(root);

    expect(code).toBe(0);
    expect(json.sources).toMatchObject([
      { status: 'updated', documents: 2, total: 3, new: ['A', 'B'], diagnostics: [] },
    ]);
    expect(catalogOf(root)).toEqual(['catalog/npm/index.json', 'catalog/npm/osv-2025.ndjson']);
    expect(textOf(root, 'catalog/npm/osv-2025.ndjson')).toBe(
      `${JSON.stringify(osv('A'))}\n${JSON.stringify(osv('B'))}\n`,
    );
    expect(indexOf(root, 'npm')).toMatchObject({
      ...{ name: 'npm', path: 'catalog/npm', format: 'osv', url: server.url('/all.zip') },
      ...{ fetchedAt: monday, importedAt: monday, documents: 2, total: 3, watched: { npm: ['app'] } },
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('keeps every document with --all, or where the source says so', async () => {
    const server = await feedServer({ '/a.json': array(osv('A'), osv('B', 'other')) });
    const source = { name: 'npm', url: server.url('/a.json') };

    expect((await sync(estateWith([source]), { all: true })).json.sources).toMatchObject([{ documents: 2 }]);
    expect((await sync(estateWith([{ ...source, keep: 'all' }]))).json.sources).toMatchObject([{ documents: 2 }]);
  });

  it('keeps KEV whole, and of EPSS and CVE records what documents name, whatever the order of sources', async () => {
    const record = (cve: string): object => ({ cveMetadata: { cveId: cve }, containers: { cna: {} } });
    const server = await feedServer({
      '/epss': gzipSync(
        '#model_version:v1,score_date:2026-11-22T00:00:00Z\ncve,epss,percentile\nCVE-2025-1001,0.5,0.9\nCVE-2025-1002,0.1,0.2\n',
      ),
      '/cve': [record('CVE-2025-1001'), record('CVE-2025-1002')].map((one) => JSON.stringify(one)).join('\n'),
      '/kev': JSON.stringify({
        ...{ catalogVersion: '1', dateReleased: '2026-11-22T00:00:00Z', count: 2 },
        vulnerabilities: ['CVE-2025-1009', 'CVE-2025-1001'].map((cveID) => {
          return { cveID, dateAdded: '2026-01-01', dueDate: '2026-01-22' };
        }),
      }),
      '/osv': array(osv('GHSA-1', 'app', { aliases: ['CVE-2025-1001'] })),
    });
    const root = estateWith(['epss', 'cve', 'kev', 'osv'].map((name) => ({ name, url: server.url(`/${name}`) })));
    const { json } = await sync(root);

    expect(json.sources.map(({ source, documents, total }) => `${source} ${documents} of ${total}`)).toEqual([
      'epss 1 of 2',
      'cve 1 of 2',
      'kev 2 of 2',
      'osv 1 of 1',
    ]);
    expect(textOf(root, 'catalog/epss/epss.csv').split('\n')).toHaveLength(4);
    const plan = await captureRun(planRun, { root, asOf: monday, format: 'json' });
    expect(JSON.parse(plan.out).summary).toMatchObject({
      feeds: ['cve', 'epss', 'kev', 'osv'].map((source) => ({ source, date: monday })),
      unwatched: [],
    });
  });

  it('fetches nothing that is unchanged, and records that it asked', async () => {
    const server = await feedServer({ '/a.zip': versioned('"1"', dump(osv('A'))) });
    const root = estateWith([{ name: 'npm', url: server.url('/a.zip') }]);
    await sync(root);
    commitAll(root);
    const { json } = await sync(root, {}, tuesday);

    expect(json).toMatchObject({
      sources: [{ status: 'unchanged', documents: 1 }],
      written: ['catalog/npm/index.json'],
    });
    expect(git(root, 'diff', '--numstat')).toBe('1\t1\tcatalog/npm/index.json');
    expect(indexOf(root, 'npm')).toMatchObject({ fetchedAt: tuesday, importedAt: monday });
  });

  it('says what is new, changed, withdrawn and gone, and keeps the dates of what it knew', async () => {
    const source = changing(array(osv('A'), osv('B'), osv('C'), osv('D')));
    const server = await feedServer({ '/a': source.answer });
    const root = estateWith([{ name: 'npm', url: server.url('/a') }]);
    await sync(root);
    const withdrawn = osv('C', 'app', { withdrawn: '2026-11-24T00:00:00Z' });
    source.set(array(osv('A'), osv('B', 'app', { summary: 'more' }), withdrawn, osv('E')));
    const { json } = await sync(root, {}, tuesday);

    expect(json.sources).toMatchObject([
      { new: ['E'], changed: ['B'], withdrawn: ['C'], removed: ['D'], unneeded: [] },
    ]);
    expect(indexOf(root, 'npm')).toMatchObject({ importedAt: monday, imported: { E: tuesday } });
  });

  it('takes no other order of keys for a change', async () => {
    const source = changing(array(osv('A'), osv('B')));
    const server = await feedServer({ '/a': source.answer });
    const root = estateWith([{ name: 'npm', url: server.url('/a') }]);
    await sync(root);
    const before = textOf(root, 'catalog/npm/osv-2025.ndjson');
    source.set(array(...[osv('B'), osv('A')].map((one) => Object.fromEntries(Object.entries(one).reverse()))));

    expect((await sync(root, {}, tuesday)).json.sources).toMatchObject([{ status: 'unchanged', changed: [] }]);
    expect(textOf(root, 'catalog/npm/osv-2025.ndjson')).toBe(before);
  });

  it('fetches again when the estate carries something else by then', async () => {
    const server = await feedServer({ '/a': versioned('"1"', array(osv('A'), osv('B', 'late'))) });
    const root = estateWith([{ name: 'npm', url: server.url('/a') }]);
    await sync(root);
    writeFiles(root, { 'inventory/hosts.yaml': inventory(component('late')) });
    const plan = await captureRun(planRun, { root, asOf: monday, format: 'json' });
    const { json } = await sync(root, {}, tuesday);

    expect(JSON.parse(plan.out).summary.unwatched).toMatchObject([{ ecosystem: 'npm', packages: ['late'] }]);
    expect(json.sources).toMatchObject([{ new: ['B'], removed: [], unneeded: ['A'] }]);
  });

  it('writes the same bytes wherever and whenever it runs', async () => {
    const server = await feedServer({ '/a': array(osv('A'), osv('B')), '/b': array(osv('B'), osv('A')) });
    const texts = await Promise.all(
      ['/a', '/b'].map(async (path) => {
        const root = estateWith([{ name: 'npm', url: server.url(path) }]);
        await sync(root);
        return textOf(root, 'catalog/npm/osv-2025.ndjson');
      }),
    );

    expect(texts[0]).toBe(texts[1]);
  });

  it('reads files and folders of this machine', async () => {
    const mirror = writeFiles(temporaryFolder(), { 'a.json': JSON.stringify(osv('A')), 'b/c.json': array(osv('B')) });
    const root = estateWith(
      [
        { name: 'npm', url: `file://${mirror}` },
        { name: 'own', path: 'mirror/own.json' },
      ],
      {
        'mirror/own.json': array(osv('C')),
      },
    );

    expect((await sync(root)).json.sources.map((one) => one.new)).toEqual([['A', 'B'], ['C']]);
  });

  it('leaves what is kept by hand alone', async () => {
    const root = estateWith([{ name: 'vendor', path: 'catalog/vendor' }], { 'catalog/vendor/a.json': array(osv('A')) });
    const before = contentsOf(join(root, 'catalog'));

    expect((await sync(root)).json.sources).toMatchObject([{ source: 'vendor', status: 'by-hand' }]);
    expect(contentsOf(join(root, 'catalog'))).toEqual(before);
  });

  it('syncs single sources by name', async () => {
    const server = await feedServer({ '/npm': array(osv('A')), '/pypi': array(osv('B')) });
    const root = estateWith(['npm', 'pypi'].map((name) => ({ name, url: server.url(`/${name}`) })));

    expect((await sync(root, { source: ['npm'] })).json.sources.map(({ source }) => source)).toEqual(['npm']);
    await expect(sync(root, { source: ['pypy'] })).rejects.toMatchObject({ exitCode: 2, hint: 'did you mean pypi?' });
  });

  it('writes nothing in a dry run, and says the same', async () => {
    const server = await feedServer({ '/a': array(osv('A')) });
    const root = estateWith([{ name: 'npm', url: server.url('/a') }]);
    const before = contentsOf(root);
    const { json } = await sync(root, { dryRun: true });

    expect(json.sources).toMatchObject([{ new: ['A'] }]);
    expect(contentsOf(root)).toEqual(before);
  });

  it('tells people in lines what it did', async () => {
    const server = await feedServer({ '/a': array(osv('A'), osv('B', 'other')) });
    const sources = [
      { name: 'npm', url: server.url('/a') },
      { name: 'gone', url: server.url('/gone') },
    ];
    const root = estateWith([...sources, { name: 'vendor', path: 'catalog/npm/osv-2025.ndjson' }]);
    const { out, notes } = await captureRun(feedsRun, { root, asOf: monday, quiet: true }, ['sync']);

    expect(out).toMatch(/^npm {5}updated {2}1 of 2 kept, 1 new\n/);
    expect(out).toMatch(/\ngone {4}FAILED {3}Source gone could not be fetched: it answered 404 .*\nvendor {2}by hand/);
    expect(out).toContain('2 files changed. Commit them');
    expect(notes).toMatch(/^patchledger\.yaml:\d+:\d+: error: Source gone could not be fetched/);
  });
});

describe('a source that fails leaves what the catalogue held, and the others go on', () => {
  const first = array(osv('A'), osv('B'));
  const html = '<!DOCTYPE html><html><body>Bad gateway</body></html>';

  it.each<[string, string | Buffer | Answer, string]>([
    ['a web page in place of data', html, 'feeds/nothing-read'],
    ['text in UTF-16', Buffer.from(first, 'utf16le'), 'feeds/nothing-read'],
    ['JSON that is cut off', first.slice(0, -20), 'feeds/nothing-read'],
    ['gzip that is cut off', gzipSync(first.repeat(50)).subarray(0, 60), 'feeds/broken-download'],
    ['a zip archive that is cut off', dump(osv('A')).subarray(0, 80), 'feeds/broken-download'],
    ['an empty list', '[]', 'feeds/shrunk'],
    ['an empty answer of the API', '{"vulns":[]}', 'feeds/shrunk'],
    ['an empty archive', zipOf([]), 'feeds/shrunk'],
    ['nothing at all', '', 'feeds/nothing-read'],
    ['nothing', (_request, response) => void response.writeHead(404).end(), 'feeds/unreachable'],
    [
      'a way into a private network',
      (_request, response) => void response.writeHead(302, { location: 'http://10.0.0.1/' }).end(),
      'feeds/refused-address',
    ],
  ])('%s', async (_what, content, code) => {
    const source = changing(first);
    const answer: Answer = (request, response, number) => {
      if (number === 1) source.answer(request, response, number);
      else if (typeof content === 'function') content(request, response, number);
      else response.end(content);
    };
    const server = await feedServer({ '/a': answer, '/other': array(osv('C')) });
    const root = estateWith(['a', 'other'].map((name) => ({ name, url: server.url(`/${name}`) })));
    await sync(root);
    const before = contentsOf(join(root, 'catalog/a'));
    const second = await sync(root, {}, tuesday);

    expect(second.code).toBe(5);
    expect(second.json.sources.map(({ status }) => status)).toEqual(['failed', 'unchanged']);
    expect(codesOf(second)[0]).toBe(code);
    expect(contentsOf(join(root, 'catalog/a'))).toEqual(before);
    expect(indexOf(root, 'other')).toMatchObject({ fetchedAt: tuesday });
    expect(readdirSync(join(root, '.git/patchledger'))).toEqual([]);
  });

  it('a source that lost more than half, unless that is accepted', async () => {
    const source = changing(array(...['A', 'B', 'C', 'D', 'E'].map((id) => osv(id))));
    const server = await feedServer({ '/a': source.answer });
    const root = estateWith([{ name: 'npm', url: server.url('/a') }]);
    await sync(root);
    source.set(array(osv('A'), osv('B')));

    expect(codesOf(await sync(root))).toEqual(['feeds/shrunk']);
    expect((await sync(root, { acceptShrink: true })).json.sources).toMatchObject([{ removed: ['C', 'D', 'E'] }]);
  });

  it('bytes that are not those that are pinned', async () => {
    const server = await feedServer({ '/a': first });
    const root = estateWith([{ name: 'npm', url: server.url('/a'), sha256: '0'.repeat(64) }]);
    const failed = await sync(root);

    expect(failed.code).toBe(5);
    expect(codesOf(failed)).toEqual(['feeds/wrong-digest']);
    expect(readdirSync(root)).not.toContain('catalog');
  });

  it('another format than the Workspace says', async () => {
    const server = await feedServer({ '/a': first });

    expect(codesOf(await sync(estateWith([{ name: 'npm', url: server.url('/a'), format: 'kev' }])))).toContain(
      'feeds/wrong-format',
    );
  });

  it('more bytes than it may send', async () => {
    const server = await feedServer({ '/a': first });

    expect(codesOf(await sync(estateWith([{ name: 'npm', url: server.url('/a'), maxBytes: 10 }])))).toEqual([
      'feeds/too-large',
    ]);
  });

  it('a token that is not there, and one that is there is sent and never shown', async () => {
    const server = await feedServer({ '/a': (_request, response) => void response.writeHead(403).end() });
    const root = estateWith([{ name: 'npm', url: server.url('/a'), token: 'env:PATCHLEDGER_TEST_FEED' }]);
    const without = await sync(root);
    process.env['PATCHLEDGER_TEST_FEED'] = 'hush-hush-hush';
    const refused = await sync(root);
    delete process.env['PATCHLEDGER_TEST_FEED'];

    expect([codesOf(without), without.code]).toEqual([['feeds/missing-secret'], 2]);
    expect([codesOf(refused), refused.code]).toEqual([['feeds/unreachable'], 5]);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer hush-hush-hush']);
    expect(refused.out + refused.notes).not.toContain('hush');
  });
});

describe('bad input is told where it stands, and the rest is imported', () => {
  it.each<[string, string | Buffer, string, string]>([
    ['a broken line', `${JSON.stringify(osv('A'))}\n{"id": \n${JSON.stringify(osv('B'))}\n`, 'catalog/syntax', 'npm/a'],
    ['a byte order mark', `\ufeff${array(osv('A'), osv('B'))}`, 'feeds/byte-order-mark', 'npm/a'],
    ['CRLF', array(osv('A'), osv('B')).replace(',{', ',\r\n{'), 'feeds/carriage-returns', 'npm/a'],
    [
      'an id with two contents',
      array(osv('A'), osv('B'), osv('B', 'app', { summary: 'x' })),
      'feeds/duplicate-document',
      'npm/a',
    ],
    [
      'a path that leads out',
      zipOf([...['A', 'B'].map((id) => ({ name: id, text: JSON.stringify(osv(id)) })), { name: '../x', text: '{}' }]),
      'feeds/refused-entry',
      'npm/../x',
    ],
    [
      'a bomb',
      zipOf([
        ...['A', 'B'].map((id) => ({ name: id, text: JSON.stringify(osv(id)) })),
        { name: 'x', text: ' '.repeat(5_000_000) },
      ]),
      'feeds/refused-entry',
      'npm/x',
    ],
    [
      'Latin-1',
      zipOf([
        { name: 'x', text: JSON.stringify(osv('A')) },
        { name: 'y', text: JSON.stringify(osv('B')) },
        { name: 'z.json', text: '\u0000' },
      ]),
      'feeds/not-text',
      'npm/z.json',
    ],
    [
      'JSON that is cut off in an archive',
      zipOf([
        { name: 'x', text: JSON.stringify(osv('A')) },
        { name: 'y', text: JSON.stringify(osv('B')) },
        { name: 'z.json', text: '{"id": "C", ' },
      ]),
      'catalog/syntax',
      'npm/z.json',
    ],
  ])('%s', async (_what, content, code, file) => {
    const server = await feedServer({ '/a': content });
    const { json, code: exit } = await sync(estateWith([{ name: 'npm', url: server.url('/a') }]));
    const [source] = json.sources;

    expect(exit).toBe(0);
    expect(source?.new).toEqual(['A', 'B']);
    expect(source?.diagnostics).toContainEqual(expect.objectContaining({ code, file }));
  });

  it('and --strict minds what was left out', async () => {
    const server = await feedServer({ '/a': `${JSON.stringify(osv('A'))}\n{"id": \n` });
    const root = estateWith([{ name: 'npm', url: server.url('/a') }]);

    expect((await captureRun(feedsRun, { root, asOf: monday, strict: true, quiet: true }, ['sync'])).code).toBe(6);
  });

  it('names in a batch answer are no documents', async () => {
    const server = await feedServer({
      '/a': JSON.stringify({ results: [{ vulns: [osv('A'), { id: 'B', modified: '2026-01-01T00:00:00Z' }] }, {}] }),
    });
    const { json } = await sync(estateWith([{ name: 'npm', url: server.url('/a') }]));

    expect(json.sources).toMatchObject([{ new: ['A'], diagnostics: [{ code: 'catalog/wrong-document' }] }]);
  });

  it('and a file that lies beside what is synced is told', async () => {
    const server = await feedServer({ '/a': array(osv('A')) });
    const root = estateWith([{ name: 'npm', url: server.url('/a') }], { 'catalog/npm/own.json': array(osv('OWN')) });

    expect(codesOf(await sync(root))).toEqual(['feeds/foreign-file']);
  });
});

describe('feeds sync refuses', () => {
  it('an estate with errors, for what cannot be read would look as if it were gone', async () => {
    const root = estateWith([], { 'inventory/bad.yaml': 'kind: Inventory\n' });

    await expect(sync(root)).rejects.toMatchObject({ exitCode: 2, hint: expect.stringContaining('validate') });
  });

  it('to mind errors of the catalogue, which it mends', async () => {
    const server = await feedServer({ '/a': array(osv('A')) });
    const root = estateWith([{ name: 'npm', url: server.url('/a') }]);
    await sync(root);
    writeFiles(root, { 'catalog/npm/osv-2025.ndjson': 'not a document' });
    const { json, code } = await sync(root);

    expect(code).toBe(0);
    expect(json.written).toContain('catalog/npm/osv-2025.ndjson');
    expect(textOf(root, 'catalog/npm/osv-2025.ndjson')).toBe(`${JSON.stringify(osv('A'))}\n`);
  });

  it('to write through a link that leads out of the estate', async () => {
    const server = await feedServer({ '/a': array(osv('A')) });
    const root = estateWith([{ name: 'npm', url: server.url('/a') }]);
    const elsewhere = temporaryFolder();
    symlinkSync(elsewhere, join(root, 'catalog'));

    await expect(sync(root)).rejects.toMatchObject({ exitCode: 2 });
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it('a commit, another action, and a folder without an estate', async () => {
    const root = estateWith([]);

    await expect(sync(root, {}, 'HEAD')).rejects.toMatchObject({ exitCode: 2 });
    await expect(captureRun(feedsRun, { root }, ['fetch'])).rejects.toMatchObject({ exitCode: 2 });
    rmSync(root, { recursive: true });
    await expect(sync(root)).rejects.toMatchObject({ exitCode: 2 });
  });

  it('to replace a file of its index that somebody else wrote', async () => {
    const server = await feedServer({ '/a': array(osv('A')) });
    const root = estateWith([{ name: 'npm', url: server.url('/a') }], { 'catalog/npm/index.json': '[]' });

    expect(codesOf(await sync(root))).toEqual(['feeds/wrong-source']);
  });
});
