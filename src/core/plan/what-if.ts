import type { SeverityLevel } from '../../model/advisory.ts';
import type { Asset, AssetFacts } from '../../model/asset.ts';
import type { WhatIf } from '../../model/explanation.ts';
import type { ComponentAssessment, FindingFacts } from '../../model/finding.ts';
import type { FactValue, Requirement } from '../../model/requirement.ts';
import { approvedExceptions } from '../prioritise/approval.ts';
import type { InstalledComponent } from '../prioritise/prepare.ts';
import { prioritise } from '../prioritise/prioritise.ts';
import { policyTables } from '../prioritise/table.ts';
import type { Decision } from './decision.ts';

/** Facts of the asset that people set, and the words they may set them to. */
const assetChoices = {
  exposure: ['internet', 'internal', 'isolated'],
  criticality: ['mission-critical', 'high', 'medium', 'low'],
  environment: ['production', 'staging', 'test', 'development'],
  dataClassification: ['restricted', 'confidential', 'internal', 'public'],
} as const satisfies { readonly [Name in keyof AssetFacts]?: readonly string[] };

/** Facts of the findings that may become known, or turn out otherwise. */
const findingChoices = {
  kev: [true, false],
  severity: ['critical', 'high', 'medium', 'low'] satisfies SeverityLevel[],
  exploitation: ['active', 'poc', 'none'],
  automatable: [true, false],
  technicalImpact: ['total', 'partial'],
  ransomware: [true, false],
} as const satisfies { readonly [Name in keyof FindingFacts]?: readonly FactValue[] };

/**
 * What would change the outcome of a requirement: for every fact that its obligations rest on, each other value is
 * decided by the same evaluator, and the ones that end in another due or priority are told. Both sides leave the ledger
 * out: the question is what the rules say, not what was promised before.
 */
export function whatWouldChange(decision: Decision, asset: Asset, requirement: Requirement): readonly WhatIf[] {
  const assessment = assessmentOf(decision, requirement);
  if (assessment === undefined) return [];
  const ask = asking(decision, requirement);
  const now = ask(asset, assessment);
  if (now === undefined) return [];
  const rested = new Set(requirement.obligations.flatMap(({ facts }) => facts.map(({ name }) => name)));
  const ofAsset = Object.entries(assetChoices).flatMap(([name, values]) => {
    const from = asset.facts[name as keyof typeof assetChoices];
    return values.map((to) => ({ name, from, to, decide: () => ask(withFact(asset, name, to), assessment) }));
  });
  const ofFindings = Object.entries(findingChoices).flatMap(([name, values]) => {
    const from = sharedValue(requirement, name as keyof typeof findingChoices);
    return values.map((to) => ({
      name,
      from,
      to,
      decide: () => ask(asset, withFindingFact(assessment, name, to, decision)),
    }));
  });
  return [...ofAsset, ...ofFindings].flatMap(({ name, from, to, decide }): WhatIf[] => {
    if (!rested.has(name) || from === to) return [];
    const other = decide();
    if (other === undefined || (other.due === now.due && other.priority === now.priority)) return [];
    const binding = other.boundBy.due ?? other.boundBy.priority;
    const rule = binding && `${binding.policy}/${binding.rule}`;
    return [{ fact: name, from, to, priority: other.priority, due: other.due, rule }];
  });
}

/** The assessment that the requirement's own findings make, so that statements and exceptions stay as they are. */
function assessmentOf({ assessments }: Decision, { component, target }: Requirement): ComponentAssessment | undefined {
  for (const assessment of assessments.values()) {
    const { ecosystem, name, version } = assessment.component;
    const isSame = ecosystem === component.ecosystem && name === component.name && version === component.version;
    if (isSame && assessment.target === target) return assessment;
  }
  return undefined;
}

type Ask = (asset: Asset, assessment: ComponentAssessment) => Requirement | undefined;

/** Decides one component on one asset with the policies, exceptions and statements of the estate. */
function asking({ estate, plan }: Decision, { component, state }: Requirement): Ask {
  const tables = policyTables(estate).value;
  const exceptions = approvedExceptions(estate);
  return (asset, assessment) => {
    const installed: InstalledComponent = { component, assessment, pendingReboot: state === 'pending-reboot' };
    const { value } = prioritise({
      estate: { ...estate, assets: [asset] },
      installedOn: () => [installed],
      tables,
      approvedExceptions: exceptions,
      asOf: plan.asOf,
    });
    return value.all()[0];
  };
}

const withFact = (asset: Asset, name: string, value: string): Asset => ({
  ...asset,
  facts: { ...asset.facts, [name]: value },
});

function withFindingFact(
  assessment: ComponentAssessment,
  name: string,
  value: FactValue,
  { plan }: Decision,
): ComponentAssessment {
  const source = 'what if';
  // Had a flaw just become known to be exploited, its entry would be of today.
  const added = name === 'kev' && value === true ? { kevAddedAt: { value: plan.asOf, source } } : {};
  const findings = assessment.findings.map((finding) => {
    if (finding.status !== 'affected') return finding;
    return { ...finding, facts: { ...finding.facts, [name]: { value, source }, ...added } };
  });
  return { ...assessment, findings };
}

/** The value all findings agree on; `undefined` where none is known or they differ. */
function sharedValue({ findings }: Requirement, name: keyof typeof findingChoices): FactValue {
  const values = new Set(findings.map(({ facts }) => facts[name].value));
  return values.size === 1 ? [...values][0] : undefined;
}
