import { describe, expect, it } from 'vitest';
import { silentRules } from '../../../src/core/lint/rule-never-fires.ts';
import { decisionTable } from '../../../src/core/prioritise/table.ts';
import { yaml } from '../../support/estate.ts';
import { linting, pointedAt } from '../../support/lint.ts';
import { policy, preset, presetIds } from '../../support/policies.ts';

/** Ids of the rules that never decide, with what takes their place. */
function silent(...whens: readonly string[]): readonly string[] {
  const rules = whens.map(
    (when, index) => `- { id: r${index}, when: ${when}, then: { priority: defer, within: none } }`,
  );
  const table = decisionTable(policy('p', `rules:\n${rules.join('\n')}`), 'UTC');
  return [...silentRules(table)].map(([{ id }, why]) => {
    if (why === 'too-large') return `${id}: too large`;
    return why.kind === 'contradiction' ? `${id}: contradiction` : `${id}: ${why.by.map((rule) => rule.id).join(' ')}`;
  });
}

describe('a rule never decides', () => {
  it.each([
    ['behind a rule without conditions', ['{}', '{ kev: true }'], ['r1: r0']],
    ['behind more values of the same fact', ['{ severity: [critical, high] }', '{ severity: high }'], ['r1: r0']],
    ['behind fewer conditions', ['{ kev: true }', '{ kev: true, severity: low }'], ['r1: r0']],
    ['behind a wider range', ['{ cvss: { gte: 7 } }', '{ cvss: { gte: 9 } }'], ['r1: r0']],
    ['behind a range that holds its value', ['{ cvss: { gt: 6, lt: 9 } }', '{ cvss: 8.5 }'], ['r1: r0']],
    ['where only scores that nobody gives are left', ['{ cvss: { gte: 4 } }', '{ cvss: { gt: 3.9 } }'], ['r1: r0']],
    ['behind a wider pattern', ['{ package: "lib*" }', '{ package: "libssl*" }'], ['r1: r0']],
    ['behind knowledge itself', ['{ severity: { known: true } }', '{ severity: low }'], ['r1: r0']],
    [
      'behind a day before its own',
      ['{ kevDueDate: { gte: "2026-01-01" } }', '{ kevDueDate: "2026-02-01" }'],
      ['r1: r0'],
    ],
    ['behind its label', ['{ labels: { tier: [a, b] } }', '{ labels: { tier: a } }'], ['r1: r0']],
    [
      'behind several that take it together',
      ['{ kev: true }', '{ kev: false }', '{ kev: { known: false } }', '{ severity: low }'],
      ['r3: r0 r1 r2'],
    ],
    ['when it asks for what is unknown and known', ['{ cvss: { known: false, gte: 7 } }'], ['r0: contradiction']],
    ['when its bounds leave nothing', ['{ cvss: { gte: 9, lt: 7 } }'], ['r0: contradiction']],
  ])('%s', (_, whens, expected) => {
    expect(silent(...whens)).toEqual(expected);
  });

  it.each([
    ['before the wider rule', ['{ severity: high }', '{ severity: [critical, high] }']],
    ['where a value is left over', ['{ kev: true }', '{ kev: false }', '{ severity: low }']],
    ['where ranges meet without overlap', ['{ cvss: { gte: 9 } }', '{ cvss: { lt: 9 } }']],
    ['where a pattern leaves names', ['{ package: "liba*" }', '{ package: "lib*" }']],
    ['where an earlier one only might match', ['{ severity: critical }', '{ kev: true }']],
    ['where unknown is left', ['{ severity: [critical, high, medium, low, none] }', '{}']],
  ])('not %s', (_, whens) => {
    expect(silent(...whens)).toEqual([]);
  });
});

it('no shipped preset has such a rule', () => {
  expect(
    presetIds.flatMap((id) =>
      [...silentRules(decisionTable(preset(id), 'UTC')).keys()].map((rule) => `${id}/${rule.id}`),
    ),
  ).toEqual([]);
});

describe('lint/rule-never-fires', () => {
  const rule = (id: string, when: object): object => ({ id, when, then: { priority: 'defer', within: 'none' } });
  const files = (spec: object): Record<string, string> => ({ 'policies/p.yaml': yaml('PatchPolicy', 'p', spec) });

  it('stands at the id of the rule, beside the rule that comes first, and names the smallest fix', () => {
    const estate = files({ rules: [rule('wide', { kev: true }), rule('narrow', { kev: true, severity: 'low' })] });
    const found = linting('lint/rule-never-fires', estate);

    expect(found).toMatchObject([{ hint: 'move it above wide, or remove it', related: [{ file: 'policies/p.yaml' }] }]);
    expect(pointedAt(estate, found[0])).toBe('"narrow"');
  });

  it('holds a rule against the selector of its policy', () => {
    const rules = [rule('test-only', { environment: 'test' })];
    const production = { match: { environment: ['production'] } };

    expect(linting('lint/rule-never-fires', files({ rules, selector: production }))).toHaveLength(1);
    expect(linting('lint/rule-never-fires', files({ rules }))).toEqual([]);
  });

  it('leaves a default alone: it stands behind everything', () => {
    const spec = { rules: [rule('all', {})], default: { priority: 'defer', within: 'none' } };
    expect(linting('lint/rule-never-fires', files(spec))).toEqual([]);
  });
});
