import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/core/plan/explain.ts';
import { decided, documents, yaml } from '../../support/estate.ts';

const osv = (id: string, name: string, fixed: string, aliases: readonly string[] = []): string =>
  JSON.stringify({
    ...{ id, aliases, modified: '2026-11-01T00:00:00Z', published: '2026-11-01T00:00:00Z' },
    affected: [
      { package: { ecosystem: 'npm', name }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }] },
    ],
  });
const component = (name: string, ecosystem = 'npm') => ({ ecosystem, name, version: '1.0.0' });

const decision = decided({
  'inventory/a.yaml': documents(
    yaml('Inventory', 'hosts', {
      assets: [
        { name: 'a-1', formerNames: ['b-1'], components: [component('app')] },
        {
          name: 'b-1',
          uid: 'i-2',
          formerNames: ['old'],
          components: ['app', 'lib', 'calm'].map((name) => component(name)),
        },
        { name: 'c-1', components: [component('thing', 'Hex')] },
      ],
    }),
  ),
  'policies/p.yaml': yaml('PatchPolicy', 'p', '{ rules: [{ id: all, then: { priority: scheduled, within: 14d } }] }'),
  'catalog/app.json': osv('GHSA-app', 'app', '1.0.1', ['CVE-2026-0001']),
  'catalog/lib.json': osv('GHSA-lib', 'lib', '0.9.0'),
});

const of = (name: string, subject?: string) => explain(decision, name, subject, decision.locate);
const names = (explanation: ReturnType<typeof of>) => ({
  required: explanation?.requirements.map(({ requirement }) => requirement.component.name),
  settled: explanation?.settled.map((one) => one.component.name),
});

describe('the explanation of an asset', () => {
  it('derives everything that is required, and tells what was found and needs nothing', () => {
    expect(names(of('b-1'))).toEqual({ required: ['app'], settled: ['lib'] });
    expect(of('b-1')).toMatchObject({
      ...{ components: 3, unwatched: [], verdict: { compliance: 'non-compliant' }, assetAt: 'inventory/a.yaml:4' },
      requirements: [{ assessment: { target: '1.0.1' }, visit: undefined, unplaced: expect.any(String) }],
    });
  });

  it.each(['b-1', 'i-2', 'old'])('is found by name, uid or former name: %s', (name) => {
    expect(of(name)?.asset.name).toBe('b-1');
  });

  it('is none for a name that nothing has', () => {
    expect(of('nobody')).toBeUndefined();
  });

  it.each(['app', 'CVE-2026-0001', 'GHSA-app'])('may be asked for one of its subjects: %s', (subject) => {
    expect(names(of('b-1', subject))).toEqual({ required: ['app'], settled: [] });
  });

  it('may be asked for a requirement by its id', () => {
    const id = of('b-1')?.requirements[0]?.requirement.id ?? '';

    expect(names(of('b-1', id))).toEqual({ required: ['app'], settled: [] });
  });

  it.each(['lib', 'GHSA-lib'])('answers why not: %s', (subject) => {
    expect(names(of('b-1', subject))).toEqual({ required: [], settled: ['lib'] });
  });

  it('says what nobody watches', () => {
    expect(of('c-1')).toMatchObject({
      unwatched: [{ ecosystem: 'Hex', components: 1 }],
      verdict: { compliance: 'unknown' },
    });
  });
});

describe('what others state about components of an asset', () => {
  const vex = {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://x.example/1',
    author: 'Acme',
    statements: [
      {
        vulnerability: { name: 'CVE-2026-0001' },
        products: [{ '@id': 'pkg:npm/app@1.0.0' }, { '@id': 'pkg:npm/app@9.9.9' }],
        status: 'not_affected',
        justification: 'component_not_present',
      },
    ],
  };
  const files = {
    'inventory/a.yaml': yaml('Inventory', 'hosts', { assets: [{ name: 'b-1', components: [component('app')] }] }),
    'policies/p.yaml': yaml('PatchPolicy', 'p', '{ rules: [{ id: all, then: { priority: scheduled, within: 14d } }] }'),
    'catalog/app.json': osv('GHSA-app', 'app', '1.0.1', ['CVE-2026-0001']),
    'catalog/vex.json': JSON.stringify(vex),
  };

  it('is shown and has no effect', () => {
    const stated = decided(files);
    const explanation = explain(stated, 'b-1', undefined, stated.locate);

    expect(explanation?.requirements).toHaveLength(1);
    expect(explanation?.stated).toMatchObject([
      {
        component: { name: 'app' },
        within: undefined,
        statement: { status: 'not-affected', source: { author: 'Acme' } },
      },
    ]);
  });

  it('is left out where something else is asked for', () => {
    const stated = decided(files);

    expect(explain(stated, 'b-1', 'CVE-2026-9999', stated.locate)?.stated).toEqual([]);
    expect(explain(stated, 'b-1', 'CVE-2026-0001', stated.locate)?.stated).toHaveLength(1);
  });
});
