import { describe, expect, it } from 'vitest';
import type { Requirement } from '../../../src/model/requirement.ts';
import { decided, yaml } from '../../support/estate.ts';
import { advisoryFile, deploymentFile, inventoryFile, policyFile } from '../../support/ledger.ts';
import { at } from '../../support/world.ts';

type Files = Readonly<Record<string, string>>;

/** npm's `app` 1.0.0 on host-1; the fix, 1.0.1, is due on 21 November. */
const base: Files = {
  ...policyFile('base', [{ id: 'all', within: '20d' }]),
  ...advisoryFile('A'),
  ...inventoryFile({ 'host-1': { app: '1.0.0' } }),
};

/** As `base`, but it is a source that lists the software, at that instant. */
function listedAt(instant: string, version = '1.0.0'): Files {
  return {
    ...base,
    'inventory/hosts.yaml': yaml('Inventory', 'hosts', { assets: [{ name: 'host-1' }] }),
    'observed/hosts.ndjson': `${JSON.stringify({ asset: 'host-1', lastSeen: instant, components: [{ ecosystem: 'npm', name: 'app', version }] })}\n`,
  };
}

const deployed = deploymentFile('host-1', '1.0.1', '2026-11-10T10:00:00Z');

function verified(row: object, verifiedAt = '2026-11-10T12:00:00Z'): Files {
  const application = { ecosystem: 'npm', name: 'app' };
  const rows = [{ asset: 'host-1', application, observedVersion: '1.0.1', verifiedAt, ...row }];
  return {
    'records/verification/v.yaml': yaml('VerificationRecord', 'v', { method: 'agent', verifier: 'scanner', rows }),
  };
}

function requirements(files: Files, asOf = '2026-11-12T00:00:00Z'): readonly Requirement[] {
  const { plan, diagnostics } = decided(files, { asOf: at(asOf) });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return plan.requirements;
}

const codes = ([requirement]: readonly Requirement[]): readonly string[] =>
  requirement?.reasons.map(({ code }) => code) ?? [];

describe('a deployment that is said to have succeeded', () => {
  it('leaves the requirement unverified while the list of components is older', () => {
    expect(requirements({ ...base, ...deployed })).toMatchObject([{ state: 'unverified' }]);
    expect(requirements({ ...listedAt('2026-11-10T09:59:59Z'), ...deployed })).toMatchObject([{ state: 'unverified' }]);
  });

  it('is contradicted by a newer list that shows the old version: the state stays, and the reason is told', () => {
    const found = requirements({ ...listedAt('2026-11-10T11:00:00Z'), ...deployed });

    expect(found).toMatchObject([{ state: 'open' }]);
    expect(found[0]?.reasons[0]).toEqual({
      code: 'deployment-contradicted',
      text:
        'deployment-host-1-1.0.1 says that 1.0.1 was installed 2026-11-10 10:00 +00:00, ' +
        'and the list of 2026-11-10 11:00 +00:00 still shows 1.0.0',
    });
  });

  it('never hides that the requirement is overdue', () => {
    expect(requirements({ ...base, ...deployed }, '2026-11-22T00:00:00Z')).toMatchObject([
      { state: 'unverified', overdue: true },
    ]);
  });

  it('changes nothing when it installed too little, or lies in the future', () => {
    const tooLittle = deploymentFile('host-1', '1.0.0', '2026-11-10T10:00:00Z');
    expect(requirements({ ...base, ...tooLittle })).toMatchObject([{ state: 'open' }]);
    expect(requirements({ ...base, ...deployed }, '2026-11-10T09:00:00Z')).toMatchObject([{ state: 'open' }]);
  });

  it('counts when it installed something later than asked for that nothing affects', () => {
    const later = deploymentFile('host-1', '1.2.0', '2026-11-10T10:00:00Z');
    expect(requirements({ ...base, ...later })).toMatchObject([{ state: 'unverified' }]);

    const affected = { ...advisoryFile('B', { fixed: '1.0.1' }), ...later };
    const range = affected['catalog/B.json']?.replace('"introduced":"0"', '"introduced":"1.1.0"') ?? '';
    const open = { ...base, ...affected, 'catalog/B.json': range.replace('"fixed":"1.0.1"', '"fixed":"1.3.0"') };
    expect(requirements(open)).toMatchObject([{ state: 'open' }]);
  });

  it('is undone by one that failed after it, and by a rollback', () => {
    const failed = deploymentFile('host-1', '1.0.2', '2026-11-11T10:00:00Z', 'failed');
    expect(requirements({ ...base, ...deployed, ...failed })).toMatchObject([{ state: 'open' }]);

    const atOnce = deploymentFile('host-1', '1.0.2', '2026-11-10T10:00:00Z', 'failed');
    expect(requirements({ ...base, ...deployed, ...atOnce })).toMatchObject([{ state: 'open' }]);

    const rollback = yaml('RollbackRecord', 'back', {
      occasion: 'incident',
      procedure: 'restore the snapshot',
      assets: ['host-1'],
      startedAt: '2026-11-10T11:00:00Z',
      endedAt: '2026-11-10T11:30:00Z',
      result: 'succeeded',
      executor: 'p-1',
    });
    expect(requirements({ ...base, ...deployed, 'records/back.yaml': rollback })).toMatchObject([{ state: 'open' }]);
  });

  it('that waits for a reboot leaves a pending reboot, which needs a visit', () => {
    const name = 'records/deployment/deployment-host-1-1.0.1.yaml';
    const waiting = {
      [name]: deployed[name]?.replace('"result":"succeeded"', '"result":"succeeded","reboot":"pending"') ?? '',
    };
    expect(requirements({ ...base, ...waiting })).toMatchObject([{ state: 'pending-reboot' }]);
    expect(codes(requirements({ ...listedAt('2026-11-11T00:00:00Z'), ...waiting }))).toContain(
      'deployment-contradicted',
    );
  });

  it('of a release that takes effect later leaves a pending activation, also under a newer list of what runs', () => {
    const patch = {
      'catalog/patch.yaml': yaml('Patch', 'p', {
        product: { ecosystem: 'npm', name: 'app' },
        version: '1.0.1',
        phases: ['install', 'activate'],
      }),
    };
    expect(requirements({ ...base, ...deployed, ...patch })).toMatchObject([{ state: 'pending-activation' }]);
    expect(requirements({ ...listedAt('2026-11-11T00:00:00Z'), ...deployed, ...patch })).toMatchObject([
      { state: 'pending-activation' },
    ]);
    expect(requirements({ ...base, ...deployed, ...patch, ...verified({ inEffect: true }) })).toMatchObject([
      { state: 'done' },
    ]);
  });
});

