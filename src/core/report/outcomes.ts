import { normaliseName } from '../../ecosystems/names.ts';
import type { Asset, Component } from '../../model/asset.ts';
import type { ReportTable } from '../../model/report.ts';
import type { RequirementSet } from '../../model/requirement.ts';
import { componentKey } from '../assess/component-key.ts';
import { unwatchedAmong } from '../assess/unwatched.ts';
import { oncePerImage } from '../images.ts';
import { numberCell, textCell } from './cells.ts';
import { componentsOn, type ReportInput } from './input.ts';
import { catalogueSource, inventorySource, observedSource } from './sources.ts';
import { populationOf, tableOf } from './table.ts';

/** What became of a component, in the order in which they are shown. Every component has exactly one outcome. */
const outcomes = [
  'required: a requirement stands for it',
  'affected without a requirement of its own: assessed away, or installed and not in effect',
  'fixed: advisories name its package, and its version has the fixes',
  'not affected: advisories name its package, and none means its version',
  'not named by any advisory of its ecosystem',
  'unwatched: no advisory source covers its ecosystem',
  'not assessed',
] as const;
type Outcome = (typeof outcomes)[number];

interface OutcomeRow {
  readonly outcome: Outcome;
  readonly components: number;
}

/** How every component of every asset was judged: the proof that what is not listed as required was looked at. */
export function outcomeTable({ decision }: ReportInput): ReportTable {
  const { plan, estate } = decision;
  const items = outcomeRows(decision);
  return tableOf<OutcomeRow>({
    id: 'd4-components',
    caption: 'Components by outcome',
    columns: [
      { key: 'outcome', title: 'Outcome', cell: ({ outcome }) => textCell(outcome) },
      { key: 'components', title: 'Components', cell: ({ components }) => numberCell(components) },
    ],
    items,
    whenEmpty: 'No component is known on any asset: nothing was judged.',
    population: populationOf({
      unit: 'component of an asset',
      sources: [inventorySource(estate), observedSource(estate), catalogueSource(estate)],
      rowsIn: plan.summary.components,
      items,
      by: 'outcome',
      labelOf: ({ outcome }) => outcome.replace(/:.*/, ''),
      weightOf: ({ components }) => components,
      order: outcomes.map((outcome) => outcome.replace(/:.*/, '')),
    }),
  });
}

/** Assets of one image share how it was judged; what is required of each is then taken out of that. */
function outcomeRows(decision: ReportInput['decision']): readonly OutcomeRow[] {
  const { plan, estate } = decision;
  const judgedOn = oncePerImage(judgedImages(decision));
  const requiredOf = new Map(plan.assets.map(({ name }, place) => [name, plan.book.sets[place]] as const));
  const keysOf = requiredKeys();
  const counts = new Map<Outcome, number>();
  const add = (outcome: Outcome, components: number): void => {
    counts.set(outcome, (counts.get(outcome) ?? 0) + components);
  };
  for (const asset of estate.assets) {
    const { totals, byKey } = judgedOn(asset);
    for (const [outcome, components] of totals) add(outcome, components);
    for (const key of keysOf(requiredOf.get(asset.name))) {
      for (const outcome of byKey.get(key) ?? []) {
        add(outcome, -1);
        add(outcomes[0], 1);
      }
    }
  }
  return outcomes.flatMap((outcome) => {
    const components = counts.get(outcome) ?? 0;
    return components === 0 ? [] : [{ outcome, components }];
  });
}

/** How the components of an image were judged, each as if nothing were required. */
interface JudgedImage {
  readonly totals: ReadonlyMap<Outcome, number>;
  readonly byKey: ReadonlyMap<string, readonly Outcome[]>;
}

function judgedImages({ plan, estate, assessments }: ReportInput['decision']): (asset: Asset) => JudgedImage {
  const isUnwatched = unwatchedAmong(plan.summary.unwatched);
  const outcomeOf = (component: Component): Outcome => {
    if (isUnwatched(component)) return outcomes[5];
    const findings = assessments.get(componentKey(component))?.findings;
    if (findings === undefined) return outcomes[6];
    if (findings.length === 0) return outcomes[4];
    const has = (...statuses: readonly string[]): boolean => findings.some(({ status }) => statuses.includes(status));
    if (has('affected', 'unknown', 'under-investigation')) return outcomes[1];
    return has('fixed') ? outcomes[2] : outcomes[3];
  };
  return (asset) => {
    const totals = new Map<Outcome, number>();
    const byKey = new Map<string, Outcome[]>();
    for (const component of componentsOn(estate, asset)) {
      const outcome = outcomeOf(component);
      const key = keyOf(component);
      totals.set(outcome, (totals.get(outcome) ?? 0) + 1);
      byKey.set(key, [...(byKey.get(key) ?? []), outcome]);
    }
    return { totals, byKey };
  };
}

/** Keys of the components that something is required of, each once; sets are shared by assets and read once. */
function requiredKeys(): (set: RequirementSet | undefined) => ReadonlySet<string> {
  const known = new Map<RequirementSet | undefined, ReadonlySet<string>>();
  return (set) => {
    const keys = known.get(set) ?? new Set(set?.requirements.map(({ component }) => keyOf(component)));
    known.set(set, keys);
    return keys;
  };
}

function keyOf({ ecosystem, name, version, path }: Component): string {
  return [ecosystem, normaliseName(ecosystem, name), version, path ?? ''].join('\u0000');
}
