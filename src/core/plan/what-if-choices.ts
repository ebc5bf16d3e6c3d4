import type { Asset } from '../../model/asset.ts';
import type { ComponentFinding } from '../../model/finding.ts';
import type { Selector } from '../../model/generated/common.ts';
import type { Condition, FactTest } from '../../model/policy.ts';
import type { FactValue, Requirement } from '../../model/requirement.ts';
import { selects } from '../estate/select.ts';
import { cellsOf } from '../lint/cells.ts';
import { factKind } from '../lint/fact-values.ts';
import type { PrioritiseInput } from '../prioritise/prioritise.ts';

type FactKey = Condition['fact'];

/** Facts that people state of an asset, its labels aside. */
const ofAsset = [
  'type',
  'exposure',
  'criticality',
  'environment',
  'dataClassification',
  'supportEnded',
  'humanImpact',
  'impactLevel',
] as const;

/** Facts of findings that may become known, or turn out otherwise. What follows from others, such as ages, is left out. */
const ofFinding = [
  'kev',
  'severity',
  'cvss',
  'epss',
  'exploitation',
  'automatable',
  'technicalImpact',
  'ransomware',
] as const;

/** Facts of an asset whose value could be another. */
export type AssetFactName = (typeof ofAsset)[number];
/** Facts of findings whose value could be another. */
export type FindingFactName = (typeof ofFinding)[number];

/** Something that could be otherwise, with every value that the policies can tell from the one it has. */
export type Choice = { readonly from: FactValue; readonly to: readonly FactValue[] } & (
  | { readonly of: 'asset'; readonly fact: AssetFactName | `labels.${string}` }
  | { readonly of: 'component'; readonly fact: 'class' }
  | {
      readonly of: 'findings';
      readonly fact: FindingFactName;
      /** Those of the requirement that share the value: one may become known to be exploited while another does not. */
      readonly findings: readonly ComponentFinding[];
    }
);

/**
 * Every fact that could change what is required: what the rules of the asset's policies ask for, whether or not a rule
 * that asks is the one that decides, and what selectors ask for, since another value may bring another policy into play.
 */
export function choicesFor(input: PrioritiseInput, asset: Asset, requirement: Requirement): readonly Choice[] {
  const { componentSets } = input.estate;
  const own = input.tables.filter(({ selectors }) => selectors.every((one) => selects(one, asset, componentSets)));
  const asked = new Map<FactKey, FactTest[]>();
  const ask = (fact: FactKey, test: FactTest): void => void asked.set(fact, [...(asked.get(fact) ?? []), test]);
  for (const { fact, test } of own.flatMap(({ table }) => table.rules).flatMap(({ when }) => when)) ask(fact, test);
  for (const { fact, values } of input.tables.flatMap(({ selectors }) => selectors.flatMap(askedBySelector))) {
    ask(fact, { kind: 'anyOf', values });
  }
  return [
    ...ofAsset.flatMap((fact) => assetChoice(fact, asset, asked)),
    ...[...asked.keys()].sort().flatMap((fact) => labelChoice(fact, asset, asked)),
    ...(asked.has('class') ? [{ of: 'component', fact: 'class', ...classChoice(requirement) } as const] : []),
    ...ofFinding.flatMap((fact) => findingChoices(fact, requirement, asked)),
  ];
}

type Asked = ReadonlyMap<FactKey, readonly FactTest[]>;

function assetChoice(fact: AssetFactName, asset: Asset, asked: Asked): readonly Choice[] {
  if (!asked.has(fact)) return [];
  const from = asset.facts[fact];
  return [{ of: 'asset', fact, from, to: closedValues(fact).filter((value) => value !== from) }];
}

function labelChoice(fact: FactKey, { facts: { labels } }: Asset, asked: Asked): readonly Choice[] {
  if (!isLabel(fact)) return [];
  const key = fact.slice('labels.'.length);
  const from = Object.hasOwn(labels, key) ? labels[key] : undefined;
  const named = (asked.get(fact) ?? []).flatMap((test) => (test.kind === 'anyOf' ? test.values.map(String) : []));
  const to = [...new Set<string | undefined>([...named.sort(), undefined])].filter((value) => value !== from);
  return [{ of: 'asset', fact, from, to }];
}

const isLabel = (fact: FactKey): fact is `labels.${string}` => fact.startsWith('labels.');

function classChoice({ component }: Requirement): Pick<Choice, 'from' | 'to'> {
  return { from: component.class, to: closedValues('class').filter((value) => value !== component.class) };
}

function findingChoices(fact: FindingFactName, { findings }: Requirement, asked: Asked): readonly Choice[] {
  const tests = asked.get(fact);
  if (tests === undefined) return [];
  if (fact === 'ransomware') return ransomwareChoice(findings);
  const values = [...new Set(findings.map(({ facts }) => facts[fact].value))];
  return values.map((from) => ({
    of: 'findings',
    fact,
    findings: findings.filter(({ facts }) => facts[fact].value === from),
    from,
    to: factKind(fact).kind === 'closed' ? closedValues(fact).filter((to) => to !== from) : numbersFor(fact, tests),
  }));
}

/** Only an entry of KEV says that ransomware uses a flaw, and none says that it does not. */
function ransomwareChoice(findings: readonly ComponentFinding[]): readonly Choice[] {
  const listed = findings.filter(({ facts }) => facts.kev.value === true && facts.ransomware.value !== true);
  const from = listed[0]?.facts.ransomware.value;
  return listed.length === 0 ? [] : [{ of: 'findings', fact: 'ransomware', findings: listed, from, to: [true] }];
}

/** One number for each that the rules can tell apart, in order. */
const numbersFor = (fact: FactKey, tests: readonly FactTest[]): readonly FactValue[] =>
  cellsOf(fact, tests).flatMap(({ value }) => (value === undefined ? [] : [value]));

function closedValues(fact: FactKey): readonly FactValue[] {
  const kind = factKind(fact);
  return kind.kind === 'closed' ? kind.values : [];
}

/** What a selector asks of an asset, and of its inner selectors. */
function askedBySelector(selector: Selector): readonly { readonly fact: FactKey; readonly values: string[] }[] {
  const { match = {}, labels = {}, not, anyOf = [] } = selector;
  const inner = [...(not === undefined ? [] : [not]), ...anyOf].flatMap(askedBySelector);
  const fields = Object.entries(match).flatMap(([field, value]) =>
    (ofAsset as readonly string[]).includes(field) ? [{ fact: field as AssetFactName, values: [value].flat() }] : [],
  );
  const byLabel = Object.entries(labels).map(([key, value]) => ({
    fact: `labels.${key}` as const,
    values: [value].flat(),
  }));
  return [...fields, ...byLabel, ...inner];
}
