import { describe, expect, it } from 'vitest';
import { nightly, scheduleWorld, type World } from '../../support/schedule.ts';

/** Reasons of the first late visit. */
function lateReason(world: World): string | undefined {
  const late = scheduleWorld(world).value.visits.find(({ state }) => state === 'late');
  return late?.reasons.map(({ text }) => text).join(' · ');
}

function unplacedReason(world: World): string | undefined {
  return scheduleWorld(world).value.unplaced[0]?.reason.text;
}

const day = 86_400_000;

const crowd = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ asset: `host-${index}`, due: '2026-11-20T12:00:00Z' }));

describe('a late visit', () => {
  it('names the full windows and the smallest change that makes it on time', () => {
    const reason = lateReason({ windows: { night: nightly }, requirements: crowd(5) });

    expect(reason).toContain('all 2 windows of night before 2026-11-20 12:00 +00:00 are full: 4 of 4 visits');
    expect(reason).toContain('1 h more in night or maxConcurrent 2 in night would make it on time');
  });

  it('asks for no more than all late visits of its windows need', () => {
    const reason = lateReason({ windows: { night: nightly }, requirements: crowd(11) });

    expect(reason).toContain('4 h more in night or maxConcurrent 3 in night would make all 7 on time');
  });

  it('claims no remedy that does not help', () => {
    const frozen: World = {
      windows: { night: nightly },
      freezes: { peak: { selector: { all: true }, reason: 'peak', from: '2026-11-18', to: '2026-11-25' } },
      requirements: crowd(1),
    };

    const short: World = { ...frozen, requirements: [{ asset: 'host-0', due: '2026-11-18T20:00:00Z' }] };

    expect(lateReason(frozen)).not.toContain('more in night');
    expect(lateReason(short)).not.toContain('would make');
    expect(lateReason({ windows: { night: nightly }, requirements: crowd(40) })).not.toContain('more in night');
  });

  const due = '2026-11-20T12:00:00Z';
  const staged = { first: ['host-0'], soak: '3d' };
  const rollout = (spec: object = {}): NonNullable<World['rollouts']> => ({
    all: {
      rings: [{ name: 'first', selector: { names: staged.first }, soak: staged.soak }, { name: 'rest' }],
      ...spec,
    },
  });
  const two = [
    { asset: 'host-0', due },
    { asset: 'host-1', due },
  ];
  const wide = { ...nightly, maxConcurrent: 10 };

  it.each<readonly [string, World, string]>([
    [
      'a freeze',
      {
        windows: { night: nightly },
        freezes: { peak: { selector: { all: true }, reason: 'peak', from: '2026-11-18', to: '2026-11-25' } },
        requirements: crowd(1),
      },
      'exempting scheduled work from freeze peak or ending freeze peak by 2026-11-19 23:00 +00:00',
    ],
    [
      'the lead time for approval',
      { windows: { night: nightly }, requirements: [{ asset: 'host-0', due, governance: { leadTimeMs: 5 * day } }] },
      'a lead time of 1 d 15 h',
    ],
    [
      'the soak of a ring',
      { windows: { night: nightly }, rollouts: rollout(), requirements: two },
      'a soak of 1 d behind ring first',
    ],
    [
      'a rollout that is paused',
      {
        windows: { night: wide },
        rollouts: rollout({ paused: { until: '2026-11-28', reason: 'incident' } }),
        requirements: [{ asset: 'host-0', due }],
      },
      'resuming rollout all by 2026-11-19 23:00 +00:00',
    ],
    [
      'how many of a ring may be away',
      {
        windows: { night: wide },
        rollouts: { all: { rings: [{ name: 'only', maxConcurrent: 1 }] } },
        requirements: crowd(6),
      },
      'maxConcurrent 2 in ring only',
    ],
    [
      'the budget of a cluster',
      {
        windows: { night: wide },
        clusters: { ledger: { consensus: 'cft', budget: { maxUnavailable: 1 } } },
        assets: crowd(5).map(({ asset }) => ({ name: asset, cluster: 'ledger' })),
        requirements: crowd(5),
      },
      'maxUnavailable 2 in cluster ledger',
    ],
  ])('names the smallest change to what keeps it: %s', (_, world, remedy) => {
    expect(lateReason(world)).toContain(`${remedy} `);
    expect(lateReason(world)).toMatch(/would make (?:it|all \d+) on time$/);
  });

  it('asks for no budget that the protocol would not survive', () => {
    const world: World = {
      windows: { night: wide },
      clusters: { ledger: { consensus: 'bft', budget: { maxUnavailable: 1 } } },
      assets: crowd(4).map(({ asset }) => ({ name: asset, cluster: 'ledger' })),
      requirements: crowd(4).map((sketch) => ({ ...sketch, due: '2026-11-19T12:00:00Z' })),
    };

    expect(lateReason(world)).not.toContain('maxUnavailable');
  });

  it('says by when a ring that failed must have succeeded', () => {
    const row = {
      application: { ecosystem: 'Debian:12', name: 'openssl' },
      version: '2',
      asset: 'host-0',
      start: '2026-11-17T22:00:00Z',
      end: '2026-11-17T23:00:00Z',
    };
    const recorded = (result: 'failed' | 'succeeded'): World => ({
      windows: { night: nightly },
      rollouts: { all: { rings: [{ name: 'first', selector: { names: ['host-0'] }, soak: '12h' }, { name: 'rest' }] } },
      assets: [{ name: 'host-0' }],
      deployments: { run: { engine: 'ansible', executor: 'ada', job: '1', rows: [{ ...row, result }] } },
      requirements: [{ asset: 'host-1', due }],
    });

    expect(lateReason({ ...recorded('failed') }) ?? unplacedReason(recorded('failed'))).toContain(
      'success of ring first by 2026-11-19 11:00 +00:00 would make it on time',
    );
    expect(scheduleWorld(recorded('succeeded')).value.visits).toMatchObject([{ state: 'planned' }]);
  });

  it('names the constraint when there is room but no turn', () => {
    const world: World = {
      windows: { night: { ...nightly, maxConcurrent: 10 } },
      clusters: { ledger: { consensus: 'bft' } },
      assets: crowd(7).map(({ asset }) => ({ name: asset, cluster: 'ledger' })),
      requirements: crowd(7).map((sketch) => ({ ...sketch, due: '2026-11-19T12:00:00Z' })),
    };

    const late = scheduleWorld(world).value.visits.filter(({ state }) => state === 'late');

    expect(late.map(({ reasons }) => reasons[0]?.code)).toEqual(['budget', 'budget', 'budget']);
    expect(late[0]?.reasons[0]?.text).toContain('cluster ledger');
  });

  it('tells at most twelve windows that were refused', () => {
    const { visits } = scheduleWorld({
      windows: { night: nightly },
      freezes: { long: { selector: { all: true }, reason: 'move', from: '2026-11-18', to: '2026-12-20' } },
      requirements: [{ asset: 'host-1' }],
    }).value;

    expect(visits[0]?.refused).toHaveLength(12);
  });
});
