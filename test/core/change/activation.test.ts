import { describe, expect, it } from 'vitest';
import { changeFileText } from '../../../src/core/change/change-file.ts';
import { groupChanges } from '../../../src/core/change/group.ts';
import { loadResources } from '../../../src/core/load/load.ts';
import type { ChangeContent } from '../../../src/model/change.ts';
import type { Change } from '../../../src/model/generated/change.ts';
import { renderPullRequest } from '../../../src/render/change/pull-request.ts';
import { briefingOf } from '../../support/change.ts';
import { decided, documents, yaml } from '../../support/estate.ts';
import { advisoryFile, policyFile } from '../../support/ledger.ts';
import { at } from '../../support/world.ts';

const component = { ecosystem: 'npm', name: 'app', version: '1.0.0' };
const members = ['val-1', 'val-2'].map((name) => ({ name, cluster: 'chain', owner: 'ops', components: [component] }));

/** What is proposed for two validators and a host of their own release, a visit an hour each night. */
function proposalOf(patch: object) {
  const { plan } = decided(
    {
      ...policyFile('base', [{ id: 'all', within: '30d' }]),
      ...advisoryFile('A'),
      'inventory/chain.yaml': documents(
        yaml('Inventory', 'chain', { assets: [...members, { name: 'web', owner: 'web', components: [component] }] }),
        yaml('Cluster', 'chain', { consensus: 'primary-replica' }),
      ),
      'catalog/patch.yaml': yaml('Patch', 'upgrade', {
        product: { ecosystem: 'npm', name: 'app' },
        version: '1.0.1',
        fixes: ['A'],
        ...patch,
      }),
      'schedules/nights.yaml': yaml('MaintenanceWindow', 'nights', {
        start: '2026-01-01T22:00',
        rrule: 'FREQ=DAILY',
        duration: '1h',
        maxConcurrent: 4,
      }),
    },
    { asOf: at('2026-11-10T00:00:00Z') },
  );
  return { plan, contents: groupChanges(plan, at('2026-11-20T00:00:00Z')) };
}

const stamp = { number: 1, asOf: at('2026-11-10T00:00:00Z'), inputsDigest: `sha256:${'0'.repeat(64)}` };

function readBack(content: ChangeContent | undefined): Change['spec'] {
  if (content === undefined) throw new Error('expected a Change');
  const loaded = loadResources([{ path: 'changes/a.yaml', text: changeFileText(content, stamp) }]);
  expect(loaded.diagnostics).toEqual([]);
  const [resource] = loaded.value.resources;
  if (resource === undefined) throw new Error('expected a resource');
  return (resource.document as Change).spec;
}

const byStep = { phases: ['install', 'activate'] };

describe('a Change that installs what takes effect later', () => {
  it('says in its file what switches it, where, when, and who must have it first', () => {
    const { contents } = proposalOf(byStep);

    expect(contents.map(({ key }) => key.team)).toEqual(['ops', 'web']);
    expect(readBack(contents[0]).activations).toEqual([
      {
        ...{ patch: 'upgrade', component: { ecosystem: 'npm', name: 'app', version: '1.0.1' } },
        ...{ cluster: 'chain', members: ['val-1', 'val-2'], by: 'step' },
        ...{ at: '2026-11-12T22:00:00Z', window: 'nights', deadline: '2026-12-01T00:00:00Z' },
      },
    ]);
    expect(readBack(contents[1]).activations).toMatchObject([{ members: ['web'], by: 'step' }]);
  });

  it('says the height and its deadline, and neither changes what an approval covers', () => {
    const height = { activation: { height: 100, estimatedAt: '2026-11-30T00:00:00Z', margin: '48h' } };
    const [content] = proposalOf(height).contents;
    const [later] = proposalOf({ activation: { ...height.activation, estimatedAt: '2026-11-30T06:00:00Z' } }).contents;

    expect(readBack(content).activations?.[0]).toMatchObject({
      ...{ by: 'height', height: 100, at: '2026-11-30T00:00:00Z', deadline: '2026-11-28T00:00:00Z' },
    });
    expect(later?.planFp).toBe(content?.planFp);
  });

  it('tells reviewers that merging does not switch it', () => {
    const { plan, contents } = proposalOf(byStep);
    const [content] = contents;
    const named = { name: 'a', path: 'changes/a.yaml', inputsDigest: 'sha256:0', briefing: briefingOf() };
    const text = content && renderPullRequest({ content, plan, asOf: plan.asOf, ...named });

    expect(text).toMatch(/## Takes effect later\n\n- app 1\.0\.1 of chain activates by a step of its own/);
    expect(text).toContain('2026-11-12 22:00 +00:00 in nights');
  });

  it('has no word about it where everything takes effect at once', () => {
    const { contents } = proposalOf({});

    expect(readBack(contents[0]).activations).toBeUndefined();
  });
});
