import { describe, expect, it } from 'vitest';
import { effectRemarks } from '../../../src/core/check/effect.ts';
import { proposedProblems } from '../../../src/core/check/proposed.ts';
import type { ChangedPromise, PlanDiff } from '../../../src/model/plan-diff.ts';
import type { Resource } from '../../../src/model/resource.ts';
import { type ReportSketch, reportInput, visitOf } from '../../support/report.ts';
import { at } from '../../support/world.ts';

const nothing: PlanDiff = {
  ...{
    asOf: at('2026-11-22T12:00:00Z'),
    timeZone: 'UTC',
    added: [],
    removed: [],
    changed: [],
    visits: [],
    promises: [],
  },
  ...{ exceptions: { added: [], removed: [], changed: [] } },
  ...{ assets: { added: [], removed: [], renamed: [] }, uncovered: [], incomplete: { before: [], after: [] } },
};
const promise = (more: Partial<ChangedPromise>): ChangedPromise => ({
  ...{ rule: 'base/all', at: 'policies/base.yaml:7', kind: 'loosened', before: '24h', after: '7d', assets: 2 },
  ...more,
});
const remarks = (diff: Partial<PlanDiff>): readonly string[] =>
  effectRemarks({ ...nothing, ...diff }, [], 'abc').map(({ message }) => message);

describe('the effect of a change', () => {
  it('says of each promise what became of it, and for how many assets', () => {
    const promises = [
      promise({}),
      promise({ before: undefined, kind: 'added', assets: 1 }),
      promise({ after: undefined, kind: 'removed', at: undefined }),
    ];

    expect(remarks({ promises })).toEqual([
      'base/all: loosened, from 24h to 7d, for 2 assets',
      'base/all: added, 7d, for 1 asset',
      'base/all: removed, it was 24h, for 2 assets',
    ]);
  });

  it('names exceptions that come and go, and assets that lose cover', () => {
    expect(
      remarks({ exceptions: { added: ['new'], removed: ['old'], changed: [] }, uncovered: ['gw-1', 'gw-2'] }),
    ).toEqual(['new: a new exception', 'old: the exception is gone', 'gw-1, gw-2: no policy covers them any more']);
  });

  it('names every watched resource whose file changed, whatever it does', () => {
    const policy = { kind: 'PatchPolicy', name: 'base', document: undefined, path: 'policies/base.yaml' } as const;
    const team = { ...policy, kind: 'Team' } as const;
    const [remark, ...others] = effectRemarks(nothing, [policy, team], 'abc');

    expect(others).toEqual([]);
    expect(remark?.message).toBe(
      'PatchPolicy base: 0 requirements more, 0 fewer, 0 deadlines later or gone, 0 earlier',
    );
  });
});

describe('a Change that would be merged', () => {
  const sketch: ReportSketch = {
    assets: [{ name: 'gw-1' }],
    requirements: [{ asset: 'gw-1', target: '2' }],
    visits: [
      visitOf('gw-1', ['R-gw-1-openssl'], {
        gates: [
          { gate: 'approval', status: 'open', needs: 'owner approves' },
          { gate: 'duty', status: 'open', needs: 'triage', lacks: ['one is too old'] },
        ],
      }),
    ],
  };
  const { decision } = reportInput(sketch);
  const id = decision.plan.schedule.visits[0]?.id ?? '';
  const component = { ecosystem: 'Debian:12', name: 'openssl', version: '1' };
  const judge = (visit: object) => {
    const stated = {
      ...{ id, asset: 'gw-1', kind: 'routine', start: '2026-12-01T00:00:00Z', end: '2026-12-01T01:00:00Z' },
      requirements: [{ id: 'R-gw-1-openssl', component, target: '2' }],
      ...visit,
    };
    const change = {
      name: 'c',
      origin: { file: 'changes/c.yaml', document: 0 },
      document: { spec: { visits: [stated] } },
    };
    const { evidence, plan } = proposedProblems([change as unknown as Resource<'Change'>], decision, () => undefined);
    return { evidence: evidence.map(({ message }) => message), plan: plan.map(({ message }) => message) };
  };

  it('lacks evidence, not the approval that the merge itself is', () => {
    expect(judge({})).toEqual({ evidence: ['c: the visit to gw-1 lacks duty: triage; one is too old'], plan: [] });
  });

  it.each([
    ['an asset that is gone', { asset: 'gw-9' }, /there is no asset gw-9/],
    ['a time that has passed', { end: '2026-11-01T00:00:00Z' }, /the visit to gw-1 ended 2026-11-01/],
    ['what is no longer required', { requirements: [{ id: 'R-x', component, target: '2' }] }, /is no longer required/],
    ['another version', { requirements: [{ id: 'R-gw-1-openssl', component, target: '3' }] }, /is to become 2, not 3/],
  ])('is stale when it names %s', (_, visit, words) => {
    expect(judge(visit).plan[0]).toMatch(words);
  });
});
