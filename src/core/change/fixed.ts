import { comparerFor } from '../../ecosystems/registry.ts';
import type { Estate } from '../../model/estate.ts';
import type { Change } from '../../model/generated/change.ts';
import type { Requirement, RequirementBook } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { Gate, Visit } from '../../model/visit.ts';
import { parseInstant } from '../time.ts';

type VisitSpec = Change['spec']['visits'][number];
type UpdateSpec = VisitSpec['requirements'][number];

/**
 * The visits of merged Changes that are still to come: approved, fixed, first to use capacity.
 * A visit that is over has either done its work, which observations show, or has not, and is planned anew. What was
 * approved covers a requirement as long as its target is high enough: a requirement that by now needs more is planned
 * anew, and a visit that nothing is left of is gone.
 */
export function fixedVisits(estate: Estate, book: RequirementBook, asOf: Instant): readonly Visit[] {
  const changes = [...(estate.resources.Change?.values() ?? [])];
  return visitsOf(
    changes.map(({ document }) => document),
    book,
    { state: 'approved', carries: isEnough },
  ).filter((visit) => visit.end > asOf);
}

/** The visits of open proposals: each stays where it is, unless late or impossible, whatever its targets are by now. */
export function proposedVisits(proposals: readonly Change[], book: RequirementBook): readonly Visit[] {
  return visitsOf(proposals, book, { state: 'proposed', carries: () => true });
}

interface Standing {
  readonly state: 'approved' | 'proposed';
  readonly carries: (update: UpdateSpec, requirement: Requirement) => boolean;
}

function visitsOf(changes: readonly Change[], book: RequirementBook, standing: Standing): Visit[] {
  return changes
    .flatMap(({ spec }) => spec.visits)
    .flatMap((visit) => visitOf(visit, book, standing))
    .sort((left, right) => left.start - right.start || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0));
}

function visitOf(visit: VisitSpec, book: RequirementBook, { state, carries }: Standing): Visit[] {
  const [start, end] = [parseInstant(visit.start), parseInstant(visit.end)];
  const carried = visit.requirements.flatMap((update) => {
    const requirement = book.find(update.id);
    return requirement !== undefined && carries(update, requirement) ? [{ update, requirement }] : [];
  });
  const [first] = carried;
  if (start === undefined || end === undefined || first === undefined) return [];
  const dues = carried.flatMap(({ update: { due } }) => (due === undefined ? [] : (parseInstant(due) ?? [])));
  return [
    {
      id: visit.id,
      kind: visit.kind,
      // Requirements follow the uid of an asset; its name may have changed since.
      asset: first.requirement.asset,
      ring: visit.ring,
      window: visit.window,
      wave: visit.wave ?? 1,
      start,
      end,
      state,
      deadline: dues.length === 0 ? undefined : (Math.min(...dues) as Instant),
      requirements: carried.map(({ update }) => update.id).sort(),
      gates: (visit.gates ?? []).map((gate) => gateOf(gate, state)),
      reasons: [],
      refused: [],
    },
  ];
}

/**
 * A target is a floor: the version approved must be the one that is needed now, or a higher one. A version that was
 * rejected since is not enough, nor is one that others must be installed before.
 */
function isEnough({ target }: UpdateSpec, { component, release, ...requirement }: Requirement): boolean {
  const needed = requirement.target ?? requirement.partial?.version;
  if (release?.rejected.includes(target)) return false;
  if (needed === undefined || needed === target || (release?.hops.length ?? 0) > 0) return needed === target;
  const comparer = comparerFor(component.ecosystem, component.scheme);
  const [approved, wanted] = [comparer?.parse(target), comparer?.parse(needed)];
  return (
    comparer !== undefined && approved !== undefined && wanted !== undefined && comparer.compare(approved, wanted) >= 0
  );
}

/** The merge is the approval; every other gate stays open until its record says otherwise. */
const gateOf = ({ gate, needs }: NonNullable<VisitSpec['gates']>[number], state: Standing['state']): Gate => ({
  gate,
  status: gate === 'approval' && state === 'approved' ? 'met' : 'open',
  needs: needs ?? '',
});
