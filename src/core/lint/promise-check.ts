import type { Asset } from '../../model/asset.ts';
import type { Rule } from '../../model/policy.ts';
import type { Priority } from '../../model/requirement.ts';
import type { Duration, Instant } from '../../model/time.ts';
import type { PolicyTable } from '../prioritise/table.ts';
import { emergencyVisitMs } from '../schedule/emergency.ts';
import { type Service, withoutFreezes } from '../schedule/service.ts';
import type { LintContext } from './context.ts';
import { createMovements, type Movements } from './movements.ts';
import { type Opening, openOutside, slotOpening } from './opening.ts';
import { type Preparation, preparationOf } from './preparation.ts';
import { type Case, type PromiseQuestion, type Stage, worstCase } from './promise.ts';
import type { PromiseGroup } from './promise-groups.ts';
import { leastMs, mostMs } from './shifts.ts';

const dayMs = 86_400_000;

/** One promise to one group of assets. */
export interface PromiseSubject {
  readonly group: PromiseGroup;
  readonly table: PolicyTable;
  readonly rule: Rule;
  readonly within: Duration;
}

/** How a promise fails: windows alone cannot keep it, or nothing can. */
export interface BrokenPromise {
  readonly kind: 'emergency-only' | 'broken';
  readonly subject: PromiseSubject;
  readonly preparation: Preparation;
  readonly worst: Case;
  readonly question: PromiseQuestion;
  readonly service: Service;
  /** Rings that go before. */
  readonly stages: readonly NamedStage[];
}

/** A ring that goes before another. */
export interface NamedStage extends Stage {
  readonly ring: string;
}

/** Holds promises against the year ahead; equal questions are answered once. */
export interface PromiseChecker {
  /** `undefined`: it can be kept, or other lints say why nothing can be said. */
  readonly check: (subject: PromiseSubject) => BrokenPromise | undefined;
  /** Does approval alone take longer than the promise? Then no calendar can help. */
  readonly isLeadTooLong: (lead: Duration | undefined, within: Duration, zone: string) => boolean;
  readonly movements: Movements;
  /** The question of a broken promise as if there were no freeze. */
  readonly thawed: (broken: BrokenPromise) => PromiseQuestion;
}

type Answer = Omit<BrokenPromise, 'subject'>;

/** Prepares the check of promises to these groups. */
export function createPromiseChecker(context: LintContext, groups: readonly PromiseGroup[]): PromiseChecker {
  const { span } = context.year();
  const { workspace } = context.estate;
  const found = { start: context.asOf, end: (context.asOf + 365 * dayMs) as Instant };
  const movements = createMovements(found, workspace);
  const openings = createOpenings(context);
  const answers = new Map<string, Answer | undefined>();

  const isLeadTooLong: PromiseChecker['isLeadTooLong'] = (lead, within, zone) => {
    if (lead === undefined || mostMs(lead) <= leastMs(within)) return false;
    const [ready, due] = [movements([lead], workspace.timeZone), movements([within], zone)];
    const own = openOutside([], 0, span);
    return worstCase({ found, horizonEnd: span.end, ready, due, stages: [], own }).lateMs > 0;
  };

  const answer = ({ group, table, rule, within }: PromiseSubject, preparation: Preparation): Answer | undefined => {
    const { priority } = rule;
    const service = openings.serviceOf(group.first, priority);
    const zone = table.table.timeZone;
    const stagesWith = (opening: (asset: Asset) => Opening): readonly NamedStage[] =>
      earlierRings(context, groups, group).map(({ ring, soakMs, members }) => ({
        ring,
        soakMs: soakMs(priority),
        openings: members.map(({ first }) => opening(first)),
      }));
    const stages = stagesWith((asset) => openings.windows(asset, priority));
    const own = openings.windows(group.first, priority);
    const longest = stages.reduce(
      (sum, { openings: all, soakMs }) => sum + soakMs + Math.max(0, ...all.map(({ longestMs }) => longestMs)),
      own.longestMs,
    );
    const most = [preparation.lead, preparation.tests].reduce((sum, one) => sum + (one ? mostMs(one) : 0), longest);
    if (most <= leastMs(within)) return undefined;
    const ready = movements([preparation.tests, preparation.lead], workspace.timeZone);
    const question = { found, horizonEnd: span.end, ready, due: movements([within], zone), stages, own };
    const worst = worstCase(question);
    if (worst.lateMs <= 0) return undefined;
    const broken = { kind: 'broken', preparation, worst, question, service, stages } as const;
    if (priority !== 'immediate') return broken;
    const any = (asset: Asset): Opening => openings.atAnyTime(asset, priority);
    const urgent = { ...question, own: any(group.first), stages: stagesWith(any) };
    const atBest = worstCase(urgent);
    return atBest.lateMs <= 0 ? { ...broken, kind: 'emergency-only' } : { ...broken, worst: atBest, question: urgent };
  };

  return {
    movements,
    isLeadTooLong,
    thawed: ({ question, service, subject: { group } }) => ({
      ...question,
      own: openings.of(withoutFreezes(service), group.first),
    }),
    check(subject) {
      const { group, table, rule, within } = subject;
      const preparation = preparationOf(group.tables, table.table.policy, rule.priority);
      // Nothing serves the asset at all, or approval is too slow: said once, where it stands.
      if (context.year().calendar.serviceOf(group.first, []).windows.length === 0) return undefined;
      if (isLeadTooLong(preparation.lead, within, table.table.timeZone)) return undefined;
      const parts = [preparation.lead?.text, preparation.tests?.text, within.text, table.table.timeZone, rule.priority];
      const key = JSON.stringify([openings.keyOf(group.first, rule.priority), group.ring, parts]);
      if (!answers.has(key)) answers.set(key, answer(subject, preparation));
      const known = answers.get(key);
      return known && { ...known, subject };
    },
  };
}

