import { describe, expect, it } from 'vitest';
import { renamedUids } from '../../../src/core/ledger/renamed.ts';
import { yaml } from '../../support/estate.ts';
import { advisoryFile, duesOf, estateOver, exceptionFiles, inventoryFile, policyFile } from '../../support/ledger.ts';
import { assetWith } from '../../support/world.ts';

const within = (limit: string) => policyFile('base', [{ id: 'all', within: limit }]);
const observed = estateOver({
  ...inventoryFile({ 'old-1': { app: '1.0.0' } }),
  ...advisoryFile('CVE-2026-0001'),
  ...within('24h'),
}).observed('2026-11-01T06:00:00Z');

const component = (version: string) => ({ ecosystem: 'npm', name: 'app', version });
const hosts = (...assets: readonly object[]) => ({ 'inventory/hosts.yaml': yaml('Inventory', 'hosts', { assets }) });
const renamed = hosts({ name: 'new-1', formerNames: ['old-1'], components: [component('1.0.0')] });

describe('an asset that was renamed', () => {
  it('keeps the dues that were promised under its former name', () => {
    const decision = observed.with({ ...renamed, ...within('7d') }).decide('2026-11-01T12:00:00Z');

    expect(duesOf(decision)).toEqual({ due: '2026-11-02T00:00:00Z', originalDue: '2026-11-02T00:00:00Z' });
  });

  it('opens and closes nothing by it', () => {
    expect(observed.with(renamed).observe('2026-11-01T12:00:00Z').record).toBeUndefined();
  });

  it('closes under its uid what was opened under its former name, once', () => {
    const patched = hosts({ name: 'new-1', formerNames: ['old-1'], components: [component('1.0.1')] });
    const { record, estate } = observed.with(patched).observe('2026-11-01T12:00:00Z');

    expect(record?.spec.closed).toMatchObject([{ by: 'out-of-band', version: '1.0.1', assets: ['new-1'] }]);
    expect(estate.observe('2026-11-01T18:00:00Z').record).toBeUndefined();
  });

  it('is another one where it does not say so', () => {
    const other = hosts({ name: 'new-1', components: [component('1.0.0')] });

    expect(observed.with(other).observe('2026-11-01T12:00:00Z').record?.spec).toMatchObject({
      opened: [{ assets: ['new-1'] }],
      closed: [{ by: 'retired', assets: ['old-1'] }],
    });
  });
});

describe('a former name', () => {
  const named = (name: string, formerNames: readonly string[], uid = name) => assetWith({ name, uid, formerNames });

  it.each([
    ['leads to the uid of its asset', [named('b', ['a'], 'u-1')], [['a', 'u-1']]],
    ['leads nowhere when another asset has it now', [named('b', ['a']), named('a', [])], []],
    ['leads nowhere when it is the uid of another asset', [named('b', ['a']), named('c', [], 'a')], []],
    ['leads nowhere when two assets had it', [named('b', ['a']), named('c', ['a'])], []],
    ['leads nowhere when it is the uid all the same', [named('b', ['a'], 'a')], []],
    ['may be stated twice', [named('b', ['a', 'a'])], [['a', 'b']]],
  ])('%s', (_, assets, expected) => {
    expect([...renamedUids(assets)]).toEqual(expected);
  });
});

describe('an exception of a renamed asset', () => {
  const excepted = (...assets: readonly object[]) => {
    const estate = observed.with({
      ...exceptionFiles('e', 'CVE-2026-0001', '2026-12-31', ['old-1']),
      ...hosts(...assets),
    });
    const { requirements } = estate.decide('2026-11-01T12:00:00Z').plan;
    return requirements.map(({ asset, state }) => `${asset} ${state}`);
  };
  const moved = { name: 'new-1', formerNames: ['old-1'], components: [component('1.0.0')] };

  it('still holds', () => {
    expect(excepted(moved)).toEqual(['new-1 excepted']);
  });

  it('goes to the asset that has the name now, where there is one', () => {
    const successor = { name: 'old-1', components: [component('1.0.0')] };

    expect(excepted(moved, successor)).toEqual(['new-1 due-soon', 'old-1 excepted']);
  });
});
