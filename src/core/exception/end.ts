import type { WorkspaceSettings } from '../../model/estate.ts';
import type { ExceptionEnd } from '../../model/exception-draft.ts';
import type { Duration, Instant } from '../../model/time.ts';
import { addDuration, formatInstant, localDate, parseDuration, readMoment } from '../time.ts';

/** How long an exception holds when nobody says: long enough to plan the work, short enough to be asked about. */
export const usualExceptionLength = '30d';

/**
 * When an exception ends: a day (to its end in the Workspace's zone), an instant, or a length from `asOf`.
 * Lengths in days and longer lead to a day, lengths in hours to an instant. `undefined` for everything else.
 */
export function exceptionEnd(text: string, asOf: Instant, workspace: WorkspaceSettings): ExceptionEnd | undefined {
  const { timeZone: zone, weekend, holidays } = workspace;
  const length = parseDuration(text);
  const written =
    length === undefined ? text : endOf(length, addDuration(asOf, length, { zone, weekend, holidays }), zone);
  const at = readMoment(written, zone, 'end');
  return at && { text: written, at };
}

function endOf({ years, months, weeks, days, businessDays }: Duration, at: Instant, zone: string): string {
  return years + months + weeks + days + businessDays === 0 ? formatInstant(at) : localDate(at, zone);
}
