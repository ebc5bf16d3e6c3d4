import { compareText } from '../../ecosystems/parts/digits.ts';
import { type Binding, type Obligation, type Priority, priorities } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';

/** What several obligations bind to together. */
export interface Bound {
  readonly due: Instant | undefined;
  readonly priority: Priority;
  readonly boundBy: { readonly due: Binding | undefined; readonly priority: Binding | undefined };
}

/**
 * The earliest due and the most urgent priority; they may come from different rules. Without obligations
 * nothing is due and the priority is the least urgent. Which of equal obligations is named does not depend on order.
 */
export function bind(obligations: readonly Obligation[]): Bound {
  const earliest = least(obligations, byDue);
  const mostUrgent = least(obligations, byUrgency);
  return {
    due: earliest?.due,
    priority: mostUrgent?.priority ?? 'defer',
    boundBy: {
      due: earliest?.due === undefined ? undefined : bindingOf(earliest),
      priority: mostUrgent && bindingOf(mostUrgent),
    },
  };
}

/** Orders obligations for people: the most urgent first, then the earliest due, then by name. */
export function byUrgency(left: Obligation, right: Obligation): number {
  return compareUrgency(left, right) || compareDue(left, right) || compareNames(left, right);
}

function byDue(left: Obligation, right: Obligation): number {
  return compareDue(left, right) || compareUrgency(left, right) || compareNames(left, right);
}

function compareUrgency(left: Obligation, right: Obligation): number {
  return priorities.indexOf(left.priority) - priorities.indexOf(right.priority);
}

function compareDue(left: Obligation, right: Obligation): number {
  return (left.due ?? Number.MAX_VALUE) - (right.due ?? Number.MAX_VALUE);
}

function compareNames(left: Obligation, right: Obligation): number {
  return (
    compareText(left.policy, right.policy) ||
    compareText(left.rule, right.rule) ||
    compareText(left.advisory, right.advisory)
  );
}

function least(
  obligations: readonly Obligation[],
  compare: (left: Obligation, right: Obligation) => number,
): Obligation | undefined {
  return obligations.reduce<Obligation | undefined>(
    (best, one) => (best === undefined || compare(one, best) < 0 ? one : best),
    undefined,
  );
}

function bindingOf({ policy, rule, advisory }: Obligation): Binding {
  return { policy, rule, advisory };
}
