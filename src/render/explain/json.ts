import { formatInstant } from '../../core/time.ts';
import type { ExplainedRequirement, Explanation, KnownFinding, StatedComponent } from '../../model/explanation.ts';
import type { ComponentFinding } from '../../model/finding.ts';
import type { Plan } from '../../model/plan.ts';
import type { Instant } from '../../model/time.ts';
import { activationJson } from '../plan/activation.ts';
import { clusterJson, planDocument } from '../plan/json.ts';

/** The derivation for programs: the plan's own objects for requirements and visits, with the evidence behind them. */
export function renderExplanationJson(explanation: Explanation, plan: Plan): string {
  const published = planDocument(plan);
  const document = {
    schema: 'patchledger.explanation/v1',
    asOf: published.asOf,
    asset: explanation.asset.name,
    assetAt: explanation.assetAt,
    verdict: explanation.verdict ?? null,
    facts: Object.fromEntries(Object.entries(explanation.asset.facts).map(([name, value]) => [name, value ?? null])),
    subject: explanation.subject ?? null,
    requirements: explanation.requirements.map((explained) => ({
      ...published.requirements.find(({ id }) => id === explained.requirement.id),
      ...evidenceOf(explained, published),
    })),
    settled: explanation.settled.map(({ component, findings }) => ({ component, findings: findings.map(findingJson) })),
    unwatched: explanation.unwatched,
    stated: explanation.stated.map(statedJson),
    ...surroundingsJson(explanation),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Null where the asset is in none. */
function surroundingsJson({ surroundings: { cluster, rollout, activations } }: Explanation) {
  const instant = (at: Instant | undefined): string | null => (at === undefined ? null : formatInstant(at));
  return {
    cluster: cluster === undefined ? null : { ...clusterJson(cluster.plan), ownCoverage: cluster.coverage ?? null },
    rollout:
      rollout === undefined
        ? null
        : {
            ...rollout,
            paused: rollout.paused ? { until: instant(rollout.paused.until), reason: rollout.paused.reason } : null,
            results: rollout.results.map(({ endedAt, soakMs, ...result }) => ({
              ...result,
              endedAt: instant(endedAt),
              soakMinutes: soakMs / 60_000,
            })),
          },
    activations: activations.map(activationJson),
  };
}

function evidenceOf(explained: ExplainedRequirement, published: ReturnType<typeof planDocument>) {
  const visit = explained.visit && published.visits.find(({ id }) => id === explained.visit?.id);
  return {
    findings: explained.requirement.findings.map((finding) => ({
      ...knownJson(explained.known.get(finding.advisory)),
      ...findingJson(finding),
    })),
    refusedTargets: [
      ...(explained.assessment?.refusedTargets ?? []),
      ...(explained.requirement.release?.refused ?? []).map(({ version, because }) => ({ version, because })),
    ],
    visitDetails: visit === undefined ? null : { ...visit, refused: refusedOf(explained) },
    unplaced: explained.unplaced ?? null,
    whatIf: explained.whatIf.map(({ due, from, to, rule, advisories, ...rest }) => ({
      ...rest,
      advisories: advisories ?? null,
      from: from ?? null,
      to: to ?? null,
      rule: rule ?? null,
      due: due === undefined ? null : formatInstant(due),
    })),
  };
}

const knownJson = (known: KnownFinding | undefined) => ({
  id: known?.id ?? null,
  opened: known?.opened === undefined ? null : { at: formatInstant(known.opened.at), record: known.opened.record },
});

const refusedOf = ({ visit }: ExplainedRequirement) =>
  (visit?.refused ?? []).map((slot) => ({ ...slot, start: formatInstant(slot.start) }));

function findingJson(finding: ComponentFinding) {
  const facts = Object.entries(finding.facts).map(([name, fact]) => [
    name,
    { value: fact.value ?? null, source: fact.source, at: fact.at === undefined ? null : formatInstant(fact.at) },
  ]);
  return {
    advisory: finding.advisory,
    status: finding.status,
    documents: finding.documents.map(({ id }) => id),
    evidence: finding.evidence,
    facts: Object.fromEntries(facts),
  };
}

function statedJson({ component, within, statement }: StatedComponent): unknown {
  const { source, ids, status, justification, impactStatement, actionStatement, statedAt } = statement;
  return {
    component: { ecosystem: component.ecosystem, name: component.name, version: component.version },
    within: within ?? null,
    ids,
    status,
    justification: justification ?? null,
    impactStatement: impactStatement ?? null,
    actionStatement: actionStatement ?? null,
    statedAt: statedAt === undefined ? null : formatInstant(statedAt),
    source: { format: source.format, document: source.document, author: source.author ?? null, file: source.file },
  };
}
