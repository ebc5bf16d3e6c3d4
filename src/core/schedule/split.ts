import type { Asset } from '../../model/asset.ts';
import { type Priority, priorities, type SharedRequirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { groupBy } from './group.ts';
import type { Calendar, Service } from './service.ts';

/** A requirement and its place in its set. */
export interface Numbered {
  readonly index: number;
  readonly requirement: SharedRequirement;
}

/** Who asks for visits, and when. */
export interface VisitScope {
  readonly asset: Asset;
  readonly calendar: Calendar;
  readonly asOf: Instant;
}

/** Work joins the more urgent only when that loses no window, no time before a freeze, and no slot it needs by its lead time. */
export function split(scope: VisitScope, wanted: readonly Numbered[]): readonly (readonly Numbered[])[] {
  if (wanted.length < 2) return wanted.length === 0 ? [] : [wanted];
  const loads: Load[] = [];
  const groups = groupBy(
    wanted,
    ({ requirement: { priority, governance } }) => `${priorities.indexOf(priority)} ${governance.leadTimeMs}`,
  );
  const inOrder = [...groups.values()].sort(byUrgency).map((carried) => loadOf(scope, carried));
  for (const next of inOrder) {
    const host = loads.find((candidate) => mayJoin(scope, candidate, next));
    if (host === undefined) loads.push(next);
    else host.carried.push(...next.carried);
  }
  return loads.map(({ carried }) => carried);
}

/** Work of one urgency, and what joined it. */
interface Load {
  readonly priorities: readonly Priority[];
  readonly service: Service;
  readonly leadMs: number;
  /** The earliest due, passed or not. */
  readonly due: Instant | undefined;
  readonly carried: Numbered[];
}

function byUrgency([a]: readonly Numbered[], [b]: readonly Numbered[]): number {
  if (a === undefined || b === undefined) return 0;
  const [left, right] = [a.requirement, b.requirement];
  const rank = priorities.indexOf(left.priority) - priorities.indexOf(right.priority);
  return rank || left.governance.leadTimeMs - right.governance.leadTimeMs;
}

function loadOf({ asset, calendar }: VisitScope, carried: readonly Numbered[]): Load {
  const first = carried[0]?.requirement;
  const present = [first?.priority ?? 'defer'];
  return {
    priorities: present,
    service: calendar.serviceOf(asset, present),
    leadMs: first?.governance.leadTimeMs ?? 0,
    due: carried.flatMap(({ requirement: { due } }) => due ?? []).sort((a, b) => a - b)[0],
    carried: [...carried],
  };
}

function mayJoin(scope: VisitScope, host: Load, next: Load): boolean {
  const together = scope.calendar.serviceOf(scope.asset, [...host.priorities, ...next.priorities]);
  if (together.key !== host.service.key) return false;
  // Where the more urgent has no window at all, the rest must not lose its own.
  if (together.windows.length === 0 && next.service.windows.length > 0) return false;
  if (next.leadMs <= host.leadMs) return true;
  const shape = { ownMs: scope.asset.visitDurationMs, soakMs: 0, maxOfflineMs: undefined };
  const { slots } = scope.calendar.slotsOf(together, shape);
  const [soon, later] = [host.leadMs, next.leadMs].map((leadMs) =>
    slots.find(({ start }) => start >= scope.asOf + leadMs),
  );
  return soon === later || (later !== undefined && (host.due === undefined || later.end <= host.due));
}
