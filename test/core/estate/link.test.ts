import { describe, expect, it } from 'vitest';
import { defaultFolders as linkedFolders } from '../../../src/model/estate-files.ts';
import { documents, linked, yaml } from '../../support/estate.ts';
import { at } from '../../support/world.ts';

const team = (name: string, spec: object = {}): string => yaml('Team', name, spec);
const inventory = (assets: readonly object[], name = 'hosts', defaults?: object): string =>
  yaml('Inventory', name, { ...(defaults && { defaults }), assets });

/** Code, place and what is related, of every problem. */
function problems(files: Readonly<Record<string, string>>): readonly string[] {
  return linked(files).diagnostics.map(({ code, file, range, related = [] }) =>
    [code, `${file}:${range?.start.line}`, ...related.map((place) => `${place.file}:${place.range?.start.line}`)].join(
      ' ',
    ),
  );
}

describe('resources of one kind and name', () => {
  it('are reported with both places; the first in file order stays', () => {
    const files = {
      'directory/b.yaml': team('ops', { lead: 'p-2' }),
      'directory/a.yaml': documents(team('x'), team('ops')),
    };

    expect(problems(files)).toEqual(['link/duplicate-name directory/b.yaml:3 directory/a.yaml:8']);
    expect(linked(files).estate.resources.Team?.get('ops')?.origin.file).toBe('directory/a.yaml');
  });

  it('hide nothing: what the second one names is not unknown', () => {
    const files = {
      'inventory/a.yaml': inventory([{ name: 'a' }]),
      'inventory/b.yaml': inventory([{ name: 'b' }]),
      'inventory/c.yaml': inventory([{ name: 'c', mirrors: ['b'] }], 'others'),
    };

    expect(problems(files)).toEqual(['link/duplicate-name inventory/b.yaml:3 inventory/a.yaml:3']);
  });

  it('do not clash with other kinds', () => {
    const files = { 'directory/a.yaml': documents(team('ops'), yaml('Role', 'ops', { holders: [] })) };

    expect(problems(files)).toEqual([]);
  });

  it('are sorted by name, whatever file they stand in', () => {
    const { estate } = linked({ 'directory/a.yaml': documents(team('b'), team('a')) });

    expect([...(estate.resources.Team?.keys() ?? [])]).toEqual(['a', 'b']);
  });
});

describe('a second Workspace', () => {
  it('is reported with both places whatever its name; the first is used', () => {
    const files = {
      'patchledger.yaml': yaml('Workspace', 'one', { timeZone: 'Europe/Berlin' }),
      'policies/w.yaml': yaml('Workspace', 'two', { timeZone: 'Asia/Tokyo' }),
    };

    expect(problems(files)).toEqual(['link/several-workspaces policies/w.yaml:3 patchledger.yaml:3']);
    expect(linked(files).estate.workspace).toMatchObject({ name: 'one', timeZone: 'Europe/Berlin' });
  });
});

