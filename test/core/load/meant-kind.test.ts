import { describe, expect, it } from 'vitest';
import { loadResources } from '../../../src/core/load/load.ts';
import { meantKind } from '../../../src/core/load/meant-kind.ts';
import { decided, yaml } from '../../support/estate.ts';

const freeze = { selector: { all: true }, from: '2026-11-22', to: '2026-11-25', reason: 'shop' };
const nights = { start: '2026-01-01T22:00', rrule: 'FREQ=DAILY', duration: '2h', maxConcurrent: 4 };
const head = { apiVersion: 'patchledger/v1', metadata: { name: 'x' } };

describe('a document of a kind that there is not', () => {
  it.each([
    ['the kind that is spelt most like its own', { ...head, kind: 'Freez', spec: {} }, 'Freeze'],
    ['that, whatever stands in it', { ...head, kind: 'Inventroy', spec: freeze }, 'Inventory'],
    ['the only kind that all the rest of it suits', { ...head, kind: 'Blackout', spec: freeze }, 'Freeze'],
    ['that, where it states none', { ...head, spec: nights }, 'MaintenanceWindow'],
    ['that, where its kind is no text', { ...head, kind: ['Freeze'], spec: freeze }, 'Freeze'],
    ['that, where its version is missing as well', { metadata: head.metadata, spec: freeze }, 'Freeze'],
    ['nothing, where several would suit', { ...head, kind: 'Blackout', spec: {} }, undefined],
    ['nothing, where none would suit', { ...head, kind: 'Blackout', spec: { until: 'soon' } }, undefined],
    ['nothing, where its version is not known', { ...head, apiVersion: 'x/v1', kind: 'B', spec: freeze }, undefined],
    ['nothing, where it is no mapping', [freeze], undefined],
  ])('is taken for %s', (_, document, kind) => {
    expect(meantKind(document)).toBe(kind);
  });

  it('is left out as a broken one of the kind that it is taken for, with the parts that can be read', () => {
    const spec = { ...freeze, until: 'soon' };
    const text = JSON.stringify({ ...head, kind: 'Freez', spec });
    const { value, diagnostics } = loadResources([{ path: 'schedules/f.json', text }]);

    expect(value.resources).toEqual([]);
    expect(value.rejected).toMatchObject([{ kind: 'Freeze', name: 'x', readable: { spec: freeze, lost: ['until'] } }]);
    expect(diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
      ['schema/unknown-kind', 'Did you mean `Freeze`?'],
    ]);
  });

  it('is told what it lacks and what it looks like', () => {
    const { diagnostics } = loadResources([{ path: 'f.json', text: JSON.stringify({ ...head, spec: freeze }) }]);

    expect(diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
      ['schema/missing-kind', 'Did you mean `Freeze`?'],
    ]);
  });

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
  const planWith = (path: string, text: string) =>
    decided({
      'inventory/a.yaml': yaml('Inventory', 'hosts', { assets: [{ name: 'db', components: [component] }] }),
      'catalog/app.json': JSON.stringify(osv),
      'policies/p.yaml': yaml('PatchPolicy', 'p', {
        rules: [{ id: 'all', then: { priority: 'scheduled', within: '14d' } }],
      }),
      'schedules/w.yaml': yaml('MaintenanceWindow', 'nights', nights),
      [path]: text,
    }).plan;
  const misspelt = (kind: string, spec: object): string => JSON.stringify({ ...head, kind, spec });
  const rings = [{ name: 'first', selector: { all: true } }];

  it('holds back what the Freeze would that it may be', () => {
    const plan = planWith('schedules/f.json', misspelt('Freez', freeze));

    expect(plan.schedule.visits.map(({ start }) => new Date(start).toISOString())).toEqual([
      '2026-11-26T22:00:00.000Z',
    ]);
    expect(plan.incomplete).not.toEqual([]);
  });

  it('holds back what the Rollout would that it may be', () => {
    const plan = planWith('schedules/r.json', misspelt('Rolout', { rings }));

    expect(plan.schedule.unplaced.map(({ reason }) => reason.code)).toEqual(['rollout-unread']);
  });

  it('leaves unknown what the policy asks that it may be', () => {
    const rules = [{ id: 'none', when: { severity: 'critical' }, then: { priority: 'immediate', within: '24h' } }];

    expect(planWith('policies/q.json', misspelt('PatchPolcy', { rules })).verdicts).toMatchObject([
      { compliance: 'unknown' },
    ]);
  });
});
