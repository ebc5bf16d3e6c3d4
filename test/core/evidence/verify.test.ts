import { describe, expect, it } from 'vitest';
import { verify } from '../../../src/core/evidence/verify.ts';
import { decided, yaml } from '../../support/estate.ts';
import { at } from '../../support/world.ts';

const end = '2026-11-22T22:20:00Z';
const later = '2026-11-23T06:00:00Z';
const asOf = at('2026-11-24T12:00:00Z');

interface Deployed {
  readonly version?: string;
  readonly result?: string;
  readonly visit?: string;
  readonly asset?: string;
  readonly end?: string;
  readonly reboot?: string;
  readonly name?: string;
}

function deployment(
  id: string,
  { name = 'app', asset = 'host-1', version = '1.0.1', result = 'succeeded', ...row }: Deployed = {},
) {
  const rows = [{ asset, application: { ecosystem: 'npm', name }, version, start: end, end, result, ...row }];
  return {
    [`records/deployment/${id}.yaml`]: yaml('DeploymentRecord', id, { engine: 'manual', executor: 'ada', rows }),
  };
}

/** What a source reports of `host-1`. */
function observed(components: readonly object[], lastSeen = later, more: object = {}) {
  return { 'observed/x.ndjson': `${JSON.stringify({ asset: 'host-1', lastSeen, components, ...more })}\n` };
}

const app = (version: string, more: object = {}) => ({ ecosystem: 'npm', name: 'app', version, ...more });

function change(name: string, visit: string, more: object = {}) {
  const requirement = {
    ...{
      id: 'R-000000000001',
      component: app('1.0.0'),
      target: '1.0.1',
      advisories: ['CVE-2026-0001'],
      priority: 'scheduled',
    },
  };
  const spec = {
    key: { team: 'unowned', approvers: [], lane: 'routine', number: 1 },
    ...{ asOf: '2026-11-22T12:00:00Z', planFp: `sha256:${'0'.repeat(64)}`, inputsDigest: `sha256:${'1'.repeat(64)}` },
    visits: [
      {
        ...{ id: visit, asset: 'host-1', kind: 'routine', start: '2026-11-22T22:00:00Z', end: '2026-11-22T23:00:00Z' },
        ...{ requirements: [requirement], ...more },
      },
    ],
  };
  return { [`changes/${name}.yaml`]: yaml('Change', name, spec) };
}

function verified(...files: readonly Readonly<Record<string, string>>[]) {
  const inventory = yaml('Inventory', 'hosts', { assets: [{ name: 'host-1', components: [] }, { name: 'host-2' }] });
  const { estate, plan, diagnostics } = decided(
    { 'inventory/hosts.yaml': inventory, ...Object.assign({}, ...files) },
    { asOf },
  );
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return verify({ estate, book: plan.book, asOf });
}

const verdictsOf = (...files: readonly Readonly<Record<string, string>>[]): readonly string[] =>
  verified(...files).rows.map(({ verdict }) => verdict);

