import { describe, expect, it } from 'vitest';
import { approvalProblems } from '../../../src/core/check/approval.ts';
import { ownerRule, readCodeowners } from '../../../src/core/check/codeowners.ts';
import { newProblems } from '../../../src/core/check/compare.ts';
import { laneOf } from '../../../src/core/check/lanes.ts';
import { ownerProblems } from '../../../src/core/check/owners.ts';
import { postedChecks } from '../../../src/core/check/posted.ts';
import { checkReport } from '../../../src/core/check/report.ts';
import { approvalSubjects, type PlacedResource } from '../../../src/core/check/subjects.ts';
import type { ForgeMembers } from '../../../src/core/evidence/approval-members.ts';
import { approvalVerdict } from '../../../src/core/evidence/approval-verdict.ts';
import { diagnostic } from '../../../src/model/diagnostic.ts';
import type { ApprovalNeed } from '../../../src/model/estate.ts';
import { defaultFolders } from '../../../src/model/estate-files.ts';
import type { Kind } from '../../../src/model/kinds.ts';
import type { Resource } from '../../../src/model/resource.ts';
import type { MergeReview } from '../../../src/model/review.ts';
import { renderCheckSummary } from '../../../src/render/check/summary.ts';
import { indexed } from '../../support/report.ts';
import { at, estateWith } from '../../support/world.ts';

const problem = (message: string, line = 1) => ({
  ...diagnostic(
    'load/empty-file',
    {},
    { at: { file: 'a.yaml', range: { start: { line, column: 1 }, end: { line, column: 2 } } } },
  ),
  message,
});
const codes = (problems: readonly { readonly code: string }[]): readonly string[] => problems.map(({ code }) => code);

describe('what counts on a pull request', () => {
  it('is only what its base has not: the one that mends an overdue host is green', () => {
    expect(newProblems([problem('b')], [problem('a'), problem('b')])).toEqual({ added: [], known: 1 });
    expect(newProblems([problem('a'), problem('c')], [problem('a')]).added).toEqual([problem('c')]);
  });

  it('does not grow by a problem that only moved to another line', () => {
    expect(newProblems([problem('a', 9)], [problem('a', 1)]).added).toEqual([]);
  });

  it('counts a problem that occurs more often than before', () => {
    expect(newProblems([problem('a'), problem('a')], [problem('a')]).added).toHaveLength(1);
  });
});

describe('the lane of a change', () => {
  const lane = (...changed: Parameters<typeof laneOf>[0]) => laneOf(changed, defaultFolders);

  it('is data only when nothing but data changed and records only grew', () => {
    expect(
      lane({ path: 'records/ledger/2026/11/x.json', how: 'added' }, { path: 'catalog/kev.json', how: 'edited' }).lane,
    ).toBe('data');
    expect(lane({ path: 'catalog/kev.json', how: 'edited' }, { path: 'policies/base.yaml', how: 'edited' }).lane).toBe(
      'mixed',
    );
    expect(lane({ path: 'patchledger.yaml', how: 'edited' }).lane).toBe('decision');
    expect(lane({ path: '.github/workflows/check.yml', how: 'edited' }).lane).toBe('decision');
  });

  it.each(['edited', 'removed'] as const)('is no data lane when a record is %s, and that is an error', (how) => {
    const { lane: verdict, problems } = lane({ path: 'records/test/2026/11/t.yaml', how });

    expect(verdict).toBe('decision');
    expect(codes(problems)).toEqual(['check/record-edited']);
  });

  it('refuses to edit a Change that was merged', () => {
    expect(codes(lane({ path: 'changes/edge-routine-1.yaml', how: 'edited' }).problems)).toEqual([
      'check/change-edited',
    ]);
  });
});

const resource = <K extends Kind>(kind: K, name: string, spec: object): Resource<K> =>
  ({
    kind,
    name,
    origin: { file: `directory/${name}.yaml`, document: 0 },
    document: { apiVersion: 'patchledger/v1', kind, metadata: { name }, spec },
  }) as unknown as Resource<K>;

