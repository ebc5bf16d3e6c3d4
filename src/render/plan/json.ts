import { formatInstant } from '../../core/time.ts';
import type {
  Obligation as ObligationJson,
  PlanDocument,
  Requirement as RequirementJson,
  SharedRequirement as SharedRequirementJson,
  Visit as VisitJson,
} from '../../model/generated/plan.ts';
import type { Plan, PlanSummary } from '../../model/plan.ts';
import type {
  Assumption,
  Obligation,
  Reason,
  ReleaseChoice,
  Requirement,
  SharedRequirement,
} from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { Bound, ClusterPlan, Coverage, Gate, Visit } from '../../model/visit.ts';
import { activationJson } from './activation.ts';
import { remembered } from './remembered.ts';

/** The plan in its published form (schemas/plan.schema.json). */
export function planDocument(plan: Plan): PlanDocument {
  const visitOf = new Map(
    plan.schedule.visits.flatMap((visit) => visit.requirements.map((id) => [id, visit.id] as const)),
  );
  const { activations } = plan.schedule;
  return {
    schema: 'patchledger.plan/v1',
    asOf: formatInstant(plan.asOf),
    commit: plan.commit ?? null,
    inputsDigest: plan.inputsDigest,
    tool: plan.tool,
    timeZone: plan.timeZone,
    incomplete: plan.incomplete,
    summary: summaryJson(plan.summary, plan.schedule.bound),
    requirements: plan.requirements.map((requirement) => requirementJson(requirement, visitOf.get(requirement.id))),
    visits: plan.schedule.visits.map(visitJson),
    clusters: plan.schedule.clusters.map(clusterJson),
    ...(activations.length > 0 && { activations: activations.map(activationJson) }),
    unplaced: plan.schedule.unplaced,
  };
}

/** The document as text, one line a requirement and a visit, so that two plans can be compared with any diff. */
export function renderPlanJson(plan: Plan): string {
  const { requirements, visits, ...head } = planDocument(plan);
  const lines = (items: readonly unknown[]): string =>
    items.length === 0 ? '[]' : `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`;
  const entries = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  entries.push(`  "requirements": ${lines(requirements)}`, `  "visits": ${lines(visits)}`);
  return `{\n${entries.join(',\n')}\n}\n`;
}

/** A plan names few instants, and each many times. */
const instantText = remembered(formatInstant);
const instantOrNull = (at: Instant | undefined): string | null => (at === undefined ? null : instantText(at));

const present = <K extends string>(counts: Readonly<Record<K, number>>): Partial<Record<K, number>> =>
  Object.fromEntries(Object.entries<number>(counts).filter(([, count]) => count > 0)) as Partial<Record<K, number>>;

/** The totals in their published form. */
export function summaryJson(summary: PlanSummary, bound: Bound): PlanDocument['summary'] {
  const { assets, requirements, visits } = summary;
  return {
    assets: {
      total: assets.total,
      compliant: assets.compliant,
      nonCompliant: assets['non-compliant'],
      stale: assets.stale,
      unknown: assets.unknown,
    },
    components: summary.components,
    findings: summary.findings,
    requirements: {
      total: requirements.total,
      byState: present(requirements.byState),
      overdue: requirements.overdue,
      byPriority: present(requirements.byPriority),
    },
    visits: { total: visits.total, emergency: visits.emergency, byState: present(visits.byState), bound },
    assumptions: summary.assumptions,
    unwatched: summary.unwatched.map(({ packages, ...gap }) => ({ ...gap, ...(packages && { packages }) })),
    feeds: summary.feeds.map((feed) => ({ source: feed.name, date: instantOrNull(feed.fetchedAt) })),
  };
}

function requirementJson(requirement: Requirement, visit: string | undefined): RequirementJson {
  return {
    id: requirement.id,
    asset: requirement.asset,
    component: componentJson(requirement),
    ...verdictJson(requirement),
    obligations: requirement.obligations.map(obligationJson),
    visit: visit ?? null,
    reasons: requirement.reasons.map(reasonJson),
  };
}

function componentJson({ component }: Requirement): RequirementJson['component'] {
  return { ecosystem: component.ecosystem, name: component.name, version: component.version };
}

