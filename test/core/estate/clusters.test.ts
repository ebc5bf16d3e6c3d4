import { describe, expect, it } from 'vitest';
import { decided, documents, linked, yaml } from '../../support/estate.ts';

const inventory = (...assets: readonly object[]): string => yaml('Inventory', 'hosts', { assets });
const cluster = (name: string, members: readonly object[], parts: object = {}): string =>
  yaml('Cluster', name, { consensus: 'cft', members, ...parts });

const memberships = (text: string): readonly (readonly [string, string | undefined])[] =>
  linked({ 'inventory/a.yaml': text }).estate.assets.map(({ name, cluster: of }) => [name, of]);

describe('an asset belongs to a cluster', () => {
  it('that it names, or that lists it', () => {
    const text = documents(
      inventory({ name: 'a', cluster: 'ledger' }, { name: 'b' }, { name: 'c' }),
      cluster('ledger', [{ asset: 'b' }, { external: 'd' }]),
    );

    expect(memberships(text)).toEqual([
      ['a', 'ledger'],
      ['b', 'ledger'],
      ['c', undefined],
    ]);
  });

  it('that the defaults of its inventory name', () => {
    const hosts = yaml('Inventory', 'hosts', { defaults: { cluster: 'ledger' }, assets: [{ name: 'a' }] });

    expect(memberships(documents(hosts, cluster('ledger', [])))).toEqual([['a', 'ledger']]);
  });

  it('that it names, where another lists it; the list is told', () => {
    const text = documents(
      inventory({ name: 'a', cluster: 'one' }),
      cluster('one', []),
      cluster('two', [{ asset: 'a' }]),
    );

    expect(memberships(text)).toEqual([['a', 'one']]);
    expect(linked({ 'inventory/a.yaml': text }).diagnostics).toMatchObject([
      { code: 'link/cluster-mismatch', severity: 'error', message: expect.stringContaining('a belongs to one') },
    ]);
  });

  it('that lists it first by name, where two do; the second list is told', () => {
    const text = documents(
      inventory({ name: 'a' }),
      cluster('two', [{ asset: 'a' }]),
      cluster('one', [{ asset: 'a' }]),
    );

    expect(memberships(text)).toEqual([['a', 'one']]);
    expect(linked({ 'inventory/a.yaml': text }).diagnostics).toMatchObject([
      { code: 'link/cluster-mismatch', range: { start: { line: 9 } } },
    ]);
  });
});

describe('what the schema cannot say of a resource', () => {
  const policy = yaml('PatchPolicy', 'p', '{ rules: [{ id: all, then: { priority: scheduled, within: 14d } }] }');
  const selector = { all: true };

  it.each([
    ['a member that is neither an asset nor external', 'Cluster', { consensus: 'cft', members: [{ weight: 2 }] }],
    ['a member that is both', 'Cluster', { consensus: 'cft', members: [{ asset: 'a', external: 'x' }] }],
    [
      'partial membership without a budget',
      'Cluster',
      { consensus: 'bft', membership: 'partial', members: [{ asset: 'a' }] },
    ],
    ['a freeze that says not when', 'Freeze', { selector, reason: 'x' }],
    ['a statement without its reason', 'Assessment', { selector, advisories: ['CVE-1'], status: 'not-affected' }],
  ])('is told all the same: %s', (_, kind, spec) => {
    const { diagnostics } = decided({
      'inventory/a.yaml': inventory({ name: 'a', cluster: kind === 'Cluster' ? 'x' : undefined }),
      'policies/p.yaml': policy,
      'schedules/x.yaml': yaml(kind, 'x', spec),
    });

    expect(diagnostics.map(({ code, file }) => [code, file])).toContainEqual([
      codes[kind as keyof typeof codes](spec),
      'schedules/x.yaml',
    ]);
  });

  it('a generic component without a scheme is told as soon as an advisory speaks of it', () => {
    const affected = [
      {
        package: { ecosystem: 'generic', name: 'bmc' },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }] }],
      },
    ];
    const { diagnostics } = decided({
      'inventory/a.yaml': inventory({ name: 'a', components: [{ ecosystem: 'generic', name: 'bmc', version: '1' }] }),
      'catalog/a.json': JSON.stringify({ id: 'X-1', modified: '2026-01-01T00:00:00Z', affected }),
    });

    expect(diagnostics.map(({ code }) => code)).toContain('assess/unknown-scheme');
  });
});

const codes = {
  Cluster: (spec: object) => ('membership' in spec ? 'schedule/budget-unstated' : 'schedule/member-unnamed'),
  Freeze: () => 'schedule/freeze-without-time',
  Assessment: () => 'policy/assessment-unjustified',
} as const;
