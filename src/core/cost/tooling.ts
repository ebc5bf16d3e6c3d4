import type { Instant, TimeZone } from '../../model/time.ts';
import { localDate, startOfDay } from '../time.ts';
import type { Charge } from './charges.ts';
import { inUnits, plus, type Ratio, times, whole } from './money.ts';
import type { Prices } from './prices.ts';

/** What the tools cost in each month of a period, by the part of the month that lies in it; `undefined`: not stated. */
export function toolingCost(
  prices: Prices,
  { from, to }: { readonly from: Instant; readonly to: Instant },
  zone: TimeZone,
): readonly Charge[] | undefined {
  const tools = prices.tooling();
  if (tools === undefined) return undefined;
  const perMonth = tools.map((tool) => tool.perMonth).reduce(plus, whole(0));
  return monthsBetween(from, to, zone).map(({ month, share }) => ({
    item: { deployments: [], measuredMs: undefined, month },
    amount: inUnits(times(perMonth, share), prices.decimals),
  }));
}

/** The calendar months that a period touches, each with the part of it that lies in the period. */
function monthsBetween(
  from: Instant,
  to: Instant,
  zone: TimeZone,
): readonly { readonly month: string; readonly share: Ratio }[] {
  const months: { month: string; share: Ratio }[] = [];
  let month = localDate(from, zone).slice(0, 7);
  while (startOfDay(`${month}-01`, zone) < to) {
    const start = startOfDay(`${month}-01`, zone);
    const next = following(month);
    const end = startOfDay(`${next}-01`, zone);
    const inside = Math.min(end, to) - Math.max(start, from);
    months.push({ month, share: { over: BigInt(inside), under: BigInt(end - start) } });
    month = next;
  }
  return months;
}

function following(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const next = number === 12 ? [year + 1, 1] : [year, number + 1];
  return `${String(next[0]).padStart(4, '0')}-${String(next[1]).padStart(2, '0')}`;
}