/** What is decided of a component wherever it is decided alike, its obligations and reasons aside. */
export function verdictJson(requirement: SharedRequirement): Omit<SharedRequirementJson, 'obligations' | 'reasons'> {
  const { partial, boundBy } = requirement;
  return {
    target: requirement.target ?? null,
    partial: partial ?? null,
    jump: requirement.jump ?? null,
    ...releaseJson(requirement.release),
    advisories: requirement.advisories,
    state: requirement.state,
    overdue: requirement.overdue,
    priority: requirement.priority,
    due: instantOrNull(requirement.due),
    originalDue: instantOrNull(requirement.originalDue),
    ...passedOverJson(requirement.passedOver),
    boundBy: { ...(boundBy.due && { due: boundBy.due }), ...(boundBy.priority && { priority: boundBy.priority }) },
  };
}

function passedOverJson(passedOver: Requirement['passedOver'] = []): Pick<RequirementJson, 'passedOver'> {
  const [first, ...others] = passedOver.map(({ policy, advisory, rules, facts }) => ({
    policy,
    advisory,
    rules: [...rules],
    facts: factsJson(facts),
  }));
  return first === undefined ? {} : { passedOver: [first, ...others] };
}

const factsJson = (facts: Obligation['facts']): ObligationJson['facts'] =>
  Object.fromEntries(facts.map((fact) => [fact.name, fact.value ?? null]));

function releaseJson(release: ReleaseChoice | undefined): Pick<RequirementJson, 'hops' | 'rebootRequired'> {
  const { hops = [], rebootRequired } = release ?? {};
  return { ...(hops.length > 0 && { hops }), ...(rebootRequired !== undefined && { rebootRequired }) };
}

/** An obligation in its published form. */
function obligationJson(obligation: Obligation): ObligationJson {
  return {
    policy: obligation.policy,
    rule: obligation.rule,
    advisory: obligation.advisory,
    priority: obligation.priority,
    clockStart: obligation.clockStart,
    start: instantOrNull(obligation.start),
    within: obligation.within,
    due: instantOrNull(obligation.due),
    originalDue: instantOrNull(obligation.recorded?.originalDue),
    facts: factsJson(obligation.facts),
    assumptions: obligation.assumptions.map(assumptionText),
    marks: obligation.marks,
    ...dutiesJson(obligation.duties),
  };
}

/** What was taken for granted, in its published form. */
export const assumptionText = ({ code, detail }: Assumption): string => `${code}: ${detail}`;

/** Duties in their published form; a member that is not there where none is owed. */
export function dutiesJson(duties: Obligation['duties']): Pick<ObligationJson, 'duties'> {
  const [first, ...others] = duties.map(({ id, before, due, done }) => ({
    id,
    before,
    due: instantOrNull(due),
    done: done?.record ?? null,
  }));
  return first === undefined ? {} : { duties: [first, ...others] };
}

/** A visit in its published form. */
export function visitJson(visit: Visit): VisitJson {
  return {
    id: visit.id,
    kind: visit.kind,
    asset: visit.asset,
    ring: visit.ring ?? null,
    window: visit.window ?? null,
    wave: visit.window === undefined ? null : visit.wave,
    start: instantText(visit.start),
    end: instantText(visit.end),
    state: visit.state,
    requirements: visit.requirements,
    gates: visit.gates.map(gateJson),
    reasons: visit.reasons.map(reasonJson),
  };
}

/** A gate in its published form. */
export function gateJson({ gate, status, needs, metBy, assertedBy, lacks }: Gate): VisitJson['gates'][number] {
  return {
    gate,
    status,
    needs,
    ...(metBy && { metBy }),
    ...(assertedBy !== undefined && { assertedBy }),
    ...(lacks && { lacks }),
  };
}

/** A reason in its published form. */
export const reasonJson = ({ code, text }: Reason): { code: string; text: string } => ({ code, text });

/** What stays up of a cluster, in its published form. */
export function clusterJson(cluster: ClusterPlan): PlanDocument['clusters'][number] {
  const { soakMs, coverage, ...shared } = cluster;
  const { initialPercent, steps, threshold, unverified } = coverage;
  return {
    ...shared,
    soakMinutes: soakMs / 60_000,
    coverage: {
      initialPercent,
      steps,
      threshold: threshold === undefined ? null : thresholdJson(threshold),
      ...(unverified && { unverified }),
    },
  };
}

const thresholdJson = ({ percent, isReached, reachedAfter }: NonNullable<Coverage['threshold']>) => ({
  percent,
  reached: isReached,
  reachedAfter: reachedAfter ?? null,
});
