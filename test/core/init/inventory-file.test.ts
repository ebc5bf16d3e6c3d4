import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inventoryYaml, ownersYaml } from '../../../src/core/init/inventory-file.ts';
import { loadResources } from '../../../src/core/load/load.ts';
import type { DraftAsset } from '../../../src/model/feed.ts';
import type { Inventory } from '../../../src/model/generated/inventory.ts';
import type { Resource } from '../../../src/model/resource.ts';

const asset = (
  name: string,
  fields: Readonly<Record<string, string>> = {},
  labels: Readonly<Record<string, string>> = {},
): DraftAsset => ({ name, fields, labels });

/** The written Inventory as it is read again, with every problem of writing and of reading. */
function roundTrip(assets: readonly DraftAsset[], source = 'hosts.csv') {
  const written = inventoryYaml({ assets }, source);
  const loaded = loadResources([{ path: 'inventory/hosts.yaml', text: written.value }]);
  const [resource] = loaded.value.resources as readonly Resource<'Inventory'>[];
  const read: Inventory['spec']['assets'] = resource?.document.spec.assets ?? [];
  return { text: written.value, told: written.diagnostics, problems: loaded.diagnostics, read };
}

describe('an inventory written from a draft', () => {
  it('holds every known field as the field, and everything else as labels', () => {
    const { read, problems, told } = roundTrip([
      asset('web-1', { environment: 'production', owner: 'platform', supportEnds: '2028-05-31' }, { rack: 'A 12' }),
    ]);

    expect(problems).toEqual([]);
    expect(told).toEqual([]);
    expect(read).toEqual([
      {
        name: 'web-1',
        owner: 'platform',
        environment: 'production',
        supportEnds: '2028-05-31',
        labels: { rack: 'A 12' },
      },
    ]);
  });

  it.each([
    ['environment', 'moon'],
    ['supportEnds', '2026-02-31'],
    ['visitDuration', '1m'],
    ['owner', 'Team A'],
    ['cluster', 'db'],
  ])('keeps a %s that is none as a label, and says so', (field, value) => {
    const { read, problems, told } = roundTrip([asset('web-1', { [field]: value })]);

    expect(problems).toEqual([]);
    expect(told.map(({ code }) => code)).toEqual(['observed/unknown-word']);
    expect(read).toEqual([{ name: 'web-1', labels: { [field]: value } }]);
  });

  it('takes no uid that two hosts share', () => {
    const { read, told } = roundTrip([
      asset('a', { uid: 'n-a' }),
      asset('b', { uid: 'n-a' }),
      asset('c', { uid: 'a' }),
    ]);

    expect(told.map(({ code }) => code)).toEqual(Array(3).fill('observed/unknown-word'));
    expect(read.map(({ uid }) => uid)).toEqual([undefined, undefined, undefined]);
  });

  it('never changes a name: a host whose name is none is left out and told', () => {
    const { read, told } = roundTrip([asset('web 1'), asset('web-2'), asset('web-2')]);

    expect(told.map(({ code }) => code)).toEqual(['observed/wrong-entry', 'observed/duplicate']);
    expect(read.map(({ name }) => name)).toEqual(['web-2']);
  });

  it('leaves out a label whose key no reader of YAML would take', () => {
    const { problems, told, read } = roundTrip([asset('web-1', {}, { ['x'.repeat(2000)]: 'y' })]);

    expect(problems).toEqual([]);
    expect(told.map(({ code }) => code)).toEqual(['observed/wrong-entry']);
    expect(read).toEqual([{ name: 'web-1' }]);
  });

  it('begins with the modeline of editors and says what to fill in next, without telling where the source lay', () => {
    const { text } = roundTrip([asset('web-1', { type: 'server' })], '/home/me/\u001b[31mhosts.csv');

    expect(text).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.patchledger\/schemas\/inventory\.schema\.json\n# 1 asset from \[31mhosts\.csv/,
    );
    expect(text).toContain('criticality');
    expect(text).toContain('(missing: 1 of 1)');
    expect(text).not.toContain('#   type ');
    expect(text).not.toContain('/home');
  });

  it('reads back as exactly the labels it was given, whatever stands in them', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('yes', 'null', '010', '1.10', '~', '- a', 'a: b', '#', '<<', '*a', '\u2028', '\u007f'),
    );
    const labels = fc.dictionary(
      text.filter((key) => key !== '' && key !== '__proto__'),
      text,
    );

    fc.assert(
      fc.property(labels, (given) => {
        const { read, problems } = roundTrip([asset('web-1', {}, given)]);

        expect(problems).toEqual([]);
        expect(read[0]?.labels ?? {}).toEqual({ ...given });
      }),
      { numRuns: 200 },
    );
  });
});

describe('the owners of a draft', () => {
  it('become Teams, once each and without those that exist', () => {
    const assets = [asset('a', { owner: 'dba' }), asset('b', { owner: 'dba' }), asset('c', { owner: 'ops' })];

    const text = ownersYaml({ assets }, 'hosts.csv', new Set(['ops'])) ?? '';

    const { value, diagnostics } = loadResources([{ path: 'directory/owners.yaml', text }]);
    expect(diagnostics).toEqual([]);
    expect(value.resources.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['Team dba']);
  });

  it('make no file when there is none', () => {
    expect(ownersYaml({ assets: [asset('a')] }, 'hosts.csv', new Set())).toBeUndefined();
  });
});
