import { describe, expect, it } from 'vitest';
import { matchesGlob } from '../../../src/core/estate/glob.ts';
import { selects } from '../../../src/core/estate/select.ts';
import type { ComponentSet } from '../../../src/model/asset.ts';
import type { Selector } from '../../../src/model/generated/common.ts';
import { assetWith } from '../../support/world.ts';

const set: ComponentSet = {
  digest: 'sha256:1',
  components: [{ ecosystem: 'AlmaLinux:9', name: 'openssl', version: '1:3.0.7-1.el9' }],
};
const sets = new Map([[set.digest, set]]);
const database = assetWith({
  name: 'db-1',
  formerNames: ['ora-1'],
  owner: 'platform',
  cluster: 'ledger',
  facts: { environment: 'production', labels: { site: 'fra1', pci: 'yes' } },
  componentSets: [set.digest],
});

describe('a selector', () => {
  const cases: readonly (readonly [string, Selector | undefined, boolean])[] = [
    ['that is absent takes everything', undefined, true],
    ['of all takes everything', { all: true }, true],
    ['takes any of the values of a field', { match: { environment: ['staging', 'production'] } }, true],
    ['needs every field', { match: { environment: ['production'], owner: ['security'] } }, false],
    [
      'does not take an asset whose field is unknown',
      { match: { exposure: ['internal', 'internet', 'isolated'] } },
      false,
    ],
    ['asks for fields beside the facts', { match: { owner: ['platform'], cluster: ['ledger'] } }, true],
    ['takes an asset that carries an ecosystem', { match: { ecosystem: ['Debian:12', 'AlmaLinux:9'] } }, true],
    ['does not take an asset that carries none of the ecosystems', { match: { ecosystem: ['AlmaLinux'] } }, false],
    ['takes a label with one value', { labels: { site: 'fra1' } }, true],
    ['takes a label with several values', { labels: { site: ['muc1', 'fra1'], pci: 'yes' } }, true],
    ['does not take a label that is absent', { labels: { tier: 'gold' } }, false],
    ['takes names by pattern', { names: ['web-*', 'db-?'] }, true],
    ['takes a name that the asset had before', { names: ['ora-1'] }, true],
    ['takes no former name by pattern', { names: ['ora-*'] }, false],
    ['needs all its parts', { names: ['db-*'], labels: { pci: 'no' } }, false],
    ['leaves out what its inner selector takes', { not: { labels: { pci: 'yes' } } }, false],
    ['keeps what its inner selector cannot tell', { not: { match: { exposure: ['internet'] } } }, true],
    ['takes what any of several take', { anyOf: [{ names: ['web-*'] }, { names: ['db-*'] }] }, true],
    ['does not read names from prototypes', { labels: { constructor: 'x' } }, false],
  ];

  it.each(cases)('%s', (_rule, selector, taken) => {
    expect(selects(selector, database, sets)).toBe(taken);
  });
});

describe('a pattern', () => {
  it.each([
    ['db-*', 'db-1', true],
    ['db-*', 'db-', true],
    ['db-?', 'db-', false],
    ['*', '', true],
    ['*-1', 'db-1-1', true],
    ['a*b*c', 'axxbyyc', true],
    ['a*b*c', 'axxbyy', false],
    ['db.1', 'dbx1', false],
    ['[db]', 'd', false],
    ['', 'x', false],
    ['x**', 'x', true],
  ])('%j describes %j: %s', (pattern, text, described) => {
    expect(matchesGlob(pattern, text)).toBe(described);
  });

  it('of many stars is refused in time', () => {
    expect(matchesGlob(`${'a*'.repeat(200)}b`, 'a'.repeat(5000))).toBe(false);
  });
});
