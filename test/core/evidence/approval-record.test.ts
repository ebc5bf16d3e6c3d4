import { describe, expect, it } from 'vitest';
import { changeResource } from '../../../src/core/change/change-file.ts';
import { judgeApproval } from '../../../src/core/evidence/approval-record.ts';
import type { ChangeVisit } from '../../../src/model/change.ts';
import type { Change } from '../../../src/model/generated/change.ts';
import type { BroughtResource, MergedContent, MergeReview, ReviewData } from '../../../src/model/review.ts';
import { changeContent, changeRequirement, changeVisit } from '../../support/change.ts';
import { linked, yaml } from '../../support/estate.ts';
import { at } from '../../support/world.ts';

const head = 'a'.repeat(40);
const older = 'b'.repeat(40);
const merge = 'c'.repeat(40);

const people = [
  { id: 'p-ada', login: 'Ada', email: 'ada@example.org' },
  { id: 'p-bob', login: 'bob' },
  { id: 'p-eve', login: 'eve' },
];

/** The base of a merge: three people, and the roles that the case gives them. */
function baseOf(
  roles: Readonly<Record<string, object>> = { lead: { holders: [{ person: 'p-ada' }, { person: 'p-bob' }] } },
  workspace: object = {},
) {
  return linked({
    'patchledger.yaml': yaml('Workspace', 'acme', workspace),
    'directory/team.yaml': yaml('Team', 'ops', { people }),
    ...Object.fromEntries(
      Object.entries(roles).map(([name, spec]) => [`directory/${name}.yaml`, yaml('Role', name, spec)]),
    ),
  }).estate;
}

function change(...visits: readonly ChangeVisit[]): BroughtResource {
  const content = changeContent(visits.length === 0 ? [changeVisit()] : visits);
  const document: Change = changeResource(content, {
    number: 1,
    asOf: at('2026-11-22T12:00:00Z'),
    inputsDigest: `sha256:${'0'.repeat(64)}`,
  });
  return { kind: 'Change', name: 'platform-1', document };
}

function review(login: string, parts: Partial<MergeReview> = {}): MergeReview {
  return {
    ...{ id: `${login}-1`, nodeId: undefined, state: 'approved', user: { id: login, login }, commit: head },
    ...{ submittedAt: '2026-11-22T13:00:00Z', association: undefined },
    ...parts,
  };
}

interface Case {
  readonly reviews?: readonly MergeReview[];
  readonly authors?: readonly string[];
  readonly brought?: readonly BroughtResource[];
  readonly commits?: Readonly<Record<string, readonly BroughtResource[]>>;
  readonly content?: Partial<MergedContent>;
  readonly base?: ReturnType<typeof baseOf>;
  readonly assertedBy?: string;
  readonly mergedAt?: string;
  readonly forge?: Readonly<Record<string, readonly string[]>>;
}

function judge({
  reviews = [],
  authors = ['bot'],
  brought = [change()],
  commits,
  content = {},
  base = baseOf(),
  assertedBy,
  mergedAt,
  forge = {},
}: Case) {
  const data: ReviewData = {
    ...{
      pullRequest: undefined,
      headCommit: head,
      mergeCommit: merge,
      reviews,
      mergedBy: undefined,
      requiredChecks: [],
    },
    commits: [{ id: head, parents: [older], people: authors }],
    mergedAt: at(mergedAt ?? '2026-11-22T14:00:00Z'),
  };
  const known = commits ?? { [head]: brought };
  const judged = judgeApproval({
    ...{ data, base, brought, assertedBy, forgeMembers: new Map(Object.entries(forge)) },
    content: { baseCommit: older, verdict: 'same', paths: [], reason: undefined, cleanMerges: new Set(), ...content },
    at: (commit) => known[commit],
  });
  return { ...judged, codes: judged.diagnostics.map(({ code }) => code) };
}

