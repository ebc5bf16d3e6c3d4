import type { Asset } from '../../model/asset.ts';
import { type Priority, priorities, type SharedRequirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { sha256Hex } from '../digest.ts';
import type { Content } from './content.ts';
import type { Lot } from './lot.ts';

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
export interface Job {
  /** Its place among all jobs of the plan, from 0; -1 for an approved visit. Those of one asset stand together. */
  readonly number: number;
  readonly asset: Asset;
  /** The jobs that ask the same of a schedule: with the cluster and the ring that its asset is in. */
  readonly lot: Lot;
  readonly bundle: Bundle;
  /** Ids of what it carries, sorted. */
  readonly ids: readonly string[];
  /** What it rolls out; only of what is in a ring. */
  readonly content: Content | undefined;
}

/** What it rolls out; equal for jobs that roll out the same. */
export function contentOf({ content, bundle }: Job): Content {
  return content ?? bundle.requirements;
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

const noDues: readonly Instant[] = [];

/** All dues, passed or not, earliest first. A list of one is made as such: one that grows takes room for many. */
function duesOf(requirements: readonly SharedRequirement[]): readonly Instant[] {
  const [only, second] = requirements;
  if (second === undefined) return only?.due === undefined ? noDues : [only.due];
  const dues: Instant[] = [];
  for (const { due } of requirements) if (due !== undefined && !dues.includes(due)) dues.push(due);
  return dues.length < 2 ? dues : dues.sort((a, b) => a - b);
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
