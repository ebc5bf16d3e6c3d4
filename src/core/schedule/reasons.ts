import type { Reason } from '../../model/requirement.ts';
import type { TimeZone } from '../../model/time.ts';
import { formatZoned } from '../time.ts';
import { createTrie } from '../trie.ts';
import { holdText } from './cut.ts';
import type { Job } from './job.ts';
import { isLate, type Placed, type Problem } from './problem.ts';
import type { Hold } from './release.ts';

/** Why a visit is as it is. Those who carry the same, or are in the way of the same, share their reasons. */
export function createReasons(
  problem: Problem,
  zone: TimeZone,
): (placement: Placed, cut: Reason | undefined) => readonly Reason[] {
  const known = createTrie<unknown, Reason>();
  const overdue = ({ bundle: { requirements } }: Job): Reason =>
    known.at(['overdue', requirements], () => {
      const passed = requirements.flatMap(({ due }) => due ?? []).sort((a, b) => a - b)[0];
      const since = passed === undefined ? '' : ` since ${formatZoned(passed, zone)}`;
      return { code: 'overdue', text: `overdue${since}; goes at the earliest safe time` };
    });
  const emergency = ({ bundle: { dues } }: Job, cut: Reason | undefined): Reason => {
    const because = (haste: string): Reason => ({
      code: 'emergency',
      text: cut === undefined ? haste : `${haste}: ${cut.text}`,
    });
    if (dues.length > 0) return because('immediate, and no window serves it in time');
    return known.at(['emergency', cut], () => because('immediate and overdue, so it does not wait'));
  };
  const hasteOrCut = (placement: Placed, cut: Reason | undefined): readonly Reason[] => {
    const { job, kind } = placement;
    if (kind === 'emergency') return [emergency(job, cut)];
    return cut !== undefined && job.bundle.dues.length > 0 && isLate(problem, placement) ? [cut] : noReasons;
  };
  const listed = (placement: Placed, cut: Reason | undefined, paused: readonly Hold[]): readonly Reason[] => [
    ...(placement.job.bundle.isOverdue ? [overdue(placement.job)] : noReasons),
    ...paused.map((hold) => ({ code: 'paused', text: holdText(hold, zone) })),
    ...hasteOrCut(placement, cut),
  ];
  const alike = createTrie<unknown, readonly Reason[]>();
  return (placement, cut) => {
    const { job, kind, holds } = placement;
    const paused = holds.some(isPause) ? holds.filter(isPause) : noHolds;
    if (paused.length > 0) return listed(placement, cut, paused);
    if (kind === 'emergency') return alike.at([job.bundle.requirements, cut], () => listed(placement, cut, noHolds));
    return problem.isOverdue[job.number] === 1 || cut !== undefined ? listed(placement, cut, noHolds) : noReasons;
  };
}

const noReasons: readonly Reason[] = [];
const noHolds: readonly Hold[] = [];
const isPause = ({ kind }: Hold): boolean => kind === 'paused';