describe('a deployment that is recorded as done', () => {
  it.each([
    ['confirmed', 'the version is there', [app('1.0.1')]],
    ['confirmed', 'a later version is there', [app('1.2.0')]],
    ['contradicted', 'an earlier version is there', [app('1.0.0')]],
    ['contradicted', 'the package is not there', [{ ecosystem: 'npm', name: 'other', version: '1.0.0' }]],
    ['unseen', 'what is there cannot be compared', [app('not-a-version')]],
    [
      'pending-reboot',
      'it is there and an earlier one runs',
      [app('1.0.1', { running: false }), app('1.0.0', { running: true })],
    ],
  ])('is %s when %s', (verdict, _, components) => {
    expect(verdictsOf(deployment('d'), observed(components))).toEqual([verdict]);
  });

  it('is unseen when nobody has looked since', () => {
    expect(verdictsOf(deployment('d'), observed([app('1.0.0')], '2026-11-22T22:00:00Z'))).toEqual(['unseen']);
    expect(verdictsOf(deployment('d'))).toEqual(['unseen']);
    expect(verdictsOf(deployment('d', { asset: 'host-2' }))).toEqual(['unseen']);
  });

  it('is judged by whoever looked last', () => {
    const check = (version: string, verifiedAt: string) => ({
      'records/verification/v.yaml': yaml('VerificationRecord', 'v', {
        ...{ method: 'agent', verifier: 'osquery' },
        rows: [
          { asset: 'host-1', application: { ecosystem: 'npm', name: 'app' }, observedVersion: version, verifiedAt },
        ],
      }),
    });

    expect(verdictsOf(deployment('d'), observed([app('1.0.0')]), check('1.0.1', '2026-11-23T07:00:00Z'))).toEqual([
      'confirmed',
    ]);
    expect(verdictsOf(deployment('d'), observed([app('1.0.1')]), check('1.0.0', '2026-11-23T05:00:00Z'))).toEqual([
      'confirmed',
    ]);
    expect(verdictsOf(deployment('d'), observed([app('1.0.1')]), check('1.0.0', '2026-11-23T07:00:00Z'))).toEqual([
      'contradicted',
    ]);
  });

  it('waits for a reboot when both the record and the asset say so', () => {
    const files = [observed([app('1.0.1')], later, { pendingReboot: true })];

    expect(verdictsOf(deployment('d', { reboot: 'pending' }), ...files)).toEqual(['pending-reboot']);
    expect(verdictsOf(deployment('d'), ...files)).toEqual(['confirmed']);
  });

  it('must have reached what was approved', () => {
    const low = deployment('d', { version: '1.0.0', visit: 'V-1' });

    expect(verdictsOf(change('c', 'V-1'), low, observed([app('1.0.0')]))).toEqual(['contradicted']);
  });

  it('is replaced by a later record, and by a rollback in earnest', () => {
    const again = deployment('e', { version: '1.0.2', end: '2026-11-22T23:20:00Z' });
    const rollback = {
      'records/rollback/r.yaml': yaml('RollbackRecord', 'r', {
        ...{ occasion: 'incident', procedure: 'x', assets: ['host-1'], result: 'succeeded', executor: 'ada' },
        ...{ startedAt: '2026-11-22T23:00:00Z', endedAt: '2026-11-22T23:30:00Z' },
      }),
    };

    expect(verdictsOf(deployment('d'), again, observed([app('1.0.2')]))).toEqual(['replaced', 'confirmed']);
    expect(verdictsOf(deployment('d'), rollback, observed([app('1.0.0')]))).toEqual(['replaced']);
  });

  it('that failed by its own record contradicts nothing', () => {
    expect(verdictsOf(deployment('d', { result: 'failed' }), observed([app('1.0.0')]))).toEqual(['not-done']);
  });
});

describe('an approved visit', () => {
  it('is missed when it is over and no record speaks of it', () => {
    expect(verified(change('c', 'V-1')).missed).toMatchObject([
      { visit: 'V-1', change: 'c', asset: 'host-1', isPartial: false, updates: [{ name: 'app', target: '1.0.1' }] },
    ]);
    expect(verified(change('c', 'V-1'), deployment('d', { visit: 'V-1', result: 'failed' })).missed).toEqual([]);
  });

  it('is missed in part when a record speaks of something else', () => {
    expect(verified(change('c', 'V-1'), deployment('d', { visit: 'V-1', name: 'lib' })).missed).toMatchObject([
      { isPartial: true },
    ]);
  });

  it('that was taken up again says by what', () => {
    const retry = change('c2', 'V-2', { retryOf: 'V-1', start: '2026-12-01T22:00:00Z', end: '2026-12-01T23:00:00Z' });

    expect(verified(change('c', 'V-1'), retry).missed).toMatchObject([{ visit: 'V-1', retriedBy: 'V-2' }]);
  });

  it('that is still to come is not missed', () => {
    const times = { start: '2026-12-01T22:00:00Z', end: '2026-12-01T23:00:00Z' };

    expect(verified(change('c', 'V-1', times)).missed).toEqual([]);
  });
});

describe('a record', () => {
  it.each([
    ['of no visit', {}],
    ['of a visit that nobody approved', { visit: 'V-9' }],
    ['of the visit of another asset', { visit: 'V-1', asset: 'host-2' }],
    ['of an asset that nobody knows', { asset: 'host-9' }],
  ])('%s is shown as work outside any plan', (_, row) => {
    expect(verified(change('c', 'V-1'), deployment('d', row)).stray).toHaveLength(1);
  });

  it('of an approved visit is not', () => {
    expect(verified(change('c', 'V-1'), deployment('d', { visit: 'V-1' })).stray).toEqual([]);
  });
});
