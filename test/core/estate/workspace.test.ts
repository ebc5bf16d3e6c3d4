import { describe, expect, it } from 'vitest';
import { workspaceSettings } from '../../../src/core/estate/workspace.ts';
import type { Workspace } from '../../../src/model/generated/workspace.ts';
import { duration } from '../../support/world.ts';

const settings = (spec: Workspace['spec'], name = 'acme') =>
  workspaceSettings({
    kind: 'Workspace',
    name,
    document: { apiVersion: 'patchledger/v1', kind: 'Workspace', metadata: { name }, spec },
    origin: { file: 'patchledger.yaml', document: 0 },
  });

/** How proposals reach a forge where the Workspace says nothing of it. */
const usualForge = { commits: 'api', push: false, remote: 'origin', pushOptions: [], labels: [], dashboard: true };

describe('the settings of an estate', () => {
  it('are complete without a Workspace', () => {
    expect(workspaceSettings(undefined)).toEqual({
      name: 'estate',
      timeZone: 'UTC',
      forge: { kind: 'local', repository: undefined, baseBranch: 'main', ...usualForge },
      branchPrefix: 'patchledger',
      catalogMaxAge: duration('24h'),
      dueSoon: duration('7d'),
      staleAfter: duration('14d'),
      weekend: ['sat', 'sun'],
      holidays: [],
      changeHorizon: duration('14d'),
      maxOpenChanges: 20,
      maxNewChanges: 10,
      approvals: new Map(),
    });
  });

  it('are those of the Workspace where it states them', () => {
    expect(
      settings({
        organisation: 'Acme Ltd',
        timeZone: 'Asia/Tokyo',
        forge: { kind: 'github', repository: 'acme/estate', baseBranch: 'trunk' },
        catalog: { maxAge: '2h' },
        dueSoon: '3d',
        staleAfter: '10bd',
        businessDays: {
          weekend: ['fri'],
          holidays: [{ date: '2026-12-25' }, { date: '2026-01-01', name: 'new year' }],
        },
        changes: { horizon: '1mo', maxOpen: 3 },
        approvals: { Exception: ['ciso'] },
      }),
    ).toEqual({
      name: 'Acme Ltd',
      timeZone: 'Asia/Tokyo',
      forge: { kind: 'github', repository: 'acme/estate', baseBranch: 'trunk', ...usualForge },
      branchPrefix: 'patchledger',
      catalogMaxAge: duration('2h'),
      dueSoon: duration('3d'),
      staleAfter: duration('10bd'),
      weekend: ['fri'],
      holidays: ['2026-01-01', '2026-12-25'],
      changeHorizon: duration('1mo'),
      maxOpenChanges: 3,
      maxNewChanges: 10,
      approvals: new Map([['Exception', [{ from: 'role', name: 'ciso', count: 1 }]]]),
    });
  });

  it('are named after the Workspace unless it names an organisation', () => {
    expect(settings({}).name).toBe('acme');
  });

  it('may be a weekend without days, and no open Changes', () => {
    expect(settings({ businessDays: { weekend: [] }, changes: { maxOpen: 0 } })).toMatchObject({
      weekend: [],
      maxOpenChanges: 0,
    });
  });

  it('that passed the schema and cannot be read are a bug, not a guess', () => {
    expect(() => settings({ dueSoon: 'soon' })).toThrow('soon');
  });
});
