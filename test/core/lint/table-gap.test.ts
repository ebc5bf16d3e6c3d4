import { describe, expect, it } from 'vitest';
import { firstGap } from '../../../src/core/lint/table-gap.ts';
import { decisionTable } from '../../../src/core/prioritise/table.ts';
import { documents, yaml } from '../../support/estate.ts';
import { linting, pointedAt } from '../../support/lint.ts';
import { policy } from '../../support/policies.ts';

const gap = (whens: readonly string[], more = ''): string | undefined => {
  const rules = whens.map(
    (when, index) => `- { id: r${index}, when: ${when}, then: { priority: defer, within: none } }`,
  );
  return firstGap([
    decisionTable(policy('p', `${more}\nrules:${rules.length === 0 ? ' []' : ''}\n${rules.join('\n')}`), 'UTC'),
  ]);
};
const rated = '{ severity: [critical, high, medium, low, none] }';

describe('the first gap of a table', () => {
  it.each([
    ['any finding, without rules', [], ''],
    ['a value that no rule names', ['{ severity: [critical, high] }'], 'severity medium'],
    [
      'a combination',
      ['{ severity: [critical, high, low, none] }', '{ severity: medium, exposure: [internet, internal] }'],
      'severity medium, exposure isolated',
    ],
    ['a number between bounds', ['{ cvss: { gte: 7 } }', '{ cvss: { lt: 4 } }'], 'cvss 4'],
    ['a number below all bounds', ['{ cvss: { gte: 7 } }'], 'cvss below 7'],
    ['another name', ['{ package: [openssl, "lib*"] }'], 'another package'],
    ['an asset without the label', ['{ labels: { tier: core } }'], 'another label tier'],
    ['a day', ['{ kevDueDate: { lt: "2026-01-01" } }'], 'kevDueDate 2026-01-01'],
  ])('is %s', (_, whens, expected) => {
    expect(gap(whens)).toBe(expected);
  });

  it('is none where rules that might match already ask', () => {
    expect(gap([rated])).toBeUndefined();
  });

  it('is what is unknown where such rules are passed over', () => {
    expect(gap([rated], 'onUnknown: skip')).toBe('severity unknown');
    expect(gap([rated], 'onUnknown: skip\nassume: { severity: high }')).toBeUndefined();
  });

  it('is none behind a default', () => {
    expect(gap(['{ kev: true }'], 'default: { priority: defer, within: none }')).toBeUndefined();
  });
});

describe('lint/table-gap', () => {
  const rule = (when: object): object => ({ id: 'only', when, then: { priority: 'defer', within: 'none' } });
  const assets = yaml('Inventory', 'hosts', { assets: [{ name: 'a' }, { name: 'b' }] });
  const files = (...policies: readonly string[]): Record<string, string> => ({
    'inventory/hosts.yaml': assets,
    'policies/p.yaml': documents(...policies),
  });
  const partial = yaml('PatchPolicy', 'partial', { rules: [rule({ kev: true })] });

  it('stands at the rules of the policy and asks for a rule or a default', () => {
    const estate = files(partial);
    const found = linting('lint/table-gap', estate);

    expect(found).toMatchObject([{ hint: 'add a rule for it, or a `default`' }]);
    expect(found[0]?.message).toContain('kev false');
    expect(pointedAt(estate, found[0])).toBe('"rules"');
  });

  it('counts what a policy extends', () => {
    const preset = yaml('PatchPolicy', 'preset', { preset: { id: 'x', date: '2026-01-01' }, rules: [rule({})] });
    const top = yaml('PatchPolicy', 'partial', { extends: ['preset'], rules: [rule({ kev: true })] });
    expect(linting('lint/table-gap', files(top, preset))).toEqual([]);
  });

  it('counts another policy for the same assets, and not one for some of them', () => {
    const other = (selector: object): string => yaml('PatchPolicy', 'other', { ...selector, rules: [rule({})] });

    expect(linting('lint/table-gap', files(partial, other({})))).toEqual([]);
    expect(linting('lint/table-gap', files(partial, other({ selector: { names: ['a'] } })))).toHaveLength(1);
  });

  it('tells two policies that leave the same gap once', () => {
    const other = yaml('PatchPolicy', 'other', { rules: [rule({ severity: 'high' })] });
    expect(linting('lint/table-gap', files(partial, other))).toMatchObject([
      { related: [{ message: expect.anything() }] },
    ]);
  });

  it('asks of the asset only what its policy selects', () => {
    const selector = { match: { exposure: ['internet'] } };
    const spec = { selector, rules: [rule({ exposure: 'internet' })] };
    expect(linting('lint/table-gap', files(yaml('PatchPolicy', 'p', spec)))).toEqual([]);
  });
});
