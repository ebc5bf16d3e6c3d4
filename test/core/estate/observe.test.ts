import { describe, expect, it } from 'vitest';
import { joinObservations } from '../../../src/core/estate/observe.ts';
import { readObservations } from '../../../src/feeds/observed/observation.ts';
import type { Asset, Component } from '../../../src/model/asset.ts';
import { assetWith, at } from '../../support/world.ts';

const components = [
  { ecosystem: 'npm', name: 'kernel', version: '1.0.0' },
  { ecosystem: 'Debian:12', name: 'kernel', version: '6.1' },
  { ecosystem: 'Debian:12', name: 'kernel', version: '6.2' },
];

function observe(said: object): { readonly asset: Asset | undefined; readonly components: readonly Component[] } {
  const text = `${JSON.stringify({ asset: 'host-1', lastSeen: '2026-11-01T00:00:00Z', source: 'agent', components, ...said })}\n`;
  const fragment = readObservations({ path: 'observed/a.ndjson', text }).value;
  const joined = joinObservations([assetWith()], { fragments: [fragment], packageLists: new Map() }, new Map()).value;
  return { asset: joined.assets[0], components: [...joined.sets.values()].flatMap((set) => set.components) };
}

describe('what an observation says of a package', () => {
  it('is said by name of the package in every ecosystem', () => {
    const { asset } = observe({ firstSeen: { kernel: '2026-10-01T00:00:00Z' } });
    expect([...(asset?.firstSeen.values() ?? [])]).toEqual([at('2026-10-01T00:00:00Z'), at('2026-10-01T00:00:00Z')]);
  });

  it('is said by ecosystem and name of that one alone', () => {
    const { asset } = observe({ firstSeen: { 'npm/kernel': '2026-10-01T00:00:00Z' } });
    expect([...(asset?.firstSeen.keys() ?? [])]).toEqual(['npm\u0000kernel']);
  });

  it('tells which version runs, also by ecosystem and name', () => {
    const running = observe({ running: { 'Debian:12/kernel': '6.1' } }).components.map((one) => one.running);
    expect(running).toEqual([true, false, undefined]);
  });
});