interface Openings {
  readonly serviceOf: (asset: Asset, priority: Priority) => Service;
  readonly windows: (asset: Asset, priority: Priority) => Opening;
  /** As an emergency, outside freezes that nobody may override; no window is open where that is not. */
  readonly atAnyTime: (asset: Asset, priority: Priority) => Opening;
  readonly of: (service: Service, asset: Asset) => Opening;
  readonly keyOf: (asset: Asset, priority: Priority) => string;
}

function createOpenings(context: LintContext): Openings {
  const { calendar, span, shapeOf } = context.year();
  const known = new Map<string, Opening>();
  const keyed = (service: Service, asset: Asset): string => `${service.key} ${JSON.stringify(shapeOf(asset))}`;
  const serviceOf = (asset: Asset, priority: Priority): Service => calendar.serviceOf(asset, [priority]);
  const of = (service: Service, asset: Asset): Opening => {
    const key = keyed(service, asset);
    const before = known.get(key);
    if (before !== undefined) return before;
    const opening = slotOpening(calendar.slotsOf(service, shapeOf(asset)).slots, span);
    known.set(key, opening);
    return opening;
  };
  const windows = (asset: Asset, priority: Priority): Opening => of(serviceOf(asset, priority), asset);
  return {
    serviceOf,
    of,
    windows,
    keyOf: (asset, priority) => keyed(serviceOf(asset, priority), asset),
    atAnyTime: (asset, priority) => {
      const { ownMs = emergencyVisitMs, maxOfflineMs } = shapeOf(asset);
      if (ownMs > (maxOfflineMs ?? Number.POSITIVE_INFINITY)) return windows(asset, priority);
      const frozen = serviceOf(asset, priority).freezes.filter(({ overrideRole }) => overrideRole === undefined);
      return openOutside(
        frozen.flatMap(({ intervals }) => intervals),
        ownMs,
        span,
      );
    },
  };
}

interface EarlierRing {
  readonly ring: string;
  readonly soakMs: (priority: Priority) => number;
  readonly members: readonly PromiseGroup[];
}

/** Rings before the group's own that have assets of which some policy speaks; the others pass. */
function earlierRings(
  context: LintContext,
  groups: readonly PromiseGroup[],
  { ring }: PromiseGroup,
): readonly EarlierRing[] {
  if (ring === undefined) return [];
  const rings = context.year().rollouts.rings.get(ring.rollout) ?? [];
  return rings.slice(0, ring.index).flatMap(({ name, index, soakMs }) => {
    const members = groups.filter((other) => other.ring?.rollout === ring.rollout && other.ring.index === index);
    return members.length === 0 ? [] : [{ ring: name, soakMs, members }];
  });
}
