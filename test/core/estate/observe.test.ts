import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src/core/digest.ts';
import { componentSet } from '../../../src/core/estate/components.ts';
import type { Asset, Component } from '../../../src/model/asset.ts';
import type { Estate } from '../../../src/model/estate.ts';
import { linked, yaml } from '../../support/estate.ts';
import { at } from '../../support/world.ts';

const ecosystem = 'AlmaLinux:9';
const xz = { ecosystem, name: 'xz', version: '5.2.5-7.el9' };
const newerXz = { ...xz, version: '5.2.5-8.el9' };
const kernel = { ecosystem, name: 'kernel-core', version: '5.14.0-1.el9' };
const newerKernel = { ...kernel, version: '5.14.0-2.el9' };

/** A line about db-1 on the 21st of November at this hour. */
const seen = (hour: number, parts: object = {}): object => ({
  asset: 'db-1',
  lastSeen: `2026-11-21T${String(hour).padStart(2, '0')}:00:00Z`,
  source: 'agent',
  ...parts,
});
const lines = (...objects: readonly object[]): string => objects.map((one) => `${JSON.stringify(one)}\n`).join('');
const inventory = (asset: object = {}): string => yaml('Inventory', 'hosts', { assets: [{ name: 'db-1', ...asset }] });

/** The asset db-1 as the lines, and what else lies there, make it. */
function observed(
  observations: readonly object[],
  { asset = {}, files = {} }: { readonly asset?: object; readonly files?: Readonly<Record<string, string>> } = {},
) {
  const { estate, diagnostics } = linked({
    'inventory/hosts.yaml': inventory(asset),
    'observed/hosts.ndjson': lines(...observations),
    ...files,
  });
  return {
    asset: assetOf(estate),
    components: componentsOf(estate),
    codes: diagnostics.map(({ code }) => code),
    diagnostics,
  };
}

const assetOf = ({ assets }: Estate): Asset => assets[0] as Asset;
const componentsOf = (estate: Estate): readonly Component[] =>
  assetOf(estate).componentSets.flatMap((digest) => estate.componentSets.get(digest)?.components ?? []);

