import type { WorkspaceSettings } from '../../model/estate.ts';
import type { Duration, Instant } from '../../model/time.ts';
import { addDuration, parseDuration, readMoment } from '../time.ts';

/**
 * A period: a length that ends at an instant (`90d`, `3mo`), or two moments with `..` between them, days counted whole.
 * The end is not included. `undefined` for everything else, and for one that ends before it begins.
 */
export function parsePeriod(
  text: string,
  asOf: Instant,
  { timeZone }: Pick<WorkspaceSettings, 'timeZone'>,
): { readonly from: Instant; readonly to: Instant } | undefined {
  const length = parseDuration(text);
  if (length !== undefined) {
    const from = before(asOf, length, timeZone);
    return from < asOf ? { from, to: asOf } : undefined;
  }
  const [first, last, more] = text.split('..');
  if (first === undefined || last === undefined || more !== undefined) return undefined;
  const [from, to] = [readMoment(first, timeZone, 'start'), readMoment(last, timeZone, 'end')];
  return from !== undefined && to !== undefined && from < to ? { from, to } : undefined;
}

/** The instant from which a length leads to `asOf`, found by its own length: exact but for months and clock changes. */
function before(asOf: Instant, length: Duration, zone: string): Instant {
  const ahead = addDuration(asOf, length, { zone, weekend: [], holidays: [] });
  return (asOf - (ahead - asOf)) as Instant;
}
