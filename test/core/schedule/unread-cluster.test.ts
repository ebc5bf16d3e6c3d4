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
const nights = { start: '2026-01-01T22:00', rrule: 'FREQ=DAILY', duration: '2h', maxConcurrent: 4 };

/** Two hosts of a cluster and one of none, all with an update. */
function planOf(cluster: object, priority: string, names: string | undefined) {
  const assets = ['val-1', 'val-2', 'web'].map((name) => ({
    ...{ name, components: [component] },
    ...(name !== 'web' && names !== undefined && { cluster: names }),
  }));
  const rules = [{ id: 'all', then: { priority, within: '14d' } }];
  return decided({
    'patchledger.yaml': yaml('Workspace', 'w', {}),
    'inventory/a.yaml': yaml('Inventory', 'hosts', { assets }),
    'inventory/c.yaml': yaml('Cluster', 'chain', cluster),
    'catalog/app.json': JSON.stringify(osv),
    'policies/p.yaml': yaml('PatchPolicy', 'p', { rules }),
    'schedules/w.yaml': yaml('MaintenanceWindow', 'nights', nights),
  });
}

const members = [{ asset: 'val-1' }, { asset: 'val-2' }];
const wrong = { consensus: 'bft', budgett: { maxUnavailable: 1 } };
const reason = {
  code: 'cluster-unread',
  text: 'its cluster chain could not be read, so nobody knows how many of its members may be away at once',
};

describe('members of a cluster that cannot be read', () => {
  it.each([
    ['they name it themselves', wrong, 'scheduled', 'chain'],
    ['only the cluster lists them', { ...wrong, members }, 'scheduled', undefined],
    ['there is no such cluster', { consensus: 'bft', membership: 'complete' }, 'scheduled', 'chian'],
    ['their work is immediate', wrong, 'immediate', 'chain'],
  ])('are visited by nobody, whether %s', (_, cluster, priority, names) => {
    const { plan } = planOf(cluster, priority, names);

    expect(plan.schedule.visits.map(({ asset }) => asset)).toEqual(['web']);
    const text = reason.text.replace('chain', names ?? 'chain');
    expect(plan.schedule.unplaced.map((one) => [one.asset, one.reason])).toEqual([
      ['val-1', { ...reason, text }],
      ['val-2', { ...reason, text }],
    ]);
    expect(plan.incomplete).not.toEqual([]);
  });

  it('are visited as ever once it can be read', () => {
    const { plan } = planOf({ consensus: 'none', budget: { maxUnavailable: 1 }, members }, 'scheduled', undefined);

    expect(plan.schedule.visits).toHaveLength(3);
    expect(plan.schedule.unplaced).toEqual([]);
  });
});
