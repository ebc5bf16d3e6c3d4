import { observe } from '../../src/core/ledger/observe.ts';
import type { Decision } from '../../src/core/plan/decision.ts';
import { formatInstant } from '../../src/core/time.ts';
import type { LedgerRecord } from '../../src/model/generated/ledger-record.ts';
import type { PolicyChanges } from '../../src/model/ledger.ts';
import type { Requirement } from '../../src/model/requirement.ts';
import type { Resource } from '../../src/model/resource.ts';
import { decided, yaml } from './estate.ts';
import { at } from './world.ts';

type Files = Readonly<Record<string, string>>;
type Rules = readonly {
  readonly id: string;
  readonly when?: object;
  readonly priority?: string;
  readonly within: string;
  readonly clockStart?: string;
}[];

/** A commit id; which one does not matter. */
export const commit = 'c'.repeat(40);

/** A policy as a file. The clock starts at publication unless a rule says otherwise. */
export function policyFile(name: string, rules: Rules, more: object = {}): Files {
  const spec = {
    rules: rules.map(({ id, when, priority = 'scheduled', within, clockStart = 'released' }) => ({
      id,
      ...(when && { when }),
      then: { priority, within, clockStart },
    })),
    ...more,
  };
  return { [`policies/${name}.yaml`]: yaml('PatchPolicy', name, spec) };
}

/** Assets by name, each with its npm packages by name. */
export function inventoryFile(assets: Readonly<Record<string, Readonly<Record<string, string>>>>): Files {
  const list = Object.entries(assets).map(([name, packages]) => ({
    name,
    components: Object.entries(packages).map(([pkg, version]) => ({ ecosystem: 'npm', name: pkg, version })),
  }));
  return { 'inventory/hosts.yaml': yaml('Inventory', 'hosts', { assets: list }) };
}

/** An advisory that affects an npm package until its fix. */
export function advisoryFile(
  id: string,
  {
    pkg = 'app',
    fixed = '1.0.1',
    published = '2026-11-01T00:00:00Z',
    severity = 'critical',
    ...more
  }: Partial<Advisory> = {},
): Files {
  const document = {
    id,
    modified: published,
    published,
    affected: [
      {
        package: { ecosystem: 'npm', name: pkg },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }],
        ...(severity !== 'unknown' && { database_specific: { severity } }),
      },
    ],
    ...(more.aliases && { aliases: more.aliases }),
    ...(more.withdrawn && { withdrawn: more.withdrawn }),
  };
  return { [`catalog/${id}.json`]: JSON.stringify(document) };
}

interface Advisory {
  readonly pkg: string;
  readonly fixed: string;
  readonly published: string;
  readonly severity: string;
  readonly aliases: readonly string[];
  readonly withdrawn: string;
}

/** An Exception for an advisory on all assets with the record of its approval. */
export function exceptionFiles(name: string, advisory: string, expires: string, names?: readonly string[]): Files {
  const selector = names === undefined ? { all: true } : { names };
  const spec = { selector, advisories: [advisory], treatment: 'accept', reason: 'isolated' };
  const record = {
    resources: [{ kind: 'Exception', name }],
    reviews: [{ id: '1', state: 'approved', user: { login: 'ada' } }],
    commitAuthors: ['bob@example.org'],
    mergeCommit: commit,
    evidence: 'forge',
  };
  const people = [
    { id: 'p-1', name: 'Bob' },
    { id: 'p-2', name: 'Ada', login: 'ada' },
  ];
  return {
    [`exceptions/${name}.yaml`]: yaml('Exception', name, { ...spec, requestedBy: 'p-1', expires }),
    [`records/approval/${name}.yaml`]: yaml('ApprovalRecord', `approval-${name}`, record),
    'directory/team.yaml': yaml('Team', 'ops', { people }),
  };
}

/** A record that a job deployed a version to an asset. */
export function deploymentFile(asset: string, version: string, end: string, result = 'succeeded'): Files {
  const row = { asset, application: { ecosystem: 'npm', name: 'app' }, version, start: end, end, result };
  const spec = { engine: 'ansible', executor: 'ada', rows: [row] };
  const name = `deployment-${asset}-${version}`;
  return { [`records/deployment/${name}.yaml`]: yaml('DeploymentRecord', name, spec) };
}

/** An estate over time: its files, and the ledger that runs of `observe` write beside them. */
export interface EstateOverTime {
  readonly files: Files;
  /** Puts files over those there are; a file that is `undefined` is gone. */
  readonly with: (files: Readonly<Record<string, string | undefined>>) => EstateOverTime;
  /** The same, with a history that says when these files were last changed. */
  readonly changed: (instant: string, ...paths: readonly string[]) => EstateOverTime;
  readonly decide: (asOf: string) => Decision;
  /** Runs `observe`: the estate with what it wrote, and the record. */
  readonly observe: (asOf: string) => { readonly estate: EstateOverTime; readonly record: LedgerRecord | undefined };
  /** As `observe`, for the estate alone. */
  readonly observed: (asOf: string) => EstateOverTime;
}

/** An estate of files, of whose history nothing is known but what is given. */
export function estateOver(files: Files, policyChanges: PolicyChanges = new Map()): EstateOverTime {
  const decide = (asOf: string): Decision => decided(files, { asOf: at(asOf), policyChanges });
  const run = (asOf: string): { readonly estate: EstateOverTime; readonly record: LedgerRecord | undefined } => {
    const decision = decide(asOf);
    const record = observe({ decision, ledger: decision.ledger, commit, policyChanges });
    const after = record === undefined ? files : { ...files, ...recordFile(record) };
    return { record, estate: estateOver(after, policyChanges) };
  };
  return {
    files,
    decide,
    with: (more) => {
      const all = { ...files, ...more };
      const kept = Object.fromEntries(Object.entries(all).filter(([, text]) => text !== undefined)) as Files;
      return estateOver(kept, policyChanges);
    },
    changed: (instant, ...paths) => {
      const change = { at: at(instant), commit };
      return estateOver(files, new Map([...policyChanges, ...paths.map((path) => [path, change] as const)]));
    },
    observe: run,
    observed: (asOf) => run(asOf).estate,
  };
}

/** A record as a file of the ledger. */
function recordFile(record: LedgerRecord): Files {
  return { [`records/ledger/${record.metadata.name}.json`]: JSON.stringify(record) };
}

/** A record as a resource. */
export function recordResource(record: LedgerRecord): Resource<'LedgerRecord'> {
  const { name } = record.metadata;
  return { kind: 'LedgerRecord', name, document: record, origin: { file: `records/ledger/${name}.json`, document: 0 } };
}

/** The one requirement of a decision. */
export function onlyRequirement({ plan }: Decision): Requirement {
  const [requirement, ...others] = plan.requirements;
  if (requirement === undefined || others.length > 0) throw new Error(`${plan.requirements.length} requirements`);
  return requirement;
}

/** Due and original due of the one requirement, as text. */
export function duesOf(decision: Decision): {
  readonly due: string | undefined;
  readonly originalDue: string | undefined;
} {
  const { due, originalDue } = onlyRequirement(decision);
  const text = (instant: typeof due): string | undefined =>
    instant === undefined ? undefined : formatInstant(instant);
  return { due: text(due), originalDue: text(originalDue) };
}
