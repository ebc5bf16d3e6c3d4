import { formatZoned } from '../../core/time.ts';
import type { Paint } from '../../model/paint.ts';
import type { ChangedPromise, ChangedRequirement, PlanDiff } from '../../model/plan-diff.ts';
import { alignColumns, safeText, wrapWords } from '../text-table.ts';
import { assetsText, count } from '../words.ts';
import {
  assetRows,
  changedAlike,
  changeTexts,
  diffHeadline,
  exceptionRows,
  incompleteRows,
  requiredAlike,
  requirementCells,
  ruleText,
  visitCells,
  visitsAlike,
} from './words.ts';

/** What a revision does, for a terminal: promises first, because they outlive today's findings. */
export function renderDiffText(diff: PlanDiff, paint: Paint): string {
  const blocks = [
    [
      paint.bold(diffHeadline(diff)),
      paint.dim(`both sides as of ${formatZoned(diff.asOf, diff.timeZone)} ${diff.timeZone}`),
    ],
    linesBlock(
      'Promises',
      diff.promises.flatMap((promise) => promiseLines(promise, paint)),
      paint,
    ),
    linesBlock(
      'Deadlines and targets',
      changedAlike(diff).flatMap(({ one, assets }) => changedLines(one, assets, diff)),
      paint,
    ),
    block(
      'Added',
      requiredAlike(diff.added, diff).map(({ one, assets }) => [assets, ...requirementCells(one, diff)]),
      paint,
    ),
    block(
      'Removed',
      requiredAlike(diff.removed, diff).map(({ one, assets }) => [assets, ...requirementCells(one, diff)]),
      paint,
    ),
    block(
      'Visits',
      visitsAlike(diff).map(({ one, assets }) => [one.kind, assets, ...visitCells(one, diff)]),
      paint,
    ),
    block('Exceptions', exceptionRows(diff), paint),
    block('Assets', assetRows(diff), paint),
    diff.uncovered.length === 0
      ? []
      : [paint.red(paint.bold('No policy covers any more')), `  ${safeText(assetsText(diff.uncovered))}`],
    block('Not judged in whole', incompleteRows(diff), paint),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

const linesBlock = (title: string, lines: readonly string[], paint: Paint): string[] =>
  lines.length === 0 ? [] : [paint.bold(title), ...lines.map((line) => `  ${line}`)];

const block = (title: string, rows: readonly (readonly string[])[], paint: Paint): string[] =>
  linesBlock(title, alignColumns(rows.map((row) => row.map(safeText))), paint);

/** Columns a line may have, as in a plan. */
const width = 98;

/** Wrapped, and indented below its title. */
const below = (text: string): string[] => wrapWords(safeText(text), width - 4).map((line) => `    ${line}`);

function promiseLines({ kind, rule, at, before, after, assets }: ChangedPromise, paint: Paint): string[] {
  const style = kind === 'loosened' || kind === 'removed' ? paint.red : kind === 'tightened' ? paint.green : undefined;
  const title = safeText(`${kind}  ${rule}  ${count(assets, 'asset')}${at === undefined ? '' : `  ${at}`}`);
  return [
    style === undefined ? title : style(title),
    ...below(before ?? 'nothing'),
    ...below(`→ ${after ?? 'nothing'}`),
  ];
}

function changedLines(changed: ChangedRequirement, assets: string, diff: PlanDiff): string[] {
  const { before, after } = changed;
  return [
    safeText(`${assets}  ${changed.component} ${after.version}`),
    ...changeTexts(changed, diff).flatMap(below),
    ...below(ruleText(changed)).filter(() => changed.due !== 'same' || before.priority !== after.priority),
  ];
}
