import { describe, expect, it } from 'vitest';
import { yaml } from '../../support/estate.ts';
import { linting, pointedAt } from '../../support/lint.ts';

/** Judged on 2026-11-22T12:00Z. */
const index = (fetchedAt: string): string =>
  yaml('CatalogIndex', 'feeds', {
    sources: [
      {
        name: 'npm',
        path: 'catalog/npm',
        format: 'osv',
        sha256: 'a'.repeat(64),
        fetchedAt,
        documents: 0,
        importedAt: fetchedAt,
      },
    ],
  });
const feeds = (fetchedAt: string, catalog: object = {}): Record<string, string> => ({
  'patchledger.yaml': yaml('Workspace', 'w', { catalog }),
  'catalog/index.yaml': index(fetchedAt),
});

describe('lint/stale-feed', () => {
  it('names a source that is older than the catalogue may be, where its date stands', () => {
    const estate = feeds('2026-11-21T11:59:59Z');
    const found = linting('lint/stale-feed', estate);

    expect(found).toMatchObject([{ message: expect.stringContaining('longer ago than 24h') }]);
    expect(pointedAt(estate, found[0])).toBe('"2026-11-21T11:59:59Z"');
    expect(linting('lint/stale-feed', feeds('2026-11-21T12:00:00Z'))).toEqual([]);
  });

  it('asks the source first how old it may be', () => {
    const sources = [{ name: 'npm', path: 'catalog/npm', maxAge: '7d' }];
    expect(linting('lint/stale-feed', feeds('2026-11-20T12:00:00Z', { sources }))).toEqual([]);
    expect(linting('lint/stale-feed', feeds('2026-11-20T12:00:00Z', { maxAge: '3d' }))).toEqual([]);
  });
});

describe('an asset', () => {
  const components = [{ ecosystem: 'npm', name: 'app', version: '1.0.0' }];
  const hosts = (...assets: readonly object[]): Record<string, string> => ({
    'inventory/hosts.yaml': yaml('Inventory', 'hosts', { assets }),
  });

  it('that was last seen too long ago is named', () => {
    const stale = { name: 'a', components, lastSeen: '2026-11-08T11:00:00Z' };
    const fresh = { name: 'b', components, lastSeen: '2026-11-08T12:00:00Z' };
    const found = linting('lint/stale-asset', hosts(stale, fresh));

    expect(found.map(({ message }) => message)).toEqual(['1 asset (a) not seen for more than 14d']);
    expect(pointedAt(hosts(stale, fresh), found[0])).toBe('"a"');
  });

  it('that its source reports no more is named, whenever it was last seen', () => {
    const seen = (asset: string, more: object = {}): string =>
      `${JSON.stringify({ asset, lastSeen: '2026-11-22T08:00:00Z', source: 'cmdb', components, ...more })}\n`;
    const estate = {
      ...hosts({ name: 'a' }, { name: 'b' }),
      'observed/cmdb.ndjson': seen('a', { missingSince: '2026-11-22T10:00:00Z' }) + seen('b'),
    };

    const found = linting('lint/stale-asset', estate);

    expect(found.map(({ message }) => message)).toEqual(['1 asset (a) no longer reported by the source that saw them']);
    expect(pointedAt(estate, found[0])).toBe('"a"');
  });

  it('of which nothing is known is counted once', () => {
    const found = linting('lint/never-observed', hosts({ name: 'a' }, { name: 'b' }, { name: 'c', components }));

    expect(found).toMatchObject([{ severity: 'info', message: 'nothing is known of what runs on 2 assets (a, b)' }]);
    expect(linting('lint/never-observed', hosts({ name: 'c', components }))).toEqual([]);
  });
});

describe('lint/unsupported-software', () => {
  const files = (support: object, more: Record<string, string> = {}): Record<string, string> => ({
    'inventory/hosts.yaml': yaml('Inventory', 'hosts', support),
    ...more,
  });
  const ended = { assets: [{ name: 'old', supportEnds: '2026-11-21' }] };

  it('names an asset whose support has ended, where its day stands', () => {
    const found = linting('lint/unsupported-software', files(ended));

    expect(found).toHaveLength(1);
    expect(pointedAt(files(ended), found[0])).toBe('"2026-11-21"');
  });

  it('finds the day in the defaults', () => {
    const inherited = files({ defaults: { supportEnds: '2026-11-21' }, assets: [{ name: 'old' }] });
    expect(pointedAt(inherited, linting('lint/unsupported-software', inherited)[0])).toBe('"2026-11-21"');
  });

  it('keeps silent on the last day of support', () => {
    expect(
      linting('lint/unsupported-software', files({ assets: [{ name: 'old', supportEnds: '2026-11-22' }] })),
    ).toEqual([]);
  });

  it('keeps silent where an approved exception covers the asset, and not where it is proposed only', () => {
    const exception = yaml('Exception', 'x', {
      selector: { names: ['old'] },
      packages: [{ name: '*' }],
      treatment: 'accept',
      reason: 'successor ordered',
      requestedBy: 'p-ada',
      expires: '2026-12-24',
    });
    const approval = yaml('ApprovalRecord', 'r', {
      evidence: 'asserted',
      assertedBy: 'p-bob',
      claimedAt: '2026-11-01T12:00:00Z',
      resources: [{ kind: 'Exception', name: 'x' }],
      reviews: [],
    });
    const more = {
      'directory/people.yaml': yaml('Team', 'ops', { people: [{ id: 'p-ada' }, { id: 'p-bob' }] }),
      'exceptions/x.yaml': exception,
    };
    expect(linting('lint/unsupported-software', files(ended, more))).toHaveLength(1);
    expect(
      linting('lint/unsupported-software', files(ended, { ...more, 'records/approval/r.yaml': approval })),
    ).toEqual([]);
  });
});

describe('lint/feed-never-fetched', () => {
  const estate = (source: object): Record<string, string> => ({
    ...feeds('2026-11-22T00:00:00Z', { sources: [source] }),
  });

  it('names a source with an address that no index knows', () => {
    const unknown = estate({ name: 'kev', url: 'https://example.org/kev.json' });
    const found = linting('lint/feed-never-fetched', unknown);

    expect(found).toMatchObject([{ message: expect.stringContaining('kev') }]);
    expect(pointedAt(unknown, found[0])).toBe('"https://example.org/kev.json"');
  });

  it('leaves alone what was fetched, and what is kept by hand', () => {
    expect(linting('lint/feed-never-fetched', estate({ name: 'npm', url: 'https://example.org/npm' }))).toEqual([]);
    expect(linting('lint/feed-never-fetched', estate({ name: 'vendor', path: 'catalog/vendor' }))).toEqual([]);
  });
});