const people = resource('Team', 'all', {
  people: [
    { id: 'p-ann', login: 'ann', email: 'ann@example.org' },
    { id: 'p-bob', login: 'bob' },
  ],
});
const roles = [
  resource('Role', 'owner', { holders: [{ person: 'p-ann' }, { person: 'p-bob' }], forgeTeam: 'acme/owners' }),
  resource('Role', 'security', { holders: [{ person: 'p-ann' }], conflictsWith: ['owner'] }),
];
const forgeOnly = resource('Team', 'forge-only', { forgeTeam: 'acme/admins' });
const base = estateWith({ resources: { Team: indexed([people, forgeOnly]), Role: indexed(roles) } });
const asOf = at('2026-11-22T12:00:00Z');

describe('an approval before the merge', () => {
  const changed = (priority: string): PlacedResource => ({
    ...{ kind: 'PatchPolicy', name: 'p', path: 'policies/p.yaml' },
    document: { spec: { default: { priority } } } as unknown as Resource<'PatchPolicy'>['document'],
  });
  const approved = (login: string, parts: Partial<MergeReview> = {}): MergeReview => ({
    ...{ id: `${login}-1`, nodeId: undefined, state: 'approved', user: { id: login, login }, commit: 'head' },
    ...{ submittedAt: undefined, association: undefined },
    ...parts,
  });
  const need = (name: string, count = 1): ApprovalNeed => ({ from: 'role', name, count });

  interface Case {
    readonly reviews?: readonly MergeReview[];
    readonly authors?: readonly string[];
    readonly needs?: readonly ApprovalNeed[];
    readonly subjects?: readonly PlacedResource[];
    readonly members?: ForgeMembers;
  }

  function judge({ reviews = [], authors = ['eve@example.org'], needs = [need('owner')], ...given }: Case) {
    const { subjects = [changed('scheduled')], members = new Map() } = given;
    const asking = { ...base, workspace: { ...base.workspace, approvals: new Map([['PatchPolicy', needs]]) } };
    const verdict = approvalVerdict({
      ...{ reviews, brought: subjects, authors, base: asking, when: asOf, assertedBy: undefined },
      forgeMembers: members,
      at: (commit) => (commit === 'head' ? subjects : commit === 'old' ? [changed('immediate')] : undefined),
    });
    return approvalProblems(subjects, verdict, asking);
  }

  it('counts when a holder of the role looked at exactly what would be merged', () => {
    expect(judge({ reviews: [approved('bob')] })).toEqual([]);
  });

  it('is missing when nobody who holds the role approved, and says where and who may', () => {
    const [problem] = judge({ reviews: [approved('mallory')] });

    expect(problem).toMatchObject({ code: 'check/approval-missing', file: 'policies/p.yaml' });
    expect(problem?.hint).toContain('p-ann, p-bob');
  });

  it('is stale when what was looked at has changed since, or nobody knows what it was', () => {
    for (const commit of ['old', 'gone', undefined]) {
      expect(codes(judge({ reviews: [approved('bob', { commit })] }))).toEqual(['check/approval-stale']);
    }
  });

  it.each([
    ['the login', 'ann'],
    ['an address of theirs', 'ann@example.org'],
    ['the address that hides it', '7+ann@users.noreply.github.com'],
    ['another case', 'ANN'],
  ])('does not count from whom wrote a part of it, by %s', (_, author) => {
    expect(codes(judge({ reviews: [approved('ann')], authors: [author] }))).toEqual(['check/self-approval']);
  });

  it('ends with a later request for changes or a dismissal, not with a comment', () => {
    const ending = (state: MergeReview['state']) =>
      codes(judge({ reviews: [approved('bob'), approved('bob', { state })] }));

    expect(ending('changes-requested')).toEqual(['check/approval-missing']);
    expect(ending('dismissed')).toEqual(['check/approval-missing']);
    expect(ending('commented')).toEqual([]);
  });

  it('of two roles that are kept apart needs two people', () => {
    const needs = [need('owner'), need('security')];

    expect(codes(judge({ reviews: [approved('ann')], needs }))).toEqual(['check/approval-missing']);
    expect(judge({ reviews: [approved('bob'), approved('ann')], needs })).toEqual([]);
    // Ann holds both: whoever came first is not the one who must use the common role.
    expect(judge({ reviews: [approved('ann'), approved('bob')], needs })).toEqual([]);
  });

  it('of several needs as many different people', () => {
    const [problem] = judge({ reviews: [approved('bob')], needs: [need('owner', 2)] });

    expect(problem?.message).toContain('2 of owner, beside p-bob,');
    expect(judge({ reviews: [approved('bob'), approved('ann')], needs: [need('owner', 2)] })).toEqual([]);
  });

  it('of a Team is given by its members', () => {
    const needs: readonly ApprovalNeed[] = [{ from: 'team', name: 'all', count: 2 }];

    expect(codes(judge({ reviews: [approved('bob')], needs }))).toEqual(['check/approval-missing']);
    expect(judge({ reviews: [approved('bob'), approved('ann')], needs })).toEqual([]);
  });

  it('of a team that only the forge knows is given by its members there, and by nobody where they are not known', () => {
    const needs: readonly ApprovalNeed[] = [{ from: 'team', name: 'forge-only', count: 1 }];
    const [unknown] = judge({ reviews: [approved('zoe')], needs });

    expect(unknown?.code).toBe('check/approval-missing');
    expect(unknown?.hint).toContain('acme/admins, which the token may not see');
    expect(judge({ reviews: [approved('zoe')], needs, members: new Map([['acme/admins', ['Zoe']]]) })).toEqual([]);
    expect(codes(judge({ reviews: [approved('zoe')], needs, members: new Map([['acme/admins', []]]) }))).toEqual([
      'check/approval-missing',
    ]);
  });

  it('of a role or team that the base has not is given by nobody', () => {
    const [problem] = judge({ reviews: [approved('bob')], needs: [need('ghost')] });

    expect(problem?.hint).toContain('the base branch has no Role ghost');
  });

  it('of an Exception is given by somebody else, even where no role is asked for', () => {
    const subjects: readonly PlacedResource[] = [
      { kind: 'Exception', name: 'x', path: 'exceptions/x.yaml', document: {} as never },
    ];

    expect(codes(judge({ subjects }))).toEqual(['check/approval-missing']);
    expect(codes(judge({ subjects, reviews: [approved('bob', { commit: 'gone' })] }))).toEqual([
      'check/approval-stale',
    ]);
    expect(codes(judge({ subjects, reviews: [approved('bob')], authors: ['bob'] }))).toEqual([
      'check/approval-missing',
    ]);
    expect(judge({ subjects, reviews: [approved('zoe')] })).toEqual([]);
    expect(approvalSubjects(subjects, base)).toEqual(subjects);
    expect(approvalSubjects([changed('scheduled')], base)).toEqual([]);
  });

  it('is asked of whoever would no longer be asked', () => {
    const workspace = { kind: 'Workspace', name: 'acme', path: 'patchledger.yaml' } as const;
    const kept = { spec: { approvals: { PatchPolicy: [{ role: 'owner', count: 2 }] } } } as never;
    const reviews = [approved('zoe')];

    expect(codes(judge({ subjects: [{ ...workspace, document: undefined }], reviews }))).toEqual([
      'check/approval-missing',
    ]);
    expect(judge({ subjects: [{ ...workspace, document: kept }], reviews })).toEqual([]);
  });
});

