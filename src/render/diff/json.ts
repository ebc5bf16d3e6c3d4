import { formatInstant } from '../../core/time.ts';
import type { PlanDiff } from '../../model/plan-diff.ts';

/** Names of the fields that hold instants; they are printed in UTC. */
const instantFields: ReadonlySet<string> = new Set(['asOf', 'due', 'before', 'after']);

/** The difference for programs: the same objects, instants in UTC, what is absent as null. */
export function renderDiffJson(diff: PlanDiff): string {
  const printed = JSON.stringify({ schema: 'patchledger.diff/v1', ...diff }, printable, 2);
  return `${printed}\n`;
}

function printable(key: string, value: unknown): unknown {
  if (typeof value === 'number' && instantFields.has(key)) return formatInstant(value as PlanDiff['asOf']);
  return value === undefined ? null : value;
}
