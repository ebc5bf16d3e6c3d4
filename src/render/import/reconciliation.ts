import type { Reconciliation } from '../../model/import.ts';
import type { Paint } from '../../model/paint.ts';
import { alignColumns, safeText } from '../text-table.ts';
import { count } from '../words.ts';

/** The estate beside another inventory, for people. */
export function renderReconciliation(
  { onlyThere, onlyHere, differing, agreeing }: Reconciliation,
  source: string,
  paint: Paint,
): string {
  const there = safeText(source);
  const rows = differing.map(({ asset, field, here, there: other }) => [asset, field, here ?? '(not said)', other]);
  const lines = [
    ...section(paint.bold(`Only in ${there} (${onlyThere.length})`), onlyThere),
    ...section(paint.bold(`Only here (${onlyHere.length})`), onlyHere),
    ...(rows.length === 0
      ? []
      : [
          paint.bold(`Differing (${rows.length})`),
          ...alignColumns([['asset', 'field', 'here', 'there'], ...rows]).map((row) => `  ${safeText(row)}`),
          '',
        ]),
    `${count(agreeing, 'asset')} agree${agreeing === 1 ? 's' : ''} with ${there}.`,
  ];
  return `${lines.join('\n')}\n`;
}

const section = (title: string, names: readonly string[]): readonly string[] =>
  names.length === 0 ? [] : [title, ...names.map((name) => `  ${safeText(name)}`), ''];

/** The same for programs. */
export function renderReconciliationJson(found: Reconciliation, source: string): string {
  const document = {
    schema: 'patchledger.reconciliation/v1',
    source,
    onlyThere: found.onlyThere,
    onlyHere: found.onlyHere,
    differing: found.differing.map(({ asset, field, here, there }) => ({ asset, field, here: here ?? null, there })),
    agreeing: found.agreeing,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
