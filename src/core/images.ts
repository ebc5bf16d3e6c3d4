import type { Asset, Component } from '../model/asset.ts';
import type { Estate } from '../model/estate.ts';
import type { ComponentAssessment, ComponentFinding } from '../model/finding.ts';
import { componentKey } from './assess/component-key.ts';
import { type InstalledPackage, installedPackages } from './assess/installed.ts';
import { componentTable } from './assess/lookup.ts';
import { combineVersions } from './prioritise/combine.ts';
import type { InstalledComponent } from './prioritise/prepare.ts';

/** What assets carry with its judgement. Assets of one image share every answer: each image is read once. */
export interface Images {
  readonly componentsOf: (asset: Asset) => readonly Component[];
  readonly assessmentsOf: (asset: Asset) => readonly ComponentAssessment[];
  /**
   * Packages that may ask for something, one entry each, with the judgement of the version that leads it. A package of
   * which nothing is affected or unknown is left out, unless `reopens` says that a statement changes one of its findings.
   */
  readonly installedOn: (asset: Asset) => readonly InstalledComponent[];
}

/** Reads the images of an estate. */
export function imagesOf(
  estate: Estate,
  assessments: ReadonlyMap<string, ComponentAssessment>,
  reopens: (finding: ComponentFinding) => boolean,
): Images {
  const assessmentOf = lookup(assessments);
  const read = (installed: InstalledPackage): readonly InstalledComponent[] => {
    const assessment = assessmentOf(installed.lead);
    if (assessment === undefined) return [];
    const others = installed.counted.flatMap((one) => (one === installed.lead ? [] : (assessmentOf(one) ?? [])));
    const combined = combineVersions(assessment, others);
    return [{ component: installed.lead, assessment: combined, pendingReboot: installed.pendingReboot !== undefined }];
  };
  const componentsOf = oncePerImage((asset) => {
    const lists = asset.componentSets.flatMap((digest) => estate.componentSets.get(digest) ?? []);
    return lists.length === 1 && lists[0] ? lists[0].components : lists.flatMap(({ components }) => components);
  });
  const assessmentsOf = oncePerImage((asset) => componentsOf(asset).flatMap((one) => assessmentOf(one) ?? []));
  const isLoud = attention(reopens);
  const installedOn = oncePerImage((asset) => {
    const components = componentsOf(asset);
    const assessed = assessmentsOf(asset);
    // Assessments stand in the order of their components where each has one.
    const loud = components.filter((one, at) => {
      const assessment = assessed.length === components.length ? assessed[at] : assessmentOf(one);
      return assessment !== undefined && isLoud(assessment);
    });
    return installedPackages(components, assessmentOf, loud).flatMap((one) => read(one));
  });
  return { componentsOf, assessmentsOf, installedOn };
}

type AssessmentOf = (component: Component) => ComponentAssessment | undefined;

function lookup(assessments: ReadonlyMap<string, ComponentAssessment>): AssessmentOf {
  const table = componentTable<ComponentAssessment>();
  return (component) => {
    const known = table.get(component);
    if (known !== undefined) return known;
    const assessment = assessments.get(componentKey(component));
    if (assessment !== undefined) table.set(component, assessment);
    return assessment;
  };
}

function attention(reopens: (finding: ComponentFinding) => boolean): (assessment: ComponentAssessment) => boolean {
  const known = new Map<ComponentAssessment, boolean>();
  const isLoud = (finding: ComponentFinding): boolean =>
    (finding.status !== 'fixed' && finding.status !== 'not-affected') || reopens(finding);
  return (assessment) => {
    const answer = known.get(assessment) ?? assessment.findings.some(isLoud);
    known.set(assessment, answer);
    return answer;
  };
}

function oncePerImage<T>(answer: (asset: Asset) => T): (asset: Asset) => T {
  const known = new Map<string, T>();
  return (asset) => {
    const [first = ''] = asset.componentSets;
    const key = asset.componentSets.length > 1 ? asset.componentSets.join(' ') : first;
    const before = known.get(key);
    if (before !== undefined) return before;
    const now = answer(asset);
    known.set(key, now);
    return now;
  };
}