describe('of several observations', () => {
  it('the newest of a source holds, in whatever order they stand', () => {
    const reports = [seen(8, { components: [xz] }), seen(9, { components: [newerXz] })];

    expect(observed(reports).components).toEqual([newerXz]);
    expect(observed(reports.toReversed()).components).toEqual([newerXz]);
  });

  it('those of several sources add up', () => {
    const { asset, components } = observed([
      seen(8, { components: [xz] }),
      seen(9, { source: 'scanner', components: [newerKernel] }),
    ]);

    expect(components).toEqual([xz, newerKernel]);
    expect(asset.lastSeen).toBe(at('2026-11-21T09:00:00Z'));
  });

  it('those of one source and one moment are one report and add up', () => {
    expect(observed([seen(8, { components: [xz] }), seen(8, { components: [kernel] })]).components).toEqual([
      xz,
      kernel,
    ]);
  });

  it('a later one that names no software takes none back', () => {
    const { asset, components } = observed([seen(8, { components: [xz] }), seen(9)]);

    expect(components).toEqual([xz]);
    expect(asset.lastSeen).toBe(at('2026-11-21T09:00:00Z'));
  });

  it('a later one in another form replaces the earlier', () => {
    const { digest, components } = componentSet([newerXz]);
    const reports = [{ set: digest, components }, seen(8, { components: [xz] }), seen(9, { set: digest })];

    expect(observed(reports).components).toEqual([newerXz]);
  });

  it('one without a date gives way to one with a date', () => {
    expect(
      observed([seen(8, { components: [xz] }), seen(9, { lastSeen: 'now', components: [newerXz] })]).components,
    ).toEqual([xz]);
  });

  it('only files of lines that count are named as evidence', () => {
    const { asset } = observed([seen(8, { components: [xz] })], {
      files: { 'observed/new.ndjson': lines(seen(9, { components: [newerXz] })) },
    });

    expect(asset.observedIn).toEqual(['observed/new.ndjson']);
  });

  it('whatever is worse is true where sources disagree', () => {
    const { asset } = observed([
      seen(9, { pendingReboot: false, down: false }),
      seen(8, { source: 'monitor', pendingReboot: true, down: true }),
    ]);

    expect(asset).toMatchObject({ pendingReboot: true, down: true });
  });

  it('the newest that says so tells whether the asset is back', () => {
    const { asset } = observed([seen(8, { down: true, pendingReboot: true }), seen(9, { down: false }), seen(10)]);

    expect(asset).toMatchObject({ down: false, pendingReboot: true });
  });

  it('a member that resyncs counts as down', () => {
    expect(observed([seen(8, { resyncing: true, down: false })]).asset.down).toBe(true);
    expect(observed([seen(8)]).asset).toMatchObject({ down: false, pendingReboot: undefined });
  });

  it('neither files nor lines have an order', () => {
    const line = fc.record({
      hour: fc.integer({ min: 0, max: 3 }),
      source: fc.constantFrom('a', 'b'),
      components: fc.option(fc.subarray([xz, newerXz, kernel, newerKernel]), { nil: undefined }),
      down: fc.option(fc.boolean(), { nil: undefined }),
    });
    const order = fc
      .array(line, { maxLength: 6 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(order, (orders) => {
        const [one, other] = orders.map((all) => observed(all.map(({ hour, ...parts }) => seen(hour, parts))).asset);

        expect({ ...other, componentSets: other?.componentSets.toSorted() }).toEqual({
          ...one,
          componentSets: one?.componentSets.toSorted(),
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('an observation finds its asset', () => {
  it.each([
    ['uid', { uid: 'i-0001' }, 'i-0001'],
    ['former name', { formerNames: ['old-db'] }, 'old-db'],
  ])('by its %s, and is one with those by its name', (_, asset, name) => {
    const reports = [seen(8, { components: [xz] }), seen(9, { asset: name, components: [newerXz] })];

    expect(observed(reports, { asset })).toMatchObject({ components: [newerXz], codes: [] });
  });

  it('by its name before the former name of another', () => {
    const assets = [{ name: 'a', formerNames: ['b'] }, { name: 'b' }];
    const { estate } = linked({
      'inventory/hosts.yaml': yaml('Inventory', 'hosts', { assets }),
      'observed/hosts.ndjson': lines(seen(8, { asset: 'b', components: [xz] })),
    });

    expect(estate.assets.map(({ name, componentSets }) => [name, componentSets.length])).toEqual([
      ['a', 0],
      ['b', 1],
    ]);
  });

  it('and is reported once, where it stands, when it finds none', () => {
    const { diagnostics } = observed([seen(8), seen(8, { asset: 'ghost' }), seen(9, { asset: 'ghost' })]);

    expect(diagnostics).toMatchObject([
      {
        code: 'link/observed-unknown-asset',
        severity: 'warning',
        file: 'observed/hosts.ndjson',
        range: { start: { line: 2 } },
      },
    ]);
  });

  it('or does not, silently, where an Inventory is broken: what it names is not known', () => {
    const { codes } = observed([seen(8, { asset: 'ghost' })], {
      files: { 'inventory/broken.yaml': yaml('Inventory', 'broken', { assets: 'none' }) },
    });

    expect(codes).toEqual(['schema/wrong-type']);
  });
});

describe('what observations say of a package', () => {
  it('takes the place of what the inventory says of it, and leaves the rest of the inventory', () => {
    const firmware = { ecosystem: 'generic', name: 'bmc', version: '2.1', scheme: 'dotted' };

    const { components } = observed([seen(8, { components: [newerXz] })], { asset: { components: [xz, firmware] } });

    expect(components).toEqual([firmware, newerXz]);
  });

  it('was first seen when the earliest of all sources saw it', () => {
    const { asset } = observed(
      [
        seen(8, { firstSeen: { 'AlmaLinux:9/xz': '2026-10-02T00:00:00Z' }, components: [xz] }),
        seen(8, { source: 'b', firstSeen: { xz: '2026-10-03T00:00:00Z' }, components: [xz] }),
      ],
      { asset: { components: [{ ...xz, firstSeen: '2026-10-04T00:00:00Z' }] } },
    );

    expect([...asset.firstSeen.values()]).toEqual([at('2026-10-02T00:00:00Z')]);
  });

  it('first seen of one ecosystem says nothing of another', () => {
    const { asset } = observed([
      seen(8, {
        firstSeen: { 'npm/xz': '2026-10-02T00:00:00Z' },
        components: [xz, { ecosystem: 'npm', name: 'xz', version: '1.0.0' }],
      }),
    ]);

    expect([...asset.firstSeen.keys()]).toEqual(['npm\u0000xz']);
  });
});

describe('the running version', () => {
  const running = { 'kernel-core': '5.14.0-1.el9' };

  it('marks the installed versions of the same line', () => {
    expect(observed([seen(8, { running, components: [kernel, newerKernel, xz] })]).components).toEqual([
      { ...kernel, running: true },
      { ...newerKernel, running: false },
      xz,
    ]);
  });

  it('may be told by a line, or a source, that lists nothing', () => {
    const { components, codes } = observed([
      seen(8, { components: [kernel, newerKernel] }),
      seen(9, { source: 'uname', running: { 'AlmaLinux:9/kernel-core': '5.14.0-1.el9' } }),
    ]);

    expect(components).toEqual([kernel, newerKernel, { ...kernel, running: true }]);
    expect(codes).toEqual([]);
  });

  it('decides although the list has it no more', () => {
    const source = { name: 'kernel', version: '5.14.0-2.el9' };
    const { components } = observed([seen(8, { running, components: [{ ...newerKernel, source }] })]);

    expect(components).toEqual([
      { ...newerKernel, source, running: false },
      { ...kernel, source: { name: 'kernel' }, running: true },
    ]);
  });

  it('of a package that nobody lists is reported', () => {
    expect(observed([seen(8, { running: { linux: '6.1' }, components: [xz] })]).diagnostics).toMatchObject([
      { code: 'link/unknown-running', severity: 'warning', range: { start: { line: 1 } } },
    ]);
  });
});

describe('a component set', () => {
  const { digest } = componentSet([xz, kernel]);
  const honest = { set: digest, components: [kernel, xz] };

  it('is shared by the assets that name it', () => {
    const assets = [{ name: 'a' }, { name: 'b' }];
    const { estate } = linked({
      'inventory/hosts.yaml': yaml('Inventory', 'hosts', { assets }),
      'observed/hosts.ndjson': lines(honest, ...assets.map(({ name }) => seen(8, { asset: name, set: digest }))),
    });

    expect(estate.assets.map(({ componentSets }) => componentSets)).toEqual([[digest], [digest]]);
    expect([...estate.componentSets.keys()]).toEqual([digest]);
  });

  it('whose content is not that of its digest is reported, and used, but nobody can rely on it', () => {
    const { asset, components, diagnostics } = observed([{ ...honest, components: [xz] }, seen(8, { set: digest })]);

    expect(diagnostics).toMatchObject([
      {
        code: 'link/wrong-set-digest',
        severity: 'error',
        file: 'observed/hosts.ndjson',
        range: { start: { line: 1 } },
      },
    ]);
    expect([components, asset.partlyRead]).toEqual([[xz], true]);
  });

  it('gives way to another of the same digest that is what it says', () => {
    const { asset, components } = observed([{ ...honest, components: [xz] }, honest, seen(8, { set: digest })]);

    expect([components, asset.partlyRead]).toEqual([[kernel, xz], false]);
  });

  it('that is nowhere written leaves its asset partly read', () => {
    const { asset, diagnostics } = observed([seen(8, { set: digest })]);

    expect(diagnostics).toMatchObject([{ code: 'link/missing-component-set', range: { start: { line: 1 } } }]);
    expect(asset).toMatchObject({ componentSets: [], partlyRead: true });
  });
});

describe('a raw package list', () => {
  const text = 'xz\t0:5.2.5-7.el9\tx86_64\n';
  const raw = { path: 'observed/db-1.tsv', format: 'rpm-qa', ecosystem };
  const files = { 'observed/db-1.tsv': text };

  it('is read as its observation says', () => {
    expect(observed([seen(8, { raw })], { files })).toMatchObject({
      components: [xz],
      codes: [],
      asset: { partlyRead: false },
    });
  });

  it('that is missing leaves its asset partly read', () => {
    const { asset, diagnostics } = observed([seen(8, { raw })]);

    expect(diagnostics).toMatchObject([{ code: 'link/missing-raw-list', file: 'observed/hosts.ndjson' }]);
    expect(asset.partlyRead).toBe(true);
  });

  it.each([
    [sha256Hex(text), [], false],
    ['0'.repeat(64), ['link/wrong-list-digest'], true],
  ])('with the stated digest %s is held against it', (sha256, codes, partlyRead) => {
    expect(observed([seen(8, { raw: { ...raw, sha256 } })], { files })).toMatchObject({
      components: [xz],
      codes,
      asset: { partlyRead },
    });
  });

  it('in a format that nobody reads is reported as that, not as missing', () => {
    const { asset, diagnostics } = observed([seen(8, { raw: { ...raw, format: 'pip-freeze' } })], { files });

    expect(diagnostics).toMatchObject([
      { code: 'link/unknown-list-format', hint: expect.stringContaining('dpkg-query, dpkg-status') },
    ]);
    expect(asset.partlyRead).toBe(true);
  });

  it('is read anew for an observation that says another ecosystem of it', () => {
    const { components } = observed(
      [seen(8, { raw }), seen(8, { source: 'b', raw: { ...raw, ecosystem: 'Rocky Linux:9' } })],
      { files },
    );

    expect(components).toEqual([xz, { ...xz, ecosystem: 'Rocky Linux:9' }]);
  });

  it.each([
    ['a line that cannot be read', `${text}???\n`],
    ['nothing installed', ''],
  ])('with %s leaves its asset partly read', (_, content) => {
    expect(observed([seen(8, { raw })], { files: { 'observed/db-1.tsv': content } }).asset.partlyRead).toBe(true);
  });

  it('that no observation names is reported', () => {
    expect(observed([seen(8)], { files })).toMatchObject({ codes: ['link/unnamed-observation'] });
  });
});

describe('an asset is partly read', () => {
  it.each([
    ['a component of an observation', [seen(8, { components: [xz, { name: 'nameless' }] })], {}],
    ['a component of the inventory', [], { components: [xz, { purl: 'pkg:deb/debian/curl@8.5.0' }] }],
  ])('when %s cannot be read', (_, observations, asset) => {
    expect(observed(observations, { asset })).toMatchObject({ components: [xz], asset: { partlyRead: true } });
  });

  it('no more once a later report is whole', () => {
    const reports = [seen(8, { components: [{ name: 'nameless' }] }), seen(9, { components: [xz] })];

    expect(observed(reports).asset.partlyRead).toBe(false);
  });
});
