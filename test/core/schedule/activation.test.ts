import { describe, expect, it } from 'vitest';
import { activationTexts } from '../../../src/render/plan/activation.ts';
import { decided, documents, yaml } from '../../support/estate.ts';
import { advisoryFile, policyFile } from '../../support/ledger.ts';
import { at } from '../../support/world.ts';

interface Story {
  /** Installed version by member. */
  readonly members?: Readonly<Record<string, string>>;
  readonly external?: string;
  /** Of the whole chain, where it has members that are not listed. */
  readonly totalWeight?: number;
  readonly patch?: object;
  readonly windows?: boolean;
  readonly consensus?: string;
  readonly within?: string;
  readonly freeze?: object;
}

const four = { 'val-1': '1.0.0', 'val-2': '1.0.0', 'val-3': '1.0.0', 'val-4': '1.0.0' };
const asOf = '2026-11-10T00:00:00Z';

/** The activations of validators with one visit an hour each night from 22:00, and a soak of 30 minutes. */
function activations({ members = four, external, patch = {}, windows = true, consensus = 'bft', ...story }: Story) {
  const { totalWeight } = story;
  const components = (version: string) => [{ ecosystem: 'npm', name: 'app', version }];
  const files = {
    ...policyFile('base', [{ id: 'all', within: story.within ?? '30d' }]),
    ...advisoryFile('A'),
    'inventory/chain.yaml': documents(
      yaml('Inventory', 'chain', {
        defaults: { cluster: 'chain' },
        assets: Object.entries(members).map(([name, version]) => ({ name, components: components(version) })),
      }),
      yaml('Cluster', 'chain', {
        consensus,
        soak: '30min',
        ...(external !== undefined && { members: [{ external }] }),
        ...(totalWeight !== undefined && { membership: 'partial', totalWeight, budget: { maxUnavailable: 1 } }),
      }),
    ),
    'catalog/patch.yaml': yaml('Patch', 'upgrade', {
      product: { ecosystem: 'npm', name: 'app' },
      version: '1.0.1',
      fixes: ['A'],
      ...patch,
    }),
    ...(story.freeze !== undefined && {
      'schedules/freeze.yaml': yaml('Freeze', 'closing', {
        selector: { names: ['val-4'] },
        reason: 'books',
        ...story.freeze,
      }),
    }),
    ...(windows && {
      'schedules/nights.yaml': yaml('MaintenanceWindow', 'nights', {
        start: '2026-01-01T22:00',
        rrule: 'FREQ=DAILY',
        duration: '1h',
        maxConcurrent: 4,
      }),
    }),
  };
  return decided(files, { asOf: at(asOf) }).plan.schedule.activations;
}

const lastReady = at('2026-11-13T23:30:00Z');

