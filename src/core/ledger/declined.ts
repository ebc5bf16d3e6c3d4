import type { Estate } from '../../model/estate.ts';
import type { Ledger } from '../../model/ledger.ts';
import { requirementKey } from './identity.ts';
import type { RowBook } from './row-book.ts';

/** A row of the book that holds of an asset. */
export interface DeclinedRow {
  readonly uid: string;
  readonly number: number;
}

/** Declines that the ledger does not hold yet, of assets that are there. A superseded record says nothing. */
export function declinedRows(estate: Estate, ledger: Ledger, book: RowBook): readonly DeclinedRow[] {
  const records = [...(estate.resources.DeclineRecord?.values() ?? [])];
  if (records.length === 0) return [];
  const superseded = new Set(records.flatMap(({ document }) => document.spec.supersedes ?? []));
  const uids = new Map(
    estate.assets.flatMap(({ name, formerNames, uid }) => [...formerNames, name].map((one) => [one, uid] as const)),
  );
  return records
    .filter(({ name }) => !superseded.has(name))
    .flatMap(({ name: record, document }) =>
      document.spec.rows.flatMap(({ asset, component: { ecosystem, name }, target }): readonly DeclinedRow[] => {
        const uid = uids.get(asset);
        if (uid === undefined) return [];
        const known = ledger.assets.get(uid)?.get(requirementKey(ecosystem, name, undefined))?.declined ?? [];
        if (known.some(({ evidence }) => evidence === record)) return [];
        return [{ uid, number: book.number('declined', { ecosystem, package: name, target, record }) }];
      }),
    );
}
