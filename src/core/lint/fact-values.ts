import { severityLevels } from '../../model/advisory.ts';
import type {
  AssetType,
  Classification,
  ComponentClass,
  Criticality,
  DataClassification,
  Environment,
  Exposure,
  HumanImpact,
  ImpactLevel,
  Jump,
} from '../../model/generated/common.ts';
import type { Condition } from '../../model/policy.ts';

type FactKey = Condition['fact'];

/** Writing the values as keys makes a value that is missing a compile error. */
const all = <Value extends string>(values: Readonly<Record<Value, true>>): readonly Value[] =>
  Object.keys(values) as Value[];

const truths = [true, false] as const;

/** Every value that a fact with a closed list of values can have, in the order in which people list them. */
const closedLists: ReadonlyMap<FactKey, readonly (string | boolean)[]> = new Map<
  FactKey,
  readonly (string | boolean)[]
>([
  ['severity', severityLevels],
  ['kev', truths],
  ['ransomware', truths],
  ['exploitation', all<'none' | 'poc' | 'active'>({ none: true, poc: true, active: true })],
  ['automatable', truths],
  ['technicalImpact', all<'partial' | 'total'>({ partial: true, total: true })],
  ['fixAvailable', truths],
  [
    'classification',
    all<Classification>({
      security: true,
      bugfix: true,
      enhancement: true,
      feature: true,
      firmware: true,
      driver: true,
      definition: true,
    }),
  ],
  [
    'class',
    all<ComponentClass>({
      'operating-system': true,
      kernel: true,
      runtime: true,
      library: true,
      application: true,
      'online-service': true,
      database: true,
      browser: true,
      'browser-extension': true,
      office: true,
      email: true,
      pdf: true,
      'security-product': true,
      driver: true,
      firmware: true,
      'ledger-client': true,
      other: true,
    }),
  ],
  ['jump', all<Jump>({ patch: true, minor: true, major: true, stream: true, prerelease: true })],
  ['activation', truths],
  [
    'type',
    all<AssetType>({
      server: true,
      workstation: true,
      'container-image': true,
      'network-device': true,
      'embedded-system': true,
      application: true,
      'ledger-node': true,
    }),
  ],
  ['environment', all<Environment>({ production: true, staging: true, test: true, development: true })],
  ['criticality', all<Criticality>({ 'mission-critical': true, high: true, medium: true, low: true })],
  [
    'dataClassification',
    all<DataClassification>({ restricted: true, confidential: true, internal: true, public: true }),
  ],
  ['exposure', all<Exposure>({ internet: true, internal: true, isolated: true })],
  ['supportEnded', truths],
  ['humanImpact', all<HumanImpact>({ 'very-high': true, high: true, medium: true, low: true })],
  ['impactLevel', all<ImpactLevel>({ high: true, moderate: true, low: true })],
]);

/** How finely a number is stated, and its limits; between two neighbours there is nothing. */
export interface NumberScale {
  readonly least: number;
  readonly most: number;
  /** Steps to one; a whole number, so that steps are counted exactly. */
  readonly stepsPerUnit: number;
}

const scales: ReadonlyMap<FactKey, NumberScale> = new Map<FactKey, NumberScale>([
  ['cvss', { least: 0, most: 10, stepsPerUnit: 10 }],
  ['epss', { least: 0, most: 1, stepsPerUnit: 100_000 }],
  ['ageDays', { least: 0, most: Number.POSITIVE_INFINITY, stepsPerUnit: 1 }],
]);

/** What kind of values a fact has. `text` takes any, patterns included; `label` any, and none at all. */
export type FactKind =
  | { readonly kind: 'closed'; readonly values: readonly (string | boolean)[] }
  | { readonly kind: 'number'; readonly scale: NumberScale }
  | { readonly kind: 'day' | 'text' | 'label' };

/** The kind of a fact. */
export function factKind(fact: FactKey): FactKind {
  const values = closedLists.get(fact);
  if (values !== undefined) return { kind: 'closed', values };
  const scale = scales.get(fact);
  if (scale !== undefined) return { kind: 'number', scale };
  if (fact.startsWith('labels.')) return { kind: 'label' };
  return { kind: fact === 'kevDueDate' ? 'day' : 'text' };
}

const alwaysKnown: ReadonlySet<FactKey> = new Set<FactKey>(['ecosystem', 'package', 'classification']);

/** Can it be unknown? A component has its names, and an update that ends a finding is a security update. */
export function canBeUnknown(fact: FactKey): boolean {
  return !alwaysKnown.has(fact);
}
