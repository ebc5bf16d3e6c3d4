import type { Condition } from '../../model/policy.ts';
import type { Instant } from '../../model/time.ts';
import { formatInstant } from '../time.ts';

/** A condition in words: `severity is critical or high`, `cvss ≥ 7`, `exposure is known`, `kevDueDate < 2026-12-31`. */
export function conditionText({ fact, test }: Condition): string {
  if (test.kind === 'known') return `${fact} is ${test.known ? 'known' : 'unknown'}`;
  if (test.kind === 'anyOf') return `${fact} is ${test.values.map(String).join(' or ')}`;
  const bounds = [
    ['≥', test.gte],
    ['>', test.gt],
    ['≤', test.lte],
    ['<', test.lt],
  ] as const;
  const written = (value: number): string =>
    fact === 'kevDueDate' ? formatInstant(value as Instant).slice(0, 10) : String(value);
  return bounds
    .flatMap(([sign, value]) => (value === undefined ? [] : [`${fact} ${sign} ${written(value)}`]))
    .join(' and ');
}
