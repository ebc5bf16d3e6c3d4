import { describe, expect, it } from 'vitest';
import { groupChanges, keyText, unownedTeam } from '../../../src/core/change/group.ts';
import type { Plan } from '../../../src/model/plan.ts';
import { type ReportSketch, reportInput, visitOf } from '../../support/report.ts';
import { at, findingWith } from '../../support/world.ts';

const until = at('2026-12-06T00:00:00Z');

const planOf = (sketch: ReportSketch): Plan => reportInput(sketch).decision.plan;

/** Assets of two teams, each with one requirement that one visit carries. */
function twoTeams(roles: readonly (readonly string[])[] = [['lead'], ['lead']]): ReportSketch {
  return {
    assets: [
      { name: 'db-1', owner: 'data' },
      { name: 'web-1', owner: 'web' },
    ],
    requirements: ['db-1', 'web-1'].map((asset, index) => ({
      asset,
      advisories: ['CVE-2026-0001'],
      governance: { approverRoles: roles[index] ?? [], policies: ['base'] },
    })),
    visits: ['db-1', 'web-1'].map((asset) => visitOf(asset, [`R-${asset}-openssl`])),
  };
}

const keys = (sketch: ReportSketch): readonly string[] =>
  groupChanges(planOf(sketch), until).map(({ key }) => keyText(key));

describe('Changes', () => {
  it('are one a team, whatever window or package the visits have', () => {
    expect(keys(twoTeams())).toEqual(['routine/data/lead', 'routine/web/lead']);
  });

  it('never span two sets of approvers, and ask each role once', () => {
    const sketch = twoTeams([['security', 'lead', 'lead'], ['lead']]);
    const oneTeam = sketch.assets?.map((asset) => ({ ...asset, owner: 'ops' })) ?? [];

    expect(keys({ ...sketch, assets: oneTeam })).toEqual(['routine/ops/lead', 'routine/ops/lead+security']);
  });

  it('put emergencies first, into a lane of their own', () => {
    const visits = [
      visitOf('db-1', ['R-db-1-openssl']),
      visitOf('web-1', ['R-web-1-openssl'], { kind: 'emergency', window: undefined }),
    ];

    expect(keys({ ...twoTeams(), visits })).toEqual(['emergency/web/lead', 'routine/data/lead']);
  });

  it('of assets that nobody owns are a group too', () => {
    const unowned = (twoTeams().assets ?? []).map(({ name }) => ({ name }));

    expect(keys({ ...twoTeams(), assets: unowned })).toEqual([`routine/${unownedTeam}/lead`]);
  });

  it('say which earlier visit one takes up again', () => {
    const visits = [visitOf('db-1', ['R-db-1-openssl'], { retryOf: 'V-old' })];

    expect(groupChanges(planOf({ ...twoTeams(), visits }), until)[0]?.visits[0]?.retryOf).toBe('V-old');
  });

  it('hold the visits that start before the horizon, in the order in which they run', () => {
    const visits = [
      visitOf('web-1', ['R-web-1-openssl'], { start: at('2026-12-05T23:00:00Z') }),
      visitOf('db-1', ['R-db-1-openssl'], { start: until }),
      visitOf('web-1', ['R-web-1-openssl'], { id: 'V-first', start: at('2026-12-01T00:00:00Z') }),
    ];

    const [only, ...others] = groupChanges(planOf({ ...twoTeams(), visits }), until);

    expect(others).toEqual([]);
    expect(only?.visits.map(({ id }) => id)).toEqual(['V-first', 'V-web-1']);
  });

  it.each(['approved', 'blocked'] as const)(
    'leave out visits that run under an approved Change already: %s',
    (state) => {
      const visits = [visitOf('db-1', ['R-db-1-openssl'], { state })];

      expect(keys({ ...twoTeams(), visits })).toEqual([]);
    },
  );

  it('carry each update with its target, or the version that clears most, most urgent first', () => {
    const component = (name: string) => ({ ecosystem: 'npm', name, version: '1' });
    const sketch: ReportSketch = {
      assets: [{ name: 'a', owner: 'web' }],
      requirements: [
        { asset: 'a', component: component('whole'), target: '2', advisories: ['A'] },
        {
          ...{
            asset: 'a',
            component: component('partly'),
            target: undefined,
            priority: 'immediate',
            advisories: ['B'],
          },
          partial: { version: '1.5', clears: ['B'], remains: ['C'] },
        },
        { asset: 'a', component: component('nothing'), target: undefined, advisories: ['D'] },
      ],
      visits: [visitOf('a', ['R-a-whole', 'R-a-partly', 'R-a-nothing'])],
    };

    const [change] = groupChanges(planOf(sketch), until);

    expect(change?.visits[0]?.requirements.map(({ name, target }) => [name, target])).toEqual([
      ['partly', '1.5'],
      ['whole', '2'],
    ]);
  });

  it('name the advisories that nobody can judge, where none surely affects', () => {
    const findings = [findingWith({ advisory: 'GHSA-2', status: 'unknown' }), findingWith({ advisory: 'GHSA-1' })];
    const sketch: ReportSketch = {
      assets: [{ name: 'a', owner: 'web' }],
      requirements: [{ asset: 'a', findings, advisories: [], state: 'pending-reboot' }],
      visits: [visitOf('a', ['R-a-openssl'])],
    };

    const [change] = groupChanges(planOf(sketch), until);

    expect(change?.visits[0]?.requirements[0]?.advisories).toEqual(['GHSA-1', 'GHSA-2']);
  });

  it('name every policy that asks and every way back, each once', () => {
    const rollback = (procedure: string) => ({ procedure, testedWithin: undefined });
    const sketch: ReportSketch = {
      assets: [{ name: 'a', owner: 'web' }],
      requirements: ['x', 'y', 'z'].map((name, index) => ({
        asset: 'a',
        component: { ecosystem: 'npm', name, version: '1' },
        governance: { policies: ['p', `p${index % 2}`], rollback: rollback(index === 2 ? 'snapshot' : 'downgrade') },
      })),
      visits: [visitOf('a', ['R-a-x', 'R-a-y', 'R-a-z'])],
    };

    expect(groupChanges(planOf(sketch), until)).toMatchObject([
      { policies: ['p', 'p0', 'p1'], rollback: 'downgrade snapshot' },
    ]);
  });

  it('do not depend on the order in which visits were decided', () => {
    const sketch = twoTeams();
    const turned = { ...sketch, visits: sketch.visits?.toReversed() ?? [] };

    expect(groupChanges(planOf(turned), until)).toEqual(groupChanges(planOf(sketch), until));
  });
});
