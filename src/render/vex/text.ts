import type { Paint } from '../../model/paint.ts';
import type { LeftStatement, PlacedDraft, VexImportView } from '../../model/vex-draft.ts';
import { alignColumns, safeText } from '../text-table.ts';
import { assetsText, count } from '../words.ts';

/** Assets named of one draft; a fleet is told in figures. */
const assetsNamed = 5;
/** Files and statements listed one by one. */
const listed = 50;

/** What became of VEX statements, for people: what is to be reviewed, what differs from what stands, what is left. */
export function renderVex({ placed, left, statements, isDryRun }: VexImportView, paint: Paint): string {
  const of = (kind: PlacedDraft['kind']): readonly PlacedDraft[] => placed.filter((one) => one.kind === kind);
  const [fresh, differing, same] = [of('new'), of('differs'), of('unchanged')];
  const lines = [
    ...block(`${count(fresh.length, 'Assessment')} ${isDryRun ? 'would be written' : 'written'}`, fresh, paint),
    ...block(`${count(differing.length, 'Assessment')} here says otherwise and stays`, differing, paint),
    ...leftLines(left, paint),
    `${count(statements, 'statement')}: ${fresh.length} new, ${same.length} known, ${differing.length} differing; ${left.length} left`,
    ...(fresh.length === 0 || isDryRun
      ? []
      : ['They have an effect once they are merged. Whoever reviews them answers for them.']),
  ];
  return `${lines.join('\n')}\n`;
}

function block(title: string, placed: readonly PlacedDraft[], paint: Paint): readonly string[] {
  if (placed.length === 0) return [];
  const rows = placed
    .slice(0, listed)
    .map(({ draft: { document, assets }, path }) => [
      path,
      document.spec.advisories[0] ?? '',
      document.spec.status,
      document.spec.justification ?? '-',
      assetsText(assets, assetsNamed),
    ]);
  return [paint.bold(title), ...alignColumns(rows).map((row) => `  ${safeText(row)}`), ...more(placed), ''];
}

function leftLines(left: readonly LeftStatement[], paint: Paint): readonly string[] {
  if (left.length === 0) return [];
  const rows = left
    .slice(0, listed)
    .map(({ source, statement, ids, product, reason }) => [
      `${source.file} statement ${statement}`,
      ids[0] ?? '(no id)',
      product,
      reason,
    ]);
  const title = paint.bold(`Left: no Assessment says these`);
  return [title, ...alignColumns(rows, [60, 30, 60]).map((row) => `  ${safeText(row)}`), ...more(left), ''];
}

const more = (all: readonly unknown[]): readonly string[] =>
  all.length > listed ? [`  and ${all.length - listed} more`] : [];
