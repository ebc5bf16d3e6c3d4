import type { Priority } from '../../model/requirement.ts';
import type { Duration } from '../../model/time.ts';
import { governingPolicies } from '../prioritise/governance.ts';
import type { PolicyTable } from '../prioritise/table.ts';
import { durationText, parseDuration } from '../time.ts';

/** What a visit waits for before it may start at all: tests first, for whoever approves reads their result; then approval. */
export interface Preparation {
  readonly lead: Duration | undefined;
  readonly tests: Duration | undefined;
}

/**
 * What the policies that surely take part ask before work of a priority: the one whose rule is judged, those that took
 * it over, and those with a default, which speak of every finding. Of several the longest counts; the order of lengths
 * in different units is that of a usual month.
 */
export function preparationOf(tables: readonly PolicyTable[], policy: string, priority: Priority): Preparation {
  const always = tables.filter(({ spec }) => spec.default !== undefined).map(({ table }) => table.policy);
  const specs = [...governingPolicies(tables, new Set([policy, ...always])).values()];
  const leads = specs.flatMap(({ approvals }) => approvals?.[priority]?.leadTime ?? []);
  const tests = specs.flatMap(({ testing }) =>
    testing === undefined || testing.exempt?.includes(priority) ? [] : (testing.duration ?? []),
  );
  return { lead: longestOf(leads), tests: longestOf(tests) };
}

/** `2 d lead time`, `4 h of tests`. */
export function preparationText({ lead, tests }: Preparation): readonly string[] {
  return [
    ...(lead === undefined ? [] : [`${plainText(lead)} lead time`]),
    ...(tests === undefined ? [] : [`${plainText(tests)} of tests`]),
  ];
}

function plainText(duration: Duration): string {
  return duration.businessDays > 0 ? `${duration.businessDays} business days` : durationText(roughMs(duration));
}

function longestOf(texts: readonly string[]): Duration | undefined {
  const durations = texts.flatMap((text) => parseDuration(text) ?? []).filter((duration) => roughMs(duration) > 0);
  return durations.toSorted((a, b) => roughMs(b) - roughMs(a))[0];
}

function roughMs({ years, months, weeks, days, businessDays, milliseconds }: Duration): number {
  const whole = years * 365 + months * 30 + weeks * 7 + days + (businessDays * 7) / 5;
  return whole * 86_400_000 + milliseconds;
}
