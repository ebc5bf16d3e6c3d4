import type { Asset } from '../../model/asset.ts';
import { type Priority, priorities, type Requirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { sha256Hex } from '../digest.ts';

/** A visit that wants a place: one asset, the requirements it carries, and what they ask together. */
export interface Job {
  readonly asset: Asset;
  /** Sorted by id. */
  readonly requirements: readonly Requirement[];
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
  /** What `compareJobs` looks at, as numbers. */
  readonly rank: { readonly priority: number; readonly due: number; readonly standing: number };
}

/** Sums up what the requirements of one visit ask of it. */
export function jobOf(asset: Asset, carried: readonly Requirement[], tier: Job['tier'], asOf: Instant): Job {
  const requirements = carried.length === 1 ? carried : carried.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const present = priorities.filter((priority) => carried.some((requirement) => requirement.priority === priority));
  const dues = [...new Set(carried.flatMap((requirement) => requirement.due ?? []))].sort((a, b) => a - b);
  const ahead = dues.filter((due) => due > asOf);
  const isOverdue = ahead.length < dues.length;
  const priority = present[0] ?? 'defer';
  return {
    asset,
    requirements,
    priority,
    priorities: present,
    tier,
    leadMs: carried.reduce((longest, { governance }) => Math.max(longest, governance.leadTimeMs), 0),
    dues: ahead,
    isOverdue,
    rank: {
      priority: priorities.indexOf(priority),
      // What is overdue goes before what is not.
      due: isOverdue ? 0 : (ahead[0] ?? Number.MAX_SAFE_INTEGER),
      standing: standingOf(asset),
    },
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
  const content = [job.asset.uid, kind, ...job.requirements.map((requirement) => requirement.id)];
  return `V-${sha256Hex([...content, ...(attempt > 0 ? [`#${attempt}`] : [])].join('\0')).slice(0, 12)}`;
}

/**
 * Who goes first where not all can be on time: priority, due, criticality, data classification, name.
 * The order is total, so the result does not depend on the input's order.
 */
export function compareJobs(a: Job, b: Job): number {
  return byPriority(a, b) || byDue(a, b) || byStanding(a, b);
}

/** Earliest due first, whatever the priority: the plain order that schedules are measured against. */
export function compareByDue(a: Job, b: Job): number {
  return byDue(a, b) || byPriority(a, b) || byStanding(a, b);
}

function byPriority(a: Job, b: Job): number {
  return a.rank.priority - b.rank.priority;
}

function byDue(a: Job, b: Job): number {
  return a.rank.due - b.rank.due;
}

function byStanding(a: Job, b: Job): number {
  return (
    a.rank.standing - b.rank.standing ||
    byText(a.asset.name, b.asset.name) ||
    byText(a.tier === 'urgent' ? '0' : '1', b.tier === 'urgent' ? '0' : '1') ||
    byText(a.requirements[0]?.id ?? '', b.requirements[0]?.id ?? '')
  );
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
