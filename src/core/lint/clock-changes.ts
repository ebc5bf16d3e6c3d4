import type { Code, Diagnostic } from '../../model/diagnostic.ts';
import type { Instant } from '../../model/time.ts';
import { contextOf } from '../schedule/context.ts';
import { readWindows } from '../schedule/window.ts';
import type { LintContext } from './context.ts';

const ofClocks: ReadonlySet<Code> = new Set(['schedule/time-skipped', 'schedule/time-doubled'] as const);

/**
 * `schedule/time-skipped`, `schedule/time-doubled`: windows that vanish or stand twice in the night in which the clock
 * changes, behind the time that the plan looks at: it says so only when the day comes near.
 */
export function clockChanges({ estate, asOf, locate, year }: LintContext): readonly Diagnostic[] {
  if (!estate.resources.MaintenanceWindow?.size) return [];
  const near = contextOf(estate, asOf, locate);
  // A window that begins before the end of the planned time and lasts beyond it was seen already.
  const start = (near.span.end + 1) as Instant;
  const far = { ...near, span: { start, end: year().span.end } };
  return readWindows(far).diagnostics.filter(({ code }) => ofClocks.has(code));
}
