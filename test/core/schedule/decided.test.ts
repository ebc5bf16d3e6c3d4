import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Visit } from '../../../src/model/visit.ts';
import { curl, night, nightly, onlyVisit, type RequirementSketch, scheduleWorld } from '../../support/schedule.ts';
import { at } from '../../support/world.ts';

describe('the id of a visit', () => {
  it('stays when the visit moves, and differs for other work', () => {
    const requirements = [{ asset: 'db-1' }];
    const later = { night: { ...nightly, start: '2026-01-01T23:00' } };

    const id = onlyVisit({ ...night, requirements }).id;

    expect(id).toMatch(/^V-[0-9a-f]{12}$/);
    expect(onlyVisit({ windows: later, requirements }).id).toBe(id);
    expect(onlyVisit({ ...night, requirements: [{ asset: 'db-1', component: curl }] }).id).not.toBe(id);
  });

  it('is a new one when the same work failed before', () => {
    const failed = { ...onlyVisit({ ...night, requirements: [{ asset: 'db-1' }] }), state: 'failed' as const };

    const { visits } = scheduleWorld({ ...night, requirements: [{ asset: 'db-1' }], fixed: [failed] }).value;

    expect(new Set(visits.map(({ id }) => id)).size).toBe(2);
  });
});

describe('a decided visit', () => {
  const crowd = Array.from({ length: 4 }, (_, index) => ({ asset: `host-${index}`, due: '2026-11-20T00:00:00Z' }));

  it('that is approved stands where it is, uses capacity first and is not planned again', () => {
    const approved: Visit = {
      ...onlyVisit({ ...night, requirements: [{ asset: 'z-last', due: '2026-11-30T00:00:00Z' }] }),
      state: 'approved',
    };

    const { visits } = scheduleWorld({
      ...night,
      requirements: [...crowd, { asset: 'z-last', due: '2026-11-30T00:00:00Z' }],
      fixed: [approved],
    }).value;

    expect(visits).toContainEqual(approved);
    expect(visits).toHaveLength(5);
    expect(visits.filter(({ start }) => start === approved.start)).toHaveLength(1);
  });

  it('that is approved is blocked by a freeze that came later', () => {
    const requirements = [{ asset: 'db-1', due: '2026-11-30T00:00:00Z' }];
    const approved: Visit = { ...onlyVisit({ ...night, requirements }), state: 'approved' };
    const freezes = {
      peak: { selector: { all: true as const }, reason: 'peak', from: '2026-11-18', to: '2026-11-19' },
    };

    const visit = onlyVisit({ ...night, freezes, requirements, fixed: [approved] });

    expect(visit).toMatchObject({
      id: approved.id,
      start: approved.start,
      state: 'blocked',
      reasons: [{ code: 'freeze' }],
    });
  });

  it('that is proposed stays where it is and keeps its id when other work joins', () => {
    const proposed: Visit = {
      ...onlyVisit({ ...night, requirements: [{ asset: 'z-last', due: '2026-11-30T00:00:00Z' }] }),
      start: at('2026-11-19T23:00:00Z'),
      end: at('2026-11-20T00:00:00Z'),
      wave: 2,
    };

    const { visits } = scheduleWorld({
      ...night,
      requirements: [
        { asset: 'z-last', due: '2026-11-30T00:00:00Z' },
        { asset: 'z-last', due: '2026-11-30T00:00:00Z', component: curl },
      ],
      proposals: [proposed],
    }).value;

    expect(visits).toMatchObject([{ id: proposed.id, start: proposed.start, wave: 2, state: 'proposed' }]);
  });

  it('that is proposed moves when it would be late or its window is gone', () => {
    const first = onlyVisit({ ...night, requirements: [{ asset: 'db-1', due: '2026-11-30T00:00:00Z' }] });
    const proposed: Visit = { ...first, start: at('2026-11-21T22:00:00Z'), end: at('2026-11-21T23:00:00Z') };
    const requirements = [{ asset: 'db-1', due: '2026-11-20T00:00:00Z' }];

    expect(onlyVisit({ ...night, requirements, proposals: [proposed] })).toMatchObject({
      id: first.id,
      start: first.start,
    });
    expect(onlyVisit({ windows: { other: nightly }, requirements, proposals: [proposed] }).window).toBe('other');
  });

  it('is moved by no unrelated requirement', () => {
    const sketch = fc.record({ host: fc.integer({ min: 0, max: 5 }), day: fc.integer({ min: 18, max: 28 }) });
    fc.assert(
      fc.property(fc.array(sketch, { minLength: 1, maxLength: 6 }), sketch, (known, added) => {
        const toSketch = ({ host, day }: { host: number; day: number }, name: string): RequirementSketch => ({
          asset: `host-${host}`,
          due: `2026-11-${day}T12:00:00Z`,
          component: { ...curl, name },
        });
        const requirements = known.map((entry, index) => toSketch(entry, `package-${index}`));
        const before = scheduleWorld({ ...night, requirements }).value.visits;
        const fixed = before.map((visit) => ({ ...visit, state: 'approved' as const }));
        const news = { ...toSketch(added, 'news'), priority: 'immediate' as const };

        const after = scheduleWorld({ ...night, requirements: [...requirements, news], fixed }).value.visits;

        for (const visit of fixed) expect(after).toContainEqual(visit);
        expect(after.length).toBe(fixed.length + 1);
      }),
      { numRuns: 60 },
    );
  });
});
