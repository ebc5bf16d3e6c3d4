import { describe, expect, it } from 'vitest';
import { misaimedResources } from '../../../src/core/estate/selectors.ts';
import type { Resource } from '../../../src/model/resource.ts';
import { decided, yaml } from '../../support/estate.ts';
import { assetWith } from '../../support/world.ts';

const assets = [assetWith({ name: 'db', facts: { labels: { tier: 'core' } } })];

const resource = (kind: string, spec: object): Resource =>
  ({ kind, name: 'r', document: { spec }, origin: { file: 'r.yaml', document: 0 } }) as unknown as Resource;
const widest = (selector: object) => misaimedResources([resource('Freeze', { selector })], assets)[0]?.widest;

describe('a selector by a label that no asset has', () => {
  it.each([
    ['takes everybody', { labels: { teir: 'core' } }, { labels: {} }],
    [
      'asks for the rest of it',
      { labels: { teir: 'x', tier: 'core' }, names: ['d*'] },
      { labels: { tier: 'core' }, names: ['d*'] },
    ],
    ['leaves nobody out by it', { names: ['d*'], not: { labels: { teir: 'core' } } }, { names: ['d*'] }],
    [
      'may mean any of several',
      { anyOf: [{ labels: { teir: 'x' } }, { names: ['a'] }] },
      { anyOf: [{ labels: {} }, { names: ['a'] }] },
    ],
    [
      'leaves out what it surely leaves out',
      { labels: { teir: 'x' }, not: { names: ['a'] } },
      { labels: {}, not: { names: ['a'] } },
    ],
  ])('%s', (_, selector, expected) => {
    expect(widest(selector)).toEqual(expected);
  });

  it('is no concern where its labels are had, whatever their values', () => {
    expect(misaimedResources([resource('Freeze', { selector: { labels: { tier: 'none' } } })], assets)).toEqual([]);
  });

  it('is none where what it selects is let go rather than held', () => {
    const selector = { labels: { teir: 'core' } };

    for (const kind of ['MaintenanceWindow', 'Exception', 'Assessment']) {
      expect(misaimedResources([resource(kind, { selector })], assets)).toEqual([]);
    }
  });
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
const planWith = (files: Readonly<Record<string, string>>) =>
  decided({
    'inventory/a.yaml': yaml('Inventory', 'hosts', {
      assets: [{ name: 'db', labels: { tier: 'core' }, components: [component] }],
    }),
    'catalog/app.json': JSON.stringify(osv),
    'policies/p.yaml': yaml('PatchPolicy', 'p', {
      rules: [{ id: 'all', then: { priority: 'scheduled', within: '14d' } }],
    }),
    'schedules/w.yaml': yaml('MaintenanceWindow', 'nights', {
      ...{ start: '2026-01-01T22:00', rrule: 'FREQ=DAILY', duration: '2h', maxConcurrent: 4 },
    }),
    ...files,
  }).plan;
const teir = { labels: { teir: 'core' } };

describe('what selects by a label that no asset has', () => {
  it('holds everybody whom it may mean: a Freeze in its time', () => {
    const spec = { selector: teir, from: '2026-11-22', to: '2026-11-25', reason: 'shop' };
    const { visits } = planWith({ 'schedules/f.yaml': yaml('Freeze', 'f', spec) }).schedule;

    expect(visits.map(({ start }) => new Date(start).toISOString())).toEqual(['2026-11-26T22:00:00.000Z']);
  });

  it('holds everybody whom it may mean: a Rollout, by a ring as well', () => {
    const rings = [
      { name: 'first', selector: teir },
      { name: 'rest', selector: { all: true } },
    ];
    const { unplaced } = planWith({ 'schedules/r.yaml': yaml('Rollout', 'r', { rings }) }).schedule;

    expect(unplaced.map(({ reason }) => reason.code)).toEqual(['rollout-unread']);
  });

  it('leaves unknown what it asks: a policy', () => {
    const rules = [{ id: 'all', then: { priority: 'immediate', within: '24h' } }];
    const { verdicts } = planWith({ 'policies/q.yaml': yaml('PatchPolicy', 'q', { selector: teir, rules }) });

    expect(verdicts).toMatchObject([{ compliance: 'unknown' }]);
  });
});
