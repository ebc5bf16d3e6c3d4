import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCatalog } from '../../../src/core/estate/catalog.ts';
import { loadResources } from '../../../src/core/load/load.ts';
import type { CveFacts } from '../../../src/model/advisory.ts';
import type { CatalogFragment } from '../../../src/model/feed.ts';
import type { Resource } from '../../../src/model/resource.ts';
import { documentWith } from '../../support/catalog.ts';
import { documents, yaml } from '../../support/estate.ts';
import { at } from '../../support/world.ts';

const source = (parts: object = {}): object => ({
  ...{ name: 'osv', path: 'catalog/osv', format: 'osv', sha256: '0'.repeat(64), documents: 2 },
  ...{ fetchedAt: '2026-11-20T00:00:00Z', importedAt: '2026-11-10T00:00:00Z', ...parts },
});
const fragment = (parts: Partial<CatalogFragment> = {}): CatalogFragment => ({ documents: [], cves: [], ...parts });
const osv = (id: string, file = `catalog/osv/${id}.json`): CatalogFragment =>
  fragment({ documents: [documentWith(id, { file })] });

function build(fragments: readonly CatalogFragment[], ...indexes: readonly (readonly object[])[]) {
  const text = documents(...indexes.map((sources, index) => yaml('CatalogIndex', `i-${index}`, { sources })));
  const { resources, locate } = loadResources(text === '' ? [] : [{ path: 'catalog/index.yaml', text }]).value;
  const files = new Set(['catalog/kev.json', ...fragments.flatMap((one) => one.documents.map(({ file }) => file))]);
  return buildCatalog(fragments, resources as readonly Resource<'CatalogIndex'>[], files, locate);
}

const text = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (inner instanceof Map ? [...inner] : inner));

describe('documents', () => {
  it('stand by id, then by file: two revisions of one are both kept', () => {
    const { value } = build([osv('B'), osv('A', 'catalog/z.json'), osv('A')]);

    expect(value.documents.map(({ id, file }) => `${id} ${file}`)).toEqual([
      'A catalog/osv/A.json',
      'A catalog/z.json',
      'B catalog/osv/B.json',
    ]);
  });

  it('were imported when the index says of them, else of their source', () => {
    const { value } = build([osv('A'), osv('B')], [source({ imported: { A: '2026-11-15T00:00:00Z' } })]);

    expect([...value.importedAt]).toEqual([
      ['A', at('2026-11-15T00:00:00Z')],
      ['B', at('2026-11-10T00:00:00Z')],
    ]);
  });

  it('that no index knows have no import date', () => {
    const { value } = build([osv('A', 'catalog/osv-more/A.json')], [source()]);

    expect(value.importedAt.size).toBe(0);
  });

  it('that two sources hold were imported with the first of the two', () => {
    const early = source({ name: 'a', path: 'catalog/osv/A.json', importedAt: '2026-11-01T00:00:00Z' });

    expect(build([osv('A')], [early, source()]).value.importedAt.get('A')).toBe(at('2026-11-01T00:00:00Z'));
    expect(build([osv('A')], [source()], [early]).value.importedAt.get('A')).toBe(at('2026-11-01T00:00:00Z'));
  });

  it('are not misled by a document whose id is a word of the language', () => {
    const { value } = build([osv('constructor', 'catalog/osv/c.json')], [source({ imported: {} })]);

    expect(value.importedAt.get('constructor')).toBe(at('2026-11-10T00:00:00Z'));
  });
});

describe('an index', () => {
  it('that names what is not there is reported where it does', () => {
    const { diagnostics, value } = build([osv('A')], [source(), source({ name: 'gone', path: 'catalog/gone' })]);

    expect(diagnostics).toMatchObject([
      { code: 'link/missing-file', severity: 'error', file: 'catalog/index.yaml', range: { start: { line: 4 } } },
    ]);
    expect(value.feeds.map(({ name }) => name)).toEqual(['gone', 'osv']);
  });

  it.each(['catalog/osv', 'catalog/osv/', 'catalog/osv/A.json', 'catalog'])(
    'may name a folder or a file: %s',
    (path) => {
      expect(build([osv('A')], [source({ path })]).diagnostics).toEqual([]);
    },
  );

  it('does not take a folder for another whose name it begins', () => {
    expect(build([osv('A')], [source({ path: 'catalog/os' })]).diagnostics).toHaveLength(1);
  });

  it('says of each source how fresh it is', () => {
    expect(build([osv('A')], [source({ url: 'https://osv.dev' })]).value.feeds).toEqual([
      {
        ...{ name: 'osv', url: 'https://osv.dev', format: 'osv', sha256: '0'.repeat(64), documents: 2 },
        fetchedAt: at('2026-11-20T00:00:00Z'),
      },
    ]);
  });
});

