import { describe, expect, it } from 'vitest';
import { draftAssessments } from '../../../src/core/vex/draft.ts';
import { assessmentText } from '../../../src/core/vex/file.ts';
import type { VexProduct, VexStatement, VexThing } from '../../../src/model/vex.ts';
import { decided, linked, yaml } from '../../support/estate.ts';
import { at } from '../../support/world.ts';

const files = {
  'inventory/a.yaml': yaml('Inventory', 'hosts', {
    assets: [
      { name: 'web-1', components: [component('lib'), component('app')] },
      { name: 'web-2', components: [component('lib')] },
    ],
  }),
  'policies/p.yaml': yaml('PatchPolicy', 'p', '{ rules: [{ id: all, then: { priority: scheduled, within: 14d } }] }'),
  'catalog/lib.json': JSON.stringify({
    ...{
      id: 'GHSA-1',
      aliases: ['CVE-2026-0001'],
      modified: '2026-11-01T00:00:00Z',
      published: '2026-11-01T00:00:00Z',
    },
    affected: [{ package: { ecosystem: 'npm', name: 'lib' }, versions: ['1.0.0'] }],
  }),
};
const { estate } = linked(files);

function component(name: string): { readonly ecosystem: string; readonly name: string; readonly version: string } {
  return { ecosystem: 'npm', name, version: '1.0.0' };
}

function thing(name: string, version?: string): VexThing {
  const versions = version === undefined ? { kind: 'all' as const } : { kind: 'listed' as const, versions: [version] };
  return { name: `pkg:npm/${name}`, package: { ecosystem: 'npm', name, versions } };
}

function statement(products: readonly VexProduct[], change: Partial<VexStatement> = {}): VexStatement {
  return {
    source: { format: 'openvex', document: 'https://x/1', author: 'Acme', file: 'v.json' },
    number: 1,
    ids: ['CVE-2026-0001'],
    status: 'not-affected',
    justification: 'vulnerable_code_not_present',
    statedAt: at('2026-01-01T00:00:00Z'),
    products,
    ...change,
  };
}

const product = (of: VexThing, ...parts: readonly VexThing[]): VexProduct => ({ ...of, parts });
const reasons = (products: readonly VexProduct[], change?: Partial<VexStatement>): readonly string[] =>
  draftAssessments([statement(products, change)], estate).left.map(({ reason }) => reason);

describe('a statement about a package', () => {
  it('becomes an Assessment of this package in this version, wherever it is', () => {
    const { drafts, left } = draftAssessments([statement([product(thing('lib', '1.0.0'))])], estate);

    expect(left).toEqual([]);
    expect(drafts).toMatchObject([
      {
        assets: ['web-1', 'web-2'],
        document: {
          kind: 'Assessment',
          metadata: { annotations: { 'vex/document': 'https://x/1', 'vex/format': 'openvex', 'vex/author': 'Acme' } },
          spec: {
            selector: { all: true },
            advisories: ['CVE-2026-0001'],
            packages: [{ ecosystem: 'npm', name: 'lib', versions: ['1.0.0'] }],
            status: 'not-affected',
            justification: 'vulnerable_code_not_present',
            assessedAt: '2026-01-01T00:00:00Z',
          },
        },
      },
    ]);
  });

  it('keeps its name when it is imported again, whatever it says by then', () => {
    const names = (change: Partial<VexStatement>): readonly string[] =>
      draftAssessments([statement([product(thing('lib'))], change)], estate).drafts.map(
        (draft) => draft.document.metadata.name,
      );

    expect(names({})).toEqual(names({ statedAt: at('2026-02-01T00:00:00Z'), impactStatement: 'New words.' }));
    expect(names({})[0]).toMatch(/^vex-cve-2026-0001-[0-9a-f]{8}$/);
  });

  it('that nothing here carries is left, and says so', () => {
    expect(reasons([product(thing('lib', '2.0.0'))])).toEqual(['no asset that it could be about carries it']);
    expect(reasons([product({ name: 'Some product' })])).toEqual(['no package URL says which package it is']);
  });

  it('whose versions are a range is left to a person', () => {
    const range = { ...thing('lib').package, versions: { kind: 'range', text: 'vers:npm/<2' } } as VexThing['package'];

    expect(reasons([product({ name: 'lib', package: range })])).toEqual([
      'a person must list the versions of "vers:npm/<2"',
    ]);
  });

  it('never selects by a wildcard', () => {
    expect(reasons([product(thing('*'))])).toEqual(['its name holds a wildcard']);
  });
});

describe('a statement about a part of a product', () => {
  it('holds on the assets that carry the product', () => {
    const { drafts } = draftAssessments([statement([product(thing('app'), thing('lib'))])], estate);

    expect(drafts.map(({ document }) => document.spec.selector)).toEqual([{ names: ['web-1'] }]);
    expect(drafts[0]?.document.spec.packages).toEqual([{ ecosystem: 'npm', name: 'lib' }]);
  });

  it('holds on the asset that is the product', () => {
    const { drafts } = draftAssessments([statement([product({ name: 'web-2@3' }, thing('lib'))])], estate);

    expect(drafts.map(({ document }) => document.spec.selector)).toEqual([{ names: ['web-2'] }]);
  });

  it('holds nowhere when nothing says who carries the product, unless somebody names the assets', () => {
    const about = [statement([product({ name: 'pkg:oci/x@sha256:1' }, thing('lib'))])];

    expect(draftAssessments(about, estate).left).toMatchObject([
      { reason: 'it holds inside this product alone, and nothing says which assets carry it' },
    ]);
    expect(draftAssessments(about, estate, ['web-2']).drafts[0]?.document.spec.selector).toEqual({ names: ['web-2'] });
  });
});

describe('the file of a drafted Assessment', () => {
  it('is an Assessment that changes the finding, once it is part of the estate', () => {
    const stated = {
      impactStatement: 'Removed: "x"\n# not a comment',
      source: { ...statement([]).source, author: 'A\nb: c' },
    };
    const [draft] = draftAssessments([statement([product(thing('lib', '1.0.0'))], stated)], estate).drafts;
    const text = draft === undefined ? '' : assessmentText({ draft, depth: 1 });
    const { plan, diagnostics } = decided({ ...files, 'exceptions/v.yaml': text });

    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(plan.requirements).toEqual([]);
    expect(decided(files).plan.requirements).toHaveLength(2);
  });
});