describe('an asset', () => {
  it('that stands twice is reported with both places; the first stays', () => {
    const files = {
      'inventory/a.yaml': inventory([{ name: 'db-1', location: 'fra' }], 'a'),
      'inventory/b.yaml': inventory([{ name: 'web-1' }, { name: 'db-1', location: 'muc' }], 'b'),
    };

    expect(problems(files)).toEqual(['link/duplicate-asset inventory/b.yaml:4 inventory/a.yaml:4']);
    expect(linked(files).estate.assets.map(({ name, location }) => [name, location])).toEqual([
      ['db-1', 'fra'],
      ['web-1', undefined],
    ]);
  });

  it('that shares a uid is told with whose it is', () => {
    const files = { 'inventory/a.yaml': inventory([{ name: 'a' }, { name: 'b', uid: 'a' }]) };

    expect(linked(files).diagnostics.map(({ message }) => message)).toEqual(['asset b has the uid of a: a']);
  });

  it.each([[{ name: 'b', uid: 'x' }], [{ name: 'x' }], [{ name: 'a', uid: 'y' }]])(
    'with the uid or name of another is one too: %j',
    (second) => {
      expect(problems({ 'inventory/a.yaml': inventory([{ name: 'a', uid: 'x' }, second]) })).toEqual([
        'link/duplicate-asset inventory/a.yaml:4 inventory/a.yaml:4',
      ]);
    },
  );

  it('takes the defaults of its inventory where it says nothing, label by label', () => {
    const defaults = {
      environment: 'production',
      location: 'fra',
      labels: { site: 'fra', tier: 'gold' },
      visitDuration: '1h',
    };
    const { estate } = linked({
      'inventory/a.yaml': inventory(
        [{ name: 'a', location: 'muc', labels: { tier: 'iron' } }, { name: 'b' }],
        'a',
        defaults,
      ),
      'inventory/b.yaml': inventory([{ name: 'c' }], 'b'),
    });

    expect(estate.assets).toMatchObject([
      {
        location: 'muc',
        facts: { environment: 'production', labels: { site: 'fra', tier: 'iron' } },
        visitDurationMs: 3_600_000,
      },
      { location: 'fra', facts: { labels: { site: 'fra', tier: 'gold' } } },
      { location: undefined, facts: { environment: undefined, labels: {} }, visitDurationMs: undefined },
    ]);
  });

  it.each([
    ['90min', 5_400_000, []],
    ['1d', 86_400_000, []],
    ['P1DT2H', 93_600_000, []],
    ['1w', 604_800_000, []],
    ['2bd', undefined, ['schedule/length-invalid inventory/a.yaml:4']],
    ['1mo', undefined, ['schedule/length-invalid inventory/a.yaml:4']],
    ['0h', undefined, ['schedule/length-invalid inventory/a.yaml:4']],
  ])('takes %s to visit: %s ms of elapsed time', (visitDuration, expected, told) => {
    const files = { 'inventory/a.yaml': inventory([{ name: 'a', visitDuration }]) };

    expect(linked(files).estate.assets[0]?.visitDurationMs).toBe(expected);
    expect(problems(files)).toEqual(told);
  });

  it('is supported to the end of its last day, in the time zone of the Workspace', () => {
    const ended = (asOf: string): boolean | undefined =>
      linked(
        {
          'patchledger.yaml': yaml('Workspace', 'w', { timeZone: 'America/New_York' }),
          'inventory/a.yaml': inventory([{ name: 'a', supportEnds: '2026-11-21' }]),
        },
        { asOf: at(asOf) },
      ).estate.assets[0]?.facts.supportEnded;

    expect([ended('2026-11-22T04:59:59Z'), ended('2026-11-22T05:00:00Z')]).toEqual([false, true]);
  });

  it('mirrors others, not itself', () => {
    const files = { 'inventory/a.yaml': inventory([{ name: 'a', mirrors: ['a'] }]) };

    expect(problems(files)).toEqual(['link/self-mirror inventory/a.yaml:4']);
  });

  it('first saw a package when its earliest copy was, also one that a package URL names', () => {
    const purl = 'pkg:npm/app@1.0.0';
    const copies = [
      { purl, firstSeen: '2026-10-02T00:00:00Z' },
      { purl, path: '/opt', firstSeen: '2026-10-01T00:00:00Z' },
      { purl, path: '/srv', firstSeen: '2026-10-03T00:00:00Z' },
    ];
    const { estate } = linked({ 'inventory/a.yaml': inventory([{ name: 'a', components: copies }]) });

    expect([...(estate.assets[0]?.firstSeen ?? [])]).toEqual([['npm\u0000app', at('2026-10-01T00:00:00Z')]]);
  });
});

