import type { ReportCell } from '../../model/report.ts';

/**
 * A cell that rests on some parts of an item. Where they are those of the item before, so is the cell: rows that stand
 * together share most of what they show, and a listing of a fleet has millions of cells.
 */
export function alike<T, P extends readonly unknown[]>(
  partsOf: (item: T) => readonly [...P],
  make: (...parts: P) => ReportCell,
): (item: T) => ReportCell {
  let last: { readonly parts: readonly [...P]; readonly cell: ReportCell } | undefined;
  return (item) => {
    const parts = partsOf(item);
    if (last === undefined || !areSame(last.parts, parts)) last = { parts, cell: make(...(parts as unknown as P)) };
    return last.cell;
  };
}

function areSame(left: readonly unknown[], right: readonly unknown[]): boolean {
  for (let place = 0; place < left.length; place += 1) if (left[place] !== right[place]) return false;
  return true;
}
