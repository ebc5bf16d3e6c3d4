import { describe, expect, it } from 'vitest';
import { loadResources } from '../../../src/core/load/load.ts';
import { failures, unreachedRules } from '../../../src/core/policy-test/problems.ts';
import { testPolicies } from '../../../src/core/policy-test/run.ts';
import { reachesEnough, totalsOf } from '../../../src/core/policy-test/totals.ts';
import type { WorkspaceSettings } from '../../../src/model/estate.ts';
import type { PolicyTestRun } from '../../../src/model/policy-test.ts';
import type { Resource } from '../../../src/model/resource.ts';
import { workspace as settings } from '../../support/world.ts';

/** Runs the tests of policies, each given as the YAML of its spec below its name. */
function runOf(specs: Readonly<Record<string, string>>, workspace: WorkspaceSettings = settings): PolicyTestRun {
  const files = Object.entries(specs).map(([name, spec]) => ({
    path: `policies/${name}.yaml`,
    text: `apiVersion: patchledger/v1\nkind: PatchPolicy\nmetadata: { name: ${name} }\nspec:\n${spec.replace(/^/gm, '  ')}\n`,
  }));
  const { value, diagnostics } = loadResources(files);
  expect(diagnostics).toEqual([]);
  const policies = value.resources as readonly Resource<'PatchPolicy'>[];
  return testPolicies({ policies, workspace, locate: value.locate });
}

/** What differs in the first test of the only policy, as `field: got, not expected`. */
function differences(spec: string, workspace?: WorkspaceSettings): readonly string[] {
  const [one] = runOf({ base: spec }, workspace).suites[0]?.cases ?? [];
  return (one?.differences ?? []).map(({ field, expected, got }) => `${field}: ${got}, not ${expected}`);
}

const rules = `
rules:
  - { id: exploited, when: { kev: true }, then: { priority: immediate, within: 24h, clockStart: detected } }
  - { id: low, when: { severity: low }, then: { priority: defer, within: next-upgrade } }
default: { priority: scheduled, within: 14d }
`.trim();
const withTest = (test: string): string => `${rules}\ntests:\n  - ${test}`;

describe('a test of a policy', () => {
  it('passes when all that it expects comes out, and compares nothing else', () => {
    const spec = withTest('{ name: a, facts: { kev: true }, expect: { priority: immediate } }');

    expect(differences(spec)).toEqual([]);
  });

  it('names each expectation that is not met, with what came out', () => {
    const expectation = '{ rule: low, priority: defer, within: 7d, needsFacts: true }';

    expect(differences(withTest(`{ name: a, facts: { kev: true }, expect: ${expectation} }`))).toEqual([
      'rule: exploited, not low',
      'priority: immediate, not defer',
      'within: 24h, not 7d',
      'needsFacts: false, not true',
    ]);
  });

  it('takes a fact that it does not give as unknown, not as false', () => {
    const spec = withTest('{ name: a, facts: { severity: low }, expect: { rule: low, needsFacts: false } }');

    expect(differences(spec)).toEqual(['rule: exploited, not low', 'needsFacts: true, not false']);
  });

  it('fills what is unknown with what the policy assumes', () => {
    const spec = withTest('{ name: a, facts: { severity: low }, expect: { rule: low, needsFacts: false } }');

    expect(differences(`assume: { kev: false }\n${spec}`)).toEqual([]);
  });

  it('expects `none` where no rule matches', () => {
    const spec = 'rules: [{ id: a, when: { kev: true }, then: { priority: immediate, within: 1h } }]\ntests:\n  - ';

    expect(differences(`${spec}{ name: a, facts: { kev: false }, expect: { rule: none } }`)).toEqual([]);
    expect(differences(`${spec}{ name: a, facts: { kev: false }, expect: { priority: defer } }`)).toEqual([
      'priority: no obligation, not defer',
    ]);
    expect(differences(`${spec}{ name: a, facts: { kev: true }, expect: { rule: none } }`)).toEqual([
      'rule: a, not none',
    ]);
  });

  it('compares instants and durations by what they mean', () => {
    const clocks = 'clocks: { detected: "2026-11-20T14:00:00+01:00" }';
    const met = '{ due: "2026-11-21T14:00:00+01:00", within: PT24H }';

    expect(differences(withTest(`{ name: a, facts: { kev: true }, ${clocks}, expect: ${met} }`))).toEqual([]);
    expect(differences(withTest(`{ name: a, facts: { kev: true }, ${clocks}, expect: { within: 1d } }`))).toEqual([
      'within: 24h, not 1d',
    ]);
  });

  it('counts days in the zone and with the working days of the Workspace', () => {
    const zurich = { ...settings, timeZone: 'Europe/Zurich', holidays: ['2026-10-26'] };
    const spec = (within: string, due: string): string =>
      `rules: [{ id: a, then: { priority: defer, within: ${within} } }]\n` +
      `tests: [{ name: a, clocks: { released: "2026-10-23T10:00:00Z" }, expect: { due: "${due}" } }]`;

    expect(differences(spec('3d', '2026-10-26T11:00:00Z'), zurich)).toEqual([]);
    expect(differences(spec('1bd', '2026-10-27T11:00:00Z'), zurich)).toEqual([]);
    expect(differences(`timeZone: UTC\n${spec('3d', '2026-10-26T10:00:00Z')}`, zurich)).toEqual([]);
  });

  it('of a pinned preset gives the same result in every estate', () => {
    const newYork = { ...settings, timeZone: 'America/New_York', holidays: ['2026-11-02'] };
    const spec =
      'preset: { id: base, date: 2026-11-20 }\nrules: [{ id: a, then: { priority: defer, within: 35d } }]\n' +
      'tests: [{ name: a, clocks: { released: "2026-11-01T00:00:00Z" }, expect: { due: "2026-12-06T00:00:00Z" } }]';

    expect(differences(spec, newYork)).toEqual([]);
  });

  it('compares what binds where unknown facts leave two rules', () => {
    const two = `
rules:
  - { id: urgent, when: { kev: true }, then: { priority: immediate, within: 30d } }
  - { id: quick, when: { severity: high }, then: { priority: scheduled, within: 7d } }
tests:
  - { name: a, clocks: { released: "2026-11-01T00:00:00Z" }, expect: `.trim();

    const all = '{ rule: urgent, priority: immediate, within: 7d, due: "2026-11-08T00:00:00Z", needsFacts: true }';
    expect(differences(`${two}${all} }`)).toEqual([]);
    expect(differences(`${two}{ rule: quick } }`)).toEqual([]);
    expect(differences(`${two}{ priority: scheduled, within: 30d } }`)).toEqual([
      'priority: immediate (rule urgent), not scheduled',
      'within: 7d (rule quick), not 30d',
    ]);
  });
});

