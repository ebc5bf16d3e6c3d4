import { describe, expect, it } from 'vitest';
import { loadResources } from '../../../src/core/load/load.ts';
import type { Diagnostic } from '../../../src/model/diagnostic.ts';
import type { Inventory } from '../../../src/model/generated/inventory.ts';
import type { PatchPolicy } from '../../../src/model/generated/patch-policy.ts';

const head = (kind: string) => `apiVersion: patchledger/v1\nkind: ${kind}\nmetadata: {name: x}\n`;
const inventory = (spec: string) => loadResources([{ path: 'a.yaml', text: `${head('Inventory')}${spec}` }]);
const brief = ({ code, range }: Diagnostic) => `${range?.start.line}:${range?.start.column} ${code}`;

/** The one resource that was read, with its codes. */
function read(spec: string) {
  const { value, diagnostics } = inventory(spec);
  const [resource] = value.resources;
  const document = resource?.document as Inventory | undefined;
  const gaps = [...(resource?.gaps?.assets ?? [])].map(([place, one]) => ({ place, ...one }));
  return { value, resource, assets: document?.spec.assets, gaps, codes: diagnostics.map(brief) };
}

describe('an Inventory with a wrong asset', () => {
  it('keeps the others, and of that asset what is right', () => {
    const { assets, gaps, codes } = read(`spec:
  assets:
    - {name: a, criticality: highest, owner: ops}
    - {name: b}
`);

    expect(assets).toEqual([{ name: 'a', owner: 'ops' }, { name: 'b' }]);
    expect(gaps).toEqual([{ place: 0, keys: ['criticality'], isOpen: false, components: [] }]);
    expect(codes).toEqual(['6:30 schema/unknown-value']);
  });

  it.each([
    ['of a slip in a key the key that was meant', 'criticalty: high', ['criticality'], false],
    ['of a key that means nothing that it may mean anything', 'colour: red', [], true],
    ['of labels all of them', 'labels: {tier: 5, zone: eu}', ['labels'], false],
  ])('tells %s', (_, written, keys, isOpen) => {
    const { gaps } = read(`spec: {assets: [{name: a, ${written}}, {name: b}]}\n`);

    expect(gaps).toEqual([{ place: 0, keys, isOpen, components: [] }]);
  });

  it('misses nothing where nothing is decided by what is wrong', () => {
    const { assets, gaps, codes } = read('spec: {assets: [{name: a, description: 5}]}\n');

    expect([assets, gaps]).toEqual([[{ name: 'a' }], []]);
    expect(codes).toHaveLength(1);
  });

  it.each([
    ['a name that is missing', '{uid: u-7, owner: ops}', 'asset at place 2, u-7'],
    ['a name that is none', '{name: "web 1"}', 'asset at place 2, web 1'],
    ['a slip in the key itself', '{nmae: web}', 'asset at place 2'],
    ['a text for an entry', 'web', 'asset at place 2'],
  ])('names an asset by its place for %s', (_, entry, name) => {
    const { assets, resource, value } = read(`spec: {assets: [{name: a}, ${entry}, {name: c}]}\n`);

    expect(assets).toEqual([{ name: 'a' }, { name: 'c' }]);
    expect(resource?.gaps?.nameless).toEqual([name]);
    expect(value.rejected).toEqual([]);
  });

  it('locates what stands behind that asset where it is written', () => {
    const { value, assets, gaps } = read(`spec:
  assets:
    - {name: 1}
    - name: b
      components:
        - {ecosystem: npm, name: left-pad}
        - {ecosystem: npm, version: 5}
        - {ecosystem: npm, name: right-pad, version: 1.0.0}
    - {name: c}
`);
    const at = (...pointer: (string | number)[]) => value.locate({ file: 'a.yaml', document: 0 }, pointer)?.start.line;

    expect(assets?.map(({ name }) => name)).toEqual(['b', 'c']);
    expect(gaps).toMatchObject([{ place: 0, components: ['left-pad', 'the one at place 2'] }]);
    expect([at('spec', 'assets', 0, 'components', 0), at('spec', 'assets', 1, 'name')]).toEqual([11, 12]);
    expect([at('metadata'), at('spec', 'assets', 0, 'name')]).toEqual([3, 7]);
  });
});