describe('a review', () => {
  it('approves a merge when its author holds the role and wrote nothing of it', () => {
    const { holds, spec, codes } = judge({ reviews: [review('ada')] });

    expect([holds, codes]).toEqual([true, []]);
    expect(spec).toMatchObject({
      evidence: 'forge',
      requiredRoles: ['lead'],
      reviews: [{ person: 'p-ada', roles: ['lead'] }],
    });
  });

  it.each(['changes-requested', 'dismissed'] as const)(
    'is taken back by a later word of the same person: %s',
    (state) => {
      const later = review('ada', { id: '2', state, submittedAt: '2026-11-22T13:30:00Z' });
      const { holds, spec } = judge({ reviews: [later, review('ADA')] });

      expect(holds).toBe(false);
      expect(spec.reviews).toMatchObject([{ void: 'overruled' }, { state }]);
    },
  );

  it('is not taken back by a comment, nor by somebody else', () => {
    const comment = review('ada', { id: '2', state: 'commented', submittedAt: '2026-11-22T13:30:00Z' });
    const other = review('eve', { state: 'changes-requested' });

    expect(judge({ reviews: [review('ada'), comment, other] }).holds).toBe(true);
  });

  it.each([
    ['by login', ['Ada']],
    ['by address', ['ADA@example.org']],
    ['by the address that hides it', ['17+ada@users.noreply.github.com']],
    ['as a co-author', ['bot', 'ada@example.org']],
  ])('of an author counts for nothing, known %s', (_, authors) => {
    const { holds, codes, spec } = judge({ reviews: [review('ada')], authors });

    expect([holds, codes]).toEqual([false, ['record/self-approval', 'record/role-missing']]);
    expect(spec).toMatchObject({ missingRoles: ['lead'], reviews: [{ void: 'author' }] });
  });

  it('of somebody without the role is recorded, and the role is missing', () => {
    const { spec, codes } = judge({ reviews: [review('eve')] });

    expect(codes).toEqual(['record/role-missing']);
    expect(spec).toMatchObject({ missingRoles: ['lead'], reviews: [{ person: 'p-eve' }] });
  });

  it('of a person whose time in the role is over gives no role', () => {
    const base = baseOf({ lead: { holders: [{ person: 'p-ada', until: '2026-11-21' }] } });

    expect(judge({ reviews: [review('ada')], base }).spec.missingRoles).toEqual(['lead']);
  });

  it('of which nobody knows what it looked at counts for nothing', () => {
    const unseen = judge({ reviews: [review('ada', { commit: 'f'.repeat(40) })] });
    const unsaid = judge({ reviews: [review('ada', { commit: undefined })] });

    for (const { holds, codes } of [unseen, unsaid]) {
      expect([holds, codes]).toEqual([false, ['record/review-unread', 'record/role-missing']]);
    }
  });
});

