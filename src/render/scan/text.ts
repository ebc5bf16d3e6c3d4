import { formatInstant } from '../../core/time.ts';
import type { Paint } from '../../model/paint.ts';
import type { ComparedFinding, ComparisonSide, ScanComparison } from '../../model/scan-comparison.ts';
import { alignColumns, safeText } from '../text-table.ts';
import { count } from '../words.ts';

const titles: Readonly<Record<ComparisonSide, string>> = {
  'only-theirs': 'Only theirs',
  'only-ours': 'Only ours',
  agreed: 'Agreed',
};

/** What a comparison shows beside its counts. */
export interface ComparisonTextOptions {
  readonly paint: Paint;
  /** Are rows listed on which both agree? They are counted anyway. */
  readonly withAgreed: boolean;
}

/** A scanner's answer beside the decision, for people: counts first, then every difference with its reason. */
export function renderComparison(comparison: ScanComparison, { paint, withAgreed }: ComparisonTextOptions): string {
  const sides: readonly ComparisonSide[] = withAgreed
    ? ['only-theirs', 'only-ours', 'agreed']
    : ['only-theirs', 'only-ours'];
  const blocks = [
    headLines(comparison),
    reasonLines(comparison, paint),
    ...sides.map((side) => sideLines(comparison, side, paint)),
    unknownLines(comparison, paint),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headLines({ formats, scannedAt, assets, counts }: ScanComparison): readonly string[] {
  const when = scannedAt === undefined ? '' : ` of ${formatInstant(scannedAt)}`;
  const total = counts.agreed + counts['only-theirs'] + counts['only-ours'];
  const parts = [`${counts.agreed} agreed`, `${counts['only-theirs']} only theirs`, `${counts['only-ours']} only ours`];
  return [
    `${safeText(formats.join(', '))}${when} beside the plan, on ${count(assets.length, 'asset')}`,
    `${count(total, 'finding')}: ${parts.join(', ')}`,
  ];
}

function reasonLines({ byReason }: ScanComparison, paint: Paint): readonly string[] {
  if (byReason.length === 0) return [];
  const rows = byReason.map(({ side, reason, count: number }) => [titles[side].toLowerCase(), reason, String(number)]);
  return [paint.bold('Reasons'), ...alignColumns(rows).map((line) => `  ${line}`)];
}

function sideLines({ rows, counts }: ScanComparison, side: ComparisonSide, paint: Paint): readonly string[] {
  const mine = rows.filter((row) => row.side === side);
  if (mine.length === 0) return [];
  const lines: string[] = [paint.bold(`${titles[side]} (${counts[side]})`)];
  for (const asset of new Set(mine.map((row) => row.asset))) {
    const cells = mine.filter((row) => row.asset === asset).map(rowCells);
    lines.push(`  ${safeText(asset)}`, ...alignColumns(cells).map((line) => `    ${line}`));
  }
  return lines;
}

function rowCells({ component, advisory, theirs, ours, reason, because, results }: ComparedFinding): readonly string[] {
  const version = component?.version === undefined ? '' : ` ${component.version}`;
  const name = component === undefined ? '(no package named)' : `${component.name}${version}`;
  const severity = [theirs?.severity?.toLowerCase(), ours?.severity].filter((word) => word !== undefined);
  const times = results > 1 ? ` (${results} results)` : '';
  return [name, advisory, [...new Set(severity)].join('/') || '-', `${reason}: ${because}${times}`].map(safeText);
}

function unknownLines({ unknownAssets }: ScanComparison, paint: Paint): readonly string[] {
  if (unknownAssets.length === 0) return [];
  const title = paint.bold(`Scanned, and no asset of the estate (${unknownAssets.length})`);
  return [title, ...unknownAssets.map((name) => `  ${safeText(name)}`)];
}