describe('a check', () => {
  it('that finds what is required is done, and nothing is overdue any more, while the list is older', () => {
    const found = requirements({ ...base, ...deployed, ...verified({ inEffect: true }) }, '2026-11-22T00:00:00Z');

    expect(found).toMatchObject([{ state: 'done', overdue: false, due: at('2026-11-21T00:00:00Z') }]);
    expect(codes(found)).not.toContain('done-late');
  });

  it('needs no record of a deployment, and tells what was too late', () => {
    const late = verified({}, '2026-11-21T12:00:00Z');
    const found = requirements({ ...base, ...late }, '2026-11-22T00:00:00Z');

    expect(found).toMatchObject([{ state: 'done', overdue: false }]);
    expect(codes(found)).toContain('done-late');
  });

  it('that finds the old version contradicts the deployment before it', () => {
    const found = requirements({ ...base, ...deployed, ...verified({ observedVersion: '1.0.0' }) });
    expect(found).toMatchObject([{ state: 'open' }]);
    expect(codes(found)[0]).toBe('deployment-contradicted');
  });

  it('that finds it out of effect leaves a pending reboot', () => {
    expect(requirements({ ...base, ...deployed, ...verified({ inEffect: false }) })).toMatchObject([
      { state: 'pending-reboot' },
    ]);
  });

  it('is overtaken by a newer list, and by a newer deployment', () => {
    const check = verified({ inEffect: true });
    expect(requirements({ ...listedAt('2026-11-11T00:00:00Z'), ...check })).toMatchObject([{ state: 'open' }]);

    const again = deploymentFile('host-1', '1.0.1', '2026-11-11T10:00:00Z');
    expect(requirements({ ...base, ...again, ...check })).toMatchObject([{ state: 'unverified' }]);
  });

  it('of a release in effect that the list shows installed ends the wait for its activation', () => {
    const files = {
      ...base,
      ...inventoryFile({ 'host-1': { app: '1.0.1' } }),
      'catalog/patch.yaml': yaml('Patch', 'p', {
        product: { ecosystem: 'npm', name: 'app' },
        version: '1.0.1',
        phases: ['install', 'activate'],
        fixes: ['A'],
      }),
    };
    expect(requirements(files)).toMatchObject([{ state: 'pending-activation' }]);
    expect(requirements({ ...files, ...verified({}) })).toMatchObject([{ state: 'pending-activation' }]);
    expect(requirements({ ...files, ...verified({ inEffect: true }) })).toEqual([]);
  });
});

describe('an asset whose requirement is done', () => {
  it('is compliant by it', () => {
    const { plan } = decided({ ...base, ...verified({ inEffect: true }) }, { asOf: at('2026-11-22T00:00:00Z') });
    expect(plan.verdicts).toMatchObject([{ compliance: 'compliant', because: '1 done and not reported yet' }]);
    expect(plan.schedule.visits).toEqual([]);
  });
});
