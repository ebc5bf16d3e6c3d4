import type { Estate } from '../../model/estate.ts';
import type { Visit as EmergencyVisit } from '../../model/generated/emergency-record.ts';
import type { Instant, Interval } from '../../model/time.ts';
import { parseInstant } from '../time.ts';

/** A visit that somebody allowed: by merging its Change, or before that as an emergency. */
export interface Order extends Interval {
  /** As much as records of either kind say of it. */
  readonly visit: EmergencyVisit;
  readonly change: string;
  readonly planFp: string;
  /** The EmergencyRecord that let it run before its merge; `undefined`: it was merged. */
  readonly emergency: string | undefined;
}

/** Every visit that was allowed, by id. Of one that ran as an emergency and was merged later, the merge holds. */
export function ordersIn({ resources }: Estate): ReadonlyMap<string, Order> {
  const orders = new Map<string, Order>();
  for (const { name, document } of resources.EmergencyRecord?.values() ?? []) {
    const { change, planFp, visits } = document.spec;
    for (const visit of visits) add(orders, { visit, change, planFp, emergency: name });
  }
  for (const { name, document } of resources.Change?.values() ?? []) {
    const { planFp, visits } = document.spec;
    for (const visit of visits) add(orders, { visit, change: name, planFp, emergency: undefined });
  }
  return orders;
}

function add(orders: Map<string, Order>, order: Omit<Order, 'start' | 'end'>): void {
  const [start, end] = [parseInstant(order.visit.start), parseInstant(order.visit.end)];
  if (start !== undefined && end !== undefined) orders.set(order.visit.id, { ...order, start, end });
}

/** Do two stretches of time share more than an edge, or is one of them a moment inside the other? */
export function meets(one: Interval, start: Instant, end: Instant): boolean {
  return start < one.end && end >= one.start;
}
