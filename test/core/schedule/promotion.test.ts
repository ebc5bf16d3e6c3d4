import { describe, expect, it } from 'vitest';
import type { Row } from '../../../src/model/generated/deployment-record.ts';
import type { Ring, Rollout } from '../../../src/model/generated/rollout.ts';
import type { Gate, Schedule } from '../../../src/model/visit.ts';
import { nightly, scheduleWorld, type World } from '../../support/schedule.ts';
import { at } from '../../support/world.ts';

const due = '2026-12-15T00:00:00Z';

/** Three canaries and one host behind them; `asOf` is 2026-11-18 08:00 UTC. */
function worldWith(promote: Ring['promote'], rows: readonly Partial<Row>[], parts: Partial<World> = {}): World {
  const canary: Ring = { name: 'canary', selector: { names: ['can-*'] }, soak: '1d', ...(promote && { promote }) };
  const spec: Rollout['spec'] = { rings: [canary, { name: 'rest' }] };
  const filled = rows.map(
    (row): Row => ({
      asset: 'can-1',
      application: { ecosystem: 'Debian:12', name: 'openssl' },
      version: '2',
      start: '2026-11-16T22:00:00Z',
      end: '2026-11-16T23:00:00Z',
      result: 'succeeded',
      ...row,
    }),
  );
  return {
    windows: { night: { ...nightly, maxConcurrent: 10 } },
    rollouts: { all: spec },
    assets: ['can-1', 'can-2', 'can-3', 'web-1'].map((name) => ({ name })),
    requirements: [{ asset: 'web-1', due }],
    deployments: filled.length === 0 ? {} : { job: { engine: 'ansible', executor: 'bot', rows: filled } },
    ...parts,
  };
}

function gateOf({ visits }: Schedule): Gate | undefined {
  return visits.find(({ asset }) => asset === 'web-1')?.gates.find(({ gate }) => gate === 'ring-promotion');
}

describe('the promotion of a ring', () => {
  it('is met by the records that prove it, once its soak is over', () => {
    const { value } = scheduleWorld(worldWith({ minSample: 2 }, [{}, { asset: 'can-2' }]));

    expect(gateOf(value)).toEqual({
      gate: 'ring-promotion',
      status: 'met',
      needs: 'ring canary done well, soak included',
      metBy: ['job'],
    });
  });

  it('is open while the soak behind what is on record runs, and the next ring waits for it', () => {
    const { value } = scheduleWorld(worldWith({}, [{ end: '2026-11-18T07:00:00Z' }]));

    expect(gateOf(value)?.status).toBe('open');
    expect(value.visits[0]?.start).toBe(at('2026-11-19T22:00:00Z'));
  });

  it('needs no more visits than the ring has assets', () => {
    const rows = ['can-1', 'can-2', 'can-3'].map((asset) => ({ asset }));

    expect(gateOf(scheduleWorld(worldWith({ minSample: 50 }, rows)).value)?.status).toBe('met');
    expect(gateOf(scheduleWorld(worldWith({ minSample: 50 }, rows.slice(0, 2))).value)).toMatchObject({
      status: 'open',
      lacks: ['ring canary: 2 of 2 succeeded, 100 % needed, 3 visits needed'],
    });
  });

  it('is refused by a ring that failed, which blocks the next with its reason', () => {
    const rows: readonly Partial<Row>[] = [{}, { asset: 'can-2', result: 'rolled-back' }];

    const { value } = scheduleWorld(worldWith({ successRate: '90%', minSample: 2 }, rows));

    expect(value.visits).toEqual([]);
    expect(value.unplaced).toMatchObject([
      {
        asset: 'web-1',
        reason: {
          code: 'ring-failed',
          text: expect.stringMatching(
            /^ring canary failed: 1 of 2 succeeded, 90 % needed; success of ring canary by 2026/,
          ),
        },
      },
    ]);
  });

  it('follows the last visit of each asset, and counts neither skipped work nor another version', () => {
    const mended: readonly Partial<Row>[] = [{ result: 'failed' }, { end: '2026-11-17T01:00:00Z' }];
    const beside: readonly Partial<Row>[] = [
      { result: 'skipped' },
      { asset: 'can-2', version: '1.9', result: 'failed' },
    ];

    expect(gateOf(scheduleWorld(worldWith({}, mended)).value)?.status).toBe('met');
    expect(gateOf(scheduleWorld(worldWith({}, beside)).value)?.needs).toBe('ring canary has none of these packages');
  });

  it('does not wait for the rest of a ring that is proven as the rollout asks', () => {
    const requirements = ['can-2', 'web-1'].map((asset) => ({ asset, due }));

    const stated = scheduleWorld(worldWith({ minSample: 1 }, [{}], { requirements })).value;
    const unstated = scheduleWorld(worldWith(undefined, [{}], { requirements })).value;

    expect(stated.visits.map(({ start }) => start)).toEqual([at('2026-11-18T22:00:00Z'), at('2026-11-18T22:00:00Z')]);
    expect(unstated.visits.map(({ start }) => start)).toEqual([at('2026-11-18T22:00:00Z'), at('2026-11-19T23:00:00Z')]);
    expect([gateOf(stated)?.status, gateOf(unstated)?.status]).toEqual(['met', 'open']);
  });

  it('waits for a pause, which is told with its reason and its end', () => {
    const world = worldWith({}, []);
    const paused = { until: '2026-11-20T12:00:00Z', reason: 'faults in canary' };
    const rollouts = { all: { rings: [{ name: 'rest' }], paused } };

    const [visit] = scheduleWorld({ ...world, rollouts }).value.visits;

    expect(visit?.reasons.map(({ code }) => code)).toEqual(['paused']);
    expect(visit?.reasons[0]?.text).toMatch(/^rollout all is paused until 2026-11-20 12:00.*: faults in canary$/);
  });
});
