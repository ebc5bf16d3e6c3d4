import { describe, expect, it } from 'vitest';
import { approvalProblems, type ReviewView } from '../../../src/core/check/approval.ts';
import { ownerRule, readCodeowners } from '../../../src/core/check/codeowners.ts';
import { newProblems } from '../../../src/core/check/compare.ts';
import { laneOf } from '../../../src/core/check/lanes.ts';
import { ownerProblems } from '../../../src/core/check/owners.ts';
import { postedChecks } from '../../../src/core/check/posted.ts';
import { checkReport } from '../../../src/core/check/report.ts';
import { subjectDigest } from '../../../src/core/check/subjects.ts';
import { diagnostic } from '../../../src/model/diagnostic.ts';
import { defaultFolders } from '../../../src/model/estate-files.ts';
import type { Kind } from '../../../src/model/kinds.ts';
import type { Resource } from '../../../src/model/resource.ts';
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
const base = estateWith({ resources: { Team: indexed([people]), Role: indexed(roles) } });
const asOf = at('2026-11-22T12:00:00Z');

describe('an approval before the merge', () => {
  const subject = (...named: readonly string[]) => [{ path: 'changes/c.yaml', roles: named, digest: 'now' }];
  const view = (reviews: ReviewView['reviews'], authors: readonly string[] = ['eve@example.org']): ReviewView => ({
    reviews,
    authors: new Set(authors),
    digestAt: (commit) => (commit === 'head' ? 'now' : 'before'),
  });
  const approved = (login: string, commit = 'head') => ({ login, state: 'approved', commit });
  const judge = (seen: ReviewView, ...named: readonly string[]) =>
    codes(approvalProblems(subject(...named), seen, base, asOf));

  it('counts when a holder of the role looked at exactly what would be merged', () => {
    expect(judge(view([approved('bob')]), 'owner')).toEqual([]);
  });

  it('is missing when nobody who holds the role approved', () => {
    expect(judge(view([approved('mallory')]), 'owner')).toEqual(['check/approval-missing']);
  });

  it('is stale when what was looked at has changed since, or nobody knows what it was', () => {
    expect(judge(view([approved('bob', 'old')]), 'owner')).toEqual(['check/approval-stale']);
    expect(judge(view([{ login: 'bob', state: 'approved', commit: undefined }]), 'owner')).toEqual([
      'check/approval-stale',
    ]);
  });

  it.each([
    ['the login', 'ann'],
    ['an address of theirs', 'ann@example.org'],
    ['another case', 'ANN'],
  ])('does not count from whom wrote a part of it, by %s', (_, author) => {
    expect(judge(view([approved('ann')], [author]), 'owner')).toEqual(['check/self-approval']);
  });

  it('ends with a later request for changes or a dismissal, not with a comment', () => {
    const word = (state: string) => ({ login: 'bob', state, commit: 'head' });

    expect(judge(view([approved('bob'), word('changes_requested')]), 'owner')).toEqual(['check/approval-missing']);
    expect(judge(view([approved('bob'), word('dismissed')]), 'owner')).toEqual(['check/approval-missing']);
    expect(judge(view([approved('bob'), word('commented')]), 'owner')).toEqual([]);
  });

  it('of two roles that are kept apart needs two people', () => {
    expect(judge(view([approved('ann')]), 'owner', 'security')).toEqual(['check/approval-missing']);
    expect(judge(view([approved('bob'), approved('ann')]), 'owner', 'security')).toEqual([]);
  });
});

describe('what an approval is bound to', () => {
  const change = (start: string, due: string): string => `
apiVersion: patchledger/v1
kind: Change
metadata: { name: edge-routine-1 }
spec:
  key: { team: edge, approvers: [owner], lane: routine, number: 1 }
  asOf: 2026-11-22T12:00:00Z
  planFp: sha256:${'0'.repeat(64)}
  inputsDigest: sha256:${'0'.repeat(64)}
  visits:
    - { id: V-000000000001, asset: gw-1, kind: routine, start: ${start}, end: 2026-11-29T02:00:00Z, requirements: [{ id: R-000000000001, component: { ecosystem: npm, name: lodash, version: 4.17.20 }, target: 4.17.21, advisories: [CVE-2021-23337], priority: scheduled, due: ${due} }] }
`;
  const digest = (start: string, due: string): string => subjectDigest('changes/c.yaml', change(start, due));

  it('of a Change is the window, not the due that is still met', () => {
    const now = digest('2026-11-29T01:00:00Z', '2026-12-10T00:00:00Z');

    expect(digest('2026-11-29T01:00:00Z', '2026-12-01T00:00:00Z')).toBe(now);
    expect(digest('2026-11-29T00:00:00Z', '2026-12-10T00:00:00Z')).not.toBe(now);
    expect(digest('2026-11-29T01:00:00Z', '2026-11-28T00:00:00Z')).not.toBe(now);
  });

  it('of everything else is every byte', () => {
    expect(subjectDigest('policies/a.yaml', 'a: 1\n')).not.toBe(subjectDigest('policies/a.yaml', 'a: 1 \n'));
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
    const paths = (path: string, role: string) => [{ path, roles: [role] }];

    expect(ownerProblems(paths('changes/c.yaml', 'owner'), file, base)).toEqual([]);
    expect(ownerProblems(paths('policies/p.yaml', 'owner'), file, base)).toEqual([]);
    expect(codes(ownerProblems(paths('policies/p.yaml', 'security'), file, base))).toEqual(['check/owner-missing']);
    expect(codes(ownerProblems(paths('x.yaml', 'owner'), file, base))).toEqual(['check/owner-missing']);
    expect(codes(ownerProblems(paths('x.yaml', 'owner'), undefined, base))).toEqual(['check/owners-absent']);
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
