import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/model/generated/change.ts';
import type { Row } from '../../../src/model/generated/deployment-record.ts';
import { nightly, scheduleWorld, type World } from '../../support/schedule.ts';
import { at } from '../../support/world.ts';

/** `asOf` is 2026-11-18 08:00 UTC. Work on val-1 was to last from 06:00 to 07:00, and members soak for a day. */
const time = { start: '2026-11-18T06:00:00Z', end: '2026-11-18T07:00:00Z' };

const names = ['val-1', 'val-2', 'val-3', 'val-4'];

/** Urgent work on the members that are named. */
function startsOf(wanting: readonly string[], parts: Partial<World>): readonly string[] {
  const { visits } = scheduleWorld({
    windows: { night: nightly },
    clusters: { ledger: { consensus: 'bft', soak: '1d' } },
    assets: names.map((name) => ({ name, cluster: 'ledger', ...(name === 'val-1' && { formerNames: ['old-1'] }) })),
    requirements: wanting.map((asset) => ({ asset, priority: 'immediate', due: '2026-11-18T12:00:00Z' })),
    ...parts,
  }).value;
  return visits.map(({ asset, start }) => `${asset} ${new Date(start).toISOString().slice(5, 16)}`);
}

function recorded(row: Partial<Row>): Partial<World> {
  const filled: Row = {
    asset: 'val-1',
    application: { ecosystem: 'Debian:12', name: 'openssl' },
    version: '2',
    result: 'succeeded',
    ...time,
    ...row,
  };
  return { deployments: { job: { engine: 'ansible', executor: 'bot', rows: [filled] } } };
}

const approved: Change['spec'] = {
  key: { team: 'core', approvers: [], lane: 'routine', number: 1 },
  asOf: '2026-11-17T00:00:00Z',
  planFp: `sha256:${'0'.repeat(64)}`,
  inputsDigest: `sha256:${'0'.repeat(64)}`,
  visits: [{ id: 'V-1', asset: 'val-1', kind: 'routine', ...time, requirements: [] }],
};

describe('work that was done before', () => {
  it('keeps its member away until its soak is over, and the next waits for that', () => {
    expect(startsOf(['val-2'], recorded({}))).toEqual(['val-2 11-19T07:00']);
    expect(startsOf(['val-2'], recorded({ asset: 'old-1', result: 'failed' }))).toEqual(['val-2 11-19T07:00']);
    expect(startsOf(['val-2'], {})).toEqual(['val-2 11-18T08:00']);
  });

  it('counts by the time that was approved while no record tells', () => {
    const changes = { 'c-1': approved };

    expect(startsOf(['val-2'], { changes })).toEqual(['val-2 11-19T07:00']);
    expect(startsOf(['val-2'], { changes, ...recorded({ visit: 'V-1', end: '2026-11-18T06:30:00Z' }) })).toEqual([
      'val-2 11-19T06:30',
    ]);
    expect(startsOf(['val-2'], { changes, ...recorded({ visit: 'V-1', result: 'skipped' }) })).toEqual([
      'val-2 11-18T08:00',
    ]);
  });

  it('does not count before it begins', () => {
    expect(startsOf(['val-2'], recorded({ start: '2026-11-18T09:00:00Z', end: '2026-11-18T10:00:00Z' }))).toEqual([
      'val-2 11-18T08:00',
    ]);
  });

  it('lets its own member be visited again, which then soaks anew', () => {
    const failed = recorded({ result: 'failed' });

    expect(startsOf(['val-1', 'val-2'], failed)).toEqual(['val-1 11-18T08:00', 'val-2 11-19T09:00']);
  });

  it('holds back what a visit of its own member adds, where others are away by then', () => {
    const requirements = ['val-1', 'val-2'].map((asset) => ({ asset, due: '2026-11-25T00:00:00Z' }));
    const { visits } = scheduleWorld({
      windows: { night: { ...nightly, maxConcurrent: 4 } },
      clusters: { ledger: { consensus: 'bft', soak: '25h' } },
      assets: names.map((name) => ({ name, cluster: 'ledger' })),
      requirements,
      asOf: at('2026-11-18T20:30:00Z'),
      ...recorded({ start: '2026-11-18T19:00:00Z', end: '2026-11-18T20:00:00Z' }),
      fixed: [
        {
          ...{ id: 'V-2', kind: 'routine', asset: 'val-2', ring: undefined, window: 'night', wave: 1, refused: [] },
          ...{ start: at('2026-11-19T21:45:00Z'), end: at('2026-11-19T22:45:00Z'), state: 'approved' },
          ...{ deadline: undefined, requirements: ['R-val-2-openssl'], gates: [], reasons: [] },
        },
      ],
    }).value;

    expect(visits.map(({ asset, start }) => [asset, start])).toEqual([
      ['val-2', at('2026-11-19T21:45:00Z')],
      ['val-1', at('2026-11-21T22:00:00Z')],
    ]);
  });
});
