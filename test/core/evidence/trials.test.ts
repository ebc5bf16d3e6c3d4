import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../src/core/evidence/evidence.ts';
import { gateEvidence } from '../../../src/core/evidence/gate-evidence.ts';
import type { TestRecord } from '../../../src/model/generated/test-record.ts';
import type { TestDemand } from '../../../src/model/requirement.ts';
import { byName, testDemand, testRecord } from '../../support/evidence.ts';
import { assetWith, at, componentWith, estateWith } from '../../support/world.ts';

const production = assetWith({ name: 'db-1' });
const staging = assetWith({ name: 'stg-1', mirrors: ['db-1'], formerNames: ['old-stg'] });
const elsewhere = assetWith({ name: 'stg-2' });

interface Asked {
  readonly records: Readonly<Record<string, Partial<TestRecord['spec']>>>;
  readonly demand?: Partial<TestDemand>;
  readonly version?: string | undefined;
  /** When the visit starts. */
  readonly at?: string;
}

/** Whether npm's `app` 1.0.1 on db-1 is tested, as of noon of 22 November 2026. */
function tested({ records, demand, at: start = '2026-11-22T22:00:00Z', ...asked }: Asked): Evidence {
  const TestRecord = byName(...Object.entries(records).map(([name, spec]) => testRecord(name, spec)));
  const estate = estateWith({ assets: [production, staging, elsewhere], resources: { TestRecord } });
  const version = 'version' in asked ? asked.version : '1.0.1';
  const update = { asset: production, component: componentWith(), version };
  return gateEvidence(estate, at('2026-11-22T12:00:00Z')).tested(update, testDemand(demand), at(start));
}

const met = (...records: readonly string[]): Evidence => ({ status: 'met', records });

describe('a test', () => {
  it('counts for the version it names, however that is written', () => {
    expect(tested({ records: { t: {} } })).toEqual(met('t'));
    expect(tested({ records: { t: {} }, version: '1.0.2' }).status).toBe('open');
    const patches = [{ ecosystem: 'npm', name: 'app', version: 'v1.0.1' }];
    expect(tested({ records: { t: { patches } } })).toEqual(met('t'));
    expect(tested({ records: { t: { patches: [{ ecosystem: 'PyPI', name: 'app', version: '1.0.1' }] } } }).status).toBe(
      'open',
    );
  });

  it('is none while no version is known', () => {
    expect(tested({ records: { t: {} }, version: undefined }).status).toBe('open');
  });

  it('counts in the environment that is demanded, by default in any but production', () => {
    expect(tested({ records: { t: { environment: 'test' } } })).toEqual(met('t'));
    expect(tested({ records: { t: { environment: 'production' } } }).status).toBe('open');
    expect(tested({ records: { t: { environment: 'test' } }, demand: { environment: 'staging' } }).status).toBe('open');
    expect(tested({ records: { t: {} }, demand: { environment: 'staging' } })).toEqual(met('t'));
  });

  it.each<readonly [string, Partial<TestRecord['spec']>, Evidence['status']]>([
    ['on an asset that mirrors it, as the Inventory says', { assets: ['stg-1'] }, 'met'],
    ['on that asset under its former name', { assets: ['old-stg'] }, 'met'],
    ['on the asset itself', { assets: ['db-1'] }, 'met'],
    ['on an asset that the record says mirrors it', { assets: ['stg-2'], mirrors: ['db-1'] }, 'met'],
    ['on an asset that mirrors nothing', { assets: ['stg-2'] }, 'open'],
    ['on an asset that the record says mirrors another', { assets: ['stg-1'], mirrors: ['stg-2'] }, 'open'],
    ['nobody says where', {}, 'open'],
  ])('counts as one on a mirror, when a mirror is demanded: %s', (_, spec, status) => {
    expect(tested({ records: { t: spec }, demand: { onMirror: true } }).status).toBe(status);
  });

  it('must be of every kind that is demanded, in one record or in several', () => {
    const demand = { kinds: ['regression', 'smoke'] as const };

    expect(tested({ records: { both: { kinds: ['smoke', 'regression'] } }, demand })).toEqual(met('both'));
    expect(tested({ records: { one: {}, two: { kinds: ['regression'] } }, demand })).toEqual(met('one', 'two'));
    expect(tested({ records: { one: {} }, demand })).toEqual({
      status: 'open',
      lacks: ['no such regression test of app 1.0.1 is on record'],
      isAbsent: false,
    });
  });

  it('is taken back by a later one that failed, and given again by a still later one that passed', () => {
    const failed = { result: 'failed', endedAt: '2026-11-21T12:00:00Z' } as const;

    expect(tested({ records: { t: {}, again: failed } })).toEqual({
      status: 'open',
      lacks: ['app 1.0.1 failed in again'],
      isAbsent: false,
    });
    expect(tested({ records: { t: {}, again: failed, last: { endedAt: '2026-11-22T11:00:00Z' } } })).toEqual(
      met('last'),
    );
  });

  it('is not taken back by one that failed before, or where it does not count', () => {
    const before = { result: 'failed', endedAt: '2026-11-19T12:00:00Z' } as const;
    const inProduction = { result: 'failed', environment: 'production', endedAt: '2026-11-21T12:00:00Z' } as const;

    expect(tested({ records: { t: {}, before, inProduction } })).toEqual(met('t'));
  });

  it('does not count once the visit starts later than it is valid', () => {
    const demand = { validFor: '3d' };

    expect(tested({ records: { t: {} }, demand, at: '2026-11-23T12:00:00Z' })).toEqual(met('t'));
    expect(tested({ records: { t: {} }, demand, at: '2026-11-23T12:00:01Z' })).toEqual({
      status: 'open',
      lacks: ['t is older than 3d when the visit starts'],
      isAbsent: false,
    });
  });

  it('does not count before it has ended', () => {
    expect(tested({ records: { t: { endedAt: '2026-11-22T12:00:01Z' } } }).status).toBe('open');
  });

  it('counts as its last correction says', () => {
    expect(tested({ records: { t: {}, fix: { supersedes: ['t'], result: 'failed' } } }).status).toBe('open');
    expect(tested({ records: { t: { result: 'failed' }, fix: { supersedes: ['t'] } } })).toEqual(met('fix'));
    expect(tested({ records: { a: { supersedes: ['b'] }, b: { supersedes: ['a'] } } }).status).toBe('open');
  });
});
