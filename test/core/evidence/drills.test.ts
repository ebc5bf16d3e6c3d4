import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../src/core/evidence/evidence.ts';
import { gateEvidence } from '../../../src/core/evidence/gate-evidence.ts';
import type { RollbackRecord } from '../../../src/model/generated/rollback-record.ts';
import { byName, rollbackRecord } from '../../support/evidence.ts';
import { assetWith, at, estateWith } from '../../support/world.ts';

const assets = [
  assetWith({ name: 'db-1' }),
  assetWith({ name: 'db-2' }),
  assetWith({ name: 'stg-1', mirrors: ['db-1'] }),
];

/** Whether the way back of an asset is drilled within 90 days of a visit at 22:00 on 22 November 2026. */
function drilled(
  records: Readonly<Record<string, Partial<RollbackRecord['spec']>>>,
  asset = 'db-1',
  within = '90d',
): Evidence {
  const RollbackRecord = byName(...Object.entries(records).map(([name, spec]) => rollbackRecord(name, spec)));
  const evidence = gateEvidence(estateWith({ assets, resources: { RollbackRecord } }), at('2026-11-22T12:00:00Z'));
  const found = assets.find(({ name }) => name === asset) ?? assetWith({ name: asset });
  return evidence.drilled(found, within, at('2026-11-22T22:00:00Z'));
}

const met = (...records: readonly string[]): Evidence => ({ status: 'met', records });

describe('a drill', () => {
  it.each([
    ['the asset it was done on', 'db-1', 'db-1', 'met'],
    ['the asset that its asset mirrors', 'stg-1', 'db-1', 'met'],
    ['the asset that mirrors its asset', 'db-1', 'stg-1', 'met'],
    ['no other asset', 'stg-1', 'db-2', 'open'],
  ])('counts for %s', (_, place, asset, status) => {
    expect(drilled({ d: { assets: [place] } }, asset).status).toBe(status);
  });

  it('counts whatever package was taken back', () => {
    const application = { ecosystem: 'Debian:12', name: 'glibc' };
    expect(drilled({ d: { assets: ['db-1'], application } })).toEqual(met('d'));
  });

  it('does not count when it is too old as the visit starts, or has not ended yet', () => {
    const d = { assets: ['db-1'] };

    expect(drilled({ d }, 'db-1', '58h')).toEqual(met('d'));
    expect(drilled({ d }, 'db-1', '57h')).toEqual({
      status: 'open',
      lacks: ['d is older than 57h when the visit starts'],
      isAbsent: false,
    });
    expect(drilled({ d: { ...d, endedAt: '2026-11-22T12:00:01Z' } }).status).toBe('open');
  });

  it('is none when it was done in earnest and succeeded', () => {
    expect(drilled({ d: { assets: ['db-1'], occasion: 'incident' } }).status).toBe('open');
  });

  it.each(['drill', 'incident'] as const)('is taken back by a later %s that failed', (occasion) => {
    const later = { assets: ['stg-1'], occasion, result: 'failed', endedAt: '2026-11-21T12:00:00Z' } as const;
    expect(drilled({ d: { assets: ['db-1'] }, later })).toEqual({
      status: 'open',
      lacks: ['the way back failed in later'],
      isAbsent: false,
    });
  });

  it('counts as its last correction says', () => {
    const d = { assets: ['db-1'] };
    expect(drilled({ d, fix: { ...d, supersedes: ['d'], result: 'failed' } }).status).toBe('open');
    expect(drilled({ d: { ...d, result: 'failed' }, fix: { ...d, supersedes: ['d'] } })).toEqual(met('fix'));
  });
});
