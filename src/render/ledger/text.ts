import type { LedgerCounts } from '../../model/ledger.ts';
import type { Paint } from '../../model/paint.ts';
import { alignColumns, safeText } from '../text-table.ts';
import { count, listText } from '../words.ts';

/** What a run of `observe` wrote, or would write, in a few lines. */
export function renderLedgerRun(
  { path, counts, isWritten }: { readonly path: string; readonly counts: LedgerCounts; readonly isWritten: boolean },
  paint: Paint,
): string {
  const { policies, opened, openedOn, dueSet, dueMoved, declined, closed } = counts;
  const rows = [
    ...(policies.length > 0 ? [['policies', `rules of ${listText(policies)} as they stand now`]] : []),
    ...(opened > 0 ? [['opened', `${count(opened, 'finding')} on ${count(openedOn, 'asset')}`]] : []),
    ...(dueSet > 0 ? [['due set', count(dueSet, 'first due')]] : []),
    ...(dueMoved > 0 ? [['due moved', count(dueMoved, 'due')]] : []),
    ...(declined > 0 ? [['declined', count(declined, 'requirement')]] : []),
    ...closed.map(({ by, findings }) => ['closed', `${count(findings, 'finding')} by ${endings[by] ?? by}`]),
  ];
  const lines = [
    `${paint.bold(safeText(path))} ${isWritten ? 'is written' : 'would be written'}`,
    ...alignColumns(rows).map((row) => `  ${safeText(row)}`),
    ...(isWritten ? ['Commit it: from then on these dues are kept.'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

const endings: Readonly<Record<string, string>> = {
  deployment: 'a recorded deployment',
  'out-of-band': 'an update that no record tells of',
  exception: 'an exception',
  assessment: 'an assessment',
  withdrawn: 'a withdrawn or corrected advisory',
  retired: 'the end of its asset or component',
};
