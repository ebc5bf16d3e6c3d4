import type { Asset } from '../../model/asset.ts';
import { type Priority, priorities, type SharedRequirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { sha256Hex } from '../digest.ts';
import type { ClusterSpec } from './cluster.ts';
import type { RingPlan } from './ring-plan.ts';

/** What is carried together, and what it asks together: the same for all assets of which the same is required. */
export interface Bundle {
  /** By ecosystem and package. */
  readonly requirements: readonly SharedRequirement[];
  /** The most urgent of them. */
  readonly priority: Priority;
  readonly priorities: readonly Priority[];
  /** `urgent`: only immediate and out-of-cycle work, apart from what can wait. */
  readonly tier: 'urgent' | 'routine';
  /** Longest lead time between proposal and start that a policy asks for. */
  readonly leadMs: number;
  /** Dues still ahead, earliest first. */
  readonly dues: readonly Instant[];
  /** Carries something whose due has passed. */
  readonly isOverdue: boolean;
}

/** A visit that wants a place: one asset and the bundle it is to get. */
export interface Job extends Bundle {
  /** Its place among all jobs of the plan, from 0; -1 for an approved visit. Those of one asset stand together. */
  readonly number: number;
  readonly asset: Asset;
  /** The cluster and the ring that its asset is in. */
  readonly cluster: ClusterSpec | undefined;
  readonly ring: RingPlan | undefined;
  /** Ids of what it carries, sorted. */
  readonly ids: readonly string[];
}

/** Sums up what the requirements of one visit ask of it. */
export function bundleOf(requirements: readonly SharedRequirement[], tier: Bundle['tier'], asOf: Instant): Bundle {
  const present = prioritiesOf(requirements);
  const dues = duesOf(requirements);
  const ahead = (dues[0] ?? Number.POSITIVE_INFINITY) > asOf ? dues : dues.filter((due) => due > asOf);
  return {
    requirements,
    priority: present[0] ?? 'defer',
    priorities: present,
    tier,
    leadMs: requirements.reduce((longest, { governance }) => Math.max(longest, governance.leadTimeMs), 0),
    dues: ahead,
    isOverdue: ahead.length < dues.length,
  };
}

/** Every set of priorities, most urgent first, by the bits of their places: bundles share them. */
const prioritySets: readonly (readonly Priority[])[] = Array.from({ length: 1 << priorities.length }, (_, set) =>
  priorities.filter((_, place) => (set & (1 << place)) !== 0),
);

function prioritiesOf(requirements: readonly SharedRequirement[]): readonly Priority[] {
  let set = 0;
  for (const { priority } of requirements) set |= 1 << priorities.indexOf(priority);
  return prioritySets[set] ?? priorities;
}

/** All dues, passed or not, earliest first. */
function duesOf(requirements: readonly SharedRequirement[]): readonly Instant[] {
  const dues: Instant[] = [];
  for (const { due } of requirements) if (due !== undefined && !dues.includes(due)) dues.push(due);
  return dues.length < 2 ? dues : dues.sort((a, b) => a - b);
}

/** Whose visit it is, and which ids it carries. */
export type Visitor = Pick<Job, 'number' | 'asset' | 'cluster' | 'ring' | 'ids'>;

/** The visit of one asset. Field by field: this runs once a visit of the whole estate. */
export function jobOf(bundle: Bundle, { number, asset, cluster, ring, ids }: Visitor): Job {
  const { requirements, priority, tier, leadMs, dues, isOverdue } = bundle;
  return {
    number,
    asset,
    cluster,
    ring,
    ids,
    requirements,
    priority,
    priorities: bundle.priorities,
    tier,
    leadMs,
    dues,
    isOverdue,
  };
}

const criticalities = ['mission-critical', 'high', 'medium', 'low'];
const classifications = ['restricted', 'confidential', 'internal', 'public'];

/** What is not known counts as the most critical. */
function standingOf({ facts }: Asset): number {
  const rank = (ranks: readonly string[], value: string | undefined): number =>
    value === undefined ? 0 : Math.max(0, ranks.indexOf(value));
  return (
    rank(criticalities, facts.criticality) * classifications.length + rank(classifications, facts.dataClassification)
  );
}

/**
 * The id of a visit: `V-` and 12 hex digits of sha256(asset uid, kind, requirement ids). Neither window nor time is part
 * of it, so a visit keeps its id when it moves. `attempt` tells a visit from an earlier one of the same content.
 */
export function visitId(job: Job, kind: 'routine' | 'emergency', attempt = 0): string {
  const carried = job.ids.length === 1 ? job.ids[0] : job.ids.join('\0');
  const content = `${job.asset.uid}\0${kind}\0${carried}`;
  return `V-${sha256Hex(attempt > 0 ? `${content}\0#${attempt}` : content).slice(0, 12)}`;
}

/**
 * Who goes first where not all can be on time: priority, due, criticality, data classification, name (`importance`); or
 * earliest due first, whatever the priority: the plain order that schedules are measured against (`due`). Both orders are
 * total, so the result does not depend on the input's order.
 */
export type Order = 'importance' | 'due';

export function sortedBy(order: Order, jobs: readonly Job[]): readonly Job[] {
  const ranks = Float64Array.from(jobs, (job) => rankOf(order, job));
  const places = Uint32Array.from(jobs.keys()).sort(
    (a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0) || compareNames(jobs[a], jobs[b]),
  );
  const sorted: Job[] = [];
  for (const place of places) {
    const job = jobs[place];
    if (job !== undefined) sorted.push(job);
  }
  return sorted;
}

/** Instants in 43 bits, which last until the year 2248; this one stands for nothing being due. */
const lastDue = 2 ** 43 - 1;

/** All that comes before names as one number of 49 bits. What is overdue goes before what is not. */
function rankOf(order: Order, { priority, isOverdue, dues, asset }: Job): number {
  const due = isOverdue ? 0 : Math.min(dues[0] ?? lastDue, lastDue);
  const place = priorities.indexOf(priority);
  const rank = order === 'importance' ? place * (lastDue + 1) + due : due * priorities.length + place;
  return rank * criticalities.length * classifications.length + standingOf(asset);
}

function compareNames(a: Job | undefined, b: Job | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return (
    byText(a.asset.name, b.asset.name) ||
    byText(a.tier === 'urgent' ? '0' : '1', b.tier === 'urgent' ? '0' : '1') ||
    byText(a.ids[0] ?? '', b.ids[0] ?? '')
  );
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