describe('a list inside a resource', () => {
  it.each([
    [
      'PatchPolicy',
      `{ rules: [${['a', 'b', 'a'].map((id) => `{ id: ${id}, then: { priority: defer, within: none } }`)}] }`,
    ],
    ['Rollout', { rings: ['a', 'a'].map((name) => ({ name })) }],
    ['CatalogIndex', { sources: ['a', 'a'].map((name) => source({ name })) }],
    ['Cluster', { consensus: 'none', members: ['a', 'a'].map((external) => ({ external })) }],
  ])('of a %s never names two things alike', (kind, spec) => {
    const files = { 'a.yaml': yaml(kind, 'x', spec), 'catalog/osv/a.json': '{"id":"A"}' };

    expect(problems(files).filter((text) => text.startsWith('link/'))).toEqual([
      'link/duplicate-item a.yaml:4 a.yaml:4',
    ]);
  });

  it('may name an asset and an outsider alike', () => {
    const members = [{ asset: 'a' }, { external: 'a' }];
    const files = {
      'inventory/a.yaml': documents(inventory([{ name: 'a' }]), yaml('Cluster', 'c', { consensus: 'none', members })),
    };

    expect(problems(files)).toEqual([]);
  });
});

describe('what contradicts itself', () => {
  const selector = { all: true };

  it.each([
    ['Freeze', { selector, reason: 'x', from: '2026-12-20', to: '2026-12-27' }, []],
    ['Freeze', { selector, reason: 'x', start: '2026-12-20T00:00', duration: '1d', rrule: 'FREQ=YEARLY' }, []],
    [
      'Freeze',
      { selector, reason: 'x', from: '2026-12-20', to: '2026-12-27', start: '2026-12-20T00:00', duration: '1d' },
      ['link/freeze-two-forms schedules/a.yaml:4'],
    ],
    ['Workspace', { forge: { kind: 'github', repository: 'a/b' } }, []],
    ['Workspace', { forge: { kind: 'github' } }, ['link/forge-without-repository schedules/a.yaml:4']],
  ])('is told: %s %j', (kind, spec, told) => {
    expect(problems({ 'schedules/a.yaml': yaml(kind, 'x', spec) })).toEqual(told);
  });
});

describe('a time zone that nobody knows', () => {
  it('costs only the resource that names it, and names that lead there are not unknown', () => {
    const policy = (name: string, spec: object): string => yaml('PatchPolicy', name, { ...spec, rules: [] });
    const files = {
      'policies/a.yaml': documents(policy('base', { timeZone: 'Mars/Base' }), policy('mine', { extends: ['base'] })),
    };

    expect(problems(files).filter((text) => text.startsWith('link/'))).toEqual([
      'link/unknown-time-zone policies/a.yaml:4',
    ]);
    expect([...(linked(files).estate.resources.PatchPolicy?.keys() ?? [])]).toEqual(['mine']);
  });

  it('of the Workspace leaves its defaults', () => {
    const files = { 'patchledger.yaml': yaml('Workspace', 'w', { timeZone: 'Mars/Base' }) };

    expect(linked(files).estate.workspace.timeZone).toBe('UTC');
  });
});

describe('folders that the Workspace names', () => {
  it('hold what the usual ones do', () => {
    const document = JSON.stringify({ id: 'A', modified: '2026-01-01T00:00:00Z', affected: [] });
    const folders = { ...linkedFolders, catalog: 'data/advisories', observed: 'data/seen' };
    const { estate } = linked(
      {
        'inventory/a.yaml': inventory([{ name: 'a' }]),
        'data/advisories/a.json': document,
        'data/seen/a.ndjson': '{"asset":"a","lastSeen":"2026-11-21T00:00:00Z","source":"s"}\n',
      },
      { folders },
    );

    expect(estate.catalog.documents.map(({ id }) => id)).toEqual(['A']);
    expect(estate.assets[0]?.lastSeen).toBe(at('2026-11-21T00:00:00Z'));
  });
});

function source(parts: object): object {
  return {
    ...{ name: 's', path: 'catalog/osv', format: 'osv', sha256: '0'.repeat(64), documents: 1 },
    ...{ fetchedAt: '2026-11-20T00:00:00Z', importedAt: '2026-11-01T00:00:00Z' },
    ...parts,
  };
}

