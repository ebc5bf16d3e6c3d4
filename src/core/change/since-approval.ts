import type { SinceApproval } from '../../model/briefing.ts';
import type { ChangeContent } from '../../model/change.ts';
import type { ForgeReview } from '../../model/forge.ts';
import type { Change, Visit } from '../../model/generated/change.ts';
import type { Instant } from '../../model/time.ts';
import { unapproved } from '../evidence/approval-coverage.ts';
import { parseInstant } from '../time.ts';
import { changeResource } from './change-file.ts';

/** A review that approved a Change as it stood at a commit. */
export interface EarlierApproval {
  readonly by: string;
  readonly at: Instant | undefined;
  /** The Change file that was looked at. */
  readonly change: Change;
}

/** The approvals that stand, newest first: each person's last word, when it is one. A comment takes nothing back. */
export function standingApprovals(reviews: readonly ForgeReview[]): readonly ForgeReview[] {
  const last = new Map<string, ForgeReview>();
  for (const review of reviews) {
    if (review.user === undefined || review.state === 'commented') continue;
    // Set anew, so that the last word of each stands where it was said.
    last.delete(review.user.id);
    last.set(review.user.id, review);
  }
  return [...last.values()].filter(({ state }) => state === 'approved').reverse();
}

/**
 * What a Change asks for since it was approved last, and whether that approval still covers it, by the rule that the
 * record of the merge is judged by. `undefined`: it asks for the very same.
 */
export function sinceApproval({ by, at, change }: EarlierApproval, content: ChangeContent): SinceApproval | undefined {
  if (change.spec.planFp === content.planFp) return undefined;
  const stamp = { number: change.spec.key.number, asOf: 0 as Instant, inputsDigest: change.spec.inputsDigest };
  const now = changeResource(content, stamp);
  const pairs = pairsOf(change.spec.visits, now.spec.visits);
  const { name } = change.metadata;
  return {
    ...{ by, at },
    beyond: unapproved({ kind: 'Change', name, document: now }, { kind: 'Change', name, document: change }),
    added: assetsOf(pairs.flatMap(({ before, after }) => (before === undefined && after ? [after] : []))),
    removed: assetsOf(pairs.flatMap(({ before, after }) => (after === undefined && before ? [before] : []))),
    moved: pairs.flatMap(({ before, after }) => (before && after ? movedVisit(before, after) : [])),
    targets: pairs.flatMap(({ before, after }) => (before && after ? changedTargets(before, after) : [])),
    gates: pairs.flatMap(({ before, after }) => (before && after ? changedGates(before, after) : [])),
    unchanged: pairs.filter(({ before, after }) => before && after && isSame(before, after)).length,
  };
}

interface Pair {
  readonly before: Visit | undefined;
  readonly after: Visit | undefined;
}

/** Visits of both sides by their ids; one that got another id since is known by its asset and start. */
function pairsOf(earlier: readonly Visit[], now: readonly Visit[]): readonly Pair[] {
  const byId = new Map(earlier.map((visit) => [visit.id, visit] as const));
  const bySlot = new Map(earlier.map((visit) => [slotOf(visit), visit] as const));
  const left = new Set(earlier);
  const pairs = now.map((after): Pair => {
    const before = [byId.get(after.id), bySlot.get(slotOf(after))].find((one) => one !== undefined && left.has(one));
    if (before !== undefined) left.delete(before);
    return { before, after };
  });
  return [...pairs, ...[...left].map((before) => ({ before, after: undefined }))];
}

const slotOf = ({ asset, start }: Visit): string => JSON.stringify([asset, start]);

const assetsOf = (visits: readonly Visit[]): readonly string[] => [...new Set(visits.map(({ asset }) => asset))].sort();

function movedVisit(before: Visit, after: Visit): SinceApproval['moved'] {
  const [from, to] = [parseInstant(before.start), parseInstant(after.start)];
  return from === undefined || to === undefined || from === to ? [] : [{ asset: after.asset, from, to }];
}

function changedTargets({ requirements: earlier }: Visit, { asset, requirements }: Visit): SinceApproval['targets'] {
  const before = new Map(earlier.map(({ component, target }) => [component.name, target] as const));
  const now = new Map(requirements.map(({ component, target }) => [component.name, target] as const));
  return [...new Set([...before.keys(), ...now.keys()])].sort().flatMap((name) => {
    const [was, is] = [before.get(name), now.get(name)];
    if (was === is) return [];
    return [{ asset, name, ...(was !== undefined && { before: was }), ...(is !== undefined && { now: is }) }];
  });
}

function changedGates({ gates: earlier = [] }: Visit, { asset, gates = [] }: Visit): SinceApproval['gates'] {
  const [before, now] = [earlier, gates].map((list) => list.map(({ gate }) => gate));
  return [
    ...(now ?? []).filter((gate) => !before?.includes(gate)).map((gate) => ({ asset, gate, change: 'added' as const })),
    ...(before ?? [])
      .filter((gate) => !now?.includes(gate))
      .map((gate) => ({ asset, gate, change: 'removed' as const })),
  ];
}

const isSame = (before: Visit, after: Visit): boolean =>
  before.start === after.start &&
  before.end === after.end &&
  before.window === after.window &&
  changedTargets(before, after).length === 0 &&
  changedGates(before, after).length === 0;
