import type { Test } from '../../model/generated/patch-policy.ts';
import type { ExpectedField } from '../../model/policy-test.ts';
import type { Obligation } from '../../model/requirement.ts';
import { formatInstant, parseDuration, parseInstant } from '../time.ts';

type Expectation = Test['expect'];

/** An expectation that was not met, before it has a place. */
export interface Mismatch {
  readonly field: ExpectedField;
  readonly expected: string;
  readonly got: string;
}

/**
 * What a test expects and the policy does not decide. What is not expected is not compared.
 *
 * Where unknown facts leave two rules, what binds a requirement is compared: `due` and `within` with the
 * rule of the earliest due, `priority` with the most urgent one, and `rule` with either.
 * Instants and durations are compared by what they mean: `24h` is `PT24H`, but not `1d`.
 */
export function mismatches(expected: Expectation, decided: readonly Obligation[]): readonly Mismatch[] {
  const byDue = decided[0];
  const byUrgency = decided.at(-1);
  const among = (one: Obligation | undefined, text: (obligation: Obligation) => string): string => {
    if (one === undefined) return 'no obligation';
    return decided.length > 1 ? `${text(one)} (rule ${one.rule})` : text(one);
  };
  const { rule, priority, due, within, needsFacts } = expected;
  const found: Mismatch[] = [];
  const judge = (field: ExpectedField, wanted: string | undefined, isMet: boolean, got: string): void => {
    if (wanted !== undefined && !isMet) found.push({ field, expected: wanted, got });
  };
  judge('rule', rule, isRule(rule, decided), decided.map((one) => one.rule).join(' and ') || 'none');
  judge(
    'priority',
    priority,
    byUrgency?.priority === priority,
    among(byUrgency, (one) => one.priority),
  );
  judge('due', due, isDue(due, byDue), among(byDue, dueText));
  judge(
    'within',
    within,
    isLimit(within, byDue),
    among(byDue, (one) => one.within),
  );
  const needs = decided.some((one) => one.marks.includes('needs-facts'));
  judge('needsFacts', needsFacts === undefined ? undefined : String(needsFacts), needs === needsFacts, String(needs));
  return found;
}

function isRule(wanted: string | undefined, decided: readonly Obligation[]): boolean {
  if (decided.length === 0) return wanted === 'none';
  return decided.some((one) => one.rule === wanted);
}

function isDue(wanted: string | undefined, decided: Obligation | undefined): boolean {
  return decided?.due !== undefined && decided.due === parseInstant(wanted ?? '');
}

function isLimit(wanted: string | undefined, decided: Obligation | undefined): boolean {
  if (wanted === undefined || decided === undefined) return false;
  return wanted === decided.within || lengthOf(wanted) === lengthOf(decided.within);
}

/** A duration by its parts; any other limit by its word. */
function lengthOf(text: string): string {
  const duration = parseDuration(text);
  return duration === undefined ? text : JSON.stringify({ ...duration, text: '' });
}

function dueText({ due, within, clockStart }: Obligation): string {
  if (due !== undefined) return formatInstant(due);
  if (within === 'none' || within === 'next-upgrade') return `no deadline (within ${within})`;
  return within === 'kev-due-date' ? 'unknown (no kevDueDate is given)' : `unknown (clock ${clockStart} is not given)`;
}
