import { describe, expect, it } from 'vitest';
import { judgeAsset, type VerdictInput } from '../../../src/core/plan/verdict.ts';
import { type RequirementState, requirementStates } from '../../../src/model/requirement.ts';
import { type RequirementSketch, requirementOf } from '../../support/schedule.ts';
import { assetWith, findingWith } from '../../support/world.ts';

const judge = (
  requirements: readonly Partial<RequirementSketch>[] = [],
  input: Partial<VerdictInput> = {},
): readonly string[] => {
  const { compliance, because } = judgeAsset({
    asset: assetWith({ name: 'a' }),
    requirements: requirements.map((sketch) => requirementOf({ asset: 'a', ...sketch })),
    components: 3,
    unwatched: 0,
    unreadPolicies: [],
    unreadLedger: [],
    isSelected: true,
    isStale: false,
    ...input,
  });
  return [compliance, because];
};

describe('an asset', () => {
  it('is compliant when all of it is known and nothing is required', () => {
    expect(judge()).toEqual(['compliant', 'nothing is required']);
  });

  it('is compliant while what is required is within its time', () => {
    expect(judge([{}, { state: 'due-soon' }, { state: 'excepted', overdue: true }])).toEqual([
      'compliant',
      '2 requirements within its time, 1 excepted',
    ]);
  });

  it('says so where no policy speaks of what is open: that is within no time', () => {
    const unasked = { reasons: [{ code: 'no-policy', text: 'no policy says anything about it' }] };

    expect(judge([unasked, {}])).toEqual(['compliant', '1 requirement within its time, 1 that no policy speaks of']);
    expect(judge([{ ...unasked, state: 'declined' }])).toEqual(['compliant', '1 declined and uncovered']);
  });

  it('is unknown where something is open and no policy selects it: a promise that nobody made cannot be kept', () => {
    const unasked = { reasons: [{ code: 'no-policy', text: 'no policy says anything about it' }] };
    const unselected = { isSelected: false };

    expect(judge([unasked], unselected)).toEqual(['unknown', '1 requirement open, and no policy selects it']);
    expect(judge([{ ...unasked, state: 'excepted' }], unselected)[0]).toBe('compliant');
    expect(judge([], unselected)).toEqual(['compliant', 'nothing is required']);
  });

  it('is unknown where a policy that may select it cannot be read', () => {
    expect(judge([], { unreadPolicies: ['base (policies/p.yaml)'] })).toEqual([
      'unknown',
      'policy base (policies/p.yaml) could not be read, so what is asked of it is not known',
    ]);
    expect(judge([{ overdue: true }], { unreadPolicies: ['base (policies/p.yaml)'] })[0]).toBe('non-compliant');
  });

  it('is unknown where nobody knows a deadline that was set', () => {
    const undated = { reasons: [{ code: 'due-unknown', text: 'no kevDueDate is known' }] };

    expect(judge([undated])).toEqual(['unknown', 'nobody knows by when 1 requirement must be met']);
    expect(judge([{ ...undated, state: 'done' }])[0]).toBe('compliant');
  });

  it('is unknown while a policy leaves open what it asks, for want of facts', () => {
    const leftOpen = [{ policy: 'p', advisory: 'CVE-1', rules: ['exposed'], facts: [], assumptions: [] }];

    expect(judge([{ passedOver: leftOpen }])).toEqual(['unknown', 'facts are missing to tell what 1 requirement asks']);
    expect(judge([{ passedOver: leftOpen, state: 'excepted' }])[0]).toBe('compliant');
  });

  it.each([
    ['something is overdue', [{ state: 'overdue', overdue: true }], '1 requirement overdue'],
    ['something is overdue that has no fix', [{ state: 'no-fix', overdue: true }, {}], '1 requirement overdue'],
    ['an update waits for a reboot', [{ state: 'pending-reboot' }], '1 update not in effect until a reboot'],
  ] as const)('is non-compliant when %s', (_, requirements, because) => {
    expect(judge(requirements)).toEqual(['non-compliant', because]);
  });

  it.each([
    ['nobody knows what is on it', { components: 0 }, 'no component is known'],
    ['no source watches some of it', { unwatched: 2 }, '2 components unwatched by any advisory source'],
    [
      'some of it could not be read',
      { asset: assetWith({ partlyRead: true }) },
      'not all of its software could be read',
    ],
    [
      'it waits for a reboot, so that nobody knows what runs',
      { asset: assetWith({ pendingReboot: true }) },
      'it waits for a reboot, so what runs is not known',
    ],
  ] as const)('is unknown when %s', (_, input, because) => {
    expect(judge([], input)).toEqual(['unknown', because]);
  });

  it('is unknown when a version cannot be ordered', () => {
    expect(judge([{ state: 'unknown' }])).toEqual(['unknown', '1 version cannot be ordered']);
  });

  it('is unknown when what is published cannot be judged, which is no fault of its versions', () => {
    const unjudged = { document: 'A', verdict: 'unjudged', because: 'no event introduces it' } as const;
    const finding = findingWith({ advisory: 'A', status: 'unknown', evidence: [unjudged] });

    expect(judge([{ state: 'unknown', findings: [finding] }])).toEqual(['unknown', '1 requirement cannot be judged']);
  });

  it('is unknown while a record of the ledger cannot be read and something is open', () => {
    const lost = { unreadLedger: ['l-1 (records/ledger/l-1.json)'] };

    expect(judge([{}], lost)).toEqual([
      'unknown',
      'record l-1 (records/ledger/l-1.json) could not be read, so which dues were set before is not known',
    ]);
    expect(judge([{}], { unreadLedger: ['a', 'b', 'c'] })[1]).toContain('record a and 2 more of the ledger could not');
    expect(judge([{ state: 'excepted' }], lost)[0]).toBe('compliant');
    expect(judge([], lost)[0]).toBe('compliant');
  });

  it('is stale when it was not seen lately', () => {
    expect(judge([], { isStale: true })).toEqual(['stale', 'not seen lately']);
  });

  it.each([{ components: 0 }, { unwatched: 1 }, { isStale: true }, { asset: assetWith({ partlyRead: true }) }])(
    'is never compliant with %j, and an open violation speaks before that',
    (doubt) => {
      expect(judge([], doubt)[0]).not.toBe('compliant');
      expect(judge([{ overdue: true }], doubt)[0]).toBe('non-compliant');
    },
  );

  it.each(requirementStates.filter((state) => state !== 'excepted'))(
    'is non-compliant when overdue, state %s',
    (state) => {
      expect(judge([{ state: state as RequirementState, overdue: true }])[0]).toBe('non-compliant');
    },
  );
});
