import type { Change, Visit as ChangeVisit } from '../../model/generated/change.ts';
import type { HandedUpdate, HandedVisit, Handover, HeldVisit } from '../../model/handover.ts';
import type { Requirement } from '../../model/requirement.ts';
import type { Gate, Visit } from '../../model/visit.ts';
import type { Decision } from '../plan/decision.ts';
import { formatInstant, parseInstant } from '../time.ts';

/** Visits for an engine, and those that are held back, each with the reasons. */
export type Handing = Pick<Handover, 'visits' | 'held'>;

/** Gates that nobody can judge before the work begins: they go along with it. */
const seenOnTheSpot: ReadonlySet<Gate['gate']> = new Set(['health']);

/**
 * The approved visits that are still to come: all, or those of one Change. A visit goes to the engine when every gate that
 * records can meet is met; what can only be seen on the spot goes along as a check. Targets are those that were approved.
 */
export function handApproved(decision: Decision, change: string | undefined): Handing {
  const { plan, estate } = decision;
  const specs = new Map(
    [...(estate.resources.Change?.values() ?? [])].flatMap(({ document }) =>
      document.spec.visits.map((visit) => [visit.id, { change: document, visit }] as const),
    ),
  );
  const handed: HandedVisit[] = [];
  const held: HeldVisit[] = [];
  for (const visit of plan.schedule.visits) {
    const spec = specs.get(visit.id);
    if (visit.state !== 'approved' || spec === undefined) continue;
    if (change !== undefined && spec.change.metadata.name !== change) continue;
    const open = openGates(visit.gates);
    if (open.length > 0) held.push({ id: visit.id, asset: visit.asset, reasons: open.map(gateText) });
    else handed.push(handedVisit(spec.change, spec.visit, { visit, find: plan.book.find }));
  }
  return { visits: handed.filter(({ updates }) => updates.length > 0).sort(byStart), held };
}

/**
 * The visits of a Change that is not merged, for an emergency. Only what carries immediate work goes out; which gates are
 * open is told, and stops nothing: somebody answers for it.
 */
export function handEmergency(
  decision: Decision,
  change: Change,
): Handing & {
  readonly open: readonly { readonly visit: string; readonly gate: Gate['gate']; readonly needs: string }[];
} {
  const { plan } = decision;
  const planned = new Map(plan.schedule.visits.map((visit) => [visit.id, visit] as const));
  const immediate = change.spec.visits.filter(({ requirements }) =>
    requirements.some(({ priority }) => priority === 'immediate'),
  );
  const routine = change.spec.visits.filter((visit) => !immediate.includes(visit));
  const gatesOf = (visit: ChangeVisit): readonly Pick<Gate, 'gate' | 'needs' | 'status'>[] =>
    planned.get(visit.id)?.gates ??
    (visit.gates ?? []).map(({ gate, needs = '' }) => ({ gate, needs, status: 'open' as const }));
  return {
    visits: immediate
      .map((visit) => handedVisit(change, visit, { visit: planned.get(visit.id), find: plan.book.find }))
      .sort(byStart),
    held: routine.map(({ id, asset }) => ({
      id,
      asset,
      reasons: ['it carries nothing immediate, so it waits for its merge'],
    })),
    open: immediate.flatMap((visit) =>
      openGates(gatesOf(visit)).map(({ gate, needs }) => ({ visit: visit.id, gate, needs })),
    ),
  };
}

function openGates<G extends Pick<Gate, 'gate' | 'status'>>(gates: readonly G[]): readonly G[] {
  return gates.filter(({ gate, status }) => status === 'open' && !seenOnTheSpot.has(gate));
}

const gateText = ({ gate, needs, lacks = [] }: Gate): string =>
  `${gate}: ${needs}${lacks.length === 0 ? '' : ` (${lacks.join('; ')})`}`;

interface Known {
  /** As planned, where it is. */
  readonly visit: Visit | undefined;
  readonly find: (id: string) => Requirement | undefined;
}

function handedVisit({ metadata, spec }: Change, given: ChangeVisit, { visit, find }: Known): HandedVisit {
  const [start, end] = [visit?.start ?? parseInstant(given.start), visit?.end ?? parseInstant(given.end)];
  if (start === undefined || end === undefined) throw new Error(`visit ${given.id} passed the schema without a time`);
  // What needs no update any more is left out of the planned visit.
  const carried = given.requirements.filter(({ id }) => visit === undefined || visit.requirements.includes(id));
  const gates = visit?.gates ?? given.gates ?? [];
  return {
    ...{ id: given.id, change: metadata.name, planFp: spec.planFp, asset: visit?.asset ?? given.asset },
    ...{ window: given.window, wave: given.wave ?? 1, ring: given.ring },
    ...{ start, end, startText: formatInstant(start), endText: formatInstant(end) },
    updates: carried.map(updateOf),
    checks: gates.filter(({ gate }) => seenOnTheSpot.has(gate)).map(({ gate, needs = '' }) => ({ gate, needs })),
    rebootRequired: rebootOf(carried.map(({ id }) => find(id)?.release?.rebootRequired)),
  };
}

function updateOf({
  id,
  component,
  target,
  advisories,
  priority,
  due,
}: ChangeVisit['requirements'][number]): HandedUpdate {
  const at = parseInstant(due ?? '');
  return {
    requirement: id,
    ...{ ecosystem: component.ecosystem, name: component.name, version: target, fromVersion: component.version },
    ...{ advisories, priority, due: at === undefined ? undefined : formatInstant(at) },
  };
}

/** One release that needs a reboot is enough; nobody knows unless somebody speaks of each. */
function rebootOf(needs: readonly (boolean | undefined)[]): boolean | undefined {
  if (needs.includes(true)) return true;
  return needs.includes(undefined) ? undefined : false;
}

const byStart = (left: HandedVisit, right: HandedVisit): number =>
  left.start - right.start || (left.asset < right.asset ? -1 : left.asset > right.asset ? 1 : 0);
