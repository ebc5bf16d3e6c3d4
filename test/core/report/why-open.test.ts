import { describe, expect, it } from 'vitest';
import { type PlacedRequirement, whyOpen } from '../../../src/core/report/why-open.ts';
import { requirementStates } from '../../../src/model/requirement.ts';
import { visitStates } from '../../../src/model/visit.ts';
import { visitOf } from '../../support/report.ts';
import { type RequirementSketch, requirementOf } from '../../support/schedule.ts';
import { at } from '../../support/world.ts';

const why = (sketch: Partial<RequirementSketch>, placed: Partial<PlacedRequirement> = {}): string | undefined => {
  const requirement = requirementOf({ asset: 'db-1', ...sketch });
  return whyOpen({ requirement, visit: undefined, unplaced: undefined, ...placed }, 'Europe/Zurich');
};

describe('why something is not patched', () => {
  it.each(requirementStates.filter((state) => state !== 'done'))('is one sentence for the state %s', (state) => {
    expect(why({ state })).toMatch(/^[A-Z][^\n]*\.$/);
  });

  it.each(visitStates)('is one sentence for a visit that is %s', (state) => {
    expect(why({}, { visit: visitOf('db-1', ['R-1'], { state }) })).toMatch(
      /^[A-Z][^\n]*2026-11-22 23:00 \+01:00[^\n]*\.$/,
    );
  });

  it('is not asked of what is done', () => {
    expect(why({ state: 'done' })).toBeUndefined();
  });

  it('names the visit to come and what it still needs', () => {
    const visit = visitOf('db-1', ['R-1'], {
      gates: [
        { gate: 'approval', status: 'open', needs: 'approval of the role change-board' },
        { gate: 'test-evidence', status: 'met', needs: 'a test' },
      ],
    });

    expect(why({}, { visit })).toBe(
      'Planned for 2026-11-22 23:00 +01:00 in window nights, not proposed yet; still needed: approval of the role change-board.',
    );
  });

  it('says first that it is overdue, whatever else holds', () => {
    expect(why({ state: 'no-fix', overdue: true, due: '2026-11-20T00:00:00Z' })).toBe(
      'Overdue since 2026-11-20 01:00 +01:00; no fixed version is published.',
    );
  });

  it('names the exception, until when, and its reason', () => {
    const expires = at('2026-12-31T23:00:00Z');
    const origin = { file: 'exceptions/legacy.yaml', document: 0 };
    const exception = { name: 'legacy', treatment: 'mitigate', reason: 'isolated\nnetwork', expires, origin };

    expect(why({ state: 'excepted', exception })).toBe(
      'Exception legacy (mitigate) until 2027-01-01 00:00 +01:00: isolated network.',
    );
  });

  it('says why a late visit is late, and how much a partial target leaves', () => {
    const visit = visitOf('db-1', ['R-1'], {
      state: 'late',
      reasons: [{ code: 'full', text: 'window nights is full' }],
    });
    const partial = { version: '2', clears: ['A'], remains: ['B', 'C'] };

    expect(why({ target: undefined, partial }, { visit })).toBe(
      'No version fixes all: 2 clears 1 and leaves 2; ' +
        'it cannot be on time, the earliest visit is 2026-11-22 23:00 +01:00 in window nights (window nights is full).',
    );
  });

  it('does not say twice that overdue work is late', () => {
    const visit = visitOf('db-1', ['R-1'], { state: 'late', reasons: [{ code: 'overdue', text: 'overdue' }] });

    expect(why({ state: 'overdue', overdue: true, due: '2026-11-20T00:00:00Z' }, { visit })).toBe(
      'Overdue since 2026-11-20 01:00 +01:00; the earliest visit is 2026-11-22 23:00 +01:00 in window nights.',
    );
  });

  it('gives the reason of the schedule where no visit carries it, and admits when there is none', () => {
    expect(why({}, { unplaced: 'no window covers db-1' })).toBe('No visit is planned: no window covers db-1.');
    expect(why({})).toBe('No visit carries it, and nothing says why.');
  });
});