describe('an index that a sync wrote', () => {
  const synced = (parts: object = {}): object => source({ selection: 'sha256:1', ...parts });

  it('takes the place of what is said by hand of the same source and an earlier fetch', () => {
    const byHand = source({ importedAt: '2026-11-01T00:00:00Z', fetchedAt: '2026-11-19T00:00:00Z' });
    const { value } = build([osv('A')], [byHand], [synced({ imported: { A: '2026-11-15T00:00:00Z' } })]);

    expect(value.feeds.map(({ fetchedAt }) => fetchedAt)).toEqual([at('2026-11-20T00:00:00Z')]);
    expect(value.importedAt.get('A')).toBe(at('2026-11-15T00:00:00Z'));
  });

  it('gives way to a later fetch by hand', () => {
    const byHand = source({ fetchedAt: '2026-11-21T00:00:00Z' });

    expect(build([osv('A')], [byHand], [synced()]).value.feeds).toHaveLength(2);
  });

  it('speaks for the packages that it watched, and no further', () => {
    const files = { 'catalog/osv/A.json': '0'.repeat(64) };
    const index = synced({ watched: { npm: ['app', 'lib'] }, files });
    const other = osv('B', 'catalog/by-hand/B.json').documents.map((document) => ({
      ...document,
      affected: [{ ecosystem: 'PyPI', name: 'b', versions: [], ranges: [], severity: [] }],
    }));
    const { coverage } = build([osv('A'), fragment({ documents: other })], [index]).value;

    expect([...(coverage?.whole ?? [])]).toEqual(['PyPI']);
    expect(coverage?.packages).toEqual(new Map([['npm', new Set(['app', 'lib'])]]));
  });
});

describe('facts of several files', () => {
  const kev = (releasedAt: string | undefined, file: string): CatalogFragment => {
    const released = releasedAt === undefined ? undefined : at(releasedAt);
    return fragment({ kev: { version: '1', entries: new Map(), file, releasedAt: released } });
  };

  it('of two KEV catalogues the one released later holds; of two of one day the first file', () => {
    const older = kev('2026-11-01T00:00:00Z', 'catalog/z.json');
    const newer = kev('2026-11-02T00:00:00Z', 'catalog/b.json');

    expect(build([older, newer, kev(undefined, 'catalog/0.json')]).value.kev?.file).toBe('catalog/b.json');
    expect(build([newer, kev('2026-11-02T00:00:00Z', 'catalog/a.json')]).value.kev?.file).toBe('catalog/a.json');
    expect(build([]).value.kev).toBeUndefined();
  });

  it('of two EPSS scores of a CVE the later holds', () => {
    const epss = (day: string, scores: Record<string, number>, file: string): CatalogFragment =>
      fragment({ epss: { scoredAt: at(`${day}T00:00:00Z`), scores: new Map(Object.entries(scores)), file } });
    const scoredAt = (one: CatalogFragment) => one.epss?.scoredAt;
    const older = epss('2026-11-01', { 'CVE-1': 0.9, 'CVE-2': 0.5 }, 'catalog/z.csv');
    const newer = epss('2026-11-02', { 'CVE-1': 0.1 }, 'catalog/a.csv');

    for (const fragments of [
      [older, newer],
      [newer, older],
    ]) {
      const { value } = build(fragments);
      expect([value.epss.get('CVE-1'), value.epss.get('CVE-2')]).toEqual([0.1, 0.5]);
      expect([value.epssScoredAt?.('CVE-1'), value.epssScoredAt?.('CVE-2')]).toEqual([newer, older].map(scoredAt));
    }
  });

  it('records of one CVE add up; the first file speaks where both do', () => {
    const severity = (owner: string): CveFacts['severity'] => [{ owner } as never];
    const record = (file: string, parts: Partial<CveFacts>): CatalogFragment =>
      fragment({ cves: [{ cve: 'CVE-1', severity: severity(file), file, ...parts }] });

    const { value } = build([
      record('catalog/b.json', { exploitation: 'active', automatable: true }),
      record('catalog/a.json', { exploitation: 'poc', technicalImpact: 'total' }),
    ]);

    expect(value.cves.get('CVE-1')).toEqual({
      ...{ cve: 'CVE-1', file: 'catalog/a.json' },
      severity: [...severity('catalog/a.json'), ...severity('catalog/b.json')],
      ...{ exploitation: 'poc', automatable: true, technicalImpact: 'total' },
    });
  });

  it('are the same in whatever order files and indexes are read', () => {
    const fragments = [
      ...['A', 'B', 'C'].map((id) => osv(id)),
      kev('2026-11-02T00:00:00Z', 'catalog/b.json'),
      kev('2026-11-02T00:00:00Z', 'catalog/a.json'),
      ...[0.1, 0.2].map((score, index) =>
        fragment({ epss: { scores: new Map([['CVE-1', score]]), file: `catalog/${index}.csv` } }),
      ),
      ...['poc', 'active'].map((exploitation, index) =>
        fragment({ cves: [{ cve: 'CVE-1', severity: [], file: `catalog/${index}.json`, exploitation } as CveFacts] }),
      ),
    ];
    const sources = [source(), source({ importedAt: '2026-11-01T00:00:00Z', documents: 1 })];
    const { value } = build(fragments, sources);

    fc.assert(
      fc.property(fc.shuffledSubarray(fragments, { minLength: fragments.length }), (shuffled) => {
        expect(text(build(shuffled, sources.toReversed()).value)).toBe(text(value));
      }),
    );
  });
});
