import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant } from '../../../src/core/time.ts';
import type { Requirement } from '../../../src/model/requirement.ts';
import type { Instant } from '../../../src/model/time.ts';
import { decided, documents, yaml } from '../../support/estate.ts';
import { advisoryFile, policyFile } from '../../support/ledger.ts';
import { at } from '../../support/world.ts';

const opening = at('2026-11-01T00:00:00Z');
const moment = (hour: number): string => formatInstant((opening + hour * 3_600_000) as Instant);
const application = { ecosystem: 'npm', name: 'app' };
const hour = fc.integer({ min: 1, max: 40 });
const version = fc.constantFrom('0.9.0', '1.0.0', '1.0.1', '1.2.0');

const deployment = fc.record({
  version,
  start: hour,
  result: fc.constantFrom('succeeded', 'succeeded', 'succeeded-with-issues', 'failed', 'rolled-back', 'skipped'),
  reboot: fc.constantFrom('done', 'pending', undefined),
});
const check = fc.record({
  version: fc.option(version, { nil: undefined }),
  at: hour,
  inEffect: fc.constantFrom(true, false, undefined),
});
/** npm's `app` 1.0.0, fixed in 1.0.1 and due after 20 hours, as a source listed it and records tell of it. */
const world = fc.record({
  listed: fc.option(hour, { nil: undefined }),
  deployments: fc.array(deployment, { maxLength: 3 }),
  checks: fc.array(check, { maxLength: 3 }),
  activates: fc.boolean(),
  asOf: fc.integer({ min: 10, max: 45 }),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

function requirementOf({ listed, deployments, checks, activates, asOf }: World): Requirement | undefined {
  const components = [{ ...application, version: '1.0.0' }];
  const records = [
    ...deployments.map(({ start, version: deployed, ...row }, index) => {
      const times = { start: moment(start - 1), end: moment(start) };
      const rows = [{ asset: 'host-1', application, version: deployed, ...times, ...row }];
      return yaml('DeploymentRecord', `d${index}`, { engine: 'e', executor: 'p-1', rows });
    }),
    ...checks.map(({ version: observedVersion, at: looked, inEffect }, index) => {
      const rows = [{ asset: 'host-1', application, observedVersion, inEffect, verifiedAt: moment(looked) }];
      return yaml('VerificationRecord', `v${index}`, { method: 'agent', verifier: 'p-1', rows });
    }),
  ];
  const { plan, diagnostics } = decided(
    {
      ...policyFile('base', [{ id: 'all', within: '20h' }]),
      ...advisoryFile('A', { published: moment(0) }),
      'inventory/hosts.yaml': yaml('Inventory', 'hosts', {
        assets: [{ name: 'host-1', ...(listed === undefined && { components }) }],
      }),
      ...(listed !== undefined && {
        'observed/x.ndjson': `${JSON.stringify({ asset: 'host-1', lastSeen: moment(listed), components })}\n`,
      }),
      ...(activates && {
        'catalog/p.yaml': yaml('Patch', 'p', {
          product: application,
          version: '1.0.1',
          phases: ['install', 'activate'],
        }),
      }),
      ...(records.length > 0 && { 'records/all.yaml': documents(...records) }),
    },
    { asOf: at(moment(asOf)) },
  );
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return plan.requirements[0];
}

const isEnough = (text: string | undefined): boolean => text === '1.0.1' || text === '1.2.0';

describe('whatever records say', () => {
  it('the requirement stays, with its obligations and its due, and is overdue unless it is shown to be done', () => {
    fc.assert(
      fc.property(world, (one) => {
        const [bare, recorded] = [{ ...one, deployments: [], checks: [] }, one].map(requirementOf);

        expect(recorded?.obligations).toEqual(bare?.obligations);
        expect(recorded?.due).toBe(bare?.due);
        expect(recorded?.overdue).toBe(bare?.overdue && recorded?.state !== 'done');
      }),
      { numRuns: 80 },
    );
  });

  it('it is done only by a check of what is required that nothing later contradicts', () => {
    fc.assert(
      fc.property(world, (one) => {
        if (requirementOf(one)?.state !== 'done') return;
        const { checks, deployments, listed = 0, asOf } = one;
        const told = checks.filter((each) => each.at <= asOf);
        const newest = Math.max(...told.map((each) => each.at));

        expect(told.some((each) => each.at === newest && isEnough(each.version) && each.inEffect !== false)).toBe(true);
        expect(newest).toBeGreaterThan(listed);
        const done = deployments.filter(({ start, result }) => start <= asOf && result !== 'skipped');
        const last = done.toSorted((left, right) => right.start - left.start)[0];
        if (last?.result.startsWith('succeeded')) expect(newest).toBeGreaterThanOrEqual(last.start);
      }),
      { numRuns: 150 },
    );
  });

  it('a newer list of components decides, but for what takes effect only later', () => {
    fc.assert(
      fc.property(world, (one) => {
        const listed = 41;
        const state = requirementOf({ ...one, listed, asOf: 42 })?.state;
        expect(one.activates ? ['overdue', 'pending-activation'] : ['overdue']).toContain(state);
      }),
      { numRuns: 80 },
    );
  });

  it('the order in which it was recorded does not matter', () => {
    fc.assert(
      fc.property(world, (one) => {
        const back = { ...one, deployments: one.deployments.toReversed(), checks: one.checks.toReversed() };
        // Names of records follow their order here; where two speak of one moment the name may decide what is quoted.
        expect(requirementOf(back)?.overdue).toBe(requirementOf(one)?.overdue);
      }),
      { numRuns: 60 },
    );
  });
});
