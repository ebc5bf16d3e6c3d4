import { compareText } from '../../ecosystems/parts/digits.ts';
import { purlOf } from '../../ecosystems/purl-of.ts';
import type { Component } from '../../model/asset.ts';
import type { ReportCell, ReportTable } from '../../model/report.ts';
import { codeCell, numberCell, textCell } from './cells.ts';
import type { ReportInput } from './input.ts';
import { inventorySource, observedSource } from './sources.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';

/** Assets that a row names; the rest is counted. */
const named = 5;

/** One version of one package, and where it is installed. */
interface PackageRow {
  readonly component: Component;
  /** How often it is installed; more than once on an asset that holds several copies. */
  copies: number;
  /** The first assets that have it, in the order of the inventory. */
  readonly on: string[];
  assets: number;
  lastAsset: string;
}

/** Every version of every package that is installed anywhere: the software inventory, one row however many assets share it. */
export function packageTable({ decision: { plan, estate } }: ReportInput): ReportTable {
  const items = packageRows(estate);
  const unwatched = new Set(plan.summary.unwatched.map(({ ecosystem }) => ecosystem));
  return tableOf<PackageRow>({
    id: 'd2-packages',
    caption: 'Every package and version',
    columns,
    items,
    whenEmpty: 'No component is known on any asset: nothing was judged.',
    population: populationOf({
      unit: 'component of an asset',
      sources: [inventorySource(estate), observedSource(estate)],
      rowsIn: plan.summary.components,
      items,
      by: 'advisory source',
      labelOf: ({ component }) => (unwatched.has(component.ecosystem) ? 'unwatched' : 'watched'),
      weightOf: ({ copies }) => copies,
    }),
  });
}

const columns: readonly ColumnOf<PackageRow>[] = [
  { key: 'ecosystem', title: 'Ecosystem', cell: ({ component }) => codeCell(component.ecosystem) },
  { key: 'component', title: 'Package', cell: ({ component }) => codeCell(component.name) },
  { key: 'version', title: 'Version', cell: ({ component }) => codeCell(component.version) },
  { key: 'purl', title: 'Package URL', cell: ({ component }) => codeCell(purlOf(component), 'none is defined') },
  { key: 'class', title: 'Class', cell: ({ component }) => textCell(component.class, 'not stated') },
  { key: 'copies', title: 'Copies', cell: ({ copies }) => numberCell(copies) },
  { key: 'assets', title: 'Assets', cell: ({ assets }) => numberCell(assets) },
  { key: 'on', title: 'On', cell: onCell },
];

function onCell({ on, assets }: PackageRow): ReportCell {
  const rest = assets - on.length;
  const items = on.map((asset) => codeCell(asset));
  return { kind: 'list', items: rest > 0 ? [...items, textCell(`and ${rest} more`)] : items };
}

function packageRows({ assets, componentSets }: ReportInput['decision']['estate']): readonly PackageRow[] {
  // Sets share their components, so that most are known by their object and need no key of their own.
  const byComponent = new Map<Component, PackageRow>();
  const byKey = new Map<string, PackageRow>();
  const rowOf = (component: Component): PackageRow => {
    const known = byComponent.get(component);
    if (known !== undefined) return known;
    const key = [component.ecosystem, component.name, component.version, component.class].join('\u0000');
    const row = byKey.get(key) ?? { component, copies: 0, on: [], assets: 0, lastAsset: '' };
    byKey.set(key, row);
    byComponent.set(component, row);
    return row;
  };
  for (const { name, componentSets: digests } of assets) {
    for (const digest of digests) {
      for (const component of componentSets.get(digest)?.components ?? []) count(rowOf(component), name);
    }
  }
  return [...byKey.values()].sort(byName);
}

function count(row: PackageRow, asset: string): void {
  row.copies += 1;
  if (row.lastAsset === asset) return;
  row.lastAsset = asset;
  row.assets += 1;
  if (row.on.length < named) row.on.push(asset);
}

const byName = ({ component: left }: PackageRow, { component: right }: PackageRow): number =>
  compareText(left.ecosystem, right.ecosystem) ||
  compareText(left.name, right.name) ||
  compareText(left.version, right.version) ||
  compareText(left.class ?? '', right.class ?? '');
