import { normaliseName } from '../../ecosystems/names.ts';
import type { Asset, Component } from '../../model/asset.ts';
import type { ReportTable } from '../../model/report.ts';
import { componentKey } from '../assess/component-key.ts';
import { unwatchedAmong } from '../assess/unwatched.ts';
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

function outcomeRows({ plan, estate, assessments }: ReportInput['decision']): readonly OutcomeRow[] {
  const required = new Set(plan.requirements.map(({ asset, component }) => requiredKey(asset, component)));
  const isUnwatched = unwatchedAmong(plan.summary.unwatched);
  const outcomeOf = (asset: Asset, component: Component): Outcome => {
    if (required.has(requiredKey(asset.name, component))) return outcomes[0];
    if (isUnwatched(component)) return outcomes[5];
    const findings = assessments.get(componentKey(component))?.findings;
    if (findings === undefined) return outcomes[6];
    if (findings.length === 0) return outcomes[4];
    const has = (...statuses: readonly string[]): boolean => findings.some(({ status }) => statuses.includes(status));
    if (has('affected', 'unknown', 'under-investigation')) return outcomes[1];
    return has('fixed') ? outcomes[2] : outcomes[3];
  };
  const counts = new Map<Outcome, number>();
  for (const asset of estate.assets) {
    for (const component of componentsOn(estate, asset)) {
      const outcome = outcomeOf(asset, component);
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    }
  }
  return outcomes.flatMap((outcome) => {
    const components = counts.get(outcome);
    return components === undefined ? [] : [{ outcome, components }];
  });
}

function requiredKey(asset: string, { ecosystem, name, version, path }: Component): string {
  return [asset, ecosystem, normaliseName(ecosystem, name), version, path ?? ''].join('\u0000');
}
