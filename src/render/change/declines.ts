import type { DeclineRecord } from '../../model/generated/decline-record.ts';
import { markdownCode, markdownTable, markdownText } from '../markdown/escape.ts';
import { count } from '../words.ts';

/** Title of the pull request that brings records of declined work to the base. */
export const declinesTitle = (records: readonly DeclineRecord[]): string =>
  `Record ${count(records.length, 'declined Change')}`;

/** Its text: who declined what, and what that means. */
export function renderDeclines(records: readonly DeclineRecord[]): string {
  const rows = records.map(({ spec }) => [
    spec.pullRequest?.url === undefined
      ? markdownCode(spec.change ?? '')
      : `[#${spec.pullRequest.number}](${spec.pullRequest.url})`,
    markdownText(spec.declinedBy.login),
    spec.declinedAt,
    [...new Set(spec.rows.map(({ asset, component, target }) => updateText(asset, component.name, target)))].join(
      '<br>',
    ),
    spec.reason === undefined ? 'none given' : markdownText(spec.reason),
  ]);
  return [
    'Somebody said no to these Changes, by closing their pull requests without a merge where the forge has any. What they asked for is declined: Patchledger does not propose it again at these targets, and every plan shows it as uncovered until an exception is approved or the risk grows.',
    markdownTable(['Change', 'Declined by', 'At', 'What', 'Reason'], rows),
    'Only records are added here. Merge this to keep the evidence; the work counts as declined meanwhile.',
  ].join('\n\n');
}

const updateText = (asset: string, name: string, target: string): string =>
  `${markdownText(asset)}: ${markdownCode(name)} → ${markdownText(target)}`;