describe('an Inventory with a wrong component', () => {
  it('keeps the asset and the other components', () => {
    const { assets, gaps } = read(`spec:
  assets:
    - name: a
      components:
        - {ecosystem: npm, name: left-pad, version: 1.10}
        - {ecosystem: npm, name: right-pad, version: 1.0.0}
        - {purl: 5}
`);

    expect(assets?.[0]?.components?.map(({ name }) => name)).toEqual(['right-pad']);
    expect(gaps).toEqual([{ place: 0, keys: [], isOpen: false, components: ['left-pad', 'the one at place 3'] }]);
  });

  it('takes a number that readers take for different things for a wrong value and not for a wrong file', () => {
    const { assets, gaps, codes } = read(
      'spec: {assets: [{name: a, components: [{ecosystem: npm, name: p, version: 12345678901234567890}]}]}\n',
    );

    expect(codes).toEqual(['4:75 load/number-precision']);
    expect([assets?.[0]?.components, gaps[0]?.components]).toEqual([[], ['p']]);
  });

  it('misses all of a list that is none', () => {
    expect(read('spec: {assets: [{name: a, components: npm}]}\n').gaps).toMatchObject([
      { keys: [], components: ['all that its entry lists'] },
    ]);
  });
});

describe('an Inventory with a wrong default', () => {
  it('leaves it unknown on those who do not speak for themselves', () => {
    const { assets, gaps } = read(
      'spec: {defaults: {criticality: top, owner: ops}, assets: [{name: a, criticality: low}, {name: b}]}\n',
    );

    expect(assets).toHaveLength(2);
    expect(gaps).toEqual([{ place: 1, keys: ['criticality'], isOpen: false, components: [] }]);
  });
});

describe('nothing is read', () => {
  it.each([
    ['of an Inventory that is wrong itself', 'Inventory', 'spec: {assets: [{name: a}], asets: []}\n'],
    ['of an Inventory whose assets are no list', 'Inventory', 'spec: {assets: {a: 1}}\n'],
    ['of an Inventory whose defaults are no mapping', 'Inventory', 'spec: {defaults: [], assets: [{name: a}]}\n'],
    ['of an Inventory with a key that stands twice', 'Inventory', 'spec: {assets: [{name: a, name: b}]}\n'],
    ['of a policy with a wrong rule', 'PatchPolicy', 'spec: {rules: [{id: a, then: {priority: now}}]}\n'],
    ['of a Cluster with a wrong member', 'Cluster', 'spec: {consensus: bft, members: [{asset: a}, {aset: b}]}\n'],
    ['of a document without a spec', 'Inventory', ''],
  ])('%s', (_, kind, spec) => {
    const { value, diagnostics } = loadResources([{ path: 'a.yaml', text: `${head(kind)}${spec}` }]);

    expect(value.resources).toEqual([]);
    expect(value.rejected.map((one) => one.kind)).toEqual([kind]);
    expect(diagnostics.length).toBeGreaterThan(0);
  });
});

it('a policy holds without a test that is wrong', () => {
  const text = `${head('PatchPolicy')}spec:
  rules: [{id: all, then: {priority: scheduled, within: 14d}}]
  tests:
    - {name: one, facts: {kev: 7}, expect: {rule: all}}
    - {name: two, facts: {kev: true}, expect: {rule: all}}
`;
  const { value, diagnostics } = loadResources([{ path: 'p.yaml', text }]);
  const policy = value.resources[0]?.document as PatchPolicy | undefined;

  expect(diagnostics.map(({ severity }) => severity)).toEqual(['error']);
  expect(policy?.spec.tests?.map(({ name }) => name)).toEqual(['two']);
  expect(value.locate({ file: 'p.yaml', document: 0 }, ['spec', 'tests', 0])?.start.line).toBe(8);
});
