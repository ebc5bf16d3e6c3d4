import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/core/plan/explain.ts';
import { surroundingLines } from '../../../src/render/explain/surroundings.ts';
import { decided, documents, yaml } from '../../support/estate.ts';
import { advisoryFile, policyFile } from '../../support/ledger.ts';
import { at } from '../../support/world.ts';

const app = (version = '1.0.0') => [{ ecosystem: 'npm', name: 'app', version }];
const files = {
  ...policyFile('base', [{ id: 'all', within: '30d' }]),
  ...advisoryFile('A'),
  'schedules/nights.yaml': yaml('MaintenanceWindow', 'nights', {
    start: '2026-01-01T22:00',
    rrule: 'FREQ=DAILY',
    duration: '4h',
    visitDuration: '1h',
    maxConcurrent: 4,
  }),
};

/** What `explain` says that an asset shares with others. */
function linesOf(asset: string, more: Readonly<Record<string, string>>, asOf = '2026-11-10T00:00:00Z') {
  const decision = decided({ ...files, ...more }, { asOf: at(asOf) });
  const explanation = explain(decision, asset, undefined, () => undefined);
  return explanation && surroundingLines(explanation, decision.plan);
}

const chain = {
  'inventory/chain.yaml': documents(
    yaml('Inventory', 'chain', {
      defaults: { cluster: 'chain' },
      assets: ['val-1', 'val-2', 'val-3', 'val-4'].map((name) => ({ name, components: app() })),
    }),
    yaml('Cluster', 'chain', { consensus: 'bft' }),
  ),
};

const rollout = (more: object = {}) => ({
  'inventory/hosts.yaml': yaml('Inventory', 'hosts', {
    assets: ['canary-1', 'canary-2', 'prod-1'].map((name) => ({ name, components: app() })),
  }),
  'schedules/rollout.yaml': yaml('Rollout', 'waves', {
    rings: [
      { name: 'canary', selector: { names: ['canary-*'] }, soak: '1d', promote: { minSample: 2 } },
      { name: 'rest' },
    ],
    ...more,
  }),
});

const deployed = (result: string) => ({
  'records/deployment/one.yaml': yaml('DeploymentRecord', 'one', {
    engine: 'ansible',
    executor: 'runner',
    rows: [
      {
        asset: 'canary-1',
        application: { ecosystem: 'npm', name: 'app' },
        version: '1.0.1',
        start: '2026-11-09T20:00:00Z',
        end: '2026-11-09T21:00:00Z',
        result,
      },
    ],
  }),
});

describe('what an asset shares with others', () => {
  it('tells how much of its cluster is covered before and behind its visit, and when that is safe', () => {
    expect(linesOf('val-3', chain)).toEqual([
      'cluster chain (bft): at most 1 of 4 members away at once',
      '  voting weight covered: 0 % now, 50 % before the visit of val-3, 75 % after it, 100 % with the last visit',
      '  safe above 66.7 %: reached after val-3 (wave 1), 2026-11-10 23:00 +00:00',
    ]);
  });

  it('tells how its update does in the rings before its own, and what is missing', () => {
    expect(linesOf('prod-1', { ...rollout(), ...deployed('succeeded') })).toEqual([
      'rollout waves, ring rest',
      '  app 1.0.1 in ring canary: unproven, 1 of 1 succeeded, 100 % needed, 2 visits needed (one); soak 1 d from 2026-11-09 21:00 +00:00',
      '  app 1.0.1 in ring rest, its own: unproven, 0 of 0 succeeded, 100 % needed, 1 visit needed',
    ]);
  });

  it('tells that the rollout is paused, why and until when, of every ring', () => {
    const paused = rollout({ paused: { until: '2026-11-12T00:00:00Z', reason: 'disks fill up' } });

    for (const asset of ['canary-1', 'prod-1']) {
      expect(linesOf(asset, paused)?.[1]).toBe('  paused until 2026-11-12 00:00 +00:00: disks fill up');
    }
    expect(linesOf('prod-1', paused, '2026-11-13T00:00:00Z')?.[1]).toMatch(/^ {2}app 1\.0\.1 in ring canary/);
  });

  it('says nothing of what stands alone', () => {
    const alone = yaml('Inventory', 'hosts', { assets: [{ name: 'host-1', components: app() }] });

    expect(linesOf('host-1', { 'inventory/hosts.yaml': alone })).toEqual([]);
  });
});
