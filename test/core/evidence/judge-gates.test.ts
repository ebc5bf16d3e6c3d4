import { describe, expect, it } from 'vitest';
import { changeFileText } from '../../../src/core/change/change-file.ts';
import { groupChanges } from '../../../src/core/change/group.ts';
import type { Plan } from '../../../src/model/plan.ts';
import type { Gate } from '../../../src/model/visit.ts';
import { renderPullRequest } from '../../../src/render/change/pull-request.ts';
import { briefingOf } from '../../support/change.ts';
import { decided, documents, yaml } from '../../support/estate.ts';
import { at } from '../../support/world.ts';

const asOf = at('2026-11-22T12:00:00Z');

const app = { ecosystem: 'npm', name: 'app', version: '1.0.0' };

/** Two databases with npm's `app` 1.0.0, which one advisory affects; a staging asset mirrors the first. */
const base: Readonly<Record<string, string>> = {
  'inventory/hosts.yaml': yaml('Inventory', 'hosts', {
    assets: [
      { name: 'db-1', components: [app] },
      { name: 'db-2', components: [app] },
      { name: 'stg-1', mirrors: ['db-1'] },
    ],
  }),
  'catalog/osv/A.json': JSON.stringify({
    id: 'A',
    published: '2026-11-01T00:00:00Z',
    modified: '2026-11-01T00:00:00Z',
    affected: [
      {
        package: { ecosystem: 'npm', name: 'app' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.1' }] }],
      },
    ],
  }),
  'policies/base.yaml': yaml('PatchPolicy', 'base', {
    selector: { names: ['db-*'] },
    rules: [{ id: 'all', when: {}, then: { priority: 'scheduled', within: '60d' } }],
    testing: { kinds: ['smoke'], onMirror: true },
    rollback: { procedure: 'restore the snapshot', testedWithin: '90d' },
  }),
  'schedules/nights.yaml': yaml('MaintenanceWindow', 'nights', {
    start: '2026-01-01T22:00',
    rrule: 'FREQ=DAILY',
    duration: '2h',
    maxConcurrent: 5,
  }),
};

const smoke = yaml('TestRecord', 'smoke', {
  environment: 'staging',
  assets: ['stg-1'],
  patches: [{ ecosystem: 'npm', name: 'app', version: '1.0.1' }],
  kinds: ['smoke'],
  result: 'passed',
  endedAt: '2026-11-20T12:00:00Z',
});
const drill = yaml('RollbackRecord', 'drill', {
  occasion: 'drill',
  procedure: 'restore the snapshot',
  assets: ['stg-1'],
  startedAt: '2026-11-20T11:00:00Z',
  endedAt: '2026-11-20T12:00:00Z',
  result: 'succeeded',
  executor: 'p-1',
});
const evidence = { 'records/evidence.yaml': documents(smoke, drill) };

function planOf(files: Readonly<Record<string, string>> = {}): Plan {
  const { plan, diagnostics } = decided({ ...base, ...files }, { asOf });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return plan;
}
const gatesOf = (plan: Plan, asset: string): readonly Gate[] =>
  plan.schedule.visits.find((visit) => visit.asset === asset)?.gates ?? [];
const gateOf = (plan: Plan, asset: string, kind: Gate['gate']): Gate | undefined =>
  gatesOf(plan, asset).find(({ gate }) => gate === kind);

describe('the gates of a visit', () => {
  it('name what they need, and stay open while nothing is on record', () => {
    const plan = planOf();

    expect(gateOf(plan, 'db-1', 'test-evidence')).toEqual({
      gate: 'test-evidence',
      status: 'open',
      needs: 'a passed smoke test of app 1.0.1 on a mirror of db-1',
    });
    expect(gateOf(plan, 'db-1', 'rollback-drill')).toEqual({
      gate: 'rollback-drill',
      status: 'open',
      needs: 'the way back drilled within 90d',
    });
  });

  it('are met where records show it, and name those', () => {
    const plan = planOf(evidence);

    expect(gateOf(plan, 'db-1', 'test-evidence')).toMatchObject({ status: 'met', metBy: ['smoke'] });
    expect(gateOf(plan, 'db-1', 'rollback-drill')).toMatchObject({ status: 'met', metBy: ['drill'] });
    expect(gateOf(plan, 'db-2', 'test-evidence')?.status).toBe('open');
    expect(gateOf(plan, 'db-2', 'rollback-drill')?.status).toBe('open');
  });

  it('say what is on record and does not count', () => {
    const failed = smoke.replace('"passed"', '"failed"');

    expect(gateOf(planOf({ 'records/test.yaml': failed }), 'db-1', 'test-evidence')).toMatchObject({
      status: 'open',
      lacks: ['app 1.0.1 failed in smoke'],
    });
  });

  it('leave fingerprint and Change file as they are when evidence arrives', () => {
    const until = at('2027-01-01T00:00:00Z');
    const stamp = { number: 1, asOf, inputsDigest: 'sha256:0' };
    const [before, after] = [groupChanges(planOf(), until), groupChanges(planOf(evidence), until)];

    expect(before.length).toBeGreaterThan(0);
    expect(after.map(({ planFp }) => planFp)).toEqual(before.map(({ planFp }) => planFp));
    expect(after.map((content) => changeFileText(content, stamp))).toEqual(
      before.map((content) => changeFileText(content, stamp)),
    );
  });

  it('are ticked in the pull request for the assets that have the evidence', () => {
    const plan = planOf(evidence);
    const [content] = groupChanges(plan, at('2027-01-01T00:00:00Z'));
    if (content === undefined) throw new Error('nothing is proposed');

    const text = renderPullRequest({
      content,
      plan,
      asOf,
      name: 'c',
      path: 'changes/c.yaml',
      inputsDigest: '',
      briefing: briefingOf(),
    });

    expect(text).toContain('- [x] rollback-drill: the way back drilled within 90d (db-1): `drill`');
    expect(text).toContain('- [ ] rollback-drill: the way back drilled within 90d (db-2)');
  });
});

describe('the gates of an approved visit', () => {
  const change = (target: string): Readonly<Record<string, string>> => {
    const plan = planOf();
    const visit = plan.schedule.visits.find(({ asset }) => asset === 'db-1');
    const requirement = plan.requirements.find(({ asset }) => asset === 'db-1');
    if (visit === undefined || requirement === undefined) throw new Error('nothing is planned for db-1');
    return {
      'changes/c-1.yaml': yaml('Change', 'c-1', {
        key: { team: 'unowned', approvers: [], lane: 'routine', number: 1 },
        asOf: '2026-11-22T10:00:00Z',
        planFp: `sha256:${'0'.repeat(64)}`,
        inputsDigest: `sha256:${'0'.repeat(64)}`,
        visits: [
          {
            id: visit.id,
            asset: 'db-1',
            kind: 'routine',
            window: 'nights',
            wave: 1,
            start: '2026-11-22T22:00:00Z',
            end: '2026-11-23T00:00:00Z',
            requirements: [
              {
                id: requirement.id,
                component: { ecosystem: 'npm', name: 'app', version: '1.0.0' },
                target,
                advisories: ['A'],
                priority: 'scheduled',
              },
            ],
            gates: [
              { gate: 'approval', needs: 'whoever approves changes approves' },
              { gate: 'test-evidence', needs: `a passed smoke test of app ${target} on a mirror of db-1` },
            ],
          },
        ],
      }),
    };
  };

  it('name the merged Change, and keep the words that were approved', () => {
    const plan = planOf({ ...evidence, ...change('1.0.1') });

    expect(gatesOf(plan, 'db-1')).toEqual([
      { gate: 'approval', status: 'met', needs: 'whoever approves changes approves', metBy: ['c-1'] },
      {
        gate: 'test-evidence',
        status: 'met',
        needs: 'a passed smoke test of app 1.0.1 on a mirror of db-1',
        metBy: ['smoke'],
      },
    ]);
  });

  it('ask for tests of the version that was approved, though a smaller one would do', () => {
    expect(gateOf(planOf({ ...evidence, ...change('1.0.5') }), 'db-1', 'test-evidence')?.status).toBe('open');
  });
});