describe('CODEOWNERS', () => {
  const rules = readCodeowners(
    '* @acme/all # everybody\n/changes/ @acme/owners\ndocs/* @acme/docs\n/changes/free.yaml\nmy\\ file @a\n',
  );
  const decides = (path: string) => ownerRule(rules, path)?.owners;

  it.each([
    ['policies/base.yaml', ['@acme/all']],
    ['changes/x/y.yaml', ['@acme/owners']],
    ['docs/a.md', ['@acme/docs']],
    ['docs/a/b.md', ['@acme/all']],
    ['changes/free.yaml', []],
    ['x/my file', ['@a']],
  ])('decides for %s by the last line that matches', (path, owners) => {
    expect(decides(path)).toEqual(owners);
  });

  it('must ask somebody who stands for each role', () => {
    const file = { path: 'CODEOWNERS', text: '/changes/ @acme/owners\n/policies/ @bob\n' };
    const paths = (path: string, name: string, from: 'role' | 'team' = 'role') => [
      { path, needs: [{ from, name, count: 1 }] },
    ];

    expect(ownerProblems(paths('changes/c.yaml', 'owner'), file, base)).toEqual([]);
    expect(ownerProblems(paths('policies/p.yaml', 'owner'), file, base)).toEqual([]);
    expect(codes(ownerProblems(paths('policies/p.yaml', 'security'), file, base))).toEqual(['check/owner-missing']);
    expect(codes(ownerProblems(paths('x.yaml', 'owner'), file, base))).toEqual(['check/owner-missing']);
    expect(codes(ownerProblems(paths('x.yaml', 'owner'), undefined, base))).toEqual(['check/owners-absent']);
    expect(ownerProblems(paths('policies/p.yaml', 'all', 'team'), file, base)).toEqual([]);
    expect(codes(ownerProblems(paths('changes/c.yaml', 'forge-only', 'team'), file, base))).toEqual([
      'check/owner-missing',
    ]);
  });
});

