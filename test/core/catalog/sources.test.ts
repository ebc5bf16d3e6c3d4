import { describe, expect, it } from 'vitest';
import { type FeedSources, feedSources } from '../../../src/core/catalog/sources.ts';
import { loadResources } from '../../../src/core/load/load.ts';
import type { Resource } from '../../../src/model/resource.ts';
import { yaml } from '../../support/estate.ts';

function read(...sources: readonly object[]): FeedSources {
  const text = yaml('Workspace', 'w', { catalog: { sources } });
  const { resources, locate } = loadResources([{ path: 'patchledger.yaml', text }]).value;
  return feedSources(resources[0] as Resource<'Workspace'>, 'catalog', locate);
}

const reasons = ({ wrong }: FeedSources): readonly string[] => wrong.map(({ diagnostic }) => diagnostic.message);

describe('a source', () => {
  it('with an address goes to a folder of its name, with every default', () => {
    expect(read({ name: 'kev', url: 'https://example.org/kev.json' }).synced).toMatchObject([
      {
        ...{ name: 'kev', origin: { kind: 'http', url: 'https://example.org/kev.json' }, target: 'catalog/kev' },
        ...{ isOneFile: false, keepsAll: false, maxBytes: 2 ** 30, timeoutMs: 30_000, allowPrivate: false },
      },
    ]);
  });

  it('may go to one file', () => {
    expect(read({ name: 'kev', url: 'https://example.org/', path: './catalog/kev.json' }).synced).toMatchObject([
      { target: 'catalog/kev.json', isOneFile: true },
    ]);
  });

  it.each([
    ['file:///srv/mirror/all.zip', '/srv/mirror/all.zip'],
    ['file:mirror/all.zip', 'mirror/all.zip'],
    ['file:///srv/a%20b', '/srv/a b'],
  ])('may be a file: %s', (url, path) => {
    expect(read({ name: 'a', url }).synced).toMatchObject([{ origin: { kind: 'file', path } }]);
  });

  it('with a path below the catalogue is kept by hand; with one elsewhere it is read from there', () => {
    const { byHand, synced } = read({ name: 'a', path: 'catalog/a' }, { name: 'b', path: 'mirror/b.zip' });

    expect(byHand).toEqual(['a']);
    expect(synced).toMatchObject([{ name: 'b', origin: { kind: 'file', path: 'mirror/b.zip' }, target: 'catalog/b' }]);
  });

  it.each<[string, object[], RegExp]>([
    ['without url and path', [{ name: 'a' }], /neither/],
    ['with a password in its address', [{ name: 'a', url: 'https://u:p@example.org/' }], /password/],
    ['with another scheme', [{ name: 'a', url: 'ftp://example.org/' }], /ftp:/],
    ['that would write elsewhere', [{ name: 'a', url: 'https://e.org/', path: 'policies/a' }], /below catalog/],
    ['that would write over all of it', [{ name: 'a', url: 'https://e.org/', path: 'catalog' }], /below catalog/],
    ['with a token and no encryption', [{ name: 'a', url: 'http://e.org/', token: 'env:T' }], /encryption/],
    ['with a token for a file', [{ name: 'a', url: 'file:a', token: 'env:T' }], /file/],
    ['with days to wait', [{ name: 'a', url: 'https://e.org/', timeout: '2d' }], /timeout/],
    ['of Patches', [{ name: 'a', url: 'https://e.org/', format: 'patch' }], /by hand/],
  ])('%s is refused where it is named', (_what, sources, reason) => {
    const found = read(...sources);

    expect(found.synced).toEqual([]);
    expect(reasons(found)).toEqual([expect.stringMatching(reason)]);
    expect(found.wrong[0]?.diagnostic).toMatchObject({ file: 'patchledger.yaml', range: expect.anything() });
  });

  it('must have a name and a place of its own', () => {
    const [a, again] = [
      { name: 'a', url: 'https://e.org/1' },
      { name: 'a', url: 'https://e.org/2' },
    ];
    expect(reasons(read(a, again))).toEqual([expect.stringContaining('this name')]);

    const inside = { name: 'b', url: 'https://e.org/', path: 'catalog/a/b' };
    expect(reasons(read(a, inside))).toEqual([expect.stringContaining('a writes to the same place')]);
  });

  it('may send its token to this host without encryption', () => {
    expect(read({ name: 'a', url: 'http://127.0.0.1:8080/', token: 'env:T' }).synced).toHaveLength(1);
  });
});