describe('a review of an earlier commit', () => {
  const reviewed = changeVisit();
  const judgeMoved = (merged: readonly ChangeVisit[], before: readonly ChangeVisit[] = [reviewed]) =>
    judge({
      reviews: [review('ada', { commit: older })],
      brought: [change(...merged)],
      commits: { [older]: [change(...before)] },
    });

  it.each([
    ['nothing changed', [reviewed]],
    [
      'the due moved and is still met',
      [changeVisit({ requirements: [changeRequirement({ due: at('2026-11-25T00:00:00Z') })] })],
    ],
    ['gates are shown as met', [changeVisit({ gates: [{ gate: 'approval', status: 'met', needs: 'other words' }] })]],
  ])('still approves when %s', (_, merged) => {
    expect(judgeMoved(merged).holds).toBe(true);
  });

  it('still approves when visits and targets were taken out', () => {
    const lib = changeRequirement({ id: 'R-000000000002', name: 'lib' });
    const more = [
      changeVisit({ requirements: [changeRequirement(), lib] }),
      changeVisit({ id: 'V-000000000002', asset: 'host-2' }),
    ];

    expect(judgeMoved([reviewed], more).holds).toBe(true);
  });

  it.each([
    ['an asset was added', [reviewed, changeVisit({ id: 'V-000000000002', asset: 'host-2' })]],
    ['a window moved', [changeVisit({ start: at('2026-11-24T22:00:00Z'), end: at('2026-11-24T23:00:00Z') })]],
    ['a target was raised', [changeVisit({ requirements: [changeRequirement({ target: '3.0.17-1' })] })]],
    ['a target was added', [changeVisit({ requirements: [changeRequirement(), changeRequirement({ name: 'lib' })] })]],
    ['a gate is gone', [changeVisit({ gates: [] })]],
    ['a visit became late', [changeVisit({ requirements: [changeRequirement({ due: at('2026-11-23T22:30:00Z') })] })]],
  ])('is stale when %s', (_, merged) => {
    const { holds, codes, spec } = judgeMoved(merged);

    expect([holds, codes]).toEqual([false, ['record/review-stale', 'record/role-missing']]);
    expect(spec.reviews).toMatchObject([{ void: 'stale' }]);
  });

  it('is stale for a policy that is not the very same', () => {
    const policy = (text: string): BroughtResource => ({
      kind: 'PatchPolicy',
      name: 'base',
      document: { text } as never,
    });
    const base = baseOf({ lead: { holders: [{ person: 'p-ada' }] } }, { approvals: { PatchPolicy: ['lead'] } });
    const commits = { [older]: [policy('24h')] };

    expect(
      judge({ reviews: [review('ada', { commit: older })], brought: [policy('7d')], commits, base }).codes,
    ).toContain('record/review-stale');
  });
});

