import { normaliseName } from '../../ecosystems/names.ts';
import { compareText } from '../../ecosystems/parts/digits.ts';
import type { Component } from '../../model/asset.ts';
import type { ReportTable } from '../../model/report.ts';
import { oncePerImage } from '../images.ts';
import { codeCell, numberCell, textCell } from './cells.ts';
import { componentsOn, type ReportInput } from './input.ts';
import { inventorySource, observedSource } from './sources.ts';
import { populationOf, tableOf } from './table.ts';

interface EcosystemRow {
  readonly ecosystem: string;
  readonly components: number;
  readonly packages: number;
  readonly versions: number;
  readonly assets: number;
  readonly watched: boolean;
}

/** Components by ecosystem; one that no advisory source covers says so. */
export function softwareTable({ decision }: ReportInput): ReportTable {
  const { plan, estate } = decision;
  const items = ecosystemRows(decision);
  return tableOf<EcosystemRow>({
    id: 'd2-software',
    caption: 'Software by ecosystem',
    columns: [
      { key: 'ecosystem', title: 'Ecosystem', cell: ({ ecosystem }) => codeCell(ecosystem) },
      { key: 'components', title: 'Components', cell: ({ components }) => numberCell(components) },
      { key: 'packages', title: 'Distinct packages', cell: ({ packages }) => numberCell(packages) },
      { key: 'versions', title: 'Distinct versions', cell: ({ versions }) => numberCell(versions) },
      { key: 'assets', title: 'Assets', cell: ({ assets }) => numberCell(assets) },
      { key: 'watched', title: 'Watched', cell: ({ watched }) => textCell(watched ? 'yes' : 'no advisory source') },
    ],
    items,
    whenEmpty: 'No component is known on any asset: nothing was judged.',
    population: populationOf({
      unit: 'component of an asset',
      sources: [inventorySource(estate), observedSource(estate)],
      rowsIn: plan.summary.components,
      items,
      by: 'advisory source',
      labelOf: ({ watched }) => (watched ? 'watched' : 'unwatched'),
      weightOf: ({ components }) => components,
    }),
  });
}

function ecosystemRows({ plan, estate }: ReportInput['decision']): readonly EcosystemRow[] {
  const unwatched = new Set(plan.summary.unwatched.map(({ ecosystem }) => ecosystem));
  const found = new Map<string, Tally>();
  const countsOn = oncePerImage((asset) => countsIn(componentsOn(estate, asset), found));
  for (const asset of estate.assets) {
    for (const [tally, components] of countsOn(asset)) {
      tally.components += components;
      tally.assets += 1;
    }
  }
  return [...found]
    .map(([ecosystem, { components, packages, versions, assets }]) => ({
      ecosystem,
      components,
      packages: packages.size,
      versions: versions.size,
      assets,
      watched: !unwatched.has(ecosystem),
    }))
    .sort((left, right) => compareText(left.ecosystem, right.ecosystem));
}

/** What was counted of an ecosystem so far. */
interface Tally {
  components: number;
  assets: number;
  readonly packages: Set<string>;
  readonly versions: Set<string>;
}

/** How many components of an image belong to each ecosystem; their names and versions are noted. */
function countsIn(components: readonly Component[], found: Map<string, Tally>): ReadonlyMap<Tally, number> {
  const counts = new Map<Tally, number>();
  for (const component of components) {
    const { ecosystem, version } = component;
    const name = normaliseName(ecosystem, component.name);
    const tally = found.get(ecosystem) ?? { components: 0, assets: 0, packages: new Set(), versions: new Set() };
    found.set(ecosystem, tally);
    tally.packages.add(name);
    tally.versions.add(`${name}\u0000${version}`);
    counts.set(tally, (counts.get(tally) ?? 0) + 1);
  }
  return counts;
}
