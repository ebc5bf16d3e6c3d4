import { describe, expect, it } from 'vitest';
import { yaml } from '../../support/estate.ts';
import { linting, pointedAt } from '../../support/lint.ts';

const policy = (lines: string): Record<string, string> => ({
  'policies/p.yaml': `apiVersion: patchledger/v1\nkind: PatchPolicy\nmetadata: { name: p }\nspec:\n  rules: []\n${lines}`,
});
const words = (files: Record<string, string>): readonly (string | undefined)[] =>
  linting('lint/vague-wording', files).map((one) => pointedAt(files, one));

describe('lint/vague-wording', () => {
  it('points at each word that nobody can test', () => {
    expect(words(policy('  description: Patched as soon as possible, and regularly checked.\n'))).toEqual([
      'as soon as possible',
      'regularly',
    ]);
  });

  it('points behind quotes, and at the whole of a text on several lines', () => {
    expect(words(policy('  description: "In a Timely manner."\n'))).toEqual(['Timely']);
    const folded = policy('  description: >-\n    Patched\n    when appropriate.\n');
    expect(linting('lint/vague-wording', folded)).toMatchObject([{ range: { start: { line: 6 } } }]);
  });

  it('knows words by their bounds', () => {
    expect(words(policy('  description: A property of the inappropriateness bureau.\n'))).toEqual([]);
  });

  it('reads rollbacks, rules, duties and exceptions', () => {
    const duties = [{ id: 'd', description: 'where feasible' }];
    const files = {
      'policies/p.yaml': yaml('PatchPolicy', 'p', {
        rules: [{ id: 'r', description: 'adequate', then: { priority: 'defer', within: 'none', duties } }],
        rollback: { procedure: 'a proper one' },
      }),
      'exceptions/x.yaml': yaml('Exception', 'x', {
        selector: { all: true },
        advisories: ['CVE-2026-1'],
        treatment: 'mitigate',
        reason: 'reasonable',
        residualRisk: 'sufficiently small',
        compensatingControls: [{ control: 'periodic reviews' }],
        requestedBy: 'p-ada',
        expires: '2026-12-24',
      }),
    };
    expect(words(files).toSorted()).toEqual([
      'adequate',
      'periodic',
      'proper',
      'reasonable',
      'sufficiently',
      'where feasible',
    ]);
  });

  it('leaves a pinned preset the words of its authority', () => {
    expect(words(policy('  description: as appropriate\n  preset: { id: x, date: 2026-01-01 }\n'))).toEqual([]);
  });
});