describe('the report of the gate', () => {
  const frame = { mode: 'change', base: 'b', head: undefined, lane: 'decision' } as const;
  const error = { ...problem('x'), severity: 'error' as const };

  it('carries the verdict in the title of each check and over all', () => {
    const report = checkReport(frame, { files: { problems: [error], known: 2 }, plan: { problems: [] } });

    expect(report.results.map(({ title }) => title)).toEqual([
      'Files: 1 problem, 2 more on the base as well',
      'Plan: in order',
    ]);
    expect(report.verdict).toBe('1 of 2 checks failed: files');
  });

  it('fails on what is stale or expired although an editor only warns of it', () => {
    const report = checkReport(frame, {
      freshness: { problems: [problem('x')] },
      effect: { problems: [problem('x')] },
    });

    expect(report.results.map(({ verdict }) => verdict)).toEqual(['fail', 'pass']);
  });

  it('lets data bring bad news: what it makes overdue is told and fails nothing', () => {
    const found = { deadlines: { problems: [error] }, files: { problems: [] } };
    const [, deadlines] = checkReport({ ...frame, lane: 'data' }, found).results;

    expect(deadlines).toMatchObject({ verdict: 'pass', title: 'Deadlines: in order, 1 to look at' });
    expect(checkReport({ ...frame, lane: 'mixed' }, found).results[1]?.verdict).toBe('fail');
    expect(checkReport({ ...frame, lane: 'data' }, { files: { problems: [error] } }).results[0]?.verdict).toBe('fail');
  });

  it('never shows what was not judged as passed, neither here nor on the forge', () => {
    const report = checkReport(frame, { approval: { problems: [], unknown: 'no reviews at hand' } });

    expect(report.results[0]).toMatchObject({ verdict: 'unknown', title: 'Approval: not judged, no reviews at hand' });
    expect(postedChecks(report, '')).toMatchObject([{ name: 'patchledger/approval', conclusion: 'failure' }]);
  });

  it('stays below what the summary of a step may hold, and says what it left out', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => problem(`${index} ${'x'.repeat(100)}`));
    const text = renderCheckSummary(checkReport(frame, { effect: { problems: many } }));

    expect(Buffer.byteLength(text)).toBeLessThan(1_048_576);
    expect(text).toMatch(/…and \d+ lines more/);
  });
});
