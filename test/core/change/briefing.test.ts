import { describe, expect, it } from 'vitest';
import { briefingIn } from '../../../src/core/change/briefing.ts';
import { groupChanges } from '../../../src/core/change/group.ts';
import type { Decision } from '../../../src/core/plan/decision.ts';
import type { Briefing } from '../../../src/model/briefing.ts';
import type { ChangeContent } from '../../../src/model/change.ts';
import { decided, yaml } from '../../support/estate.ts';
import { advisoryFile, policyFile } from '../../support/ledger.ts';
import { at } from '../../support/world.ts';

const asOf = at('2026-11-22T12:00:00Z');
const window = {
  start: '2026-01-01T22:00',
  rrule: 'FREQ=DAILY',
  duration: '2h',
  visitDuration: '1h',
  maxConcurrent: 1,
};
const components = [{ ecosystem: 'npm', name: 'app', version: '1.0.0' }];

/** Two servers with an old `app` that is due in a day and a half, and one window a night, one of them at a time. */
const files: Readonly<Record<string, string>> = {
  'patchledger.yaml': yaml('Workspace', 'acme', {}),
  'schedules/w.yaml': yaml('MaintenanceWindow', 'nights', window),
  'inventory/hosts.yaml': yaml('Inventory', 'hosts', {
    assets: [
      { name: 'db-1', environment: 'production', components },
      { name: 'db-2', environment: 'production', components },
      { name: 'stg-1', environment: 'staging', mirrors: ['db-1'] },
    ],
  }),
  ...advisoryFile('CVE-2026-0001', { published: '2026-11-22T00:00:00Z' }),
  ...policyFile('base', [{ id: 'all', within: '36h' }], {
    testing: { kinds: ['smoke'], validFor: '30d' },
    rollback: { procedure: 'Restore the snapshot.', testedWithin: '90d' },
  }),
};

function briefed(more: Readonly<Record<string, string>> = {}): {
  readonly brief: Briefing;
  readonly content: ChangeContent;
} {
  const decision = decisionOf(more);
  const contents = groupChanges(decision.plan, at('2027-01-01T00:00:00Z'));
  const [content] = contents;
  if (content === undefined) throw new Error('nothing is proposed');
  return { brief: briefingIn(decision, contents)(content, undefined), content };
}

const decisionOf = (more: Readonly<Record<string, string>>): Decision => decided({ ...files, ...more }, { asOf });

describe('what waiting costs', () => {
  it('is the next opening for each visit, in the wave it has, with how many are past due by then', () => {
    const { brief, content } = briefed();

    expect(content.visits.map(({ start }) => start)).toEqual([at('2026-11-22T22:00:00Z'), at('2026-11-22T23:00:00Z')]);
    expect(brief.waiting).toMatchObject({
      visits: 2,
      next: { start: at('2026-11-23T22:00:00Z'), window: 'nights' },
      homeless: 0,
      planned: { visits: 0, worst: undefined },
      late: { visits: 2, worst: { asset: content.visits[1]?.asset, lateMs: 12 * 3_600_000 } },
    });
  });

  it('passes over a freeze', () => {
    const freeze = {
      selector: { all: true },
      from: '2026-11-23T00:00:00Z',
      to: '2026-11-25T12:00:00Z',
      reason: 'audit',
    };

    expect(briefed({ 'schedules/f.yaml': yaml('Freeze', 'audit', freeze) }).brief.waiting.next).toEqual({
      start: at('2026-11-25T22:00:00Z'),
      window: 'nights',
    });
  });

  it('is that no window opens again, where none does', () => {
    const once = yaml('MaintenanceWindow', 'nights', {
      ...window,
      start: '2026-11-22T22:00',
      rrule: 'FREQ=DAILY;COUNT=1',
    });

    expect(briefed({ 'schedules/w.yaml': once }).brief.waiting).toMatchObject({
      next: undefined,
      homeless: 2,
      late: { visits: 0 },
    });
  });
});

describe('what is on record about a Change', () => {
  const test = (name: string, result: string, version = '1.0.1') => ({
    [`records/${name}.yaml`]: yaml('TestRecord', name, {
      ...{ environment: 'staging', assets: ['stg-1'], mirrors: ['db-1'], kinds: ['smoke'], result },
      ...{ patches: [{ ecosystem: 'npm', name: 'app', version }], endedAt: '2026-11-21T09:00:00Z' },
    }),
  });
  const drill = yaml('RollbackRecord', 'drill', {
    ...{
      occasion: 'drill',
      procedure: 'Restore the snapshot.',
      assets: ['stg-1'],
      result: 'succeeded',
      executor: 'mara',
    },
    ...{ startedAt: '2026-11-20T09:00:00Z', endedAt: '2026-11-20T10:00:00Z' },
  });

  it('is nothing, and what policies ask for', () => {
    const { tests, wayBack } = briefed().brief;

    expect(tests).toEqual({
      runs: [],
      missing: [
        { needs: expect.stringContaining('a passed smoke test of app 1.0.1'), lacks: [], assets: ['db-1', 'db-2'] },
      ],
    });
    expect(wayBack).toEqual({
      procedure: 'Restore the snapshot.',
      drills: [],
      missing: [{ needs: 'the way back drilled within 90d', lacks: [], assets: ['db-1', 'db-2'] }],
    });
  });

  it('are tests of the very versions, where they ran and for whom, failures as well, and drills with those they count for', () => {
    const records = { ...test('good', 'passed'), ...test('other', 'passed', '9.9.9'), 'records/drill.yaml': drill };
    const { tests, wayBack } = briefed(records).brief;

    expect(tests).toEqual({
      runs: [
        {
          ...{ record: 'good', result: 'passed', environment: 'staging', assets: ['stg-1'], mirrors: ['db-1'] },
          ...{ kinds: ['smoke'], endedAt: at('2026-11-21T09:00:00Z'), updates: ['app 1.0.1'] },
        },
      ],
      missing: [],
    });
    expect(wayBack).toMatchObject({
      drills: [{ record: 'drill', on: ['stg-1'], assets: ['db-1'], endedAt: at('2026-11-20T10:00:00Z') }],
      missing: [{ assets: ['db-2'] }],
    });
    expect(briefed(test('bad', 'failed')).brief.tests).toMatchObject({
      runs: [{ record: 'bad', result: 'failed' }],
      missing: [{ lacks: ['app 1.0.1 failed in bad'] }],
    });
  });
});
