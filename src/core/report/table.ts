import type {
  PopulationBox,
  ReportCell,
  ReportRows,
  ReportSource,
  ReportTable,
  TablePart,
} from '../../model/report.ts';

/** A column together with how its cell is read from an item. */
export interface ColumnOf<T> {
  readonly key: string;
  readonly title: string;
  readonly cell: (item: T) => ReportCell;
}

/** What a table is made of. `items` come in the order of the rows. */
export interface TableInput<T> {
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly ColumnOf<T>[];
  readonly items: readonly T[];
  readonly parts?: readonly TablePart[];
  readonly whenEmpty: string;
  readonly population: PopulationBox;
}

/** A table with a row an item; rows are made when they are asked for, and not kept. */
export function tableOf<T>({ columns, items, parts = [], ...rest }: TableInput<T>): ReportTable {
  return {
    ...rest,
    columns: columns.map(({ key, title }) => ({ key, title })),
    rows: rowsOf(items, (item) => columns.map(({ cell }) => cell(item))),
    parts,
  };
}

function rowsOf<T>(items: readonly T[], rowOf: (item: T) => readonly ReportCell[]): ReportRows {
  return {
    length: items.length,
    map: (make) => items.map((item) => make(rowOf(item))),
    *[Symbol.iterator]() {
      for (const item of items) yield rowOf(item);
    },
  };
}

/** What a population box states, before anything is added up. */
export interface PopulationInput<T> {
  readonly unit: string;
  readonly sources: readonly ReportSource[];
  readonly filters?: readonly string[];
  /** Rows before anything was left out, counted where they come from. */
  readonly rowsIn: number;
  readonly excluded?: readonly { readonly reason: string; readonly count: number }[];
  readonly items: readonly T[];
  readonly by: string;
  readonly labelOf: (item: T) => string;
  /** How much one item counts; default 1. */
  readonly weightOf?: (item: T) => number;
  /** Labels in the order in which they are to stand; others follow in code unit order. */
  readonly order?: readonly string[];
}

/**
 * Counts what is shown and says whether it adds up with what came in. It never throws: a listing that does not add up
 * says so, for that is what its reader must know.
 */
export function populationOf<T>(input: PopulationInput<T>): PopulationBox {
  const { unit, sources, rowsIn, items, by } = input;
  const weightOf = input.weightOf ?? (() => 1);
  const excluded = (input.excluded ?? []).filter(({ count }) => count !== 0);
  const reconciliation = countsOf(input, weightOf);
  const rowsShown = items.reduce((sum, item) => sum + weightOf(item), 0);
  const leftOut = excluded.reduce((sum, { count }) => sum + count, 0);
  const sum = reconciliation.reduce((total, { count }) => total + count, 0);
  const addsUp = rowsIn === rowsShown + leftOut && sum === rowsShown;
  const parts = reconciliation.map(({ count, label }) => `${count} ${label}`).join(' + ') || '0';
  const sign = (holds: boolean): string => (holds ? '=' : '≠');
  return {
    unit,
    sources,
    filters: input.filters ?? ['none'],
    rowsIn,
    excluded,
    rowsShown,
    reconciledBy: by,
    reconciliation,
    checkedBy:
      `in ${rowsIn} ${sign(rowsIn === rowsShown + leftOut)} shown ${rowsShown} + left out ${leftOut}; ` +
      `by ${by} ${parts} ${sign(sum === rowsShown)} ${rowsShown}`,
    addsUp,
  };
}

function countsOf<T>(
  { items, labelOf, order = [] }: PopulationInput<T>,
  weightOf: (item: T) => number,
): PopulationBox['reconciliation'] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(labelOf(item), (counts.get(labelOf(item)) ?? 0) + weightOf(item));
  const labels = [
    ...order.filter((label) => counts.has(label)),
    ...[...counts.keys()].filter((label) => !order.includes(label)).sort(),
  ];
  return labels.map((label) => ({ label, count: counts.get(label) ?? 0 }));
}
