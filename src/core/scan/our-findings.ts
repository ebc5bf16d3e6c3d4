import { compareText } from '../../ecosystems/parts/digits.ts';
import type { Asset, Component } from '../../model/asset.ts';
import type { ComponentFinding } from '../../model/finding.ts';
import type { Requirement } from '../../model/requirement.ts';
import { componentKey } from '../assess/component-key.ts';
import { packageKey } from '../assess/package-index.ts';
import { selects } from '../estate/select.ts';
import type { Decision } from '../plan/decision.ts';
import { isOpenFinding, vexStatements, withStatements } from '../prioritise/vex.ts';

/** One finding of the decision on one asset. */
export interface OurFinding {
  readonly component: Component;
  /** With the estate's VEX statements applied. */
  readonly finding: ComponentFinding;
  readonly requirement: Requirement | undefined;
  /** Does it count: is something asked for, and no exception covers it? */
  readonly isOpen: boolean;
  /** The exception that covers it. */
  readonly exception: string | undefined;
  /** The Assessment that changed its status. */
  readonly assessment: string | undefined;
}

/** What the decision holds of one asset. */
export interface OurAsset {
  readonly asset: Asset;
  readonly components: readonly Component[];
  readonly findings: readonly OurFinding[];
  /** By every id that names the finding's advisory. */
  readonly byId: ReadonlyMap<string, readonly OurFinding[]>;
}

/** Reads what the decision holds of assets, each on first use. */
export function ourFindings(decision: Decision): (asset: Asset) => OurAsset {
  const required = requirementsByAsset(decision);
  const statements = vexStatements(decision.estate).value;
  const { componentSets } = decision.estate;
  const known = new Map<string, OurAsset>();
  const read = (asset: Asset): OurAsset => {
    const components = componentsOf(decision, asset);
    const about = statements.filter(({ spec }) => selects(spec.selector, asset, componentSets));
    const requirements = required.get(asset.name) ?? new Map<string, Requirement>();
    const findings = components.flatMap((component) =>
      (decision.assessments.get(componentKey(component))?.findings ?? []).map((judged): OurFinding => {
        const finding = withStatements(judged, component, about);
        const requirement = requirements.get(packageKey(component.ecosystem, component.name));
        const assessment = finding.status === judged.status ? undefined : finding.evidence.at(-1)?.document;
        return { component, finding, requirement, assessment, ...standing(finding, requirement) };
      }),
    );
    return { asset, components, findings, byId: byId(findings) };
  };
  return (asset) => {
    const found = known.get(asset.name) ?? read(asset);
    known.set(asset.name, found);
    return found;
  };
}

/** Every id that names an advisory: documents, aliases, and the CVEs whose facts it carries. */
export function namesOf(finding: ComponentFinding): readonly string[] {
  const documents = finding.documents.flatMap(({ id, aliases }) => [id, ...aliases]);
  return [...new Set([finding.advisory, ...finding.cves, ...documents])].sort(compareText);
}

function standing(
  finding: ComponentFinding,
  requirement: Requirement | undefined,
): Pick<OurFinding, 'isOpen' | 'exception'> {
  const exception = requirement?.covered?.get(finding.advisory) ?? requirement?.exception?.name;
  const isRequired = requirement?.findings.some(({ advisory }) => advisory === finding.advisory) === true;
  return { isOpen: isOpenFinding(finding) && isRequired && exception === undefined, exception };
}

function requirementsByAsset({ plan }: Decision): ReadonlyMap<string, ReadonlyMap<string, Requirement>> {
  const assets = new Map<string, Map<string, Requirement>>();
  for (const requirement of plan.requirements) {
    const { ecosystem, name } = requirement.component;
    const ofAsset = assets.get(requirement.asset) ?? new Map<string, Requirement>();
    ofAsset.set(packageKey(ecosystem, name), requirement);
    assets.set(requirement.asset, ofAsset);
  }
  return assets;
}

/** Copies of one version are one component here: scanners name paths in ways of their own. */
function componentsOf({ estate }: Decision, asset: Asset): readonly Component[] {
  const all = asset.componentSets.flatMap((digest) => estate.componentSets.get(digest)?.components ?? []);
  return [...new Map(all.map((component) => [componentKey(component), component] as const)).values()];
}

function byId(findings: readonly OurFinding[]): ReadonlyMap<string, readonly OurFinding[]> {
  const index = new Map<string, OurFinding[]>();
  for (const one of findings) {
    for (const id of namesOf(one.finding)) {
      const list = index.get(id);
      if (list) list.push(one);
      else index.set(id, [one]);
    }
  }
  return index;
}
