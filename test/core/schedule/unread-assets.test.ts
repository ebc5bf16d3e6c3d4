import { describe, expect, it } from 'vitest';
import { decided, yaml } from '../../support/estate.ts';

const component = { ecosystem: 'npm', name: 'app', version: '1.0.0' };
const osv = {
  ...{ id: 'GHSA-app', modified: '2026-11-20T00:00:00Z', published: '2026-11-20T00:00:00Z' },
  affected: [
    {
      package: { ecosystem: 'npm', name: 'app' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.1' }] }],
    },
  ],
};
const rules = [{ id: 'all', then: { priority: 'scheduled', within: '14d' } }];
const window = {
  ...{ start: '2026-11-23T01:00', timeZone: 'UTC', rrule: 'FREQ=DAILY', duration: '4h' },
  ...{ visitDuration: '30min', maxConcurrent: 5 },
};
const host = (name: string, more: object = {}) => ({ name, components: [component], ...more });
const inventory = (...assets: readonly object[]) => ({ 'inventory/a.yaml': yaml('Inventory', 'hosts', { assets }) });

function decide(files: Readonly<Record<string, string>>) {
  const { plan, diagnostics } = decided({
    'patchledger.yaml': yaml('Workspace', 'w', {}),
    'policies/p.yaml': yaml('PatchPolicy', 'p', { rules, approvals: { scheduled: { roles: [] } } }),
    'schedules/w.yaml': yaml('MaintenanceWindow', 'nightly', window),
    'catalog/app.json': JSON.stringify(osv),
    ...files,
  });
  const { visits, unplaced } = plan.schedule;
  return {
    visited: visits.map(({ asset }) => asset).sort(),
    held: unplaced.map(({ asset, reason }) => `${asset}: ${reason.code}`),
    reasons: unplaced.map(({ reason }) => reason.text),
    verdicts: plan.verdicts.map(({ asset, compliance, because }) => `${asset} ${compliance}: ${because}`),
    errors: diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code),
    warnings: diagnostics.filter(({ severity }) => severity === 'warning').map(({ code }) => code),
    plan,
  };
}

describe('an asset of which something is wrong', () => {
  it('stays in the plan as unknown, is not visited, and holds nobody up', () => {
    const { visited, held, verdicts, errors, plan } = decide(
      inventory(host('a', { criticality: 'highest' }), host('b'), host('c')),
    );

    expect(visited).toEqual(['b', 'c']);
    expect(held).toEqual(['a: asset-unread']);
    expect(verdicts).toEqual([
      'a unknown: its entry could not be read whole (criticality), so what is asked of it is not known',
      'b compliant: 1 requirement within its time',
      'c compliant: 1 requirement within its time',
    ]);
    expect(errors).toEqual(['schema/unknown-value']);
    expect(plan.incomplete).toHaveLength(1);
    expect(plan.requirements.map(({ asset }) => asset)).toEqual(['a', 'b', 'c']);
  });

  it('does not take a default for what its owner wrote otherwise', () => {
    const assets = [host('a', { criticalty: 'mission-critical' }), host('b')];
    const { plan } = decide({
      'inventory/a.yaml': yaml('Inventory', 'hosts', { defaults: { criticality: 'low', owner: 'ops' }, assets }),
      'directory/t.yaml': yaml('Team', 'ops', {}),
    });

    expect(plan.assets.map(({ owner, facts }) => [owner, facts.criticality])).toEqual([
      ['ops', undefined],
      ['ops', 'low'],
    ]);
  });

  it('takes no default at all where nobody can tell what a key was to say', () => {
    const assets = [host('a', { colour: 'red' })];
    const { plan, verdicts } = decide({
      'inventory/a.yaml': yaml('Inventory', 'hosts', { defaults: { exposure: 'isolated', cluster: 'x' }, assets }),
      'inventory/x.yaml': yaml('Cluster', 'x', { consensus: 'none', budget: { maxUnavailable: 1 } }),
    });

    expect(plan.assets.map(({ cluster, facts }) => [cluster, facts.exposure])).toEqual([[undefined, undefined]]);
    expect(verdicts).toEqual(['a unknown: its entry could not be read whole, so what is asked of it is not known']);
  });

  it('is not visited where its visits have no exact length', () => {
    const { held, verdicts } = decide(inventory(host('a', { visitDuration: '1mo' }), host('b')));

    expect(held).toEqual(['a: asset-unread']);
    expect(verdicts[0]).toContain('(visitDuration)');
  });

  it('is no reason to blame a selector that may mean it', () => {
    const freeze = {
      selector: { match: { criticality: ['high'] } },
      from: '2026-11-01',
      to: '2026-11-02',
      reason: 'x',
    };
    const files = { 'schedules/f.yaml': yaml('Freeze', 'f', freeze) };

    expect(decide({ ...inventory(host('a', { criticality: 'hihg' })), ...files }).warnings).not.toContain(
      'link/selects-nothing',
    );
    expect(decide({ ...inventory(host('a', { criticality: 'low' })), ...files }).warnings).toContain(
      'link/selects-nothing',
    );
  });

  it('is no reason to blame a label that it may have', () => {
    const freeze = { selector: { labels: { zone: 'eu' } }, from: '2026-11-01', to: '2026-12-02', reason: 'x' };
    const { errors } = decide({
      ...inventory(host('a', { labels: { zone: 7 } }), host('b')),
      'schedules/f.yaml': yaml('Freeze', 'f', freeze),
    });

    expect(errors).toEqual(['schema/number-for-text']);
  });
});

