import { describe, expect, it } from 'vitest';
import { documents, yaml } from '../../support/estate.ts';
import { linting, pointedAt } from '../../support/lint.ts';

const window = (spec: object = {}): string =>
  yaml('MaintenanceWindow', 'night', {
    start: '2026-01-01T22:00',
    rrule: 'FREQ=DAILY',
    duration: '2h',
    maxConcurrent: 1,
    ...spec,
  });
const policy = (name: string, spec: object = {}): string =>
  yaml('PatchPolicy', name, { rules: [{ id: 'all', then: { priority: 'defer', within: 'none' } }], ...spec });
const rollout = (rings: readonly object[]): string => yaml('Rollout', 'waves', { rings });

/** Two assets of the team ops and five of nobody. */
const inventory = documents(
  yaml('Inventory', 'owned', { defaults: { owner: 'ops' }, assets: [{ name: 'a' }, { name: 'b' }] }),
  yaml('Inventory', 'free', { assets: ['c', 'd', 'e', 'f', 'g'].map((name) => ({ name })) }),
);
const files = (...texts: readonly string[]): Record<string, string> => ({
  'directory/ops.yaml': yaml('Team', 'ops', {}),
  'inventory/hosts.yaml': inventory,
  'policies/all.yaml': documents(...texts),
});

describe('an asset that nothing covers', () => {
  it('without policy is told once a file, at the first, the others by name', () => {
    const estate = files(policy('p', { selector: { names: ['a', 'b'] } }));
    const found = linting('lint/asset-without-policy', estate);

    expect(found.map(({ message }) => message)).toEqual(['no policy selects 5 assets (c, d, e and 2 more)']);
    expect(pointedAt(estate, found[0])).toBe('"c"');
    expect(found[0]?.hint).toContain('`selector`');
  });

  it('is not covered by a pinned preset that nobody extends', () => {
    const preset = policy('preset', { preset: { id: 'x', date: '2026-01-01' } });

    expect(linting('lint/asset-without-policy', files(preset))).toHaveLength(2);
    expect(linting('lint/asset-without-policy', files(preset, policy('p', { extends: ['preset'] })))).toEqual([]);
  });

  it('without window is told, also where there is no window at all', () => {
    expect(linting('lint/asset-without-window', files())).toHaveLength(2);
    expect(linting('lint/asset-without-window', files(window({ selector: { names: ['a'] } })))).toHaveLength(2);
    expect(linting('lint/asset-without-window', files(window()))).toEqual([]);
  });

  it('without owner is told; an owner in the defaults is one', () => {
    expect(linting('lint/asset-without-owner', files()).map(({ message }) => message)).toEqual([
      'nobody owns 5 assets (c, d, e and 2 more)',
    ]);
  });

  it('without ring is told at the rings of the rollout that takes it', () => {
    const partial = files(rollout([{ name: 'first', selector: { names: ['a'] } }]));
    const found = linting('lint/asset-without-ring', partial);

    expect(found).toMatchObject([{ message: expect.stringContaining('6 assets') }]);
    expect(pointedAt(partial, found[0])).toBe('"rings"');
    expect(
      linting(
        'lint/asset-without-ring',
        files(rollout([{ name: 'first', selector: { names: ['a'] } }, { name: 'rest' }])),
      ),
    ).toEqual([]);
  });

  it('is not told of where documents are missing because they are wrong', () => {
    const broken = files('apiVersion: patchledger/v1\nkind: PatchPolicy\nmetadata: { name: p }\nspec: { rulez: [] }\n');

    expect(linting('lint/asset-without-policy', broken)).toEqual([]);
    expect(linting('lint/asset-without-owner', broken)).toHaveLength(1);
  });
});
