import { describe, expect, it } from 'vitest';
import { checkReferences } from '../../../src/core/estate/references.ts';
import { loadResources } from '../../../src/core/load/load.ts';

const activity = (owner: string): string =>
  [
    'apiVersion: patchledger/v1',
    'kind: Activity',
    'metadata: { name: review }',
    `spec: { type: patch-review, start: "2026-01-08T10:00", owner: ${owner} }`,
  ].join('\n');

function check(text: string, names: { readonly [kind: string]: readonly string[] }): readonly string[] {
  const { resources, locate } = loadResources([{ path: 'schedules/a.yaml', text }]).value;
  const known = {
    has: (kind: string, name: string): boolean => names[kind]?.includes(name) ?? false,
    list: (kind: string): readonly string[] => names[kind] ?? [],
  };
  return checkReferences(resources, known, locate).map(({ message, hint }) => `${message}; ${hint}`);
}

describe('a reference that two kinds may answer', () => {
  const names = { Team: ['platform'], Role: ['ciso'] };

  it.each(['platform', 'ciso'])('is answered by either: %s', (owner) => {
    expect(check(activity(owner), names)).toEqual([]);
  });

  it('names both kinds, and the nearest of both, when neither does', () => {
    expect(check(activity('cisco'), names)).toEqual(['there is no Team or Role named cisco; did you mean ciso?']);
  });
});
