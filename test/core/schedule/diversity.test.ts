import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../../src/model/visit.ts';
import { nightly, scheduleWorld, type World } from '../../support/schedule.ts';
import { assetWith } from '../../support/world.ts';

const hour = 3_600_000;

/** A member with its implementation; weight 1 unless it says so. */
interface Member {
  readonly client: string | undefined;
  readonly weight?: number;
  readonly down?: boolean;
}

/** A cluster without a protocol, so that nothing but diversity holds anybody back. */
function diverse(members: readonly Member[], maxShare: string, soak = '0h'): World {
  const assets = members.map(({ client, down }, index) => ({
    name: `node-${index + 1}`,
    cluster: 'ledger',
    facts: { ...assetWith({ name: 'any' }).facts, labels: client === undefined ? {} : { client } },
    ...(down !== undefined && { down }),
  }));
  return {
    windows: { night: { ...nightly, duration: '4h', maxConcurrent: 100 } },
    clusters: {
      ledger: {
        consensus: 'none',
        soak,
        members: assets.map(({ name }, index) => ({ asset: name, weight: members[index]?.weight ?? 1 })),
        diversity: { by: { label: 'client' }, maxShare },
      },
    },
    assets,
    requirements: assets.map(({ name }) => ({ asset: name, due: '2026-12-15T00:00:00Z' })),
  };
}

const membersOf = (clients: string): readonly Member[] => [...clients].map((client) => ({ client }));

/** The highest share that one implementation has of what is up, at any instant, in percent. */
function highestShare({ visits }: Schedule, members: readonly Member[], soakMs: number): number {
  const shares = visits.flatMap(({ start: instant }) => {
    const away = new Set(
      visits.filter(({ start, end }) => start <= instant && instant < end + soakMs).map(({ asset }) => asset),
    );
    const up = members.filter((_, index) => !away.has(`node-${index + 1}`));
    const weight = (list: readonly Member[]): number => list.reduce((sum, one) => sum + (one.weight ?? 1), 0);
    return [...new Set(members.map(({ client }) => client))].map(
      (client) => (weight(up.filter((one) => one.client === client)) / weight(up)) * 100,
    );
  });
  return Math.max(0, ...shares);
}

const startsOf = (world: World): readonly string[] =>
  scheduleWorld(world).value.visits.map(({ asset, start }) => `${asset} ${new Date(start).toISOString().slice(5, 13)}`);

describe('diversity of implementations', () => {
  it('lets one member go at a time where two at once would leave too much to the others', () => {
    // With two of the Bs away, A carries 3 of 4; with one, 3 of 5.
    expect(startsOf(diverse(membersOf('AAABBB'), '60%'))).toEqual([
      'node-1 11-18T22',
      'node-4 11-18T22',
      'node-2 11-18T23',
      'node-5 11-18T23',
      'node-3 11-19T00',
      'node-6 11-19T00',
    ]);
  });

  it('says which members can never be away', () => {
    const { value, diagnostics } = scheduleWorld(diverse(membersOf('AAB'), '70%'));

    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      [
        'schedule/diversity-stuck',
        'cluster ledger: node-3 can never be away, because A would then carry more than 70% of what is up',
      ],
    ]);
    expect(value.unplaced).toMatchObject([{ asset: 'node-3', reason: { code: 'diversity' } }]);
  });

  it('is waived, with a warning, for an implementation that has too much already', () => {
    const { value, diagnostics } = scheduleWorld(diverse(membersOf('AAAB'), '66%'));

    expect(diagnostics.map(({ code }) => code)).toEqual(['schedule/diversity-exceeded']);
    expect(value.unplaced).toEqual([]);
  });

  it('counts members of which nobody knows what they run for every implementation', () => {
    const members = [...membersOf('AB'), { client: undefined }];

    expect(scheduleWorld(diverse(members, '60%')).diagnostics.map(({ code }) => code)).toEqual([
      'schedule/diversity-exceeded',
      'schedule/diversity-exceeded',
    ]);
  });

  it('counts members that are down as away until they are mended', () => {
    const members: readonly Member[] = [...membersOf('AAABB'), { client: 'B', down: true }];

    expect(startsOf(diverse(members, '60%')).slice(0, 2)).toEqual(['node-6 11-18T22', 'node-1 11-18T22'].sort());
  });

  it('never leaves more than its share to one implementation, and leaves out only those who can never be away', () => {
    const member = fc.record({ client: fc.constantFrom('A', 'B', 'C'), weight: fc.integer({ min: 1, max: 3 }) });
    fc.assert(
      fc.property(
        fc.array(member, { minLength: 2, maxLength: 7 }),
        fc.integer({ min: 30, max: 95 }),
        fc.constantFrom('0h', '1h'),
        (members, share, soak) => {
          const { value } = scheduleWorld(diverse(members, `${share}%`, soak));
          const whole = members.reduce((sum, { weight }) => sum + weight, 0);
          const weightOf = (client: string): number =>
            members.reduce((sum, one) => sum + (one.client === client ? one.weight : 0), 0);
          const clients = [...new Set(members.map(({ client }) => client))];
          const kept = clients.filter((client) => weightOf(client) * 100 <= share * whole);
          const stuck = members.flatMap(({ client, weight }, index) =>
            kept.some((other) => other !== client && weightOf(other) * 100 > share * (whole - weight))
              ? [`node-${index + 1}`]
              : [],
          );

          expect(value.unplaced.map(({ asset }) => asset)).toEqual(stuck);
          if (kept.length === clients.length) {
            expect(highestShare(value, members, soak === '1h' ? hour : 0)).toBeLessThanOrEqual(share + 1e-6);
          }
        },
      ),
    );
  });
});
