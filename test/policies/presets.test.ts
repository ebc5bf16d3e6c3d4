import { describe, expect, it } from 'vitest';
import { workspaceSettings } from '../../src/core/estate/workspace.ts';
import { loadResources } from '../../src/core/load/load.ts';
import { failures, unreachedRules } from '../../src/core/policy-test/problems.ts';
import { testPolicies } from '../../src/core/policy-test/run.ts';
import { totalsOf } from '../../src/core/policy-test/totals.ts';
import { decisionTable } from '../../src/core/prioritise/table.ts';
import { formatInstant } from '../../src/core/time.ts';
import type { Resource } from '../../src/model/resource.ts';
import { clocksAt, decide, preset, presetIds } from '../support/policies.ts';
import { repositoryFiles } from '../support/source-files.ts';

const shipped = presetIds.map((id) => ({ id, policy: preset(id), table: decisionTable(preset(id), 'UTC') }));

describe('the shipped presets', () => {
  it('are those of the design', () => {
    expect(presetIds).toEqual([
      'cis-v8-control-7',
      'cisa-bod-22-01',
      'cisa-bod-26-04',
      'cyber-essentials',
      'essential-eight-ml1',
      'essential-eight-ml2',
      'essential-eight-ml3',
      'fedramp-rev5',
      'mission-24h',
      'nerc-cip-007-6-r2',
      'nist-800-40r4',
      'pci-dss-4.0.1',
      'pci-dss-4.0.1-strict',
      'ssvc-deployer',
    ]);
  });

  it.each(shipped)('$id names itself, its authority and the day it was read', ({ id, policy }) => {
    const { spec } = policy.document;
    expect(policy.name).toBe(id);
    expect(spec.preset?.id).toBe(id);
    expect(spec.authority?.framework).toBeTruthy();
    expect(spec.authority?.clauses?.length).toBeGreaterThan(0);
    expect(spec.authority?.source).toMatch(
      /^(https:\/\/[^/]+\/.{5,}|pkg:npm\/patchledger#policies\/mission-24h\.yaml)$/,
    );
    expect(spec.authority?.retrieved).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it.each(shipped)('$id has no two rules of one id', ({ table }) => {
    const ids = table.rules.map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(shipped)('$id never answers nothing known more loosely than anything known', ({ table }) => {
    const worst = decide(table, {});
    for (const rule of table.rules) {
      const due = worst.map((one) => one.due ?? Number.POSITIVE_INFINITY);
      const asIf = decide({ ...table, rules: [{ ...rule, when: [] }] }, { kevDueDate: '2027-01-01' });
      expect(Math.min(...due)).toBeLessThanOrEqual(Math.min(...asIf.map((one) => one.due ?? Number.POSITIVE_INFINITY)));
    }
  });
});

describe.each(shipped)('$id by its own tests', ({ policy, table }) => {
  it.each(policy.document.spec.tests ?? [])('$name', ({ facts = {}, clocks = {}, expect: wanted }) => {
    const decided = decide(table, facts, clocksAt(clocks));
    const [first] = decided;

    expect(decided.length).toBe(wanted.rule === 'none' ? 0 : 1);
    if (wanted.rule !== undefined) expect(first?.rule ?? 'none').toBe(wanted.rule);
    if (wanted.priority !== undefined) expect(first?.priority).toBe(wanted.priority);
    if (wanted.within !== undefined) expect(first?.within).toBe(wanted.within);
    if (wanted.due !== undefined) expect(first?.due && formatInstant(first.due)).toBe(wanted.due);
    if (wanted.needsFacts !== undefined) expect(first?.marks.includes('needs-facts')).toBe(wanted.needsFacts);
  });
});

describe('`patchledger test` on the shipped presets', () => {
  const { value, diagnostics } = loadResources(repositoryFiles(['policies'], /^policies\/[^/]+\.yaml$/));
  const policies = value.resources.filter(
    (resource): resource is Resource<'PatchPolicy'> => resource.kind === 'PatchPolicy',
  );
  const run = testPolicies({ policies, workspace: workspaceSettings(undefined), locate: value.locate });

  it('reads each of them', () => {
    expect(diagnostics).toEqual([]);
    expect(run.suites.map(({ policy }) => policy)).toEqual(presetIds);
  });

  it('passes', () => {
    expect(failures(run).map(({ message }) => message)).toEqual([]);
  });

  it('reaches every rule of every preset', () => {
    expect(unreachedRules(run).map(({ message }) => message)).toEqual([]);
    expect(totalsOf(run)).toMatchObject({ policies: presetIds.length, coverage: 100 });
  });

  it.each(presetIds)('tests what %s says when nothing is known', (id) => {
    const tests = preset(id).document.spec.tests ?? [];

    expect(tests.some(({ facts = {} }) => Object.keys(facts).length === 0)).toBe(true);
  });
});

describe('BOD 26-04', () => {
  const forensics = ['kev-exposed-automatable-total', 'kev-exposed-manual-total', 'kev-unexposed-automatable-total'];
  const { rules } = preset('cisa-bod-26-04').document.spec;

  it('asks for forensic triage in three rows and no other', () => {
    expect(rules.filter(({ then }) => then.duties !== undefined).map(({ id }) => id)).toEqual(forensics);
  });

  it.each(forensics)('has evidence secured in %s before anything is patched', (id) => {
    const duties = rules.find((rule) => rule.id === id)?.then.duties ?? [];

    expect(duties.map(({ id: duty, within, before = 'closure' }) => [duty, within, before])).toEqual([
      ['forensic-scope', '2h', 'closure'],
      ['forensic-evidence', '24h', 'patch'],
      ['forensic-escalation', '72h', 'closure'],
    ]);
  });
});

describe('a preset whose unknown facts are skipped', () => {
  const skipping = (id: string) => ({ ...decisionTable(preset(id), 'UTC'), onUnknown: 'skip' as const });

  it.each([
    ['cisa-bod-26-04', { kev: false, exposure: 'internet', technicalImpact: 'total' }, []],
    [
      'essential-eight-ml1',
      { class: 'online-service', severity: 'high', kev: false },
      [['online-other', '2w', ['could-be-stricter']]],
    ],
    ['ssvc-deployer', { exploitation: 'active', exposure: 'internet' }, [['default', 'none', ['could-be-stricter']]]],
    ['cyber-essentials', { severity: 'low' }, [['other', 'none', ['could-be-stricter']]]],
    ['pci-dss-4.0.1', {}, [['unrated', '1mo', []]]],
  ] as const)('lets %s say what is sure, and that it could be stricter', (id, facts, expected) => {
    const decided = decide(skipping(id), facts);

    expect(decided.map(({ rule, within, marks }) => [rule, within, marks])).toEqual(expected);
  });
});
