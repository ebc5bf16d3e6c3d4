import type { GapCheck, ReportSection, ReportTable } from '../../model/report.ts';
import { codeCell, counted, numberCell, textCell } from './cells.ts';
import { componentCount, type ReportInput } from './input.ts';
import { inventorySource, observedSource } from './sources.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';

/** The inventory against whoever else knows of assets: the sources that report, and a list from outside. */
export function reconciliationSection(input: ReportInput): ReportSection {
  return {
    title: 'Reconciliation',
    text: [
      'What only one side knows is where a population is not complete. A list from outside is handed in with --cmdb.',
    ],
    tables: [feedTable(input), ...(input.cmdb === undefined ? [] : [outsideTable(input)])],
  };
}

/** What the comparison found, as a check; also that there was nothing to compare with. */
export function reconciliationGaps({ cmdb, decision: { plan } }: ReportInput): readonly GapCheck[] {
  const check = 'a list from outside names the same assets, and says the same of them';
  if (cmdb === undefined) {
    return [{ check, lookedAt: counted(plan.assets.length, 'asset'), found: ['no list was handed in (--cmdb)'] }];
  }
  const { onlyHere, onlyThere, differing } = cmdb.reconciliation;
  return [
    {
      check,
      lookedAt: `${counted(plan.assets.length, 'asset')} and ${counted(cmdb.listed, 'line')} of ${cmdb.name}`,
      found: [
        ...onlyThere.map((name) => `${name}: only in ${cmdb.name}`),
        ...onlyHere.map((name) => `${name}: only in the inventory`),
        ...differing.map(
          ({ asset, field, here, there }) => `${asset}: ${field} is ${here ?? 'not stated'} here, ${there} there`,
        ),
      ],
    },
  ];
}

interface FeedRow {
  readonly file: string;
  readonly assets: number;
  readonly components: number;
}

/** Assets by the source that reports them: those of the inventory that none reports stand in a row of their own. */
function feedTable({ decision: { estate } }: ReportInput): ReportTable {
  const rows = new Map<string, { assets: number; components: number }>();
  for (const asset of estate.assets) {
    // An asset that several sources report counts for the first, so that the sum is that of the inventory.
    const file = asset.observedIn[0] ?? '';
    const row = rows.get(file) ?? { assets: 0, components: 0 };
    rows.set(file, { assets: row.assets + 1, components: row.components + componentCount(estate, asset) });
  }
  const items = [...rows]
    .map(([file, counts]): FeedRow => ({ file, ...counts }))
    .sort((left, right) => (left.file < right.file ? -1 : 1));
  const columns: readonly ColumnOf<FeedRow>[] = [
    { key: 'source', title: 'Reported by', cell: ({ file }) => codeCell(file, 'nobody: the inventory alone') },
    { key: 'assets', title: 'Assets of the inventory', cell: ({ assets }) => numberCell(assets) },
    { key: 'components', title: 'Components', cell: ({ components }) => numberCell(components) },
  ];
  return tableOf({
    id: 'd2-feeds',
    caption: 'Inventory against what reports',
    columns,
    items,
    whenEmpty: 'No asset is in the inventory.',
    population: populationOf({
      unit: 'asset of the inventory, by the first source that reports it',
      sources: [inventorySource(estate), observedSource(estate)],
      rowsIn: estate.assets.length,
      items,
      by: 'who reports',
      labelOf: ({ file }) => (file === '' ? 'reported by nobody' : 'reported'),
      weightOf: ({ assets }) => assets,
      order: ['reported', 'reported by nobody'],
    }),
  });
}

interface OutsideRow {
  readonly asset: string;
  readonly where: 'only in the list' | 'only in the inventory' | 'differs';
  readonly field: string | undefined;
  readonly here: string | undefined;
  readonly there: string | undefined;
}

function outsideTable({ cmdb, decision: { estate } }: ReportInput): ReportTable {
  const { onlyHere = [], onlyThere = [], differing = [], agreeing = 0 } = cmdb?.reconciliation ?? {};
  const alone = (asset: string, where: OutsideRow['where']): OutsideRow => ({
    asset,
    where,
    field: undefined,
    here: undefined,
    there: undefined,
  });
  const items: readonly OutsideRow[] = [
    ...onlyThere.map((asset) => alone(asset, 'only in the list')),
    ...onlyHere.map((asset) => alone(asset, 'only in the inventory')),
    ...differing.map(({ asset, field, here, there }) => ({ asset, where: 'differs' as const, field, here, there })),
  ];
  const differingAssets = new Set(differing.map(({ asset }) => asset)).size;
  const all = onlyThere.length + onlyHere.length + differingAssets + agreeing;
  return tableOf<OutsideRow>({
    id: 'd2-outside',
    caption: 'Inventory against the list from outside',
    columns: [
      { key: 'asset', title: 'Asset', cell: ({ asset }) => codeCell(asset) },
      { key: 'where', title: 'Difference', cell: ({ where }) => textCell(where) },
      { key: 'field', title: 'Field', cell: ({ field }) => codeCell(field, 'the whole asset') },
      { key: 'here', title: 'Inventory', cell: ({ here }) => textCell(here, 'not stated') },
      { key: 'there', title: 'List', cell: ({ there }) => textCell(there, 'not stated') },
    ],
    items,
    whenEmpty: `Both name the same ${counted(agreeing, 'asset')}, and say the same of them.`,
    population: populationOf({
      unit: 'difference, and each asset without one',
      sources: [
        inventorySource(estate),
        { what: `list ${cmdb?.name ?? ''}, SHA-256 ${cmdb?.sha256 ?? ''}`, files: [] },
      ],
      filters: ['assets of either side, by name and uid'],
      rowsIn: all + differing.length - differingAssets,
      excluded: [{ reason: 'both say the same', count: agreeing }],
      items,
      by: 'difference',
      labelOf: ({ where }) => where,
      order: ['only in the list', 'only in the inventory', 'differs'],
    }),
  });
}
