import type { AssetFacts, Component } from '../../model/asset.ts';
import type { ComponentFinding, Fact, Jump } from '../../model/finding.ts';
import type { Condition } from '../../model/policy.ts';
import { type FactName, type FactValue, factNames, type UsedFact } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { FactLookup } from './condition.ts';
import type { VendorPatch } from './patches.ts';

const dayMs = 86_400_000;

/** What the facts of one decision are about: a finding of a component on an asset, and the update that would end it. */
export interface FactSubject {
  readonly finding: ComponentFinding;
  readonly component: Component;
  readonly jump: Jump | undefined;
  /** The vendor's release that is the target, when the catalogue describes it. */
  readonly patch: VendorPatch | undefined;
  readonly asset: AssetFacts;
  /** The file in which people describe the asset. */
  readonly assetSource: string;
  readonly asOf: Instant;
}

/** All facts of a decision, each with its source and date. What is not known has the value `undefined`. */
export function factsOf(subject: FactSubject): FactLookup {
  const seen = new Map<string, UsedFact>();
  return (name) => {
    const known = seen.get(name);
    if (known) return known;
    const fact = isLabel(name) ? labelFact(subject, name) : factOf(subject, name);
    seen.set(name, fact);
    return fact;
  };
}

/**
 * Fills unknown facts with the values a policy assumes. Each filled fact says so; `{known: true}` then holds,
 * because an assumption is the policy's own answer to what is not known.
 */
export function assuming(
  lookup: FactLookup,
  assume: ReadonlyMap<string, string | number | boolean>,
  policy: string,
): FactLookup {
  if (assume.size === 0) return lookup;
  return (name) => {
    const fact = lookup(name);
    const value = assume.get(name);
    if (fact.value !== undefined || value === undefined) return fact;
    return { name, value, source: `assumed by policy ${policy}`, assumed: true };
  };
}

function isLabel(name: Condition['fact']): name is `labels.${string}` {
  return name.startsWith('labels.');
}

function labelFact({ asset, assetSource }: FactSubject, name: `labels.${string}`): UsedFact {
  const key = name.slice('labels.'.length);
  return stated(name, Object.hasOwn(asset.labels, key) ? asset.labels[key] : undefined, assetSource);
}

function factOf(subject: FactSubject, name: FactName): UsedFact {
  const { finding, component, patch, asset, assetSource } = subject;
  switch (name) {
    case 'ageDays':
      return ageOf(subject);
    case 'classification':
      // The update ends a finding, so unless the vendor says otherwise it is a security update.
      return patch?.classification === undefined
        ? stated(name, 'security', finding.advisory)
        : stated(name, patch.classification, patch.origin.file);
    case 'ecosystem':
      return stated(name, component.ecosystem, assetSource);
    case 'package':
      return stated(name, component.name, assetSource);
    case 'class':
      return stated(name, component.class, assetSource);
    case 'jump':
      return stated(name, subject.jump, 'installed version and target');
    case 'activation':
      return stated(
        name,
        patch && patch.activation !== undefined,
        patch?.origin.file ?? 'no Patch describes the target',
      );
    default:
      return isAssetFact(name) ? stated(name, asset[name], assetSource) : published(name, finding.facts[name]);
  }
}

function ageOf({ finding, asOf }: FactSubject): UsedFact {
  const { value, source, at } = finding.facts.published;
  const days = value === undefined ? undefined : Math.max(0, Math.floor((asOf - value) / dayMs));
  return { name: 'ageDays', value: days, source, at: at ?? value, assumed: false };
}

function published(name: string, { value, source, at }: Fact<string | number | boolean>): UsedFact {
  return at === undefined ? stated(name, value, source) : { name, value, source, at, assumed: false };
}

function stated(name: string, value: FactValue, source: string): UsedFact {
  return { name, value, source, assumed: false };
}

const assetFacts = [
  'type',
  'environment',
  'criticality',
  'dataClassification',
  'exposure',
  'supportEnded',
  'humanImpact',
  'impactLevel',
] as const satisfies readonly (keyof AssetFacts)[];

/** Is this a fact that people state of the asset? Its labels are the others. */
export function isAssetFact(name: string): name is (typeof assetFacts)[number] {
  return (assetFacts as readonly string[]).includes(name);
}

/** Is this the name of a fact that a rule may ask for? */
export function isFactName(name: string): name is FactName {
  return (factNames as readonly string[]).includes(name);
}
