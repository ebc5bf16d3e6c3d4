import type { ChangeContent, ChangeVisit } from '../../model/change.ts';
import type { Estate } from '../../model/estate.ts';
import type { Plan } from '../../model/plan.ts';
import type { Instant, Interval } from '../../model/time.ts';
import { contextOf } from '../schedule/context.ts';
import { overlap, readFreezes } from '../schedule/freeze.ts';
import { readWindows } from '../schedule/window.ts';

/** A run comes at least once a day. */
const runEveryMs = 86_400_000;

/**
 * Tells which Changes cannot wait for the next run, whatever the limits say: immediate work, work that is late already,
 * and a visit whose slot is the last one that meets its deadline. A slot counts as another chance when a later run may
 * still propose it, lead time included, and when no freeze overlaps it; that it may be full by then is not known.
 */
export function pressingIn(plan: Plan, estate: Estate, asOf: Instant): (content: ChangeContent) => boolean {
  const leads = new Map(plan.requirements.map(({ id, governance }) => [id, governance.leadTimeMs] as const));
  const slotsOf = onDemand(() => openOccurrences(estate, asOf));
  const isPressing = (visit: ChangeVisit): boolean => {
    const { requirements, isLate, start, end } = visit;
    if (isLate || requirements.some(({ priority }) => priority === 'immediate')) return true;
    const due = Math.min(...requirements.flatMap((one) => one.due ?? []));
    if (due === Number.POSITIVE_INFINITY) return false;
    const lead = Math.max(0, ...requirements.map(({ id }) => leads.get(id) ?? 0));
    const from = asOf + runEveryMs + lead;
    if (start >= from) return false;
    const later = visit.window === undefined ? [] : (slotsOf().get(visit.window) ?? []);
    return !later.some((slot) => slot.start >= from && slot.start + (end - start) <= Math.min(due, slot.end));
  };
  return ({ visits }) => visits.some(isPressing);
}

/** Occurrences of every window that no freeze overlaps, by the window's name. */
function openOccurrences(estate: Estate, asOf: Instant): ReadonlyMap<string, readonly Interval[]> {
  const context = contextOf(estate, asOf, undefined);
  const frozen = readFreezes(context).value.flatMap(({ intervals }) => intervals);
  return new Map(
    readWindows(context).value.map(({ name, occurrences }) => [
      name,
      occurrences.filter((occurrence) => !frozen.some((freeze) => overlap(freeze, occurrence))),
    ]),
  );
}

/** Most runs hold nothing back and ask for no window. */
function onDemand<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
