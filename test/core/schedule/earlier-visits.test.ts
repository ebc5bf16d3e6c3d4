import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/model/generated/change.ts';
import { night, onlyVisit, scheduleWorld } from '../../support/schedule.ts';

type VisitSpec = Change['spec']['visits'][number];

/** `asOf` is 2026-11-18 08:00 UTC. */
function merged(number: number, visit: Partial<VisitSpec>): Change['spec'] {
  const component = { ecosystem: 'Debian:12', name: 'openssl', version: '1' };
  const carried = { id: 'R-web-1-openssl', component, target: '2', advisories: ['A'], priority: 'scheduled' } as const;
  return {
    key: { team: 'web', approvers: [], lane: 'routine', number },
    asOf: '2026-11-10T00:00:00Z',
    planFp: `sha256:${'0'.repeat(64)}`,
    inputsDigest: `sha256:${'0'.repeat(64)}`,
    visits: [
      {
        ...{ id: 'V-1', asset: 'web-1', kind: 'routine', requirements: [carried] },
        ...{ start: '2026-11-16T22:00:00Z', end: '2026-11-16T23:00:00Z' },
        ...visit,
      },
    ],
  };
}

const requirements = [{ asset: 'web-1', due: '2026-12-15T00:00:00Z' }];

describe('a visit whose work was approved before', () => {
  it('names the last visit that was to do it and is over', () => {
    const changes = {
      'c-1': merged(1, {}),
      'c-2': merged(2, { id: 'V-2', start: '2026-11-17T22:00:00Z', end: '2026-11-17T23:00:00Z' }),
    };

    expect(onlyVisit({ ...night, requirements }).retryOf).toBeUndefined();
    expect(onlyVisit({ ...night, requirements, changes }).retryOf).toBe('V-2');
  });

  it('is a new one: no two Changes hold visits of one id', () => {
    const before = onlyVisit({ ...night, requirements });
    const again = onlyVisit({ ...night, requirements, changes: { 'c-1': merged(1, { id: before.id }) } });

    expect(again.id).not.toBe(before.id);
    expect(again.retryOf).toBe(before.id);
  });

  it('takes nothing up again where the visit is still to come or was about something else', () => {
    const changes = {
      'c-1': merged(1, { start: '2026-11-19T22:00:00Z', end: '2026-11-19T23:00:00Z' }),
      'c-2': merged(2, { id: 'V-2', requirements: [] }),
    };

    expect(scheduleWorld({ ...night, requirements, changes }).value.visits[0]?.retryOf).toBeUndefined();
  });
});
