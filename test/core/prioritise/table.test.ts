import { describe, expect, it } from 'vitest';
import { policyTables } from '../../../src/core/prioritise/table.ts';
import type { Resource } from '../../../src/model/resource.ts';
import { policy } from '../../support/policies.ts';
import { estateWith, workspace } from '../../support/world.ts';

const monthly = 'rules: [{ id: all, then: { priority: scheduled, within: 1mo } }]';

function tablesOf(...policies: readonly Resource<'PatchPolicy'>[]) {
  const resources = { PatchPolicy: new Map(policies.map((one) => [one.name, one])) };
  return policyTables(estateWith({ resources, workspace: { ...workspace, timeZone: 'Europe/Zurich' } }));
}

describe('the tables of an estate', () => {
  it('hold one table a policy, in the zone of the policy, else of the workspace', () => {
    const { value } = tablesOf(policy('b', `timeZone: Asia/Tokyo\n${monthly}`), policy('a', monthly));

    expect(value.map(({ table }) => [table.policy, table.timeZone])).toEqual([
      ['a', 'Europe/Zurich'],
      ['b', 'Asia/Tokyo'],
    ]);
  });

  it('leave out a copy of a preset that no policy extends', () => {
    expect(tablesOf(policy('mission', `preset: { id: mission-24h, date: "2026-11-20" }\n${monthly}`)).value).toEqual(
      [],
    );
  });

  it('add what a policy extends beside its own table, for the assets of both', () => {
    const { value } = tablesOf(
      policy('base', `selector: { names: ["db-*"] }\nextends: [mission]\n${monthly}`),
      policy(
        'mission',
        `preset: { id: mission-24h, date: "2026-11-20" }\nselector: { match: { environment: [production] } }\n${monthly}`,
      ),
    );

    expect(value.map(({ table, through }) => [table.policy, through])).toEqual([
      ['base', []],
      ['mission', ['base']],
    ]);
    expect(value[1]?.selectors).toEqual([{ names: ['db-*'] }, { match: { environment: ['production'] } }]);
  });

  it('let an ordinary policy that is extended stand for itself as well', () => {
    const { value } = tablesOf(policy('a', `extends: [b]\n${monthly}`), policy('b', monthly));

    expect(value.map(({ table, through }) => [table.policy, through.length])).toEqual([
      ['a', 0],
      ['b', 1],
      ['b', 0],
    ]);
  });

  it('report a policy that extends itself through others, and keep every table on the way', () => {
    const { value, diagnostics } = tablesOf(
      policy('a', `extends: [b]\n${monthly}`),
      policy('b', `preset: { id: b, date: "2026-11-20" }\nextends: [a]\n${monthly}`),
    );

    expect(value.map(({ table }) => table.policy)).toEqual(['a', 'b']);
    expect(diagnostics.map(({ code, file, message }) => [code, file, message])).toEqual([
      ['policy/extends-cycle', 'policies/b.yaml', 'policy b extends itself: a → b → a'],
    ]);
  });

  it('take a name that leads nowhere as nothing: references are judged elsewhere', () => {
    expect(tablesOf(policy('a', `extends: [missing]\n${monthly}`)).value.length).toBe(1);
  });

  it('put the default last, as a rule of its own', () => {
    const [{ table } = { table: undefined }] = tablesOf(
      policy('a', `${monthly}\ndefault: { priority: defer, within: none }`),
    ).value;

    expect(table?.rules.map(({ id, pointer }) => [id, pointer])).toEqual([
      ['all', ['spec', 'rules', 0]],
      ['default', ['spec', 'default']],
    ]);
  });

  it('read clocks, duties and what satisfies', () => {
    const [{ table } = { table: undefined }] = tablesOf(
      policy(
        'a',
        `rules:
  - id: r
    then:
      priority: immediate
      within: 24h
      clockStart: { earliest: [kev-added, detected] }
      duties: [{ id: forensic-triage, before: patch }]
      satisfiedBy: [mitigation]`,
      ),
    ).value;

    expect(table?.rules[0]).toMatchObject({
      clockStart: { kind: 'earliest', events: ['kev-added', 'detected'] },
      duties: [{ id: 'forensic-triage', before: 'patch', within: undefined, clockStart: undefined }],
      satisfiedBy: ['mitigation'],
    });
  });
});
