import { describe, expect, it } from 'vitest';
import { documents, yaml } from '../../support/estate.ts';
import { linting, pointedAt } from '../../support/lint.ts';

const policy = (approvals: object, within = '2d', spec: object = {}): string =>
  yaml('PatchPolicy', 'base', {
    rules: [{ id: 'high', then: { priority: 'scheduled', within } }],
    approvals: { scheduled: approvals },
    ...spec,
  });
const role = (name: string, spec: object): string => yaml('Role', name, spec);
const files = (...texts: readonly string[]): Record<string, string> => ({
  'inventory/hosts.yaml': yaml('Inventory', 'hosts', { assets: [{ name: 'db-1' }] }),
  'directory/people.yaml': yaml('Team', 'ops', { people: [{ id: 'p-ada' }, { id: 'p-bob' }] }),
  'all.yaml': documents(...texts),
});
const holding = (...people: readonly string[]): object => ({ holders: people.map((person) => ({ person })) });

describe('lint/lead-time-too-long', () => {
  it('stands at the lead time and names the rules it starves', () => {
    const estate = files(policy({ leadTime: '3d' }));
    const found = linting('lint/lead-time-too-long', estate);

    expect(found).toMatchObject([
      { message: expect.stringContaining('base/high'), related: [{ message: 'high allows 2d' }] },
    ]);
    expect(pointedAt(estate, found[0])).toBe('"3d"');
  });

  it('counts rules of what the policy extends', () => {
    const preset = yaml('PatchPolicy', 'preset', {
      preset: { id: 'x', date: '2026-01-01' },
      rules: [{ id: 'fast', then: { priority: 'scheduled', within: '1d' } }],
    });
    const estate = files(policy({ leadTime: '2d' }, '5d', { extends: ['preset'] }), preset);
    expect(linting('lint/lead-time-too-long', estate)).toMatchObject([
      { message: expect.stringContaining('preset/fast') },
    ]);
  });

  it('holds business days against days, weekends included', () => {
    expect(linting('lint/lead-time-too-long', files(policy({ leadTime: '2bd' }, '3d')))).toHaveLength(1);
    expect(linting('lint/lead-time-too-long', files(policy({ leadTime: '2bd' }, '4d')))).toEqual([]);
  });

  it('keeps silent where it fits, and of other priorities', () => {
    expect(linting('lint/lead-time-too-long', files(policy({ leadTime: '2d' })))).toEqual([]);
    expect(
      linting('lint/lead-time-too-long', files(policy({}, '2d', { approvals: { defer: { leadTime: '9d' } } }))),
    ).toEqual([]);
  });
});

describe('lint/role-unheld', () => {
  const unheld = (spec: object, approvals: object = { roles: ['lead'] }) =>
    linting('lint/role-unheld', files(policy(approvals), role('lead', spec)));

  it.each([
    ['nobody', { description: 'nobody' }],
    ['somebody whose time has ended', { holders: [{ person: 'p-ada', until: '2026-11-21' }] }],
    ['somebody whose time has not begun', { holders: [{ person: 'p-ada', from: '2026-11-23' }] }],
    ['a team without people', { teams: ['empty'] }],
  ])('names a role that must agree and is held by %s, with who needs it', (_, spec) => {
    expect(unheld(spec)).toMatchObject([{ related: [{ message: 'scheduled work of policy base needs it' }] }]);
  });

  it.each([
    ['by somebody today', { holders: [{ person: 'p-ada', from: '2026-11-22', until: '2026-11-22' }] }],
    ['by a team', { teams: ['ops'] }],
    ['by a team of the forge', { forgeTeam: 'acme/leads' }],
  ])('keeps silent where it is held %s', (_, spec) => {
    expect(unheld(spec)).toEqual([]);
  });

  it('keeps silent of roles that nobody needs', () => {
    expect(unheld({ description: 'nobody' }, {})).toEqual([]);
  });

  it('counts the Workspace and freezes among those who need a role', () => {
    const needed = [
      yaml('Workspace', 'w', { approvals: { Freeze: ['lead'] } }),
      yaml('Freeze', 'f', {
        selector: { all: true },
        reason: 'r',
        from: '2026-12-01',
        to: '2026-12-02',
        overrideRole: 'lead',
      }),
    ];
    expect(linting('lint/role-unheld', files(...needed, role('lead', {})))[0]?.related).toHaveLength(2);
  });
});

describe('lint/roles-conflict', () => {
  const conflict = (one: object, other: object) =>
    linting('lint/roles-conflict', files(policy({ roles: ['lead', 'ciso'] }), role('lead', one), role('ciso', other)));

  it('names two roles that exclude each other and are held by one person alone', () => {
    expect(conflict({ ...holding('p-ada'), conflictsWith: ['ciso'] }, holding('p-ada'))).toMatchObject([
      { message: expect.stringContaining('p-ada alone holds both') },
    ]);
  });

  it('keeps silent where a second person can agree, or one may use both', () => {
    expect(conflict({ ...holding('p-ada'), conflictsWith: ['ciso'] }, holding('p-ada', 'p-bob'))).toEqual([]);
    expect(conflict(holding('p-ada'), holding('p-ada'))).toEqual([]);
  });
});

describe('lint/requester-approves', () => {
  const exception = (spec: object = {}): string =>
    yaml('Exception', 'x', {
      selector: { all: true },
      advisories: ['CVE-2026-1'],
      treatment: 'accept',
      reason: 'none',
      requestedBy: 'p-ada',
      expires: '2026-12-24',
      ...spec,
    });
  const asked = (holders: object, spec?: object) =>
    linting(
      'lint/requester-approves',
      files(yaml('Workspace', 'w', { approvals: { Exception: ['ciso'] } }), role('ciso', holders), exception(spec)),
    );

  it('names an exception whose only approver asks for it', () => {
    expect(asked(holding('p-ada'))).toMatchObject([{ message: expect.stringContaining('p-ada') }]);
  });

  it('keeps silent where somebody else can approve, and of what has ended', () => {
    expect(asked(holding('p-ada', 'p-bob'))).toEqual([]);
    expect(asked(holding('p-ada'), { expires: '2026-11-21' })).toEqual([]);
  });
});
