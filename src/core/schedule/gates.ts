import type { Instant } from '../../model/time.ts';
import type { Gate } from '../../model/visit.ts';
import { drillNeeds, testNeeds } from '../evidence/needs.ts';
import type { ClusterSpec } from './cluster.ts';
import type { FreezePlan } from './freeze.ts';
import type { Job } from './job.ts';
import type { RingVerdict } from './promotion.ts';
import { packageKey } from './release.ts';
import type { RingPlan } from './ring-plan.ts';
import type { RolloutPlans } from './rollout.ts';

/** What surrounds a visit, as far as gates come from it. */
export interface GateScope {
  readonly kind: 'routine' | 'emergency';
  readonly cluster: ClusterSpec | undefined;
  readonly ring: RingPlan | undefined;
  readonly rollouts: RolloutPlans;
  readonly asOf: Instant;
  /** Keys (`packageKey`) of what earlier rings have visits for. */
  readonly rolledOut: ReadonlySet<string>;
  /** Freezes that an emergency passes by their override role. */
  readonly overridden: readonly FreezePlan[];
}

/**
 * What must hold before a visit runs; the sum over all policies that bind what it carries. Whether records
 * meet it is not asked here: `core/evidence` judges the gates of a finished schedule.
 */
export function gatesOf(job: Job, scope: GateScope): readonly Gate[] {
  const [tests, drill] = [testNeeds(job.asset.name, job.requirements), drillNeeds(job.requirements)];
  const open = (gate: Gate['gate'], needs: string): Gate => ({ gate, status: 'open', needs });
  const isForensic = job.requirements.some(({ obligations }) =>
    obligations.some(({ duties }) => duties.some((duty) => duty.startsWith('forensic'))),
  );
  return [
    open('approval', approvalText(job, scope)),
    ...(isForensic ? [open('forensics', 'forensic triage recorded before anything is patched')] : []),
    ...(tests === undefined ? [] : [open('test-evidence', tests)]),
    ...(drill === undefined ? [] : [open('rollback-drill', drill)]),
    ...promotion(job, scope),
    ...(scope.cluster === undefined ? [] : [open('health', healthText(job, scope.cluster))]),
  ];
}

function approvalText({ requirements }: Job, { kind, overridden }: GateScope): string {
  const roles = [...new Set(requirements.flatMap(({ governance }) => governance.approverRoles))].sort();
  const who = roles.length === 0 ? 'whoever approves changes' : roles.join(' and ');
  const passes = overridden.map(({ name, overrideRole }) => `; ${overrideRole} lets it pass freeze ${name}`).join('');
  return kind === 'emergency' ? `${who} agrees to work outside every window${passes}` : `${who} approves`;
}

/**
 * A ring whose predecessors have nothing of what the visit carries is promoted already; else when records prove all of
 * them and their soak is over.
 */
function promotion(job: Job, { ring, rollouts, rolledOut, asOf }: GateScope): readonly Gate[] {
  if (ring === undefined || ring.index === 0) return [];
  const earlier = (rollouts.rings.get(ring.rollout) ?? []).slice(0, ring.index);
  const stages = earlier.map((before) => ({ before, proof: proofOf(job, before, { rollouts, rolledOut, asOf }) }));
  const asked = stages.filter(({ proof }) => proof !== undefined);
  const names = (some: readonly { readonly before: RingPlan }[]): string =>
    some.map(({ before }) => before.name).join(', ');
  if (asked.length === 0) {
    return [{ gate: 'ring-promotion', status: 'met', needs: `ring ${names(stages)} has none of these packages` }];
  }
  const needs = `ring ${names(asked)} done well, soak included`;
  const metBy = [...new Set(asked.flatMap(({ proof }) => proof?.records ?? []))].sort();
  if (asked.every(({ proof }) => proof?.isMet)) return [{ gate: 'ring-promotion', status: 'met', needs, metBy }];
  const lacks = asked.flatMap(({ before, proof }) =>
    (proof?.lacks ?? []).map((lack) => `ring ${before.name}: ${lack}`),
  );
  return [{ gate: 'ring-promotion', status: 'open', needs, ...(lacks.length > 0 && { lacks }) }];
}

/** What is on record about a ring; `undefined` when it neither had nor will have any of what the visit carries. */
interface Proof {
  readonly isMet: boolean;
  readonly records: readonly string[];
  readonly lacks: readonly string[];
}

function proofOf(
  job: Job,
  before: RingPlan,
  { rollouts, rolledOut, asOf }: Pick<GateScope, 'rollouts' | 'rolledOut' | 'asOf'>,
): Proof | undefined {
  const asked = job.requirements
    .map((requirement) => ({
      isPlanned: rolledOut.has(packageKey(before, requirement)),
      verdict: rollouts.verdictOf(before, requirement),
    }))
    .filter(({ isPlanned, verdict }) => isPlanned || verdict.endedAt !== undefined);
  if (asked.length === 0) return undefined;
  const soakMs = before.soakMs(job.priority);
  const open = asked.filter(
    ({ isPlanned, verdict: { status, endedAt = asOf } }) =>
      status !== 'passed' || endedAt + soakMs > asOf || (isPlanned && !before.promote.isStated),
  );
  return {
    isMet: open.length === 0,
    records: asked.flatMap(({ verdict }) => verdict.records),
    lacks: open.flatMap(({ verdict }) => (verdict.endedAt === undefined ? [] : lackOf(verdict))),
  };
}

function lackOf({ status, text }: RingVerdict): string {
  return status === 'passed' ? `${text}; its soak or its other visits are not over` : text;
}

function healthText({ asset }: Job, cluster: ClusterSpec): string {
  const others = cluster.members.filter(({ name, isDown }) => isDown && name !== asset.name).map(({ name }) => name);
  const mended = others.length === 0 ? '' : `; ${others.join(', ')} back first`;
  return `every other member of ${cluster.name} up and in step${mended}${keyText(asset.name, cluster)}`;
}

/** Two members that sign with one key are punished for it, so none starts before the others are proven stopped. */
function keyText(asset: string, { members, memberOf }: ClusterSpec): string {
  const key = memberOf.get(asset)?.signingKey;
  const holders = members.filter(({ name, signingKey }) => key !== undefined && signingKey === key && name !== asset);
  const names = holders.map(({ name }) => name).join(', ');
  return holders.length === 0 ? '' : `, apart from ${names}: proven stopped before ${asset} starts with key ${key}`;
}
