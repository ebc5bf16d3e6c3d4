import type { SharedRequirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { Gate } from '../../model/visit.ts';
import { drillNeeds, dutyNeeds, testNeeds, versionToInstall } from '../evidence/needs.ts';
import { createTrie, type Trie } from '../trie.ts';
import type { ClusterMember, ClusterSpec } from './cluster.ts';
import type { FreezePlan } from './freeze.ts';
import { groupBy, remember } from './group.ts';
import type { Job } from './job.ts';
import type { RingVerdict } from './promotion.ts';
import type { RingNotes } from './ring-notes.ts';
import type { RingPlan } from './ring-plan.ts';
import type { RolloutPlans } from './rollout.ts';

/** What surrounds a schedule, as far as gates come from it. */
export interface GateScope {
  readonly rollouts: RolloutPlans;
  readonly clusters: readonly ClusterSpec[];
  readonly asOf: Instant;
  /** What rings have visits for. */
  readonly rolledOut: RingNotes<true>;
}

/**
 * What must hold before a visit runs; the sum over all policies that bind what it carries. `overridden`: of an emergency,
 * the freezes that it passes by their override role. Whether records meet a gate is not asked here: `core/evidence` judges
 * the gates of a finished schedule. Gates in the same words are one.
 */
export function createGates(
  scope: GateScope,
): (job: Job, overridden: readonly FreezePlan[] | undefined) => readonly Gate[] {
  const known = createTrie<string, Gate>();
  const open: Open = (gate, needs) => known.at([gate, needs], () => ({ gate, status: 'open', needs }));
  const policyGatesOf = createPolicyGates(open);
  const healthOf = createHealth(open, scope.clusters);
  const promotionOf = createPromotions(scope);
  return (job, overridden) => {
    const {
      asset,
      lot: { cluster },
      bundle: { requirements },
    } = job;
    const { approval, emergencyApproval, duties, asksTests, drill, plain, common } = policyGatesOf(requirements);
    const tests = asksTests ? testNeeds(asset.name, requirements) : undefined;
    const tested = tests === undefined ? none : [open('test-evidence', tests)];
    const promoted = promotionOf(job);
    const health = cluster && healthOf(job, cluster);
    const agreed = overridden === undefined ? approval : emergencyApproval(overridden);
    const make = (): readonly Gate[] => [
      ...[agreed, ...duties, ...tested, ...drill, ...promoted],
      ...(health === undefined ? none : [health]),
    ];
    if (tested.length > 0) return make();
    if (health !== undefined || promoted.length > 0) return common.at([agreed, health, promoted], make);
    return remember(plain, agreed, make);
  };
}

const none: readonly Gate[] = [];

type Open = (gate: Gate['gate'], needs: string) => Gate;

/** What policies ask of all who carry the same, whichever asset it is. */
interface PolicyGates {
  /** Of a routine visit. */
  readonly approval: Gate;
  /** Of a visit outside every window, with the freezes that it passes. */
  readonly emergencyApproval: (overridden: readonly FreezePlan[]) => Gate;
  readonly duties: readonly Gate[];
  readonly asksTests: boolean;
  readonly drill: readonly Gate[];
  /** All gates of those whom nothing else binds, by who agrees. */
  readonly plain: Map<Gate, readonly Gate[]>;
  /** The same with the health of their cluster and their ring. */
  readonly common: Trie<Gate | readonly Gate[] | undefined, readonly Gate[]>;
}

/** Large fleets carry few things, so each is looked at once. */
function createPolicyGates(open: Open): (requirements: readonly SharedRequirement[]) => PolicyGates {
  const bundles = new Map<readonly SharedRequirement[], PolicyGates>();
  const singles = new Map<SharedRequirement['governance'], Map<SharedRequirement['obligations'], PolicyGates>>();
  const owingIn = createOwing();
  const read = (requirements: readonly SharedRequirement[]): PolicyGates => {
    const drill = drillNeeds(requirements);
    const who = approversOf(requirements);
    const outside = open('approval', emergencyText(who, []));
    return {
      approval: open('approval', `${who.names} ${who.areSeveral ? 'approve' : 'approves'}`),
      emergencyApproval: (overridden) =>
        overridden.length === 0 ? outside : open('approval', emergencyText(who, overridden)),
      duties: [...dutyNeeds(owingIn(requirements))].map(([gate, needs]) => open(gate, needs)),
      asksTests: requirements.some(({ governance }) => governance.testing.length > 0),
      drill: drill === undefined ? [] : [open('rollback-drill', drill)],
      plain: new Map(),
      common: createTrie(),
    };
  };
  let last: SharedRequirement | undefined;
  let lastGates: PolicyGates | undefined;
  return (requirements) => {
    const [only] = requirements;
    if (only === undefined || requirements.length > 1) return remember(bundles, requirements, () => read(requirements));
    const { governance, obligations } = only;
    // Those who come one after the other are often bound alike.
    if (lastGates !== undefined && last?.governance === governance && last.obligations === obligations)
      return lastGates;
    const alike = remember(singles, governance, () => new Map<SharedRequirement['obligations'], PolicyGates>());
    last = only;
    lastGates = remember(alike, obligations, () => read(requirements));
    return lastGates;
  };
}

/** Of those that owe the same duties, one: versions that are judged differently are many, and duties few. */
function createOwing(): (requirements: readonly SharedRequirement[]) => readonly SharedRequirement[] {
  const known = new Map<SharedRequirement['obligations'], SharedRequirement>();
  const byDuties = new Map<string, SharedRequirement>();
  const oneLike = (requirement: SharedRequirement): SharedRequirement =>
    remember(known, requirement.obligations, () => remember(byDuties, dutiesKey(requirement), () => requirement));
  return (requirements) => [...new Set(requirements.map(oneLike))];
}

function dutiesKey({ obligations }: SharedRequirement): string {
  const owed = obligations.flatMap(({ duties }) => duties.map(({ id, before }) => `${before} ${id}`));
  return JSON.stringify([...new Set(owed)]);
}

interface Approvers {
  readonly names: string;
  readonly areSeveral: boolean;
}

function approversOf(requirements: readonly SharedRequirement[]): Approvers {
  const roles = [...new Set(requirements.flatMap(({ governance }) => governance.approverRoles))];
  return {
    names: roles.length === 0 ? 'whoever approves changes' : roles.sort().join(' and '),
    areSeveral: roles.length > 1,
  };
}

function emergencyText({ names, areSeveral }: Approvers, overridden: readonly FreezePlan[]): string {
  const passes = overridden.map(({ name, overrideRole }) => `; ${overrideRole} lets it pass freeze ${name}`).join('');
  return `${names} ${areSeveral ? 'agree' : 'agrees'} to work outside every window${passes}`;
}

/** What one update needs in one ring is the same for all. */
function createPromotions(scope: GateScope): (job: Job) => readonly Gate[] {
  const known = createTrie<RingPlan | string, readonly Gate[]>();
  return (job) => {
    const {
      lot: { ring },
      bundle: { requirements, priority },
    } = job;
    if (ring === undefined || ring.index === 0) return none;
    const [only, second] = requirements;
    if (only === undefined || second !== undefined) return promotion(job, ring, scope);
    const { ecosystem, name } = only.component;
    return known.at([ring, priority, ecosystem, name, versionToInstall(only) ?? ''], () => promotion(job, ring, scope));
  };
}

/**
 * A ring whose predecessors have nothing of what the visit carries is promoted already; else when records prove all of
 * them and their soak is over.
 */
function promotion(job: Job, ring: RingPlan, scope: GateScope): readonly Gate[] {
  const earlier = (scope.rollouts.rings.get(ring.rollout) ?? []).slice(0, ring.index);
  const stages = earlier.map((before) => ({ before, proof: proofOf(job, before, scope) }));
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

function proofOf(job: Job, before: RingPlan, { rollouts, rolledOut, asOf }: GateScope): Proof | undefined {
  const { requirements, priority } = job.bundle;
  const asked = requirements
    .map((requirement) => ({
      isPlanned: rolledOut.get(before, requirement) ?? false,
      verdict: rollouts.verdictOf(before, requirement),
    }))
    .filter(({ isPlanned, verdict }) => isPlanned || verdict.endedAt !== undefined);
  if (asked.length === 0) return undefined;
  const soakMs = before.soakMs(priority);
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

/** In a cluster whose members are all up and share no key, every visit asks the same. */
function createHealth(open: Open, clusters: readonly ClusterSpec[]): (job: Job, cluster: ClusterSpec) => Gate {
  const holders = groupBy(
    clusters.flatMap(({ members }) => members.filter(({ signingKey }) => signingKey !== undefined)),
    ({ signingKey }) => signingKey ?? '',
  );
  const textOf = (job: Job, cluster: ClusterSpec): string => healthText(job, cluster) + keyText(job, cluster, holders);
  const common = new Map<ClusterSpec, Gate | undefined>();
  return (job, cluster) => {
    if (!common.has(cluster)) {
      const isPlain = cluster.members.every(({ isDown, signingKey }) => !isDown && signingKey === undefined);
      common.set(cluster, isPlain ? open('health', textOf(job, cluster)) : undefined);
    }
    return common.get(cluster) ?? open('health', textOf(job, cluster));
  };
}

function healthText({ asset }: Job, cluster: ClusterSpec): string {
  const others = cluster.members.filter(({ name, isDown }) => isDown && name !== asset.name).map(({ name }) => name);
  const mended = others.length === 0 ? '' : `; ${others.join(', ')} back first`;
  return `every other member of ${cluster.name} up and in step${mended}`;
}

/**
 * Two members that sign with one key are punished for it, so none starts before the others are proven stopped, whatever
 * cluster they are in.
 */
function keyText(
  { asset }: Job,
  { memberOf }: ClusterSpec,
  holders: ReadonlyMap<string, readonly ClusterMember[]>,
): string {
  const key = memberOf.get(asset.name)?.signingKey ?? '';
  const others = (holders.get(key) ?? []).filter(({ name }) => name !== asset.name).map(({ name }) => name);
  if (others.length === 0) return '';
  return `, apart from ${others.join(', ')}: proven stopped before ${asset.name} starts with key ${key}`;
}
