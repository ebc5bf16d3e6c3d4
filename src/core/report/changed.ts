import { patched } from '../metrics/deadlines.ts';
import { episodesOf } from '../metrics/episodes.ts';
import { formatZoned } from '../time.ts';
import { counted } from './cells.ts';
import type { ReportInput } from './input.ts';
import { lookedBack } from './within.ts';

/**
 * What is new, what ended and what came back in the period, in sentences: a reader of an earlier report reads this first.
 * Without a ledger nobody knows, and it says so.
 */
export function changedSentences(input: ReportInput): readonly string[] {
  const { plan, ledger } = input.decision;
  const { from, to } = lookedBack(input);
  const zone = plan.timeZone;
  const span = `From ${formatZoned(from, zone)} to ${formatZoned(to, zone)}`;
  if (ledger.records === 0) return [`${span}: there is no ledger, so nothing is known of what was opened or ended.`];
  const isIn = (at: number | undefined): boolean => at !== undefined && at >= from && at < to;
  const count = { opened: 0, back: 0, patched: 0, otherwise: 0 };
  for (const { openedAt, closedAt, closedBy = '', isReopened } of episodesOf(ledger)) {
    if (isIn(openedAt)) count.opened += 1;
    if (isIn(openedAt) && isReopened) count.back += 1;
    if (isIn(closedAt)) count[patched.has(closedBy) ? 'patched' : 'otherwise'] += 1;
  }
  return [
    `${span}: ${counted(count.opened, 'finding')} opened, ${count.back} of them not for the first time; ` +
      `${count.patched} patched, ${count.otherwise} ended otherwise (an exception, an assessment, a withdrawal or the end of the asset).`,
  ];
}
