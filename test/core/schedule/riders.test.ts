import { describe, expect, it } from 'vitest';
import type { Visit } from '../../../src/model/visit.ts';
import { curl, nightly, scheduleWorld, type World } from '../../support/schedule.ts';
import { at } from '../../support/world.ts';

/** A freeze far away that only urgent work passes, so that the windows of the two requirements are not the same. */
const yearEnd = {
  selector: { all: true },
  reason: 'closing the books',
  from: '2026-12-20',
  to: '2026-12-31',
  exempt: ['out-of-cycle'],
} as const;

const urgent = { asset: 'db-1', priority: 'out-of-cycle', due: '2026-11-25T00:00:00Z' } as const;
const calm = { asset: 'db-1', component: curl, due: '2026-12-30T00:00:00Z' } as const;

function worldOf(parts: Partial<World> = {}): World {
  return {
    windows: { night: nightly },
    freezes: { 'year-end': yearEnd },
    requirements: [urgent, calm],
    ...parts,
  };
}

const both = ['R-db-1-curl', 'R-db-1-openssl'];

describe('work that has other windows than the rest of its asset', () => {
  it('rides with the rest where it may run at the same time', () => {
    const { value } = scheduleWorld(worldOf());

    expect(value.visits).toMatchObject([{ requirements: both, start: at('2026-11-18T22:00:00Z'), state: 'planned' }]);
  });

  it('stays apart where a freeze holds it up then', () => {
    const frozen = { ...yearEnd, from: '2026-11-18', to: '2026-11-20' };

    const { value } = scheduleWorld(worldOf({ freezes: { frozen } }));

    expect(value.visits.map(({ requirements }) => requirements)).toEqual([['R-db-1-openssl'], ['R-db-1-curl']]);
  });

  it('stays apart where its lead time runs longer', () => {
    const day = 86_400_000;
    const { value } = scheduleWorld(worldOf({ requirements: [urgent, { ...calm, governance: { leadTimeMs: day } }] }));

    expect(value.visits.map(({ start }) => start)).toEqual([at('2026-11-18T22:00:00Z'), at('2026-11-19T22:00:00Z')]);
  });

  it('does not ride with immediate work that it could hold up', () => {
    const { value } = scheduleWorld(worldOf({ requirements: [{ ...urgent, priority: 'immediate' }, calm] }));

    expect(value.visits).toHaveLength(2);
  });

  it('rides with what immediate work has left behind', () => {
    const { value } = scheduleWorld(
      worldOf({
        windows: { night: { ...nightly, priorities: ['out-of-cycle', 'scheduled'] } },
        requirements: [
          { ...urgent, priority: 'immediate', component: { ...curl, name: 'kernel' }, due: '2026-11-18T12:00:00Z' },
          urgent,
          calm,
        ],
      }),
    );

    expect(value.visits.map(({ kind, requirements }) => [kind, requirements])).toEqual([
      ['emergency', ['R-db-1-kernel']],
      ['routine', both],
    ]);
  });

  it('rides where that harms nobody, even if elsewhere it would', () => {
    const weekly = { ...nightly, start: '2026-11-18T22:00', rrule: 'FREQ=WEEKLY' };
    const soon = '2026-11-20T00:00:00Z';

    const { value } = scheduleWorld({
      windows: { night: weekly, urgent: { ...weekly, start: '2026-11-25T10:00', priorities: ['out-of-cycle'] } },
      requirements: [
        { asset: 'db-1', priority: 'out-of-cycle', due: '2026-11-19T12:00:00Z' },
        { asset: 'db-2', priority: 'out-of-cycle', due: soon },
        { asset: 'db-2', priority: 'out-of-cycle', due: soon, component: { ...curl, name: 'kernel' } },
        { asset: 'db-2', priority: 'defer', due: soon, component: curl },
        { asset: 'db-3', priority: 'out-of-cycle', due: '2026-11-18T09:00:00Z' },
        { asset: 'db-3', due: '2026-11-19T12:00:00Z', component: curl },
      ],
    });

    const onTime = value.visits.filter(({ state }) => state === 'planned');
    expect(onTime.map(({ asset, requirements }) => [asset, requirements.length])).toEqual([
      ['db-1', 1],
      ['db-2', 3],
    ]);
  });

  it('leaves its place to others when it rides along', () => {
    const one = { ...nightly, duration: '1h' };
    const soon = '2026-11-20T00:00:00Z';

    const { value } = scheduleWorld(
      worldOf({
        windows: { night: one },
        requirements: [
          { ...urgent, due: soon },
          { ...calm, due: soon },
          { asset: 'web-1', due: soon },
        ],
      }),
    );

    expect(value.visits).toMatchObject([
      { asset: 'db-1', requirements: both, state: 'planned' },
      { asset: 'web-1', state: 'planned' },
    ]);
  });

  it('stays in the visit in which it was proposed', () => {
    const [proposed] = scheduleWorld(worldOf()).value.visits;
    const moved: Visit[] =
      proposed === undefined
        ? []
        : [{ ...proposed, start: at('2026-11-19T22:00:00Z') as Visit['start'], end: at('2026-11-19T23:00:00Z') }];

    const { value } = scheduleWorld(worldOf({ proposals: moved }));

    expect(value.visits).toMatchObject([{ id: proposed?.id, requirements: both, start: at('2026-11-19T22:00:00Z') }]);
  });

  it('leaves a proposed visit that a freeze has come to hold up in part', () => {
    const [proposed] = scheduleWorld(worldOf()).value.visits;
    const frozen = { ...yearEnd, from: '2026-11-18', to: '2026-11-20' };

    const { value } = scheduleWorld(
      worldOf({ freezes: { frozen }, proposals: proposed === undefined ? [] : [proposed] }),
    );

    expect(value.visits.map(({ requirements }) => requirements)).toEqual([['R-db-1-openssl'], ['R-db-1-curl']]);
  });
});