describe('a release that takes effect later than it is installed', () => {
  it('is activated in one step of the cluster, behind the last install and its soak', () => {
    const [activation, ...others] = activations({ patch: { phases: ['install', 'activate'] } });

    expect(others).toEqual([]);
    expect(activation).toMatchObject({ cluster: 'chain', by: 'step', state: 'waiting', reasons: [] });
    expect(activation?.members.map(({ state }) => state)).toEqual(Array.from({ length: 4 }, () => 'planned'));
    expect(activation?.readyAt).toBe(lastReady);
    expect(activation?.weight).toEqual({ installed: 0, planned: 100 });
  });

  it('takes its step inside the first window from then on that no member is kept from by a freeze', () => {
    const patch = { phases: ['install', 'activate'] };
    const free = activations({ patch })[0];
    const frozen = activations({ patch, freeze: { from: '2026-11-14T00:00', to: '2026-11-15T22:30' } })[0];

    expect([free?.at, free?.window]).toEqual([at('2026-11-14T22:00:00Z'), 'nights']);
    expect([frozen?.at, frozen?.window]).toEqual([at('2026-11-15T22:30:00Z'), 'nights']);
    expect(free?.deadline).toBe(at('2026-12-01T00:00:00Z'));
  });

  it('takes its step late, with the reason, when no window is left before what it ends is due', () => {
    const patch = { phases: ['install', 'activate'] };
    const late = activations({ patch, within: '13d' })[0];
    const never = activations({ patch, windows: false, members: { 'val-1': '1.0.1' } })[0];

    expect(late).toMatchObject({ state: 'late', at: at('2026-11-14T22:00:00Z') });
    expect(late?.reasons[0]?.text).toBe(
      'it must be taken by 2026-11-14 00:00 +00:00; every member has it from 2026-11-13 23:30 +00:00 on, and nights is the first window then, at 2026-11-14 22:00 +00:00',
    );
    expect(never).toMatchObject({ state: 'late', at: undefined });
    expect(never?.reasons[0]?.text).toMatch(/no window of its members is open as far as is planned$/);
  });

  it('waits without being late where nothing is due and no window is open', () => {
    const patch = { phases: ['install', 'activate'] };
    const story = { patch, windows: false, members: { 'val-1': '1.0.1' }, within: 'none' };

    expect(activations(story)[0]).toMatchObject({ state: 'ready', reasons: [{ code: 'no-window' }] });
  });

  it('may be activated only when every member has it', () => {
    const patch = { phases: ['install', 'activate'] };
    const mixed = activations({ patch, members: { ...four, 'val-1': '1.0.1' } })[0];
    const whole = activations({
      patch,
      members: { 'val-1': '1.0.1', 'val-2': '1.0.1', 'val-3': '1.0.1', 'val-4': '1.0.1' },
    })[0];

    expect([mixed?.state, mixed?.members[0]?.state]).toEqual(['waiting', 'installed']);
    expect(whole).toMatchObject({ state: 'ready', readyAt: at(asOf) });
  });

  it('is in time when the last member runs well with it by the activation less its margin', () => {
    const [activation] = activations({ patch: { activation: { at: '2026-11-14T23:30:00Z' } } });

    expect(activation).toMatchObject({ by: 'time', deadline: lastReady, state: 'waiting', reasons: [] });
  });

  it('is late with the reason when the activation comes before all installs can be done', () => {
    const [activation] = activations({
      patch: { activation: { height: 19_939_000, estimatedAt: '2026-11-13T00:00:00Z', margin: '2h' } },
    });

    expect(activation).toMatchObject({ by: 'height', height: 19_939_000, state: 'late' });
    expect(activation?.reasons).toEqual([
      {
        code: 'activation-late',
        text: 'it must be everywhere by 2026-11-12 22:00 +00:00; val-4 runs well with it from 2026-11-13 23:30 +00:00 on',
      },
    ]);
  });

  it('is late when no visit installs it on a member', () => {
    const [activation] = activations({ windows: false, patch: { activation: { at: '2026-12-01T00:00:00Z' } } });

    expect(activation).toMatchObject({ state: 'late', readyAt: undefined });
    expect(activation?.reasons[0]?.text).toMatch(/no visit installs it on val-1, val-2, val-3, val-4$/);
  });

  it('is never called ready while nobody knows what a member outside the estate runs', () => {
    const members = { 'val-1': '1.0.1', 'val-2': '1.0.1' };
    const [activation] = activations({ members, external: 'partner', patch: { phases: ['install', 'activate'] } });

    expect(activation?.members[0]).toEqual({ asset: 'partner', state: 'unknown' });
    expect(activation).toMatchObject({ state: 'waiting', readyAt: undefined });
  });

  it('is late for a member of the estate whatever a member outside it runs', () => {
    const [activation] = activations({
      external: 'partner',
      patch: { activation: { at: '2026-11-13T12:00:00Z', margin: '1h' } },
    });

    expect(activation).toMatchObject({ state: 'late', readyAt: undefined });
    expect(activation?.reasons[0]?.text).toBe(
      'it must be everywhere by 2026-11-13 11:00 +00:00; val-4 runs well with it from 2026-11-13 23:30 +00:00 on',
    );
  });

  it('is not late by its margin when every member has it', () => {
    const members = { 'val-1': '1.0.1', 'val-2': '1.0.1' };
    const [activation] = activations({ members, patch: { activation: { at: '2026-11-10T06:00:00Z' } } });

    expect(activation).toMatchObject({ state: 'ready', reasons: [] });
  });

  it('stays late behind its time as long as a member lacks it', () => {
    const patch = { activation: { at: '2026-11-09T12:00:00Z', margin: '2h' } };
    const members = { ...four, 'val-1': '1.0.1', 'val-2': '1.0.1', 'val-3': '1.0.1' };
    const [activation] = activations({ patch, members });

    expect(activation).toMatchObject({ by: 'time', state: 'late' });
    expect(activation?.reasons[0]?.text).toBe(
      'it took effect 2026-11-09 12:00 +00:00 and had to be everywhere by 2026-11-09 10:00 +00:00; val-4 runs well with it from 2026-11-10 23:30 +00:00 on',
    );
    expect(activations({ patch, members: { ...members, 'val-4': '1.0.1' } })).toEqual([]);
  });

  it('counts weight that no member is listed for as being without it, and is not called ready', () => {
    const members = { 'val-1': '1.0.1', 'val-2': '1.0.1' };
    const patch = { phases: ['install', 'activate'] };
    const [whole, part] = [2, 8].map((totalWeight) => activations({ members, totalWeight, patch })[0]);

    expect(whole).toMatchObject({ state: 'ready', weight: { installed: 100, planned: 100 } });
    expect(part).toMatchObject({ state: 'waiting', readyAt: undefined, weight: { installed: 25, planned: 25 } });
  });

  it('is told in words', () => {
    const [activation] = activations({
      patch: { activation: { height: 100, estimatedAt: '2026-11-20T00:00:00Z' } },
      members: { ...four, 'val-1': '1.0.1' },
    });

    expect(activation && activationTexts(activation, 'UTC')).toEqual([
      'app 1.0.1 of chain activates at height 100, about 2026-11-20 00:00 +00:00; everywhere by 2026-11-19 00:00 +00:00 (upgrade)',
      '1 of 4 members have it, 25 % of the voting weight, 100 % as planned, all from 2026-11-12 23:30 +00:00 on',
    ]);
  });

  it('is not told as late where it only waits for a window', () => {
    const patch = { phases: ['install', 'activate'] };
    const [activation] = activations({ patch, windows: false, members: { 'val-1': '1.0.1' }, within: 'none' });

    expect(activation && activationTexts(activation, 'UTC')[2]).toBe(
      'no window of its members is open as far as is planned',
    );
  });

  it('tells a step with its window and by when it is due', () => {
    const [activation] = activations({ patch: { phases: ['install', 'activate'] } });
    const text = activation && activationTexts(activation, 'UTC')[0];

    expect(text).toBe(
      'app 1.0.1 of chain activates by a step of its own, once every member has it, 2026-11-14 22:00 +00:00 in nights; due 2026-12-01 00:00 +00:00 (upgrade)',
    );
  });

  it('concerns no release that takes effect when it is installed', () => {
    expect(activations({})).toEqual([]);
  });
});
