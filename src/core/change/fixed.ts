import type { Estate } from '../../model/estate.ts';
import type { Change } from '../../model/generated/change.ts';
import type { Requirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { Gate, Visit } from '../../model/visit.ts';
import { parseInstant } from '../time.ts';

type ChangeVisitSpec = Change['spec']['visits'][number];

/**
 * The visits of merged Changes that are still to come: approved, fixed, first to use capacity (DESIGN §3.8, §3.9).
 * A visit that is over has either done its work, which observations show, or has not, and is planned anew. One whose
 * requirements all vanished has nothing left to do.
 */
export function fixedVisits(estate: Estate, requirements: readonly Requirement[], asOf: Instant): readonly Visit[] {
  const open = new Set(requirements.map((requirement) => requirement.id));
  const changes = [...(estate.resources.Change?.values() ?? [])];
  return changes
    .flatMap(({ document }) => document.spec.visits)
    .flatMap((visit) => fixedVisit(visit, open))
    .filter((visit) => visit.end > asOf)
    .sort((left, right) => left.start - right.start || (left.id < right.id ? -1 : 1));
}

function fixedVisit(visit: ChangeVisitSpec, open: ReadonlySet<string>): Visit[] {
  const [start, end] = [parseInstant(visit.start), parseInstant(visit.end)];
  const carried = visit.requirements.filter(({ id }) => open.has(id));
  if (start === undefined || end === undefined || carried.length === 0) return [];
  const dues = carried.flatMap(({ due }) => (due === undefined ? [] : (parseInstant(due) ?? [])));
  return [
    {
      id: visit.id,
      kind: visit.kind,
      asset: visit.asset,
      ring: visit.ring,
      window: visit.window,
      wave: visit.wave ?? 1,
      start,
      end,
      state: 'approved',
      deadline: dues.length === 0 ? undefined : (Math.min(...dues) as Instant),
      requirements: carried.map(({ id }) => id).sort(),
      gates: (visit.gates ?? []).map(approvedGate),
      reasons: [],
      refused: [],
    },
  ];
}

/** The merge is the approval; every other gate stays open until its record says otherwise. */
const approvedGate = ({ gate, needs }: NonNullable<ChangeVisitSpec['gates']>[number]): Gate => ({
  gate,
  status: gate === 'approval' ? 'met' : 'open',
  needs: needs ?? '',
});
