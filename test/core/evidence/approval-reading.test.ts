import { describe, expect, it } from 'vitest';
import { peopleIn } from '../../../src/core/evidence/approval-people.ts';
import { readApproval } from '../../../src/core/evidence/approval-reading.ts';
import type { ApprovalRecord, Review } from '../../../src/model/generated/approval-record.ts';
import { linked, yaml } from '../../support/estate.ts';

const { estate } = linked({
  'directory/team.yaml': yaml('Team', 'ops', {
    people: [
      { id: 'p-ada', login: 'ada', email: 'ada@example.org' },
      { id: 'p-bob', login: 'bob' },
    ],
  }),
});

const review = (login: string, parts: Partial<Review> = {}): Review => ({
  ...{ id: `${login}-1`, state: 'approved', user: { login }, submittedAt: '2026-11-22T13:00:00Z' },
  ...parts,
});

const read = (parts: Partial<ApprovalRecord['spec']> = {}) =>
  readApproval(
    {
      ...{ mergeCommit: 'c'.repeat(40), commitAuthors: ['bot'], evidence: 'forge', reviews: [review('ada')] },
      ...{ change: 'platform-1', content: 'same', mergedAt: '2026-11-22T14:00:00Z' },
      ...parts,
    },
    peopleIn(estate),
  );

describe('a record of an approval', () => {
  it('proves who approved, when, and which Changes', () => {
    const resources = [{ kind: 'Change', name: 'platform-2' }];

    expect(read({ resources })).toEqual({
      ...{ approvers: ['p-ada'], own: [], lacks: [], changes: ['platform-1', 'platform-2'] },
      approvedAt: Date.parse('2026-11-22T13:00:00Z'),
    });
  });

  it.each([
    ['its last word is another', [review('ada'), review('ADA', { state: 'changes-requested' })], ['bot']],
    ['it was given to another content', [review('ada', { void: 'stale' })], ['bot']],
    ['its author wrote a part, known by an address', [review('ada')], ['17+ada@users.noreply.github.com']],
    ['nobody reviewed', [review('ada', { state: 'commented' })], ['bot']],
  ])('proves nothing when %s', (_, reviews, commitAuthors) => {
    expect(read({ reviews, commitAuthors })).toMatchObject({
      approvers: [],
      lacks: ['no review approves what was merged'],
    });
  });

  it('names those who approved what they wrote, whatever the record makes of it', () => {
    expect(read({ commitAuthors: ['ada@example.org'] }).own).toEqual(['ada']);
    expect(read({ reviews: [review('bob', { void: 'author' })] }).own).toEqual(['bob']);
  });

  it('lacks the roles that it misses, and a content that is what was reviewed', () => {
    expect(read({ missingRoles: ['lead'], content: 'differs' }).lacks).toEqual([
      'lead did not approve what was merged',
      'what was merged is not what was reviewed',
    ]);
  });

  it('that somebody asserts proves their approval, unless they wrote a part of it', () => {
    const asserted = { evidence: 'asserted', assertedBy: 'p-ada', reviews: [] } as const;

    expect(read(asserted)).toMatchObject({ approvers: ['p-ada'], own: [], lacks: [] });
    expect(read({ ...asserted, commitAuthors: ['ada@example.org'] })).toMatchObject({
      approvers: [],
      own: ['p-ada'],
      lacks: ['no review approves what was merged'],
    });
    expect(read({ ...asserted, reviews: [review('bob', { void: 'stale' })] }).approvers).toEqual([]);
  });
});
