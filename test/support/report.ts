import { componentKey } from '../../src/core/assess/component-key.ts';
import { imagesOf } from '../../src/core/images.ts';
import { readLedger } from '../../src/core/ledger/read.ts';
import { summarise } from '../../src/core/plan/summary.ts';
import { bookFrom } from '../../src/core/prioritise/book.ts';
import type { ReportInput } from '../../src/core/report/input.ts';
import type { Asset, Component, ComponentSet } from '../../src/model/asset.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Estate } from '../../src/model/estate.ts';
import type { ComponentAssessment } from '../../src/model/finding.ts';
import type { DeploymentRecord } from '../../src/model/generated/deployment-record.ts';
import type { Inventory } from '../../src/model/generated/inventory.ts';
import type { VerificationRecord } from '../../src/model/generated/verification-record.ts';
import type { AssetVerdict, Plan, UnwatchedEcosystem } from '../../src/model/plan.ts';
import type { Requirement } from '../../src/model/requirement.ts';
import type { Resource } from '../../src/model/resource.ts';
import type { Locate } from '../../src/model/source.ts';
import type { Instant } from '../../src/model/time.ts';
import type { Schedule, Visit } from '../../src/model/visit.ts';
import { type RequirementSketch, requirementOf } from './schedule.ts';
import { assetWith, at, estateWith, workspace } from './world.ts';

/** Noon of a Sunday, UTC: the instant of every report of the tests. */
const noon = at('2026-11-22T12:00:00Z');

/** An asset with what is installed on it and how it was judged. */
export type ReportedAsset = Omit<Parameters<typeof assetWith>[0] & object, 'componentSets'> & {
  readonly name: string;
  readonly components?: readonly Component[];
  readonly compliance?: AssetVerdict['compliance'];
  readonly because?: string;
};

/** A decided estate in one literal; nothing is known but what is given. */
export interface ReportSketch {
  readonly name?: string;
  readonly timeZone?: string;
  readonly commit?: string | undefined;
  readonly asOf?: Instant;
  readonly assets?: readonly ReportedAsset[];
  readonly requirements?: readonly RequirementSketch[];
  readonly visits?: readonly Visit[];
  readonly unplaced?: Schedule['unplaced'];
  readonly assessments?: ReadonlyMap<string, ComponentAssessment>;
  readonly unwatched?: readonly UnwatchedEcosystem[];
  readonly resources?: Estate['resources'];
  readonly ruleSources?: Readonly<Record<string, string>>;
  readonly incomplete?: readonly string[];
  readonly diagnostics?: readonly Diagnostic[];
  readonly catalog?: Partial<Estate['catalog']>;
}

/** The third asset of an inventory stands in line 12, the first row of a record in line 10. */
const locate: Locate = (_, pointer) => {
  const line = 10 + Number(pointer[2] ?? 0);
  return { start: { line, column: 1 }, end: { line, column: 2 } };
};

/** What a report is made from, for a sketched estate whose one inventory lists exactly its assets. */
export function reportInput(sketch: ReportSketch = {}): ReportInput {
  const estate = estateOf(sketch);
  const requirements = (sketch.requirements ?? []).map(requirementOf);
  const plan = planOf(sketch, estate, requirements);
  const requiring = { estate, installedOn: () => [], tables: [], approvedExceptions: new Map(), asOf: plan.asOf };
  return {
    decision: { plan, estate, assessments: sketch.assessments ?? new Map(), ledger: readLedger([]), requiring },
    locate,
    diagnostics: sketch.diagnostics ?? [],
  };
}

function estateOf({ assets = [], ...sketch }: ReportSketch): Estate {
  const sets = new Map<string, ComponentSet>();
  const built: Asset[] = assets.map(({ components = [], compliance, because, ...asset }, index) => {
    const digest = `sha256:${index}`;
    sets.set(digest, { digest, components });
    return assetWith({ ...asset, componentSets: [digest], pointer: ['spec', 'assets', index] });
  });
  const base = estateWith();
  return estateWith({
    commit: 'commit' in sketch ? sketch.commit : 'a'.repeat(40),
    inputsDigest: `sha256:${'0'.repeat(64)}`,
    workspace: { ...workspace, name: sketch.name ?? 'acme', timeZone: sketch.timeZone ?? 'UTC' },
    resources: { Inventory: indexed([inventory(assets.map(({ name }) => name))]), ...sketch.resources },
    assets: built,
    componentSets: sets,
    catalog: { ...base.catalog, ...sketch.catalog },
  });
}

