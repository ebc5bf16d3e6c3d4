import { describe, expect, it } from 'vitest';
import { componentSet } from '../../../src/core/estate/components.ts';
import { withoutRepeats } from '../../../src/core/estate/repeated-components.ts';
import type { Component } from '../../../src/model/asset.ts';
import { decided, yaml } from '../../support/estate.ts';
import { advisoryFile } from '../../support/ledger.ts';
import { componentWith } from '../../support/world.ts';

const plain = componentWith();
const sourced = componentWith({ source: { name: 'src' } });

/** The components that an asset carries by these lists. */
const carried = (...lists: readonly (readonly Component[])[]) =>
  withoutRepeats(lists).flatMap((list) => componentSet(list).components);

describe('two lists of one asset', () => {
  it('that name one version have it once, where more is said', () => {
    const newer = componentWith({ version: '2.0.0' });
    expect(carried([plain], [plain, newer])).toEqual([plain, newer]);
    expect(carried([plain], [sourced])).toEqual([sourced]);
    expect(carried([sourced], [plain])).toEqual([sourced]);
  });

  it('that contradict each other both stay, and so do copies at different paths', () => {
    const [runs, rests] = [componentWith({ running: true }), componentWith({ running: false })];
    expect(carried([runs], [rests])).toHaveLength(2);

    const [here, there] = [componentWith({ path: '/a' }), componentWith({ path: '/b' })];
    expect(carried([here], [there])).toEqual([here, there]);
  });

  it('that share nothing are the lists themselves', () => {
    const lists = [[plain], [componentWith({ name: 'other' })]];
    expect(withoutRepeats(lists)).toBe(lists);
  });
});

describe('a component that two sources report', () => {
  it('is counted once, and so are its findings', () => {
    const line = (more: object = {}): string =>
      `${JSON.stringify({ asset: 'host-1', lastSeen: '2026-11-20T00:00:00Z', components: [{ ecosystem: 'npm', name: 'app', version: '1.0.0', ...more }] })}\n`;
    const { plan } = decided({
      ...advisoryFile('A'),
      'inventory/hosts.yaml': yaml('Inventory', 'hosts', { assets: [{ name: 'host-1' }] }),
      'observed/agent.ndjson': line(),
      'observed/scanner.ndjson': line({ class: 'browser' }),
    });

    expect(plan.summary).toMatchObject({ components: 1, findings: { affected: 1 }, requirements: { total: 1 } });
  });
});
