import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Clocks } from '../../src/core/prioritise/clock.ts';
import type { FactLookup } from '../../src/core/prioritise/condition.ts';
import { evaluate } from '../../src/core/prioritise/evaluate.ts';
import { decisionTable } from '../../src/core/prioritise/table.ts';
import type { Facts, PatchPolicy } from '../../src/model/generated/patch-policy.ts';
import type { ClockEvent, DecisionTable } from '../../src/model/policy.ts';
import type { Obligation } from '../../src/model/requirement.ts';
import type { Resource } from '../../src/model/resource.ts';
import { repositoryRoot } from './source-files.ts';
import { at, workspace } from './world.ts';

const folder = join(repositoryRoot, 'policies');

/** Ids of all presets that ship, from their file names. */
export const presetIds: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.slice(0, -'.yaml'.length))
  .sort();

/** A PatchPolicy from the YAML of its whole document. */
function policyFrom(text: string, file = 'policies/test.yaml'): Resource<'PatchPolicy'> {
  const document = parse(text) as PatchPolicy;
  return { kind: 'PatchPolicy', name: document.metadata.name, document, origin: { file, document: 0 } };
}

/** A PatchPolicy from the YAML of its spec. */
export function policy(name: string, spec: string): Resource<'PatchPolicy'> {
  const document: PatchPolicy = {
    apiVersion: 'patchledger/v1',
    kind: 'PatchPolicy',
    metadata: { name },
    spec: parse(spec) as PatchPolicy['spec'],
  };
  return { kind: 'PatchPolicy', name, document, origin: { file: `policies/${name}.yaml`, document: 0 } };
}

/** A shipped preset. */
export function preset(id: string): Resource<'PatchPolicy'> {
  return policyFrom(readFileSync(join(folder, `${id}.yaml`), 'utf8'), `policies/${id}.yaml`);
}

/** A decision table from the YAML of a policy's spec, in UTC. */
export function table(spec: string): DecisionTable {
  return decisionTable(policy('test', spec), 'UTC');
}

/** Looks up the facts given; every other one is unknown. */
export function lookupOf({ labels, ...facts }: Facts): FactLookup {
  const values = new Map<string, string | number | boolean>(Object.entries(facts));
  for (const [key, value] of Object.entries(labels ?? {})) values.set(`labels.${key}`, value);
  return (name) => ({ name, value: values.get(name), source: 'test', assumed: false });
}

/** Clocks that start at the instants given; the others have not started. */
export function clocksAt(instants: Partial<Record<ClockEvent, string>> = {}): Clocks {
  const reading = (event: ClockEvent): Clocks[ClockEvent] => {
    const text = instants[event];
    return { at: text === undefined ? undefined : at(text), assumptions: [] };
  };
  return {
    released: reading('released'),
    detected: reading('detected'),
    evaluated: reading('evaluated'),
    'kev-added': reading('kev-added'),
  };
}

/** What a table says about facts, with all clocks started on one day unless stated otherwise. */
export function decide(rules: DecisionTable, facts: Facts, clocks: Clocks = sameDay): readonly Obligation[] {
  return evaluate({ table: rules, advisory: 'CVE-2026-0001', facts: lookupOf(facts), clocks, calendar: workspace });
}

const sameDay = clocksAt({
  released: '2026-11-01T00:00:00Z',
  detected: '2026-11-01T00:00:00Z',
  evaluated: '2026-11-01T00:00:00Z',
  'kev-added': '2026-11-01T00:00:00Z',
});
