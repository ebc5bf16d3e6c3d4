import { describe, expect, it } from 'vitest';
import type { Requirement } from '../../../src/model/requirement.ts';
import { decided, yaml } from '../../support/estate.ts';
import { advisoryFile, policyFile } from '../../support/ledger.ts';
import { at } from '../../support/world.ts';

const hosts = (...components: readonly object[]): string =>
  yaml('Inventory', 'hosts', { assets: [{ name: 'node-1', components }] });
const release = (spec: object): string =>
  yaml('Patch', 'upgrade', { product: { ecosystem: 'npm', name: 'app' }, version: '1.0.1', fixes: ['A'], ...spec });
const app = (version: string, more: object = {}) => ({ ecosystem: 'npm', name: 'app', version, ...more });
const fixedApp = app('1.0.1');

/** What is required where an advisory of 1 November is fixed by 1.0.1 and is due within 30 days. */
function required(
  patch: object,
  components: readonly object[] = [fixedApp],
  asOf = '2026-11-10T00:00:00Z',
): readonly Requirement[] {
  const files = {
    ...policyFile('base', [{ id: 'all', within: '30d' }]),
    ...advisoryFile('A'),
    'inventory/hosts.yaml': hosts(...components),
    'catalog/patch.yaml': release(patch),
  };
  return decided(files, { asOf: at(asOf) }).plan.requirements;
}

describe('a release that is installed and takes effect later', () => {
  it('leaves what it fixes required, pending its activation, and due as ever', () => {
    const [requirement] = required({ activation: { at: '2026-11-20T00:00:00Z' } });

    expect(requirement).toMatchObject({
      state: 'pending-activation',
      target: undefined,
      advisories: ['A'],
      overdue: false,
      due: at('2026-12-01T00:00:00Z'),
    });
    expect(requirement?.reasons[0]).toEqual({
      code: 'pending-activation',
      text: '1.0.1 is installed and not in effect before 2026-11-20 00:00 +00:00',
    });
  });

  it('ends what it fixes at the set instant', () => {
    expect(required({ activation: { at: '2026-11-20T00:00:00Z' } }, [fixedApp], '2026-11-20T00:00:00Z')).toEqual([]);
  });

  it('has not taken effect because the estimated instant of its height has passed', () => {
    const height = { activation: { height: 100, estimatedAt: '2026-11-05T00:00:00Z' } };
    expect(required(height)).toMatchObject([{ state: 'pending-activation' }]);
  });

  it('waits for the step that activates it', () => {
    expect(required({ phases: ['install', 'activate'] })).toMatchObject([{ state: 'pending-activation' }]);
    expect(required({ phases: ['install'] })).toEqual([]);
  });

  it('says that it is overdue beside its state', () => {
    expect(required({ phases: ['install', 'activate'] }, [fixedApp], '2026-12-02T00:00:00Z')).toMatchObject([
      { state: 'pending-activation', overdue: true },
    ]);
  });

  it('switches a later version with it, and a later version does not wait for its own step', () => {
    const later = [app('1.0.2')];
    expect(required({ activation: { at: '2026-11-20T00:00:00Z' } }, later)).toMatchObject([
      { state: 'pending-activation' },
    ]);
    expect(required({ phases: ['install', 'activate'] }, later)).toEqual([]);
  });

  it('says nothing of advisories that it does not fix', () => {
    expect(required({ activation: { at: '2026-11-20T00:00:00Z' }, fixes: ['B'] })).toEqual([]);
  });

  it('is what a running version waits for, rather than a reboot', () => {
    const both = [app('1.0.0', { running: true }), app('1.0.1', { running: false })];
    expect(required({ phases: ['install', 'activate'] }, both)).toMatchObject([{ state: 'pending-activation' }]);
    expect(required({}, both)).toMatchObject([{ state: 'pending-reboot' }]);
  });
});

describe('a release that is not installed', () => {
  it('pends nothing, whenever it takes effect', () => {
    expect(required({ activation: { at: '2026-11-20T00:00:00Z' } }, [app('1.0.0')])).toMatchObject([
      { state: 'open', target: '1.0.1' },
    ]);
  });
});
