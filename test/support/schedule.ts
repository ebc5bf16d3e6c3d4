import { bookFrom } from '../../src/core/prioritise/book.ts';
import { type ScheduleInput, schedule } from '../../src/core/schedule/place.ts';
import type { Asset, AssetFacts } from '../../src/model/asset.ts';
import type { Outcome } from '../../src/model/diagnostic.ts';
import type { ResourceIndex } from '../../src/model/estate.ts';
import type { Change } from '../../src/model/generated/change.ts';
import type { Cluster } from '../../src/model/generated/cluster.ts';
import type { DeploymentRecord } from '../../src/model/generated/deployment-record.ts';
import type { Freeze } from '../../src/model/generated/freeze.ts';
import type { MaintenanceWindow } from '../../src/model/generated/maintenance-window.ts';
import type { Rollout } from '../../src/model/generated/rollout.ts';
import type { Kind, ResourceByKind } from '../../src/model/kinds.ts';
import type { Governance, Requirement } from '../../src/model/requirement.ts';
import type { Resource } from '../../src/model/resource.ts';
import type { Instant } from '../../src/model/time.ts';
import type { Schedule, Visit } from '../../src/model/visit.ts';
import { assetWith, at, estateWith, workspace } from './world.ts';

/** A Wednesday morning in the zone of the tests' estate, UTC. */
const morning = at('2026-11-18T08:00:00Z');

/** Specs by resource name; everything else of a resource is filled in. */
export interface Calendars {
  readonly windows?: Readonly<Record<string, MaintenanceWindow['spec']>>;
  readonly freezes?: Readonly<Record<string, Freeze['spec']>>;
  readonly rollouts?: Readonly<Record<string, Rollout['spec']>>;
  readonly clusters?: Readonly<Record<string, Cluster['spec']>>;
  readonly deployments?: Readonly<Record<string, DeploymentRecord['spec']>>;
  readonly changes?: Readonly<Record<string, Change['spec']>>;
}

/** What a test says about an asset; the rest does not matter to a schedule. */
export type AssetSketch = Partial<Omit<Asset, 'facts'>> & {
  readonly name: string;
  readonly facts?: Partial<AssetFacts>;
};

/** What a test says about a requirement. `due` is an RFC 3339 text. */
export type RequirementSketch = Partial<Omit<Requirement, 'due' | 'governance'>> & {
  readonly asset: string;
  readonly due?: string | Instant | undefined;
  readonly governance?: Partial<Governance>;
};

/** A whole world in one literal. Assets named by requirements need not be listed. */
export interface World extends Calendars {
  readonly assets?: readonly AssetSketch[];
  readonly requirements: readonly RequirementSketch[];
  readonly asOf?: Instant;
  readonly fixed?: readonly Visit[];
  readonly proposals?: readonly Visit[];
  readonly timeZone?: string;
}

/** Schedules a sketched world. */
export function scheduleWorld(world: World): Outcome<Schedule> {
  return schedule(inputOf(world));
}

/** The input of the schedule stage for a sketched world. */
function inputOf(world: World): ScheduleInput {
  const listed = world.assets ?? [];
  const known = new Set(listed.map(({ name }) => name));
  const named = [...new Set(world.requirements.map(({ asset }) => asset))].filter((name) => !known.has(name));
  const assets = [...listed, ...named.map((name) => ({ name }))].map(assetWith);
  const estate = estateWith({
    workspace: { ...workspace, timeZone: world.timeZone ?? 'UTC' },
    resources: resourcesOf(world),
    assets: assets.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  });
  return {
    estate,
    book: bookFrom(estate.assets, world.requirements.map(requirementOf)),
    asOf: world.asOf ?? morning,
    ...(world.fixed && { fixed: world.fixed }),
    ...(world.proposals && { proposals: world.proposals }),
  };
}

/** A window that opens every night at 22:00 UTC for two hours, in waves of one hour, one asset at a time. */
export const nightly: MaintenanceWindow['spec'] = {
  start: '2026-01-01T22:00',
  rrule: 'FREQ=DAILY',
  duration: '2h',
  visitDuration: '1h',
  maxConcurrent: 1,
};

/** A world's only window: `nightly`. */
export const night = { windows: { night: nightly } };

/** A second package for an asset. */
export const curl = { ecosystem: 'Debian:12', name: 'curl', version: '1' };

/** The visit of a world that has exactly one. */
export function onlyVisit(world: World): Visit {
  const { visits } = scheduleWorld(world).value;
  const [visit] = visits;
  if (visit === undefined || visits.length > 1) throw new Error(`${visits.length} visits`);
  return visit;
}

/** A requirement that is open, scheduled and may join a Change; its id tells its asset and package. */
export function requirementOf(sketch: RequirementSketch): Requirement {
  const component = sketch.component ?? { ecosystem: 'Debian:12', name: 'openssl', version: '1' };
  const due = typeof sketch.due === 'string' ? at(sketch.due) : sketch.due;
  return {
    id: `R-${sketch.asset}-${component.name}`,
    target: '2',
    partial: undefined,
    jump: 'patch',
    findings: [],
    advisories: [],
    severity: undefined,
    state: 'open',
    priority: 'scheduled',
    boundBy: { due: undefined, priority: undefined },
    obligations: [],
    exception: undefined,
    overdue: false,
    reasons: [],
    ...sketch,
    component,
    due,
    originalDue: 'originalDue' in sketch ? sketch.originalDue : due,
    governance: {
      policies: [],
      approverRoles: [],
      leadTimeMs: 0,
      testing: [],
      rollback: undefined,
      bundleAll: false,
      jumpAllowed: true,
      ...sketch.governance,
    },
  };
}

function resourcesOf({
  windows = {},
  freezes = {},
  rollouts = {},
  clusters = {},
  deployments = {},
  changes = {},
}: World): ResourceIndex {
  return {
    MaintenanceWindow: index('MaintenanceWindow', windows),
    Freeze: index('Freeze', freezes),
    Rollout: index('Rollout', rollouts),
    Cluster: index('Cluster', clusters),
    DeploymentRecord: index('DeploymentRecord', deployments),
    Change: index('Change', changes),
  };
}

type Spec<K extends Kind> = ResourceByKind[K]['spec'];

function index<K extends 'MaintenanceWindow' | 'Freeze' | 'Rollout' | 'Cluster' | 'DeploymentRecord' | 'Change'>(
  kind: K,
  specs: Readonly<Record<string, Spec<K>>>,
): ReadonlyMap<string, Resource<K>> {
  const names = Object.keys(specs).sort();
  return new Map(
    names.map((name) => {
      const document = { apiVersion: 'patchledger/v1', kind, metadata: { name }, spec: specs[name] };
      const origin = { file: `schedules/${name}.yaml`, document: 0 };
      // The compiler cannot see that a kind and its own spec make that kind's document.
      return [name, { kind, name, document: document as unknown as ResourceByKind[K], origin }];
    }),
  );
}
