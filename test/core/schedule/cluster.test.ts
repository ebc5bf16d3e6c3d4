import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../../src/model/generated/cluster.ts';
import type { Schedule, Visit } from '../../../src/model/visit.ts';
import { type AssetSketch, curl, nightly, scheduleWorld, type World } from '../../support/schedule.ts';
import { at } from '../../support/world.ts';

const hour = 3_600_000;
/** Room for everybody at once; only the cluster holds anybody back. */
const wide = { ...nightly, duration: '6h', maxConcurrent: 100 };

const members = (count: number, sketch: Partial<AssetSketch> = {}): readonly AssetSketch[] =>
  Array.from({ length: count }, (_, index) => ({ name: `val-${index + 1}`, cluster: 'ledger', ...sketch }));

function clusterWorld(spec: Cluster['spec'], assets: readonly AssetSketch[], parts: Partial<World> = {}): World {
  return {
    windows: { night: wide },
    clusters: { ledger: spec },
    assets,
    requirements: assets.map(({ name }) => ({ asset: name, due: '2026-12-15T00:00:00Z' })),
    ...parts,
  };
}

/** Most weight away at one instant, soak included; `away` are members that were away to begin with. */
function mostAway(visits: readonly Visit[], soakMs: number, weightOf: (asset: string) => number = () => 1): number {
  const instants = visits.map(({ start }) => start);
  return Math.max(
    0,
    ...instants.map((instant) =>
      visits
        .filter(({ start, end }) => start <= instant && instant < end + soakMs)
        .reduce((sum, { asset }) => sum + weightOf(asset), 0),
    ),
  );
}

const starts = ({ visits }: Schedule): readonly string[] =>
  visits.map(({ asset, start }) => `${asset} ${new Date(start).toISOString().slice(5, 16)}`);