describe('what a merge needs', () => {
  it('is read from the Workspace of the base for every kind it brings', () => {
    const exception: BroughtResource = { kind: 'Exception', name: 'x', document: {} as never };
    const base = baseOf({ risk: { teams: ['ops'] } }, { approvals: { Exception: ['risk'] } });

    expect(judge({ brought: [exception], base, reviews: [review('eve')] }).spec).toMatchObject({
      requiredRoles: ['risk'],
      reviews: [{ roles: ['risk'] }],
    });
  });

  it('is somebody else at least, where no role is asked for', () => {
    const team: BroughtResource = { kind: 'Team', name: 'ops', document: {} as never };

    expect(judge({ brought: [team] }).codes).toEqual(['record/role-missing']);
    expect(judge({ brought: [team], reviews: [review('eve')] }).holds).toBe(true);
  });

  it('is two people for roles that conflict', () => {
    const base = baseOf({
      lead: { holders: [{ person: 'p-ada' }, { person: 'p-bob' }], conflictsWith: ['risk'] },
      risk: { holders: [{ person: 'p-ada' }] },
    });
    const content = changeContent([changeVisit()], { key: { approvers: ['lead', 'risk'] } });
    const document = changeResource(content, {
      number: 1,
      asOf: at('2026-11-22T12:00:00Z'),
      inputsDigest: `sha256:${'0'.repeat(64)}`,
    });
    const brought: readonly BroughtResource[] = [{ kind: 'Change', name: 'platform-1', document }];

    expect(judge({ brought, base, reviews: [review('ada')] }).codes).toEqual(['record/roles-conflict']);
    expect(judge({ brought, base, reviews: [review('ada'), review('bob')] }).holds).toBe(true);
  });

  it('cannot be told where only the forge knows who holds a role, and it does not say', () => {
    const base = baseOf({ lead: { forgeTeam: 'acme/leads' } });
    const forge = { 'acme/leads': ['Ada'] };

    expect(judge({ base, reviews: [review('ada')] }).codes).toEqual(['record/role-missing']);
    expect(judge({ base, forge, reviews: [review('ada')] }).holds).toBe(true);
    expect(judge({ base, forge, reviews: [review('bob')] }).holds).toBe(false);
  });

  it('is read from the estate where it lists people, whatever a team of the forge holds', () => {
    const base = baseOf({ lead: { forgeTeam: 'acme/leads', holders: [{ person: 'p-ada' }] } });
    const forge = { 'acme/leads': ['bob'] };

    expect(judge({ base, forge, reviews: [review('ada')] }).holds).toBe(true);
    expect(judge({ base, forge, reviews: [review('bob')] }).holds).toBe(false);
  });

  it('may be several members of a Team', () => {
    const workspace = { approvals: { Change: [{ team: 'ops', count: 2 }] } };
    const base = baseOf(undefined, workspace);
    const [one, two] = [
      judge({ base, reviews: [review('ada')] }),
      judge({ base, reviews: [review('ada'), review('eve')] }),
    ];

    expect([one.holds, one.spec.requiredTeams, one.spec.missingTeams]).toEqual([false, ['ops'], ['ops']]);
    expect(one.diagnostics[0]?.message).toContain('2 of team ops: p-ada alone gave it');
    expect([two.holds, two.spec.missingTeams]).toEqual([true, undefined]);
  });

  it.each([
    ['which no Role of the base branch is', {}],
    ['which nobody held', { lead: { holders: [{ person: 'p-ada', until: '2020-01-01' }] } }],
  ])('says why it is missing: %s', (why, roles) => {
    expect(judge({ base: baseOf(roles), reviews: [review('ada')] }).diagnostics[0]?.message).toContain(why);
  });

  it('is as many people as roles that all conflict', () => {
    const holders = [{ person: 'p-ada' }, { person: 'p-bob' }];
    const apart = (...others: readonly string[]) => ({ holders, conflictsWith: others });
    const base = baseOf(
      { lead: apart('risk'), risk: apart('audit'), audit: apart('lead') },
      { approvals: { Change: ['risk', 'audit'] } },
    );

    const { codes, spec } = judge({ base, reviews: [review('ada'), review('bob')] });

    expect(codes).toEqual(['record/roles-conflict']);
    expect(spec.missingRoles).toEqual(['audit', 'lead', 'risk']);
  });

  it('is asked of everybody who would no longer be asked', () => {
    const workspace = { approvals: { PatchPolicy: ['lead', { team: 'ops', count: 2 }] } };
    const base = baseOf(undefined, workspace);
    const kept = { spec: { approvals: { PatchPolicy: [{ team: 'ops', count: 3 }] } } };
    const brought: readonly BroughtResource[] = [{ kind: 'Workspace', name: 'acme', document: kept as never }];

    const { spec } = judge({ base, brought, reviews: [review('eve')] });
    expect([spec.requiredRoles, spec.missingRoles, spec.requiredTeams]).toEqual([['lead'], ['lead'], undefined]);
  });
});

describe('the content of a merge', () => {
  it('that differs from what base and head give approves nothing', () => {
    const { holds, spec } = judge({
      reviews: [review('ada')],
      content: { verdict: 'differs', paths: ['policies/base.yaml'] },
    });

    expect([holds, spec.content, spec.differingPaths]).toEqual([false, 'differs', ['policies/base.yaml']]);
  });

  it('that nobody can compare is told, and said to be unknown', () => {
    const { codes, spec } = judge({ reviews: [review('ada')], content: { verdict: 'unknown', reason: 'no head' } });

    expect([codes, spec.content]).toEqual([['record/merge-unverified'], 'unknown']);
  });

  it('of a clean merge of the base is written by nobody', () => {
    expect(judge({ reviews: [review('ada')], authors: ['ada'], content: { cleanMerges: new Set([head]) } }).holds).toBe(
      true,
    );
  });
});

describe('an assertion', () => {
  it('approves as the person who makes it, and says that no forge confirms it', () => {
    const { holds, spec } = judge({ assertedBy: 'ada' });

    expect(holds).toBe(true);
    expect(spec).toMatchObject({ evidence: 'asserted', assertedBy: 'p-ada', reviews: [] });
  });

  it('of an author counts for nothing', () => {
    expect(judge({ assertedBy: 'p-ada', authors: ['ada@example.org'] }).codes).toEqual([
      'record/self-approval',
      'record/role-missing',
    ]);
  });
});