describe('a name that leads to another resource', () => {
  const owned = (owner: string): string => inventory([{ name: 'a', owner }]);

  it('that nothing has is told where it stands, with the nearest one', () => {
    const { diagnostics } = linked({
      'inventory/a.yaml': owned('platfrom'),
      'directory/t.yaml': documents(team('platform'), team('security')),
    });

    expect(diagnostics).toMatchObject([
      {
        ...{ code: 'link/unknown-reference', severity: 'error', message: 'there is no Team named platfrom' },
        ...{ hint: 'did you mean platform?', file: 'inventory/a.yaml', range: { start: { line: 4 } } },
      },
    ]);
  });

  it('is not called unknown when what it leads to is only broken', () => {
    const files = { 'inventory/a.yaml': owned('ops'), 'directory/t.yaml': team('ops', { leed: 'p-1' }) };

    expect(problems(files)).toEqual(['schema/unknown-key directory/t.yaml:4']);
  });

  it('of a person or asset is not called unknown while a Team or Inventory is broken, which may hold it', () => {
    const role = yaml('Role', 'lead', { holders: [{ person: 'p-1' }] });

    expect(problems({ 'directory/r.yaml': role })).toEqual(['link/unknown-reference directory/r.yaml:4']);
    expect(problems({ 'directory/r.yaml': role, 'directory/t.yaml': team('ops', { leed: 'p-1' }) })).toEqual([
      'schema/unknown-key directory/t.yaml:4',
    ]);
    expect(
      problems({
        'inventory/a.yaml': inventory([{ name: 'a', mirrors: ['b'] }]),
        'inventory/b.yaml': yaml('Inventory', 'b', { assets: [{ name: 'b', kind: 'server' }] }),
      }),
    ).toEqual(['schema/unknown-key inventory/b.yaml:4']);
  });

  it.each([
    ['Workspace', { approvals: { Exception: ['ciso'] } }, 'Role named ciso'],
    ['Inventory', { defaults: { owner: 'ops' }, assets: [] }, 'Team named ops'],
    ['Inventory', { assets: [{ name: 'a', cluster: 'c' }] }, 'Cluster named c'],
    ['Inventory', { assets: [{ name: 'a', mirrors: ['b'] }] }, 'asset named b'],
    ['Cluster', { consensus: 'none', members: [{ external: 'x' }, { asset: 'a' }] }, 'asset named a'],
    ['PatchPolicy', { rules: [], extends: ['base'] }, 'PatchPolicy named base'],
    ['PatchPolicy', { rules: [], approvals: { immediate: { roles: ['ciso'] } } }, 'Role named ciso'],
    ['PatchPolicy', { rules: [], escalation: [{ at: '0h', role: 'ciso' }] }, 'Role named ciso'],
    [
      'Freeze',
      { selector: { all: true }, reason: 'x', from: '2026-01-01', to: '2026-01-02', overrideRole: 'x' },
      'Role named x',
    ],
    [
      'Assessment',
      { selector: { all: true }, advisories: ['A'], status: 'fixed', assessedBy: 'p-1' },
      'person named p-1',
    ],
    ['Team', { lead: 'p-1' }, 'person named p-1'],
    ['Role', { holders: [], teams: ['ops'] }, 'Team named ops'],
    ['Role', { holders: [], conflictsWith: ['ciso'] }, 'Role named ciso'],
    ['Patch', { product: { ecosystem: 'npm', name: 'a' }, version: '1', supersedes: ['old'] }, 'Patch named old'],
  ])('is followed in a %s: %j', (kind, spec, named) => {
    const { diagnostics } = linked({ 'a.yaml': yaml(kind, 'x', spec) });

    expect(diagnostics.filter(({ code }) => !code.startsWith('link/'))).toEqual([]);
    expect(diagnostics.map(({ message }) => message)).toEqual([`there is no ${named}`]);
  });
});
