import { describe, expect, it } from 'vitest';
import { plainPaint } from '../../../src/adapters/terminal.ts';
import { examine } from '../../../src/core/doctor/examine.ts';
import { isDegrading } from '../../../src/core/doctor/order.ts';
import { policyTables } from '../../../src/core/prioritise/table.ts';
import type { Health, MachineHealth } from '../../../src/model/health.ts';
import { renderHealthJson } from '../../../src/render/doctor/json.ts';
import { renderHealth } from '../../../src/render/doctor/text.ts';
import { decided, yaml } from '../../support/estate.ts';

const machine: MachineHealth = {
  ...{ version: '0.1.0', node: '20.19.0', git: '2.38.0', tzdata: '2026a' },
  repository: { kind: 'commit', isShallow: false },
  forge: { kind: 'local', repository: undefined, baseBranch: 'main', hasToken: false },
};
const app = { ecosystem: 'npm', name: 'app', version: '1.0.0' };
const kev = JSON.stringify({
  catalogVersion: '2026.11.22',
  dateReleased: '2026-11-22T00:00:00Z',
  count: 0,
  vulnerabilities: [],
});
const osv = JSON.stringify({
  ...{ id: 'GHSA-app', modified: '2026-11-20T00:00:00Z', published: '2026-11-20T00:00:00Z' },
  affected: [
    {
      package: { ecosystem: 'npm', name: 'app' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.1' }] }],
    },
  ],
});
const indexOf = (...sources: readonly object[]): string =>
  yaml('CatalogIndex', 'feeds', {
    sources: sources.map((source) => ({
      ...{ name: 'npm', path: 'catalog/npm.json', format: 'osv', sha256: 'a'.repeat(64), documents: 1 },
      ...{ fetchedAt: '2026-11-22T11:00:00Z', importedAt: '2026-11-20T00:00:00Z' },
      ...source,
    })),
  });

/** An estate with nothing to complain about but that it has no ledger, at noon of 2026-11-22. */
const sound: Readonly<Record<string, string>> = {
  'patchledger.yaml': yaml('Workspace', 'w', {}),
  'directory/t.yaml': yaml('Team', 'ops', { people: [{ id: 'p-ada' }] }),
  'inventory/a.yaml': yaml('Inventory', 'hosts', { defaults: { owner: 'ops' }, assets: [{ name: 'web-1' }] }),
  'observed/web.ndjson': `${JSON.stringify({
    ...{ asset: 'web-1', lastSeen: '2026-11-22T08:00:00Z', source: 's' },
    components: [{ ...app, firstSeen: '2026-11-01T00:00:00Z' }],
  })}\n`,
  'catalog/index.yaml': indexOf({}, { name: 'kev', path: 'catalog/kev.json', format: 'kev' }),
  'catalog/npm.json': osv,
  'catalog/kev.json': kev,
  'policies/p.yaml': yaml('PatchPolicy', 'p', {
    rules: [{ id: 'all', then: { priority: 'scheduled', within: '30d', clockStart: 'evaluated' } }],
  }),
  'schedules/w.yaml': yaml('MaintenanceWindow', 'nights', {
    ...{ start: '2026-01-01T22:00', rrule: 'FREQ=DAILY', duration: '2h', maxConcurrent: 1 },
  }),
};

function health(changes: Readonly<Record<string, string>> = {}, on: Partial<MachineHealth> = {}): Health {
  const { diagnostics, locate: _, ...decision } = decided({ ...sound, ...changes });
  const tables = policyTables(decision.estate).value;
  return examine({ decision, tables, diagnostics, machine: { ...machine, ...on } });
}

const codes = (found: Health): readonly string[] => found.findings.map(({ code }) => code);
const remedyOf = (found: Health, code: string): string | undefined =>
  found.findings.find((finding) => finding.code === code)?.remedy;

describe('an examination', () => {
  it('of an estate that is fresh, watched and known finds nothing but that no ledger is kept', () => {
    const found = health();

    expect(codes(found)).toEqual(['ledger-absent']);
    expect(found.findings.some(isDegrading)).toBe(false);
    expect(found.sources.map(({ name, state }) => [name, state])).toEqual([
      ['kev', 'fresh'],
      ['npm', 'fresh'],
    ]);
  });

  it('puts first what hurts most: broken, unwatched, stale, guessed, gaps', () => {
    const found = health({
      'inventory/b.yaml': yaml('Inventory', 'b', {
        assets: [{ name: 'b', components: [{ ...app, ecosystem: 'Hex' }], lastSeen: '2026-01-01T00:00:00Z' }],
      }),
      'policies/q.yaml': yaml('PatchPolicy', 'q', { rules: 'none' }),
    });

    const hurts = found.findings.map(({ hurt }) => hurt);
    expect(hurts.slice(0, 3)).toEqual(['broken', 'unwatched', 'stale']);
    expect(codes(found).slice(0, 3)).toEqual(['files-wrong', 'ecosystem-unwatched', 'asset-stale']);
  });

  it('calls an ecosystem with components and without advisories unwatched, and names the source that watches it', () => {
    const found = health({
      'inventory/b.yaml': yaml('Inventory', 'b', {
        assets: [{ name: 'b', owner: 'ops', components: [{ ecosystem: 'Debian:12', name: 'x', version: '1' }] }],
      }),
    });

    expect(found.ecosystems).toEqual([
      { ecosystem: 'Debian:12', state: 'unwatched', components: 1, unwatched: 1 },
      { ecosystem: 'npm', state: 'watched', components: 1, unwatched: 0 },
    ]);
    expect(remedyOf(found, 'ecosystem-unwatched')).toContain('googleapis.com/Debian/all.zip');
    expect(found.findings.some(isDegrading)).toBe(true);
  });

  it('holds every source to its own age, and finds those that were never fetched', () => {
    const found = health({
      'patchledger.yaml': yaml('Workspace', 'w', {
        catalog: {
          sources: [
            { name: 'npm', maxAge: '30min' },
            { name: 'late', url: 'https://example.org/a.zip' },
          ],
        },
      }),
    });

    expect(found.findings.filter(({ hurt }) => hurt === 'stale').map(({ code, subject }) => [code, subject])).toEqual([
      ['feed-stale', 'npm'],
      ['feed-never-fetched', 'late'],
    ]);
    expect(remedyOf(found, 'feed-never-fetched')).toBe('patchledger feeds sync --source late');
  });

  it('tells assets that are old from those that their source reports no more', () => {
    const line = (asset: string, more: object): string =>
      `${JSON.stringify({ asset, source: 'fleet', components: [app], ...more })}\n`;
    const found = health({
      'inventory/b.yaml': yaml('Inventory', 'b', {
        ...{ defaults: { owner: 'ops' }, assets: [{ name: 'gone' }, { name: 'old' }, { name: 'blank' }] },
      }),
      'observed/fleet.ndjson':
        line('gone', { lastSeen: '2026-11-21T00:00:00Z', missingSince: '2026-11-22T00:00:00Z' }) +
        line('old', { lastSeen: '2026-11-01T00:00:00Z' }),
    });

    expect(found.assets).toEqual({ total: 4, fresh: 1, old: 1, missing: 1, stated: 0, blank: 1 });
    expect(codes(found)).toEqual(expect.arrayContaining(['asset-stale', 'asset-missing', 'asset-blank']));
  });

  it('counts the facts that rules ask for and nobody knows, and says where each is stated', () => {
    const then = { priority: 'scheduled', within: '30d', clockStart: 'evaluated' };
    const rules = [
      { id: 'scored', when: { epss: { gte: 0.5 } }, then: { ...then, priority: 'immediate' } },
      { id: 'exposed', when: { exposure: ['internet'] }, then: { ...then, priority: 'out-of-cycle' } },
      { id: 'rest', then },
    ];
    const found = health({ 'policies/p.yaml': yaml('PatchPolicy', 'p', { rules }) });

    expect(found.facts).toEqual([
      { fact: 'epss', asked: 1, unknown: 1, assumed: 0, needsFacts: 1, couldBeStricter: 0, assets: 1 },
      { fact: 'exposure', asked: 1, unknown: 1, assumed: 0, needsFacts: 1, couldBeStricter: 0, assets: 1 },
    ]);
    const remedies = found.findings.filter(({ code }) => code === 'fact-missing').map(({ remedy }) => remedy);
    expect(remedies[0]).toContain('format: epss');
    expect(remedies[1]).toContain('spec.assets[].exposure');
  });

  it('counts what a policy assumed as well', () => {
    const rules = [{ id: 'all', when: { exposure: ['internet'] }, then: { priority: 'scheduled', within: '30d' } }];
    const found = health({
      'policies/p.yaml': yaml('PatchPolicy', 'p', { assume: { exposure: 'internet' }, rules }),
    });

    expect(found.facts).toMatchObject([{ fact: 'exposure', unknown: 0, assumed: 1 }]);
  });

  it('names assets without owner, window and policy', () => {
    const found = health({
      'inventory/b.yaml': yaml('Inventory', 'b', { assets: [{ name: 'b', labels: { tier: 'x' }, components: [app] }] }),
      'policies/p.yaml': yaml('PatchPolicy', 'p', {
        selector: { names: ['web-*'] },
        rules: [{ id: 'a', then: { priority: 'defer', within: 'none' } }],
      }),
      'schedules/w.yaml': '',
    });

    expect(codes(found)).toEqual(
      expect.arrayContaining(['asset-without-owner', 'asset-without-window', 'asset-without-policy']),
    );
  });
});

describe('tools', () => {
  it.each([
    ['node-old', { node: '20.18.9' }],
    ['git-old', { git: '2.37.9' }],
    ['git-missing', { git: undefined, repository: { kind: 'git-missing', isShallow: false } }],
    ['no-repository', { repository: { kind: 'not-a-repository', isShallow: false } }],
    ['shallow-clone', { repository: { kind: 'commit', isShallow: true } }],
  ] as const)('that hinder are named: %s', (code, on) => {
    expect(codes(health({}, on))).toContain(code);
  });

  it('that are new enough are not', () => {
    expect(codes(health({}, { node: '24.0.0', git: '3.0.1' }))).toEqual(['ledger-absent']);
  });

  it('include the token, and what the forge says of it when it was asked', () => {
    const github = { kind: 'github', repository: 'o/r', baseBranch: 'main' } as const;
    const reached = { kind: 'reached', mayPush: true, isArchived: false, hasBaseBranch: true } as const;
    const on = (forge: MachineHealth['forge']): readonly string[] => codes(health({}, { forge }));

    expect(on({ ...github, hasToken: false })).toContain('token-absent');
    expect(on({ ...github, hasToken: true })).toEqual(['ledger-absent']);
    expect(on({ ...github, hasToken: true, access: { ...reached, scopes: ['gist'] } })).toContain('token-weak');
    expect(on({ ...github, hasToken: true, access: { ...reached, scopes: undefined } })).toEqual(['ledger-absent']);
    expect(on({ ...github, hasToken: true, access: { ...reached, scopes: undefined, mayPush: false } })).toContain(
      'token-weak',
    );
    expect(
      on({ ...github, hasToken: true, access: { kind: 'refused', reason: 'no', remedy: 'a new token' } }),
    ).toContain('forge-refused');
  });
});

describe('what is printed', () => {
  it('gives every finding with what to do, as text and as JSON', () => {
    const found = health();
    const text = renderHealth(found, plainPaint);
    const json = JSON.parse(renderHealthJson(found)) as Record<string, unknown>;

    expect(text).toMatch(/^1 gap {2}as of 2026-11-22 12:00/);
    expect(text).toContain('do: patchledger observe --yes');
    expect(json).toMatchObject({ schema: 'patchledger.health/v1', counts: { unwatched: 0, gap: 1 } });
  });
});
