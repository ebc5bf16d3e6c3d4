import type { RollbackRecord } from '../../src/model/generated/rollback-record.ts';
import type { TestRecord } from '../../src/model/generated/test-record.ts';
import type { TestDemand } from '../../src/model/requirement.ts';
import type { Resource } from '../../src/model/resource.ts';

const apiVersion = 'patchledger/v1';

/** A smoke test of npm's `app` 1.0.1 in staging that passed at noon of 20 November 2026, unless stated otherwise. */
export function testRecord(name: string, spec: Partial<TestRecord['spec']> = {}): Resource<'TestRecord'> {
  const document: TestRecord = {
    apiVersion,
    kind: 'TestRecord',
    metadata: { name },
    spec: {
      environment: 'staging',
      patches: [{ ecosystem: 'npm', name: 'app', version: '1.0.1' }],
      kinds: ['smoke'],
      result: 'passed',
      endedAt: '2026-11-20T12:00:00Z',
      ...spec,
    },
  };
  return { kind: 'TestRecord', name, document, origin: { file: `records/test/${name}.yaml`, document: 0 } };
}

/** A drill on `host-1` that succeeded at noon of 20 November 2026, unless stated otherwise. */
export function rollbackRecord(name: string, spec: Partial<RollbackRecord['spec']> = {}): Resource<'RollbackRecord'> {
  const document: RollbackRecord = {
    apiVersion,
    kind: 'RollbackRecord',
    metadata: { name },
    spec: {
      occasion: 'drill',
      procedure: 'restore the snapshot',
      assets: ['host-1'],
      startedAt: '2026-11-20T11:00:00Z',
      endedAt: '2026-11-20T12:00:00Z',
      result: 'succeeded',
      executor: 'p-1',
      ...spec,
    },
  };
  return { kind: 'RollbackRecord', name, document, origin: { file: `records/rollback/${name}.yaml`, document: 0 } };
}

/** A policy that wants any passed test outside production, unless stated otherwise. */
export function testDemand(parts: Partial<TestDemand> = {}): TestDemand {
  return { kinds: [], environment: undefined, onMirror: false, validFor: undefined, ...parts };
}

/** Resources by name, as an estate holds them. */
export const byName = <R extends Resource>(...resources: readonly R[]): ReadonlyMap<string, R> =>
  new Map(resources.map((resource) => [resource.name, resource] as const));
