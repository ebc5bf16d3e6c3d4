import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/core/plan/explain.ts';
import { decided, yaml } from '../../support/estate.ts';

const files = {
  'inventory/hosts.yaml': yaml('Inventory', 'hosts', {
    assets: [{ name: 'gw-1', exposure: 'internet', components: [{ ecosystem: 'npm', name: 'app', version: '1.0.0' }] }],
  }),
  'policies/base.yaml': yaml('PatchPolicy', 'base', {
    rules: [
      { id: 'exposed', when: { exposure: 'internet' }, then: { priority: 'immediate', within: '24h' } },
      { id: 'rest', then: { priority: 'scheduled', within: '14d' } },
    ],
  }),
  'catalog/one.json': JSON.stringify({
    id: 'GHSA-test-0000-0001',
    modified: '2026-11-20T00:00:00Z',
    published: '2026-11-20T00:00:00Z',
    affected: [
      {
        package: { ecosystem: 'npm', name: 'app' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.1' }] }],
      },
    ],
  }),
};

const whatIf = (changes: Readonly<Record<string, string>> = {}) => {
  const decision = decided({ ...files, ...changes });
  return explain(decision, 'gw-1', 'app', decision.locate)?.requirements[0]?.whatIf ?? [];
};

describe('what would change a requirement', () => {
  it('is every other value of a fact that ends in another due or priority', () => {
    const told = whatIf().map(({ fact, from, to, priority, rule }) => [fact, from, to, priority, rule]);

    expect(told).toEqual([
      ['exposure', 'internet', 'internal', 'scheduled', 'base/rest'],
      ['exposure', 'internet', 'isolated', 'scheduled', 'base/rest'],
    ]);
  });

  it('leaves out facts that no rule asked for', () => {
    expect(whatIf().map(({ fact }) => fact)).not.toContain('criticality');
  });

  it('tells what an unknown fact would do once it is known', () => {
    const unknown = yaml('Inventory', 'hosts', {
      assets: [{ name: 'gw-1', components: [{ ecosystem: 'npm', name: 'app', version: '1.0.0' }] }],
    });

    const told = whatIf({ 'inventory/hosts.yaml': unknown }).map(({ from, to, priority }) => [from, to, priority]);

    expect(told).toEqual([
      [undefined, 'internal', 'scheduled'],
      [undefined, 'isolated', 'scheduled'],
    ]);
  });

  it('is nothing when every value leads to the same', () => {
    const flat = yaml('PatchPolicy', 'base', {
      rules: [
        { id: 'exposed', when: { exposure: 'internet' }, then: { priority: 'scheduled', within: '14d' } },
        { id: 'rest', then: { priority: 'scheduled', within: '14d' } },
      ],
    });

    expect(whatIf({ 'policies/base.yaml': flat })).toEqual([]);
  });
});