describe('an asset with a component that is wrong', () => {
  it('is unknown, names it, and is visited for the others', () => {
    const wrong = { ecosystem: 'npm', name: 'left-pad', version: 1.1 };
    const { visited, verdicts, errors } = decide(inventory(host('a', { components: [component, wrong] }), host('b')));

    expect(visited).toEqual(['a', 'b']);
    expect(verdicts[0]).toBe('a unknown: not all of its software could be read: left-pad');
    expect(errors).toHaveLength(1);
  });

  it('is unknown for a purl that cannot be read, and names at most three', () => {
    const purls = ['pkg:npm/a', 'nonsense', 'pkg:x/b@1', 'pkg:npm/c'].map((purl) => ({ purl }));
    const { verdicts } = decide(inventory({ name: 'a', components: purls }));

    expect(verdicts[0]).toBe(
      'a unknown: not all of its software could be read: nonsense, pkg:npm/a, pkg:x/b@1 and 1 more',
    );
  });
});

describe('an asset whose name cannot be read', () => {
  it('is missed by name of its place, and whoever is named is not called unknown', () => {
    const { plan, errors, verdicts } = decide(inventory(host('web 1'), host('b', { mirrors: ['c'] })));

    expect(errors).toEqual(['schema/malformed']);
    expect(plan.incomplete).toContain(
      'asset at place 1, web 1 of inventory/a.yaml has no name that can be read, and is not in the plan',
    );
    expect(verdicts).toEqual(['b compliant: 1 requirement within its time']);
  });
});

describe('an asset that stands twice', () => {
  const fine = { name: 'a', components: [{ ...component, version: '1.0.1' }] };

  it('is unknown, whichever entry comes first', () => {
    for (const assets of [
      [fine, host('a')],
      [host('a'), fine],
    ]) {
      const { visited, verdicts, errors } = decide(inventory(...assets));

      expect([visited, errors]).toEqual([[], ['link/duplicate-asset']]);
      expect(verdicts).toEqual([
        'a unknown: its entry could not be read whole (name), so what is asked of it is not known',
      ]);
    }
  });

  it('is missed where it has another name there', () => {
    const { verdicts, plan, errors } = decide(inventory(fine, host('b', { uid: 'a' }), host('c', { mirrors: ['b'] })));

    expect(errors).toEqual(['link/duplicate-asset']);
    expect(plan.incomplete).toContain(
      'b of inventory/a.yaml cannot be told from another asset, and is not in the plan',
    );
    expect(verdicts[0]).toContain('a unknown: its entry could not be read whole (uid)');
  });
});