function planOf(sketch: ReportSketch, estate: Estate, requirements: readonly Requirement[]): Plan {
  const verdicts = (sketch.assets ?? []).map(({ name, compliance = 'compliant', because = 'nothing is required' }) => ({
    asset: name,
    compliance,
    because,
  }));
  const visits = sketch.visits ?? [];
  const book = bookFrom(estate.assets, requirements);
  const byKey = new Map([...(sketch.assessments ?? [])].map(([, one]) => [componentKey(one.component), one] as const));
  const { findingsOn } = imagesOf(estate, byKey, () => false);
  return {
    asOf: sketch.asOf ?? noon,
    commit: estate.commit,
    inputsDigest: estate.inputsDigest,
    tool: { version: '0.1.0', tzdata: '2026a' },
    timeZone: estate.workspace.timeZone,
    assets: estate.assets,
    verdicts,
    book,
    requirements,
    schedule: {
      visits,
      clusters: [],
      activations: [],
      bound: { total: visits.length, onTime: visits.length, upperBound: visits.length, exact: true },
      unplaced: sketch.unplaced ?? [],
    },
    ruleSources: new Map(Object.entries(sketch.ruleSources ?? {})),
    summary: summarise({
      assets: estate.assets,
      componentSets: estate.componentSets,
      findingsOn,
      verdicts,
      book,
      visits,
      unwatched: sketch.unwatched ?? [],
      catalog: estate.catalog,
      assumptions: [],
    }),
    incomplete: sketch.incomplete ?? [],
  };
}

/** Resources by name, as an estate keeps them. */
export function indexed<R extends Resource>(resources: readonly R[]): ReadonlyMap<string, R> {
  return new Map(resources.map((resource) => [resource.name, resource] as const));
}

/** The inventory `hosts` with assets of these names. */
export function inventory(names: readonly string[]): Resource<'Inventory'> {
  const document: Inventory = {
    apiVersion: 'patchledger/v1',
    kind: 'Inventory',
    metadata: { name: 'hosts' },
    spec: { assets: names.map((name) => ({ name })) },
  };
  return { kind: 'Inventory', name: 'hosts', document, origin: { file: 'inventory/hosts.yaml', document: 0 } };
}

type DeploymentRow = DeploymentRecord['spec']['rows'][number];

/** A deployment of openssl 3.0.15 to db-1 in the night before the report, unless stated otherwise. */
export function deploymentRow(row: Partial<DeploymentRow> = {}): DeploymentRow {
  return {
    asset: 'db-1',
    application: { ecosystem: 'Debian:12', name: 'openssl' },
    version: '3.0.15-1~deb12u1',
    start: '2026-11-21T22:00:00Z',
    end: '2026-11-21T22:20:00Z',
    result: 'succeeded',
    ...row,
  };
}

/** A record of what a job of Ansible did. */
export function deploymentRecord(
  name: string,
  rows: readonly DeploymentRow[],
  spec: Partial<DeploymentRecord['spec']> = {},
): Resource<'DeploymentRecord'> {
  const document: DeploymentRecord = {
    apiVersion: 'patchledger/v1',
    kind: 'DeploymentRecord',
    metadata: { name },
    spec: { engine: 'ansible', executor: 'ci', rows, ...spec },
  };
  const origin = { file: `records/deployment/2026/11/${name}.yaml`, document: 0 };
  return { kind: 'DeploymentRecord', name, document, origin };
}

/** A check by the package manager that found openssl 3.0.15 on db-1 an hour after its deployment. */
export function verificationRecord(
  name: string,
  row: Partial<VerificationRecord['spec']['rows'][number]> = {},
): Resource<'VerificationRecord'> {
  const { asset, application, version } = deploymentRow();
  const document: VerificationRecord = {
    apiVersion: 'patchledger/v1',
    kind: 'VerificationRecord',
    metadata: { name },
    spec: {
      method: 'package-manager',
      verifier: 'agent',
      rows: [{ asset, application, observedVersion: version, verifiedAt: '2026-11-21T23:00:00Z', ...row }],
    },
  };
  return {
    kind: 'VerificationRecord',
    name,
    document,
    origin: { file: `records/verification/${name}.yaml`, document: 0 },
  };
}

/** A routine visit of an asset in the window `nights`, planned for the night after the report. */
export function visitOf(asset: string, requirements: readonly string[], parts: Partial<Visit> = {}): Visit {
  return {
    id: `V-${asset}`,
    kind: 'routine',
    asset,
    ring: undefined,
    window: 'nights',
    wave: 1,
    start: at('2026-11-22T22:00:00Z'),
    end: at('2026-11-22T23:00:00Z'),
    state: 'planned',
    deadline: undefined,
    requirements,
    gates: [],
    reasons: [],
    refused: [],
    ...parts,
  };
}
