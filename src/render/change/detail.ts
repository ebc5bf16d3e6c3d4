import { markdownTable, markdownText } from '../markdown/escape.ts';
import { assetsText, count, thousands } from '../words.ts';

/**
 * How much a pull request tells. Each step tells less, so that the verdict stands whatever the size: first assets are
 * folded, then counted, then the middle of long lists is left to the Change file, which lies in the same branch.
 */
export interface Detail {
  /** Assets that a row names before it folds the rest. */
  readonly named: number;
  readonly folded: boolean;
  /** Rows of a list before the rest is counted. */
  readonly rows: number;
  /** Reasons that are explained in full. */
  readonly explained: number;
}

/** From everything to the least that is still of use. */
export const detailLadder: readonly Detail[] = [
  { named: 6, folded: true, rows: Number.POSITIVE_INFINITY, explained: 20 },
  { named: 6, folded: false, rows: Number.POSITIVE_INFINITY, explained: 20 },
  { named: 3, folded: false, rows: 200, explained: 10 },
  { named: 3, folded: false, rows: 60, explained: 5 },
  { named: 2, folded: false, rows: 20, explained: 2 },
  { named: 1, folded: false, rows: 5, explained: 0 },
];

/** Names that are told one by one before runs of them are folded. */
const foldedNames = 400;

/** Assets in a cell: all of them when they are few, else how many, with the list folded away where there is room. */
export function assetsCell(assets: readonly string[], { named, folded }: Detail): string {
  if (assets.length <= named) return assets.map(markdownText).join('<br>');
  const total = `**${count(assets.length, 'asset')}**`;
  if (!folded) return `${total}: ${markdownText(assetsText(assets, named))}`;
  const list = markdownText(assetsText(assets, foldedNames));
  return `<details><summary>${count(assets.length, 'asset')}</summary>${list}</details>`;
}

/** A table cut after so many rows; what is left out is counted, and where it stands is said. */
export function cutTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  { rows: most }: Detail,
  path: string,
): string {
  const table = markdownTable(header, rows.slice(0, most));
  return rows.length <= most ? table : `${table}\n\n${leftOut(rows.length - most, 'row', path)}`;
}

/** A list cut after so many lines. */
export function cutLines(lines: readonly string[], { rows: most }: Detail, path: string): string {
  if (lines.length <= most) return lines.join('\n');
  return [...lines.slice(0, most), `- ${leftOut(lines.length - most, 'line', path)}`].join('\n');
}

/** What a list does not show, and where it stands. */
export const leftOut = (number: number, noun: string, path: string): string =>
  `…and ${thousands(number)} more ${number === 1 ? noun : `${noun}s`}; every visit stands in \`${path}\` of this branch.`;
