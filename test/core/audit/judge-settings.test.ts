import { describe, expect, it } from 'vitest';
import { judgeSettings } from '../../../src/core/audit/judge-settings.ts';
import type { AuditCheck } from '../../../src/model/audit.ts';
import { linked, yaml } from '../../support/estate.ts';

const review = { from: 'ruleset main', rule: 'pull_request' };

/** Judges snapshots of days of November, each with what differs from one that demands a review of everybody. */
function judge(
  snapshots: Readonly<Record<string, object>>,
  forge: object = { kind: 'github' },
): AuditCheck | undefined {
  const records = Object.entries(snapshots).map(([day, more]) => {
    const readAt = `2026-11-${day}T12:00:00Z`;
    const spec = { repository: 'acme/estate', branch: 'main', readAt, guards: [review], ...more };
    return [`records/settings/${day}.yaml`, yaml('ForgeSettingsRecord', `settings-${day}`, spec)] as const;
  });
  const { estate } = linked({ 'patchledger.yaml': yaml('Workspace', 'w', { forge }), ...Object.fromEntries(records) });
  return judgeSettings(estate);
}

describe('what guarded the base branch', () => {
  it('holds while every snapshot demands a review and lets nobody pass by', () => {
    expect(
      judge({ '02': {}, '10': { bypass: [{ from: 'x', who: 'team core', mode: 'pull_request' }] } }),
    ).toMatchObject({
      ...{ verdict: 'holds', found: [] },
      lookedAt: '2 snapshots since 2026-11-02T12:00:00Z, the last change on 2026-11-10T12:00:00Z',
    });
    expect(judge({ '02': {} })?.lookedAt).toBe('1 snapshot since 2026-11-02T12:00:00Z');
  });

  it('is not known where nothing is on record, or only of another branch', () => {
    const nothing = { verdict: 'not known', found: [expect.stringContaining('patchledger record settings')] };

    expect(judge({})).toMatchObject(nothing);
    expect(judge({ '02': { branch: 'trunk' } })).toMatchObject(nothing);
  });

  it('is told with the time for which each weakness stood', () => {
    const weak = {
      guards: [{ from: 'branch-protection', rule: 'required_signatures' }],
      bypass: [
        { from: 'branch-protection', who: 'administrators' },
        { from: 'ruleset main', who: 'RepositoryRole 5', mode: 'always' },
      ],
      codeownerErrors: ['CODEOWNERS:3 Unknown owner'],
      unread: [{ part: 'rulesets', reason: 'no' }],
    };
    const when = 'from 2026-11-02T12:00:00Z to 2026-11-10T12:00:00Z';

    expect(judge({ '02': weak, '10': {} })).toMatchObject({
      verdict: 'not known',
      found: [
        `${when} nothing that the forge showed demanded a review on main`,
        `${when} these could pass by what guards main: administrators, RepositoryRole 5`,
        `${when} a line of CODEOWNERS counted for nothing: CODEOWNERS:3 Unknown owner`,
        `${when} the forge did not show its rulesets: no`,
      ],
    });
    expect(judge({ '02': { guards: [] } })?.found).toEqual([
      'from 2026-11-02T12:00:00Z nothing that the forge showed demanded a review on main',
    ]);
  });

  it('demands no review by a pull request that nobody needs to approve', () => {
    const asking = (value: object) =>
      judge({ '02': { guards: [{ ...review, value: JSON.stringify(value) }] } })?.verdict;

    expect(asking({ required_approving_review_count: 0, require_code_owner_review: false })).toBe('not known');
    expect(asking({ required_approving_review_count: 0, require_code_owner_review: true })).toBe('holds');
    expect(asking({ required_approving_review_count: 10 })).toBe('holds');
  });

  it('is no question where there is no forge', () => {
    expect(judge({}, { kind: 'local' })).toBeUndefined();
  });
});
