import { formatZoned } from '../../core/time.ts';
import type { PlanDiff } from '../../model/plan-diff.ts';
import type { Instant } from '../../model/time.ts';
import { markdownCode, markdownTable, markdownText } from '../markdown/escape.ts';
import { assetsText } from '../words.ts';
import {
  assetRows,
  changedAlike,
  changeTexts,
  diffHeadline,
  exceptionRows,
  incompleteRows,
  requiredAlike,
  ruleText,
  visitsAlike,
} from './words.ts';

/** The difference as GFM, for the pull request that makes it. */
export function renderDiffMarkdown(diff: PlanDiff): string {
  const at = (instant: Instant | undefined): string =>
    instant === undefined ? 'none' : formatZoned(instant, diff.timeZone);
  const blocks = [
    `# What this changes\n\n**${markdownText(diffHeadline(diff))}**\n\nBoth sides as of ${at(diff.asOf)} ${markdownText(diff.timeZone)}.`,
    table(
      'Promises',
      ['', 'Rule', 'Before', 'After', 'Assets'],
      diff.promises.map((promise) => [
        promise.kind === 'loosened' || promise.kind === 'removed' ? `**${promise.kind}**` : promise.kind,
        `${markdownText(promise.rule)}<br>${markdownText(promise.at ?? '')}`,
        markdownText(promise.before ?? 'nothing'),
        markdownText(promise.after ?? 'nothing'),
        String(promise.assets),
      ]),
    ),
    table(
      'Deadlines and targets',
      ['Asset', 'Component', 'Change', 'Rule'],
      changedAlike(diff).map(({ one: changed, assets }) => [
        markdownText(assets),
        `${markdownCode(changed.component)} ${markdownText(changed.after.version)}`,
        changeTexts(changed, diff).map(markdownText).join('<br>'),
        markdownText(ruleText(changed)),
      ]),
    ),
    ...(['added', 'removed'] as const).map((side) =>
      table(
        side === 'added' ? 'Added' : 'Removed',
        ['Asset', 'Component', 'Target', 'Priority', 'Due'],
        requiredAlike(diff[side], diff).map(({ one: requirement, assets }) => [
          markdownText(assets),
          `${markdownCode(requirement.component)} ${markdownText(requirement.version)}`,
          markdownText(requirement.target ?? 'no fix'),
          requirement.priority,
          at(requirement.due),
        ]),
      ),
    ),
    table(
      'Visits',
      ['', 'Asset', 'Before', 'After', 'Window'],
      visitsAlike(diff).map(({ one: visit, assets }) => [
        visit.kind,
        markdownText(assets),
        at(visit.before),
        at(visit.after),
        markdownText(visit.window ?? 'none'),
      ]),
    ),
    list('Exceptions', exceptionRows(diff)),
    list('Assets', assetRows(diff)),
    diff.uncovered.length === 0 ? '' : list('No policy covers any more', [[assetsText(diff.uncovered)]]),
    list('Not judged in whole', incompleteRows(diff)),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const table = (title: string, header: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0 ? '' : `## ${title}\n\n${markdownTable(header, rows)}`;

const list = (title: string, rows: readonly (readonly string[])[]): string =>
  rows.length === 0 ? '' : `## ${title}\n\n${rows.map((row) => `- ${row.map(markdownText).join(': ')}`).join('\n')}`;
