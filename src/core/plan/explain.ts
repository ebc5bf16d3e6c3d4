import type { Asset, Component } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { ExplainedRequirement, Explanation } from '../../model/explanation.ts';
import type { ComponentAssessment } from '../../model/finding.ts';
import type { Plan } from '../../model/plan.ts';
import type { Requirement } from '../../model/requirement.ts';
import type { Locate } from '../../model/source.ts';
import { componentKey } from '../assess/component-key.ts';
import { unwatchedAmong } from '../assess/unwatched.ts';
import { assetFinder } from '../estate/asset-names.ts';
import { selects } from '../estate/select.ts';
import { knownFindings } from '../ledger/known-findings.ts';
import { type Statement, vexStatements, withStatements } from '../prioritise/vex.ts';
import { statedAbout } from '../vex/stated.ts';
import type { Decision } from './decision.ts';
import { surroundingsOf } from './surroundings.ts';
import { whatWouldChange } from './what-if.ts';

/**
 * The derivation of everything about an asset, or about the components and advisories that a subject names
 * (a component's name, a document id, a CVE, or the id of a requirement or finding). `undefined` when there is no such asset.
 */
export function explain(
  decision: Decision,
  assetName: string,
  subject: string | undefined,
  locate: Locate,
): Explanation | undefined {
  const { plan, estate } = decision;
  const asset = assetFinder(estate.assets)(assetName);
  if (asset === undefined) return undefined;
  const components = componentsOf(estate, asset);
  const requirements = plan.requirements.filter(
    (requirement) => requirement.asset === asset.name && concerns(requirement, subject, { asset, decision }),
  );
  return {
    asset,
    assetAt: `${asset.origin.file}:${locate(asset.origin, asset.pointer)?.start.line ?? 1}`,
    verdict: plan.verdicts.find((verdict) => verdict.asset === asset.name),
    subject,
    requirements: requirements.map((requirement) => explained(decision, asset, requirement)),
    settled: settledOf(decision, asset, requirements, subject),
    components: components.length,
    unwatched: unwatchedOf(plan, components),
    stated: statedAbout(components, estate.catalog.statements ?? [], subject),
    surroundings: surroundingsOf(decision, asset, requirements, locate),
  };
}

function componentsOf(estate: Estate, asset: Asset): readonly Component[] {
  return asset.componentSets.flatMap((digest) => estate.componentSets.get(digest)?.components ?? []);
}

function concerns(
  requirement: Requirement,
  subject: string | undefined,
  { asset, decision }: { readonly asset: Asset; readonly decision: Decision },
): boolean {
  if (subject === undefined || requirement.id === subject || requirement.component.name === subject) return true;
  if (subject.startsWith('F-')) {
    return [...knownFindings(asset, requirement, decision.ledger).values()].some(({ id }) => id === subject);
  }
  return requirement.findings.some((finding) => findingNames(finding).includes(subject));
}

const findingNames = (finding: ComponentAssessment['findings'][number]): readonly string[] => [
  finding.advisory,
  ...finding.cves,
  ...finding.documents.flatMap((document) => [document.id, ...document.aliases]),
];

function explained(decision: Decision, asset: Asset, requirement: Requirement): ExplainedRequirement {
  const { plan, assessments, ledger } = decision;
  return {
    whatIf: whatWouldChange(decision, asset, requirement),
    requirement,
    known: knownFindings(asset, requirement, ledger),
    assessment: assessments.get(componentKey(requirement.component)),
    visit: plan.schedule.visits.find((visit) => visit.requirements.includes(requirement.id)),
    unplaced: plan.schedule.unplaced.find((entry) => entry.requirements.includes(requirement.id))?.reason.text,
  };
}

/** Assessed components without a requirement: fixed, not affected, or assessed away. */
function settledOf(
  { assessments, estate }: Decision,
  asset: Asset,
  requirements: readonly Requirement[],
  subject: string | undefined,
): readonly ComponentAssessment[] {
  const required = new Set(requirements.map((requirement) => componentKey(requirement.component)));
  const statements = statementsAbout(asset, estate);
  const settled = new Map<string, ComponentAssessment>();
  for (const component of componentsOf(estate, asset)) {
    const key = componentKey(component);
    const assessment = assessments.get(key);
    if (assessment === undefined || required.has(key) || assessment.findings.length === 0) continue;
    const isAsked =
      subject === undefined ||
      component.name === subject ||
      assessment.findings.some((finding) => findingNames(finding).includes(subject));
    if (isAsked) settled.set(key, asStated(assessment, statements));
  }
  return [...settled.keys()].sort().map((key) => settled.get(key) as ComponentAssessment);
}

const statementsAbout = (asset: Asset, estate: Estate): readonly Statement[] =>
  vexStatements(estate).value.filter(({ spec }) => selects(spec.selector, asset, estate.componentSets));

/** An assessment with the VEX statements of the estate, as the decision read it. */
function asStated(assessment: ComponentAssessment, statements: readonly Statement[]): ComponentAssessment {
  const findings = assessment.findings.map((finding) => withStatements(finding, assessment.component, statements));
  return { ...assessment, findings };
}

function unwatchedOf(plan: Plan, components: readonly Component[]): Explanation['unwatched'] {
  return plan.summary.unwatched
    .map((gap) => ({ ecosystem: gap.ecosystem, components: components.filter(unwatchedAmong([gap])).length }))
    .filter((gap) => gap.components > 0);
}
