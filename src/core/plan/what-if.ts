import type { Asset } from '../../model/asset.ts';
import type { WhatIf } from '../../model/explanation.ts';
import type { ComponentAssessment, FindingFacts } from '../../model/finding.ts';
import type { FactValue, Requirement, SharedRequirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { requirementKey } from '../ledger/identity.ts';
import type { InstalledComponent } from '../prioritise/prepare.ts';
import { prioritise } from '../prioritise/prioritise.ts';
import type { Decision } from './decision.ts';
import { type Choice, choicesFor } from './what-if-choices.ts';

/**
 * What would change the outcome of a requirement: for every fact that could, each other value is decided by the same
 * evaluator from the same inputs, ledger and all, and those that end in another due or priority are told. Of numbers the
 * nearest that leads to an outcome stands for all that do.
 */
export function whatWouldChange(decision: Decision, asset: Asset, requirement: Requirement): readonly WhatIf[] {
  const { requiring } = decision;
  const installed = installedAs(decision, asset, requirement);
  if (installed === undefined) return [];
  const here: Subject = { asset, installed };
  const cases = choicesFor(requiring, asset, requirement).flatMap((choice) =>
    choice.to.map((to) => ({ choice, to, subject: changed(here, choice, to, requiring.asOf) })),
  );
  const [now, ...others] = decideAll(decision, [here, ...cases.map(({ subject }) => subject)]);
  if (now === undefined) return [];
  const told = cases.flatMap(({ choice, to }, index): Told[] => {
    const other = others[index];
    if (other === undefined || (other.due === now.due && other.priority === now.priority)) return [];
    return [{ choice, whatIf: outcomeOf(choice, to, other, requirement) }];
  });
  return told.filter((one) => isNearest(one, told)).map(({ whatIf }) => whatIf);
}

/** An asset and the one component on it that is asked about. */
interface Subject {
  readonly asset: Asset;
  readonly installed: InstalledComponent;
}

interface Told {
  readonly choice: Choice;
  readonly whatIf: WhatIf;
}

function installedAs(
  { requiring }: Decision,
  asset: Asset,
  { component: { ecosystem, name, path } }: Requirement,
): InstalledComponent | undefined {
  const key = requirementKey(ecosystem, name, path);
  return requiring
    .installedOn(asset)
    .find(({ component }) => requirementKey(component.ecosystem, component.name, component.path) === key);
}

/** Decides every subject as if it were an asset of its own; they share all that deciding takes. */
function decideAll({ requiring }: Decision, subjects: readonly Subject[]): readonly (SharedRequirement | undefined)[] {
  const assets = subjects.map(({ asset }) => ({ ...asset }));
  const installed = new Map(subjects.map((subject, index) => [assets[index], [subject.installed]]));
  const { value: book } = prioritise({
    ...requiring,
    estate: { ...requiring.estate, assets },
    installedOn: (asset) => installed.get(asset) ?? [],
  });
  return book.sets.map(({ requirements }) => requirements[0]);
}

function changed({ asset, installed }: Subject, choice: Choice, to: FactValue, asOf: Instant): Subject {
  switch (choice.of) {
    case 'asset':
      return { asset: withFact(asset, choice.fact, to), installed };
    case 'component': {
      const component = { ...installed.component, class: to as InstalledComponent['component']['class'] };
      return { asset, installed: { ...installed, component } };
    }
    case 'findings': {
      const names = new Set(choice.findings.map(({ advisory }) => advisory));
      const facts = factsWith(choice.fact, to, asOf);
      return { asset, installed: { ...installed, assessment: withFacts(installed.assessment, names, facts) } };
    }
  }
}

function withFact(asset: Asset, name: string, value: FactValue): Asset {
  if (!name.startsWith('labels.')) return { ...asset, facts: { ...asset.facts, [name]: value } };
  const key = name.slice('labels.'.length);
  const { [key]: _before, ...labels } = asset.facts.labels;
  const stated = value === undefined ? labels : { ...labels, [key]: String(value) };
  return { ...asset, facts: { ...asset.facts, labels: stated } };
}

const dayMs = 86_400_000;

/**
 * The fact, and what goes with it: a flaw that just became known to be exploited has an entry of today, which says
 * nothing of its due day yet, and one that is not known to be exploited has no entry at all.
 */
function factsWith(name: string, value: FactValue, asOf: Instant): Partial<FindingFacts> {
  const source = 'what if';
  const fact = { [name]: { value, source } };
  if (name !== 'kev') return fact;
  const nothing = { value: undefined, source };
  const entry = value === true ? ((Math.floor(asOf / dayMs) * dayMs) as Instant) : undefined;
  return {
    ...fact,
    kevAddedAt: { value: entry, source },
    kevDueDate: nothing,
    ransomware: value === true ? nothing : { value: false, source },
  };
}

function withFacts(
  assessment: ComponentAssessment,
  advisories: ReadonlySet<string>,
  facts: Partial<FindingFacts>,
): ComponentAssessment {
  const findings = assessment.findings.map((finding) =>
    advisories.has(finding.advisory) ? { ...finding, facts: { ...finding.facts, ...facts } } : finding,
  );
  return { ...assessment, findings };
}

function outcomeOf(choice: Choice, to: FactValue, other: SharedRequirement, { findings }: Requirement): WhatIf {
  const { due, priority, boundBy, obligations } = other;
  const binding = boundBy.due ?? boundBy.priority;
  const isOfSome = choice.of === 'findings' && choice.findings.length < findings.length;
  return {
    fact: choice.fact,
    advisories: isOfSome ? choice.findings.map(({ advisory }) => advisory) : undefined,
    from: choice.from,
    to,
    priority,
    due,
    rule: binding && `${binding.policy}/${binding.rule}`,
    awaitsKevDueDate:
      choice.fact === 'kev' &&
      obligations.some(({ within, due: own }) => within === 'kev-due-date' && own === undefined),
  };
}

/** Is there no number of the same outcome that lies nearer to the one at hand? Every word stands for itself. */
function isNearest({ choice, whatIf }: Told, told: readonly Told[]): boolean {
  const { to, from, due, priority, rule } = whatIf;
  if (typeof to !== 'number') return true;
  const distance = (one: FactValue): number => Math.abs(Number(one) - (typeof from === 'number' ? from : 0));
  return told.every(
    ({ choice: other, whatIf: one }) =>
      other !== choice ||
      one.due !== due ||
      one.priority !== priority ||
      one.rule !== rule ||
      distance(one.to) >= distance(to),
  );
}
