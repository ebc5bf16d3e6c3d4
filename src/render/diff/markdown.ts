import { formatZoned } from '../../core/time.ts';
import type { PlanDiff } from '../../model/plan-diff.ts';
import type { Instant } from '../../model/time.ts';
import { markdownCode, markdownTable, markdownText } from '../markdown/escape.ts';
import { assetsText } from '../words.ts';
import { diffHeadline } from './text.ts';

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
      ['Asset', 'Component', 'Due before', 'Due after', 'Target', 'Rule'],
      diff.changed.map((changed) => [
        markdownText(changed.asset),
        markdownCode(changed.component),
        at(changed.before.due),
        `${at(changed.after.due)}${changed.due === 'same' ? '' : ` (${changed.due})`}`,
        markdownText(changed.after.target ?? 'none'),
        markdownText(changed.ruleAfter?.at ?? ''),
      ]),
    ),
    ...(['added', 'removed'] as const).map((side) =>
      table(
        side === 'added' ? 'Added' : 'Removed',
        ['Asset', 'Component', 'Target', 'Priority', 'Due'],
        diff[side].map((requirement) => [
          markdownText(requirement.asset),
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
      diff.visits.map((visit) => [
        visit.kind,
        markdownText(visit.asset),
        at(visit.before),
        at(visit.after),
        markdownText(visit.window ?? 'none'),
      ]),
    ),
    names('Exceptions added', diff.exceptions.added),
    names('Exceptions removed', diff.exceptions.removed),
    names('Assets added', diff.assets.added),
    names('Assets removed', diff.assets.removed),
    names('No policy covers any more', diff.uncovered),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const table = (title: string, header: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0 ? '' : `## ${title}\n\n${markdownTable(header, rows)}`;

const names = (title: string, list: readonly string[]): string =>
  list.length === 0 ? '' : `## ${title}\n\n${markdownText(assetsText(list))}`;