describe('a cluster', () => {
  const cluster = (members?: readonly string[]) => ({
    'inventory/c.yaml': yaml('Cluster', 'db', {
      ...{ consensus: 'cft', budget: { maxUnavailable: 1 } },
      ...(members && { members: members.map((asset) => ({ asset })) }),
    }),
  });
  const member = { cluster: 'db' };

  it('counts a member of which facts are wrong, and visits the others', () => {
    const { visited, held } = decide({
      ...cluster(),
      ...inventory(host('a', { ...member, criticality: 'top' }), host('b', member), host('c', member)),
    });

    expect([visited, held]).toEqual([['b', 'c'], ['a: asset-unread']]);
  });

  it.each([
    ['of which nobody knows under which name it reports', { ...member, uid: 7 }],
    ['of which nobody knows whether it is in it', { cluster: 5 }],
    ['of which nobody knows what it says', { cluser: 'db', clouds: 'x' }],
    ['that has no name', { ...member, name: 'a b' }],
  ])('visits nobody while there is a member %s', (_, own) => {
    const { visited, held, reasons } = decide({
      ...cluster(),
      ...inventory(host('a', own), host('b', member), host('z')),
    });

    expect(visited).toEqual(['z']);
    expect(held.at(-1)).toBe('b: member-unread');
    expect(reasons.at(-1)).toMatch(/could not be read whole, so nobody knows how many members of cluster db are away$/);
  });

  it('goes on where its list says that the asset belongs elsewhere', () => {
    const { visited } = decide({
      ...cluster(),
      'inventory/d.yaml': yaml('Cluster', 'other', {
        consensus: 'none',
        budget: { maxUnavailable: 1 },
        members: [{ asset: 'a' }],
      }),
      ...inventory(host('a', { cluster: 5 }), host('b', member), host('c', member), host('d', member)),
    });

    expect(visited).toEqual(['b', 'c', 'd']);
  });

  it('visits nobody while its list names a member that is no asset', () => {
    const { visited, held, reasons } = decide({
      ...cluster(['b', 'c', 'd', 'typo']),
      ...inventory(host('b'), host('c'), host('d'), host('e')),
    });

    expect([visited, held]).toEqual([['e'], ['b: member-unread', 'c: member-unread', 'd: member-unread']]);
    expect(reasons[0]).toBe('typo is no asset that is known, so nobody knows how many members of cluster db are away');
  });

  it('visits nobody while an Inventory that may hold a member cannot be read', () => {
    const { visited, held } = decide({
      ...cluster(),
      ...inventory(host('b', member), host('z')),
      'inventory/lost.yaml': yaml('Inventory', 'lost', { assets: 'x' }),
    });

    expect([visited, held]).toEqual([['z'], ['b: member-unread']]);
  });
});

describe('a ring', () => {
  const rollout = {
    'schedules/r.yaml': yaml('Rollout', 'r', {
      rings: [
        { name: 'canary', selector: { names: ['a'] } },
        { name: 'rest', selector: { all: true } },
      ],
    }),
  };

  it('waits while what goes first cannot be read whole', () => {
    const { visited, held, reasons } = decide({
      ...rollout,
      ...inventory(host('a', { visitDuration: 'long' }), host('b')),
    });

    expect([visited, held]).toEqual([[], ['a: asset-unread', 'b: ring-unread']]);
    expect(reasons[1]).toBe('a could not be read whole, so nobody knows what must go before ring rest');
  });

  it('waits while an asset that may go first cannot be read', () => {
    const byLabel = {
      'schedules/r.yaml': yaml('Rollout', 'r', {
        rings: [
          { name: 'canary', selector: { labels: { ring: 'first' } } },
          { name: 'rest', selector: { all: true } },
        ],
      }),
    };
    const assets = [host('c', { labels: 5 }), host('a', { labels: { ring: 'first' } }), host('b')];

    expect(decide({ ...byLabel, ...inventory(...assets) }).held).toEqual(['b: ring-unread', 'c: asset-unread']);
  });

  it('goes on where no ring asks for what cannot be read', () => {
    const { visited, held } = decide({ ...rollout, ...inventory(host('a'), host('b'), host('c', { labels: 5 })) });

    expect([visited, held]).toEqual([['a', 'b'], ['c: asset-unread']]);
  });

  it('waits while a record of how it went before cannot be read', () => {
    const files = { 'records/deployment/d.yaml': yaml('DeploymentRecord', 'd', { rows: 5 }) };
    const { visited, held } = decide({ ...rollout, ...files, ...inventory(host('a'), host('b')) });

    expect([visited, held]).toEqual([['a'], ['b: ring-unread']]);
  });

  it('goes on where what cannot be read is behind it', () => {
    const { visited } = decide({ ...rollout, ...inventory(host('a'), host('b', { lastSeen: 'now' })) });

    expect(visited).toEqual(['a']);
  });
});
