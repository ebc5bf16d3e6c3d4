import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { componentSet, readComponents } from '../../../src/core/estate/components.ts';
import type { Component } from '../../../src/model/asset.ts';
import type { Component as Stated } from '../../../src/model/generated/common.ts';

const at = (index: number) => ({
  file: 'inventory/a.yaml',
  range: { start: { line: index, column: 1 }, end: { line: index, column: 2 } },
});
const read = (...specs: readonly Stated[]) => readComponents('db-1', specs, at);

describe('a component of an inventory', () => {
  it.each([
    [
      { ecosystem: 'npm', name: 'app', version: '1.0.0' },
      { ecosystem: 'npm', name: 'app', version: '1.0.0' },
    ],
    [{ purl: 'pkg:npm/%40acme/app@1.0.0' }, { ecosystem: 'npm', name: '@acme/app', version: '1.0.0' }],
    [
      { purl: 'pkg:npm/app', version: '2.0.0' },
      { ecosystem: 'npm', name: 'app', version: '2.0.0' },
    ],
    [
      { purl: 'pkg:deb/debian/libssl3@3.0.15-1?distro=debian-12&upstream=openssl' },
      { ecosystem: 'Debian:12', name: 'libssl3', version: '3.0.15-1', source: { name: 'openssl' } },
    ],
    [
      { purl: 'pkg:deb/debian/libssl3@3.0.15-1?distro=debian-12&upstream=x', source: { name: 'openssl' } },
      { ecosystem: 'Debian:12', name: 'libssl3', version: '3.0.15-1', source: { name: 'openssl' } },
    ],
    [
      {
        ecosystem: 'generic',
        name: 'bmc',
        version: '2',
        scheme: 'dotted',
        class: 'firmware',
        path: '/fw',
        running: '2',
      },
      {
        ecosystem: 'generic',
        name: 'bmc',
        version: '2',
        scheme: 'dotted',
        class: 'firmware',
        path: '/fw',
        running: true,
      },
    ],
  ] as readonly (readonly [Stated, Component])[])('%j is read', (spec, component) => {
    expect(read(spec)).toEqual({ value: [{ component, firstSeen: undefined }], left: [], diagnostics: [] });
  });

  it('in use in a version that is not listed stands beside the one that is', () => {
    const bmc = { ecosystem: 'Debian:12', name: 'bmc', source: { name: 'fw', version: '2' } };

    expect(read({ ...bmc, version: '2', running: '1' }).value.map(({ component }) => component)).toEqual([
      { ...bmc, version: '2', running: false },
      { ...bmc, version: '1', running: true, source: { name: 'fw' } },
    ]);
  });

  it('in use in a version that is listed marks that one', () => {
    const listed = [
      { ecosystem: 'generic', name: 'bmc', version: '1' },
      { ecosystem: 'generic', name: 'bmc', version: '2', running: '1' },
      { ecosystem: 'generic', name: 'nic', version: '3', running: '2' },
    ];

    expect(read(...listed).value.map(({ component: { name, version, running } }) => [name, version, running])).toEqual([
      ['bmc', '1', true],
      ['bmc', '2', false],
      ['nic', '3', false],
      ['nic', '2', true],
    ]);
  });

  it.each([
    [{ purl: 'pkg:npm/app' }, 'link/component-without-version', 'has no version'],
    [{ purl: 'pkg:deb/debian/curl@8' }, 'link/bad-purl', 'pkg:deb/debian/curl@8'],
    [{ name: 'app', version: '1' }, 'link/component-without-version', 'app of db-1 has no ecosystem'],
    [{ ecosystem: 'npm', version: '1' }, 'link/component-without-version', '(unnamed) of db-1 has no name'],
    [{ ecosystem: 'npm', name: 'app', version: '' }, 'link/component-without-version', 'has no version'],
  ])('%j is told with %s, and the others are read', (wrong, code, words) => {
    const { value, diagnostics } = read(wrong, { ecosystem: 'npm', name: 'other', version: '1' });

    expect(value.map(({ component }) => component.name)).toEqual(['other']);
    expect(diagnostics).toMatchObject([{ code, file: 'inventory/a.yaml', range: { start: { line: 0 } } }]);
    expect(diagnostics[0]?.message).toContain(words);
  });
});

describe('a component set', () => {
  const anyComponent: fc.Arbitrary<Component> = fc.record(
    {
      ecosystem: fc.constantFrom('npm', 'Debian:12'),
      name: fc.constantFrom('a', 'b'),
      version: fc.constantFrom('1', '2'),
      path: fc.constantFrom('/a', '/b'),
      source: fc.record({ name: fc.constantFrom('s', 't') }),
      running: fc.boolean(),
    },
    { requiredKeys: ['ecosystem', 'name', 'version'] },
  );
  const wordsOf = ({ ecosystem, name, version, path, source, running }: Component): string =>
    [ecosystem, name, version, path, source?.name, running].join(' ');

  it('is known by its content: neither order nor doubles matter', () => {
    const lists = fc
      .array(anyComponent, { maxLength: 6 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length })));
    fc.assert(
      fc.property(lists, ([all, shuffled]) => {
        expect(componentSet(shuffled)).toEqual(componentSet(all));
      }),
    );
  });

  it('loses nothing: two components that differ in anything are two', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyComponent, { selector: wordsOf }), (all) => {
        expect(componentSet(all).components).toHaveLength(all.length);
        expect(componentSet(all).components).toEqual(expect.arrayContaining(all));
      }),
    );
  });

  it('has another digest for another content', () => {
    fc.assert(
      fc.property(anyComponent, anyComponent, (one, other) => {
        const isSame = wordsOf(one) === wordsOf(other);

        expect(componentSet([one]).digest === componentSet([other]).digest).toBe(isSame);
      }),
    );
  });

  it('has the digest that its schema describes', () => {
    const xz = { ecosystem: 'npm', name: 'b', version: '1' };

    expect(componentSet([xz, { ...xz, name: 'a' }]).digest).toBe(
      'sha256:72fb0942561f819cbd02a3e28727de6831b824b6b6fb461f0de20650f474221c',
    );
  });
});