describe('a failed test', () => {
  it('is reported where its first unmet expectation stands, with the rule that decided and its facts', () => {
    const run = runOf({ base: withTest('{ name: a flaw, facts: { kev: true }, expect: { rule: low } }') });

    const [problem] = failures(run);

    expect(problem?.code).toBe('policy-test/failed');
    expect(problem?.message).toBe('base, "a flaw": rule is exploited, expected low');
    expect(problem?.range?.start).toEqual({ line: 10, column: 61 });
    expect(problem?.related?.map(({ message, range }) => [message, range?.start.line])).toEqual([
      ['the rule exploited decided, from kev true', 6],
    ]);
  });

  it('is told that the rule it expects stands in a policy that this one extends', () => {
    const run = runOf({
      base: `extends: [preset]\n${withTest('{ name: a, facts: { kev: true }, expect: { rule: critical } }')}`,
      preset: 'rules: [{ id: critical, then: { priority: immediate, within: 24h } }]',
    });

    expect(failures(run)[0]?.hint).toContain('critical stands in preset, which base extends');
  });

  it('is told which rule is meant when it misspells one', () => {
    const run = runOf({ base: withTest('{ name: a, facts: { kev: true }, expect: { rule: exploted } }') });

    expect(failures(run)[0]?.hint).toBe('did you mean exploited?');
  });

  it('is told which clock it must give to expect an instant', () => {
    const expectation = '{ due: "2026-11-21T14:00:00Z" }';
    const run = runOf({ base: withTest(`{ name: a, facts: { kev: true }, expect: ${expectation} }`) });

    expect(failures(run)[0]?.message).toContain('due is unknown (clock detected is not given)');
    expect(failures(run)[0]?.hint).toBe('give an instant of detected under `clocks`');
  });

  it('ends where policies extend each other in a circle', () => {
    const circular = (other: string): string =>
      `extends: [${other}]\n${withTest('{ name: a, expect: { rule: other } }')}`;

    expect(failures(runOf({ left: circular('right'), right: circular('left') })).length).toBe(2);
  });
});

describe('coverage of rules', () => {
  it('names every rule, the default too, that no test has decide, with its line', () => {
    const run = runOf({ base: withTest('{ name: a, facts: { kev: true }, expect: { rule: exploited } }') });

    expect(unreachedRules(run).map(({ message, range }) => [message, range?.start.line])).toEqual([
      ['no test of base reaches the rule low', 7],
      ['no test of base reaches the rule default', 8],
    ]);
  });

  it('counts what was reached, not what was expected', () => {
    const run = runOf({ base: withTest('{ name: a, facts: { kev: true }, expect: { rule: low } }') });

    expect(run.suites[0]?.rules.filter(({ isReached }) => isReached).map(({ id }) => id)).toEqual(['exploited']);
  });

  it('counts the rules of policies without tests as not reached, and rounds down', () => {
    const run = runOf({
      base: withTest('{ name: a, facts: { kev: true }, expect: { rule: exploited } }'),
      other: rules,
    });
    const totals = totalsOf(run);

    expect(totals).toEqual({ policies: 2, tests: 1, failed: 0, rules: 6, reached: 1, coverage: 16 });
    expect([16, 16.6, 17].map((minimum) => reachesEnough(totals, minimum))).toEqual([true, true, false]);
  });

  it('is whole where there is no rule', () => {
    expect(totalsOf(runOf({ base: 'rules: []' })).coverage).toBe(100);
  });
});