describe('a cluster', () => {
  it('of four validators never has two members out', () => {
    const { value, diagnostics } = scheduleWorld(clusterWorld({ consensus: 'bft' }, members(4)));

    expect(diagnostics).toEqual([]);
    expect(starts(value)).toEqual(['val-1 11-18T22:00', 'val-2 11-18T23:00', 'val-3 11-19T00:00', 'val-4 11-19T01:00']);
    expect(value.clusters).toMatchObject([{ cluster: 'ledger', members: 4, maxUnavailable: 1, soakMs: 0 }]);
    expect(value.clusters[0]?.visits).toEqual(value.visits.map(({ id }) => id));
  });

  it('counts a member as away until its soak is over, and starts the next right then', () => {
    const { value } = scheduleWorld(clusterWorld({ consensus: 'bft', soak: '30min' }, members(4)));

    expect(starts(value)).toEqual(['val-1 11-18T22:00', 'val-2 11-18T23:30', 'val-3 11-19T01:00', 'val-4 11-19T02:30']);
  });

  it('of two databases loses neither while the other is away, and the replica goes first', () => {
    const spec: Cluster['spec'] = { consensus: 'primary-replica', soak: '1h' };
    const assets: readonly AssetSketch[] = [
      { name: 'db-1', cluster: 'ledger', clusterRole: 'primary' },
      { name: 'db-2', cluster: 'ledger', clusterRole: 'replica' },
    ];

    const { value } = scheduleWorld(
      clusterWorld(spec, assets, {
        requirements: [
          { asset: 'db-1', priority: 'out-of-cycle', due: '2026-11-20T00:00:00Z' },
          { asset: 'db-2', due: '2026-12-01T00:00:00Z' },
        ],
      }),
    );

    expect(starts(value)).toEqual(['db-2 11-18T22:00', 'db-1 11-19T00:00']);
  });

  it('keeps roles in order across rings', () => {
    const { value } = scheduleWorld({
      ...clusterWorld({ consensus: 'none', order: ['orderer', 'peer'] }, [
        { name: 'a-peer', cluster: 'ledger', clusterRole: 'peer' },
        { name: 'z-orderer', cluster: 'ledger', clusterRole: 'orderer' },
      ]),
      rollouts: { all: { rings: [{ name: 'first', selector: { names: ['a-*'] } }, { name: 'second' }] } },
    });

    expect(value.visits.map(({ asset }) => asset)).toEqual(['z-orderer', 'a-peer']);
  });

  it.each<readonly [string, Cluster['spec'], number, number]>([
    ['bft of 3', { consensus: 'bft' }, 3, 0],
    ['bft of 7', { consensus: 'bft' }, 7, 2],
    ['cft of 3', { consensus: 'cft' }, 3, 1],
    ['cft of 4', { consensus: 'cft' }, 4, 1],
    ['cft of 5', { consensus: 'cft' }, 5, 2],
    ['primary and replicas', { consensus: 'primary-replica' }, 5, 1],
    ['a lone primary', { consensus: 'primary-replica' }, 1, 0],
    ['a share that rounds down', { consensus: 'none', budget: { maxUnavailable: '49%' } }, 5, 2],
    ['a share to stay that rounds up', { consensus: 'none', budget: { minAvailable: '51%' } }, 5, 2],
    ['no promise', { consensus: 'none' }, 5, 5],
    ['a budget that the protocol would not survive', { consensus: 'bft', budget: { maxUnavailable: 2 } }, 4, 1],
    ['a budget tighter than the protocol', { consensus: 'cft', budget: { maxUnavailable: 1 } }, 7, 1],
    [
      'partial membership with a budget',
      { consensus: 'bft', membership: 'partial', budget: { maxUnavailable: 1 } },
      2,
      1,
    ],
    [
      'a share of the stated whole',
      { consensus: 'bft', membership: 'partial', totalWeight: 20, budget: { maxUnavailable: '15%' } },
      4,
      3,
    ],
    [
      'a share of nobody knows what',
      { consensus: 'bft', membership: 'partial', budget: { maxUnavailable: '50%' } },
      4,
      0,
    ],
  ])('lets no more members be away than its budget: %s', (_, spec, count, expected) => {
    const { value } = scheduleWorld(clusterWorld(spec, members(count)));

    expect(value.clusters[0]?.maxUnavailable).toBe(expected);
    expect(mostAway(value.visits, 0)).toBe(expected);
    expect(value.visits).toHaveLength(expected === 0 ? 0 : count);
  });

  it.each<readonly [string, Cluster['spec'], string]>([
    ['schedule/budget-zero', { consensus: 'bft' }, 'budget'],
    ['schedule/budget-unstated', { consensus: 'bft', membership: 'partial' }, 'budget'],
    [
      'schedule/budget-unstated',
      { consensus: 'bft', membership: 'partial', budget: { maxUnavailable: '25%' } },
      'budget',
    ],
  ])('whose budget allows nothing is %s, and its visits are unplaced with the reason', (code, spec, reason) => {
    const { value, diagnostics } = scheduleWorld(clusterWorld(spec, members(3)));

    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
    expect(value.unplaced.map((entry) => [entry.asset, entry.reason.code])).toEqual([
      ['val-1', reason],
      ['val-2', reason],
      ['val-3', reason],
    ]);
  });

  it('reports a budget looser than its protocol, an unknown role and a member that names nothing', () => {
    const spec: Cluster['spec'] = {
      consensus: 'bft',
      budget: { maxUnavailable: 3 },
      order: ['sentry'],
      members: [{ weight: 1 }],
    };

    const { diagnostics } = scheduleWorld(clusterWorld(spec, members(4)));

    expect(diagnostics.map(({ code }) => code).sort()).toEqual([
      'schedule/budget-unsafe',
      'schedule/member-unnamed',
      'schedule/unknown-role',
    ]);
  });

  it('lets the primary wait for its replicas with work that does not go with its urgent visit', () => {
    const assets: readonly AssetSketch[] = [
      { name: 'db-1', cluster: 'ledger', clusterRole: 'primary' },
      { name: 'db-2', cluster: 'ledger', clusterRole: 'replica' },
    ];
    const lead = { leadTimeMs: 2 * 24 * hour };

    const { value } = scheduleWorld(
      clusterWorld({ consensus: 'primary-replica' }, assets, {
        requirements: [
          { asset: 'db-1', priority: 'immediate', due: '2026-11-18T12:00:00Z' },
          { asset: 'db-1', component: curl, priority: 'out-of-cycle', due: '2026-11-21T00:00:00Z', governance: lead },
          { asset: 'db-2', due: '2026-12-01T00:00:00Z', governance: lead },
        ],
      }),
    );

    expect(starts(value)).toEqual(['db-1 11-18T08:00', 'db-2 11-20T22:00', 'db-1 11-20T23:00']);
  });

  it('counts external members towards the whole and by weight', () => {
    const spec: Cluster['spec'] = {
      consensus: 'bft',
      members: [
        { asset: 'val-1', weight: 3 },
        { external: 'partner-1', weight: 4 },
        { external: 'partner-2', weight: 4 },
      ],
    };

    const { value } = scheduleWorld(clusterWorld(spec, members(2)));

    // 12 in all, less than 4 may be away: never 3 + 1.
    expect(mostAway(value.visits, 0, (asset) => (asset === 'val-1' ? 3 : 1))).toBe(3);
    expect(value.clusters[0]).toMatchObject({ members: 4, maxUnavailable: 1 });
  });

  it('mends the member that is down first, at no cost, and only then takes the next', () => {
    const assets = members(4).map((asset) => (asset.name === 'val-3' ? { ...asset, down: true } : asset));

    const { value } = scheduleWorld(clusterWorld({ consensus: 'bft' }, assets));

    expect(starts(value)).toEqual(['val-3 11-18T22:00', 'val-1 11-18T23:00', 'val-2 11-19T00:00', 'val-4 11-19T01:00']);
    expect(value.visits[1]?.gates.find(({ gate }) => gate === 'health')?.needs).toContain('val-3 back first');
  });

  it('mends the member that is down before more urgent work elsewhere, which has to wait for it', () => {
    const assets = members(4).map((asset) => (asset.name === 'val-3' ? { ...asset, down: true } : asset));
    const world = clusterWorld({ consensus: 'bft' }, assets);

    const { value } = scheduleWorld({
      ...world,
      requirements: world.requirements.map((one) => (one.asset === 'val-1' ? { ...one, priority: 'immediate' } : one)),
    });

    expect(value.unplaced).toEqual([]);
    expect(starts(value).slice(0, 2)).toEqual(['val-3 11-18T22:00', 'val-1 11-18T23:00']);
  });

  it('visits nobody while a member is down that no visit mends', () => {
    const assets = members(4).map((asset) => (asset.name === 'val-3' ? { ...asset, down: true } : asset));
    const world = clusterWorld({ consensus: 'bft' }, assets);

    const { value } = scheduleWorld({
      ...world,
      requirements: world.requirements.filter(({ asset }) => asset !== 'val-3'),
    });

    expect(value.visits).toEqual([]);
    expect(value.unplaced.map(({ reason }) => reason.code)).toEqual(['budget', 'budget', 'budget']);
  });

  it('never touches two holders of one signing key at a time', () => {
    const spec: Cluster['spec'] = {
      consensus: 'none',
      members: [
        { asset: 'val-1', signingKey: 'key-a' },
        { asset: 'val-2', signingKey: 'key-a' },
      ],
    };

    const { value } = scheduleWorld(clusterWorld(spec, members(2)));

    expect(mostAway(value.visits, 0)).toBe(1);
    expect(value.visits[0]?.gates.find(({ gate }) => gate === 'health')?.needs).toContain(
      'apart from val-2: proven stopped before val-1 starts with key key-a',
    );
  });

  it('never touches two holders of one signing key at a time where they are in two clusters', () => {
    const holding = (asset: string): Cluster['spec'] => ({
      consensus: 'none',
      members: [{ asset, signingKey: 'key-a' }],
    });

    const { value } = scheduleWorld({
      ...clusterWorld({ consensus: 'none' }, [
        { name: 'val-1', cluster: 'ledger' },
        { name: 'val-2', cluster: 'stand-in' },
      ]),
      clusters: { ledger: holding('val-1'), 'stand-in': holding('val-2') },
    });

    expect(starts(value)).toEqual(['val-1 11-18T22:00', 'val-2 11-18T23:00']);
    expect(value.visits[1]?.gates.find(({ gate }) => gate === 'health')?.needs).toBe(
      'every other member of stand-in up and in step, apart from val-1: proven stopped before val-2 starts with key key-a',
    );
  });

  it('warns of a signing key that several members could use, unless their roles say who waits', () => {
    const spec = (role: string): Cluster['spec'] => ({
      consensus: 'none',
      members: [
        { asset: 'val-1', signingKey: 'key-a', role: 'validator' },
        { asset: 'val-2', signingKey: 'key-a', role },
      ],
    });
    const codesOf = (role: string): readonly string[] =>
      scheduleWorld(clusterWorld(spec(role), members(2))).diagnostics.map(({ code }) => code);

    expect(codesOf('validator')).toEqual(['schedule/key-shared']);
    expect(codesOf('standby')).toEqual([]);
  });

  it('refuses windows whose visit would keep a member away too long', () => {
    const { value } = scheduleWorld(clusterWorld({ consensus: 'bft', maxOffline: '30min' }, members(4)));

    expect(value.unplaced.map(({ reason }) => reason.code)).toEqual(Array(4).fill('max-offline'));
  });

  it('keeps its budget at every instant, soak, weights, approved visits and late ones included', () => {
    const arbitrary = fc.record({
      weights: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 8 }),
      limit: fc.integer({ min: 1, max: 8 }),
      soakMinutes: fc.constantFrom(0, 15, 60, 90),
      dueHours: fc.integer({ min: 10, max: 60 }),
      urgent: fc.boolean(),
      approvedAt: fc.integer({ min: 14, max: 20 }),
    });
    fc.assert(
      fc.property(arbitrary, ({ weights, limit, soakMinutes, dueHours, urgent, approvedAt }) => {
        const assets = members(weights.length);
        const listed = assets.map(({ name }, index) => ({ asset: name, weight: weights[index] ?? 1 }));
        const spec: Cluster['spec'] = {
          consensus: 'none',
          members: listed,
          budget: { maxUnavailable: limit },
          soak: `${soakMinutes}min`,
        };
        const start = at('2026-11-18T08:00:00Z');
        const due = new Date(start + dueHours * hour).toISOString();
        const requirements = assets.map(({ name }, index) => ({
          asset: name,
          due,
          priority: urgent && index % 2 === 0 ? ('immediate' as const) : ('scheduled' as const),
        }));
        const weightOf = (asset: string): number => listed.find((member) => member.asset === asset)?.weight ?? 0;
        const first = scheduleWorld(clusterWorld(spec, assets, { requirements })).value.visits[0];
        const moved = first && {
          ...first,
          state: 'approved' as const,
          start: at(`2026-11-18T${approvedAt}:00:00Z`),
          end: at(`2026-11-18T${approvedAt + 1}:30:00Z`),
        };

        const { visits } = scheduleWorld(
          clusterWorld(spec, assets, { requirements, fixed: moved ? [moved] : [] }),
        ).value;

        const alone = Math.max(
          0,
          ...visits.filter(({ state }) => state === 'approved').map(({ asset }) => weightOf(asset)),
        );
        expect(mostAway(visits, soakMinutes * 60_000, weightOf)).toBeLessThanOrEqual(Math.max(limit, alone));
      }),
      { numRuns: 150 },
    );
  });
});
