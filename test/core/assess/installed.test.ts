import { describe, expect, it } from 'vitest';
import { componentKey } from '../../../src/core/assess/component-key.ts';
import { installedPackages } from '../../../src/core/assess/installed.ts';
import { indexCatalog } from '../../../src/core/assess/package-index.ts';
import { unwatchedEcosystems } from '../../../src/core/assess/unwatched.ts';
import type { Component } from '../../../src/model/asset.ts';
import { affectedWith, assessAll, catalogWith, documentWith } from '../../support/catalog.ts';
import { assetWith, componentWith } from '../../support/world.ts';

const kernel = (version: string, running?: boolean): Component => {
  return { ecosystem: 'AlmaLinux:9', name: 'kernel', version, ...(running !== undefined && { running }) };
};

const debianKernel = (abi: string, version: string, running: boolean): Component => {
  const source = { name: 'linux', version };
  return { ecosystem: 'Debian:12', name: `linux-image-6.1.0-${abi}-amd64`, version, source, running };
};

const catalog = catalogWith([
  documentWith('A', {
    affected: [
      affectedWith({ events: ['introduced 0, fixed 1.5.0', 'introduced 3.0.0, fixed 3.1.0'] }),
      affectedWith({ ecosystem: 'AlmaLinux:9', name: 'kernel', events: ['introduced 0, fixed 5.14.0-503.el9'] }),
      affectedWith({ ecosystem: 'Debian:12', name: 'linux', events: ['introduced 0, fixed 6.1.90-1'] }),
    ],
  }),
]);

/** Each package in words: the lead, what else counts, what waits for a reboot. */
function packagesOf(...components: Component[]): readonly string[] {
  const assessments = assessAll(components, catalog).value;
  const packages = installedPackages(components, (component) => assessments.get(componentKey(component)));
  return packages.map(({ lead, counted, pendingReboot }) => {
    const others = counted.filter((component) => component !== lead).map(({ version }) => version);
    return [
      lead.version,
      ...(others.length > 0 ? [`with ${others.join(' ')}`] : []),
      ...(pendingReboot ? [`reboot to ${pendingReboot.version}`] : []),
    ].join(', ');
  });
}

describe('several versions of one package', () => {
  it('all count, and the lowest affected one leads', () => {
    const versions = ['3.0.0', '1.6.0', '1.2.0', '1.4.0'].map((version) => componentWith({ version }));

    expect(packagesOf(...versions)).toEqual(['1.2.0, with 1.4.0 1.6.0 3.0.0']);
  });

  it('are led by an affected one even when a lower one is not', () => {
    expect(packagesOf(componentWith({ version: '1.6.0' }), componentWith({ version: '3.0.0' }))).toEqual([
      '3.0.0, with 1.6.0',
    ]);
  });

  it('are led by one that cannot be ordered when none is affected', () => {
    expect(packagesOf(componentWith({ version: '1.6.0' }), componentWith({ version: 'x' }))).toEqual(['x, with 1.6.0']);
  });

  it('stand alone where each has its path', () => {
    const copies = ['/b', '/a'].map((path, at) => componentWith({ path, version: `1.${at}.0` }));

    expect(packagesOf(...copies)).toEqual(['1.1.0', '1.0.0']);
  });

  it('are one package under every spelling of its name', () => {
    const spelled = ['Ruamel.YAML', 'ruamel-yaml'].map((name) => componentWith({ ecosystem: 'PyPI', name }));

    expect(packagesOf(...spelled)).toHaveLength(1);
  });
});

describe('a running kernel', () => {
  const [old, fixed] = ['5.14.0-427.el9', '5.14.0-503.el9'];

  it('decides, and a newer one that is clean waits for a reboot', () => {
    expect(packagesOf(kernel(old, true), kernel(fixed, false))).toEqual([`${old}, reboot to ${fixed}`]);
  });

  it('decides alone: an older one that is still installed does not count', () => {
    expect(packagesOf(kernel(old, false), kernel(fixed, true))).toEqual([fixed]);
  });

  it('does not wait for a reboot into a version that is affected as well', () => {
    expect(packagesOf(kernel('5.14.0-362.el9', true), kernel(old, false))).toEqual(['5.14.0-362.el9']);
  });

  it('is unknown when every version says that it does not run: all count', () => {
    expect(packagesOf(kernel(old, false), kernel(fixed, false))).toEqual([`${old}, with ${fixed}`]);
  });

  it('decides among packages of one source where each version is a package of its own', () => {
    const installed = [debianKernel('18', '6.1.76-1', true), debianKernel('21', '6.1.90-1', false)];

    expect(packagesOf(...installed)).toEqual(['6.1.76-1, reboot to 6.1.90-1']);
  });
});

describe('an ecosystem', () => {
  const index = indexCatalog(catalog);
  const set = (digest: string, ...components: Component[]) => [digest, { digest, components }] as const;

  it('is unwatched when assets carry it and no advisory speaks of it, suffix included', () => {
    const sets = new Map([
      set('one', componentWith(), componentWith({ ecosystem: 'Debian:13' }), componentWith({ ecosystem: 'PyPI' })),
      set('two', componentWith({ ecosystem: 'PyPI' }), componentWith({ ecosystem: 'PyPI', name: 'other' })),
      set('nobody', componentWith({ ecosystem: 'Maven' })),
    ]);
    const assets = [
      assetWith({ name: 'b', componentSets: ['one', 'two'] }),
      assetWith({ name: 'a', componentSets: ['two'] }),
      assetWith({ name: 'c' }),
    ];

    expect(unwatchedEcosystems(assets, sets, index)).toEqual([
      { ecosystem: 'Debian:13', components: 1, assets: ['b'] },
      { ecosystem: 'PyPI', components: 5, assets: ['a', 'b'] },
    ]);
  });
});
