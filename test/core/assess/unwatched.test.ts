import { describe, expect, it } from 'vitest';
import { indexCatalog } from '../../../src/core/assess/package-index.ts';
import { unwatchedAmong, unwatchedEcosystems } from '../../../src/core/assess/unwatched.ts';
import type { CatalogCoverage } from '../../../src/model/advisory.ts';
import type { Component } from '../../../src/model/asset.ts';
import { catalogWith, documentWith } from '../../support/catalog.ts';
import { assetWith, componentWith } from '../../support/world.ts';

/** What is unwatched of one asset with these components; the catalogue holds a document of npm's `app`. */
function unwatched(components: readonly Component[], coverage?: CatalogCoverage) {
  const catalog = catalogWith([documentWith('A', { events: ['introduced 0'] })], { coverage });
  const sets = new Map([['set', { digest: 'set', components }]]);
  return unwatchedEcosystems([assetWith({ componentSets: ['set'] })], sets, indexCatalog(catalog));
}

const app = componentWith({ name: 'app' });
const late = componentWith({ name: 'late' });
const wheel = componentWith({ ecosystem: 'PyPI', name: 'Some_Wheel' });

describe('an ecosystem is unwatched', () => {
  it('when the catalogue holds no document of it', () => {
    expect(unwatched([app, late, wheel])).toEqual([{ ecosystem: 'PyPI', components: 1, assets: ['host-1'] }]);
  });

  it('in the packages that came after the documents were selected', () => {
    const coverage = { whole: new Set<string>(), packages: new Map([['npm', new Set(['app'])]]) };

    expect(unwatched([app, late], coverage)).toEqual([
      { ecosystem: 'npm', components: 1, assets: ['host-1'], packages: ['late'] },
    ]);
  });

  it('not when a source was asked for its package and said nothing', () => {
    const coverage = { whole: new Set<string>(), packages: new Map([['PyPI', new Set(['some-wheel'])]]) };

    expect(unwatched([wheel], coverage)).toEqual([]);
  });
});

describe('a component', () => {
  it('is unwatched by its package where packages are named, else by its ecosystem', () => {
    const isUnwatched = unwatchedAmong([
      { ecosystem: 'npm', components: 1, assets: [], packages: ['late'] },
      { ecosystem: 'PyPI', components: 1, assets: [] },
    ]);

    expect([app, late, wheel].map(isUnwatched)).toEqual([false, true, true]);
  });
});
