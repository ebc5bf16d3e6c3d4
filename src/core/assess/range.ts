import type { RangeEvent, VersionRange } from '../../model/advisory.ts';
import type { Comparer } from '../../model/comparer.ts';
import type { MatchEvidence } from '../../model/finding.ts';

/**
 * What one place of a document says of a version. One object serves every version of the same stretch, so that a
 * large fleet shares the words.
 */
export interface Judgement {
  readonly verdict: MatchEvidence['verdict'];
  readonly because: string;
  /** Not affected because a fix stands at or below the version. */
  readonly isFixed: boolean;
  /** Affected, and the range names no version at which that ends. */
  readonly isEndless: boolean;
}

/** A version at which a document says the problem is fixed. */
export interface FixedVersion {
  readonly text: string;
  readonly parsed: unknown;
}

/** A range that its ecosystem can judge. */
export interface OrderedRange {
  readonly kind: 'ordered';
  readonly before: Judgement;
  /** Ascending and apart from each other. */
  readonly stretches: readonly Stretch[];
  readonly fixes: readonly FixedVersion[];
}

/** A range no version order can judge. */
export interface UnjudgedRange {
  readonly kind: 'unjudged';
  readonly judgement: Judgement;
}

/** The judgement of a range of type GIT. */
export const onlyCommits: Judgement = unjudged('only commits, which have no version order');

/** The judgement of every other range where the ecosystem has no comparer. */
export const noOrder: Judgement = unjudged('nobody knows the version order');

/** All events at one version. `introduced: 0` is the bottom, below everything. */
interface Point {
  readonly text: string;
  readonly parsed: unknown;
  readonly isBottom: boolean;
  readonly kinds: RangeEvent['kind'][];
}

/** Affected versions from `start` on, up to `end` (absent: for ever). */
interface Stretch {
  readonly start: Point;
  readonly end: Point | undefined;
  /** Only `last_affected` belongs to the stretch itself. */
  readonly endKind: 'fixed' | 'last_affected' | 'limit' | undefined;
  readonly inside: Judgement;
  readonly behind: Judgement;
}

/**
 * Reads a range into stretches of affected versions (OSV schema, Evaluation): events are sorted by version;
 * `introduced` at or below a version opens, `fixed` at or below closes, `last_affected` closes only above itself, and
 * nothing at or above every `limit` counts. Where a version both opens and closes, the state goes on as it was:
 * `fixed 2, introduced 2` in the middle is one stretch, `introduced 2, last_affected 2` alone is that version.
 */
export function readRange(range: VersionRange, comparer: Comparer | undefined): OrderedRange | UnjudgedRange {
  if (range.type === 'GIT') return { kind: 'unjudged', judgement: onlyCommits };
  if (comparer === undefined) return { kind: 'unjudged', judgement: noOrder };
  const points: Point[] = [];
  // `limit: *` is the default written out: with it every other limit is void.
  const isUnlimited = range.events.some(({ kind, version }) => kind === 'limit' && version === '*');
  for (const event of range.events) {
    if (event.kind === 'limit' && isUnlimited) continue;
    const point = pointOf(event, comparer);
    if (point === undefined) return { kind: 'unjudged', judgement: unjudged(`${event.version} cannot be ordered`) };
    points.push(point);
  }
  const merged = mergePoints(points, comparer);
  const start = merged.find((point) => point.kinds.includes('introduced'));
  if (start === undefined) return { kind: 'unjudged', judgement: unjudged('no event introduces it') };
  const limit = merged.findLast((point) => point.kinds.includes('limit'));
  return {
    kind: 'ordered',
    before: notAffected(`below introduced ${start.text}`),
    stretches: limitedTo(limit, stretchesOf(merged), comparer),
    fixes: merged.filter((point) => point.kinds.includes('fixed')),
  };
}

/** What an ordered range says of a parsed version. */
export function judgeRange(range: OrderedRange, parsed: unknown, comparer: Comparer): Judgement {
  let judgement = range.before;
  for (const { start, end, endKind, inside, behind } of range.stretches) {
    if (!start.isBottom && comparer.compare(parsed, start.parsed) < 0) return judgement;
    if (end === undefined) return inside;
    const order = comparer.compare(parsed, end.parsed);
    if (order < 0 || (order === 0 && endKind === 'last_affected')) return inside;
    judgement = behind;
  }
  return judgement;
}

function pointOf(event: RangeEvent, comparer: Comparer): Point | undefined {
  const isBottom = event.kind === 'introduced' && event.version === '0';
  const parsed = isBottom ? undefined : comparer.parse(event.version);
  if (parsed === undefined && !isBottom) return undefined;
  return { text: event.version, parsed, isBottom, kinds: [event.kind] };
}

function mergePoints(points: Point[], comparer: Comparer): readonly Point[] {
  const order = (a: Point, b: Point): number => {
    if (a.isBottom || b.isBottom) return Number(b.isBottom) - Number(a.isBottom);
    return comparer.compare(a.parsed, b.parsed);
  };
  const merged: Point[] = [];
  for (const point of points.sort(order)) {
    const last = merged.at(-1);
    if (last === undefined || order(last, point) !== 0) merged.push(point);
    else last.kinds.push(...point.kinds);
  }
  return merged;
}

function stretchesOf(points: readonly Point[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let open: Point | undefined;
  for (const point of points) {
    const endKind = endKindOf(point);
    if (point.kinds.includes('introduced')) {
      if (endKind === undefined) open ??= point;
      else if (open === undefined && endKind === 'last_affected') stretches.push(stretchOf(point, point, endKind));
    } else if (open !== undefined && endKind !== undefined) {
      stretches.push(stretchOf(open, point, endKind));
      open = undefined;
    }
  }
  if (open !== undefined) stretches.push(stretchOf(open, undefined, undefined));
  return stretches;
}

/** Where a version is both, `fixed` holds: it clears the version itself as well. */
function endKindOf({ kinds }: Point): 'fixed' | 'last_affected' | undefined {
  if (kinds.includes('fixed')) return 'fixed';
  return kinds.includes('last_affected') ? 'last_affected' : undefined;
}

/** Ends at the highest limit what reaches beyond it, and drops what begins there. */
function limitedTo(limit: Point | undefined, stretches: readonly Stretch[], comparer: Comparer): readonly Stretch[] {
  if (limit === undefined) return stretches;
  return stretches
    .filter(({ start }) => start.isBottom || comparer.compare(start.parsed, limit.parsed) < 0)
    .map((stretch) => {
      const order = stretch.end === undefined ? 1 : comparer.compare(stretch.end.parsed, limit.parsed);
      // A fix exactly at the limit says more than the limit does.
      const isWithin = order < 0 || (order === 0 && stretch.endKind === 'fixed');
      return isWithin ? stretch : stretchOf(stretch.start, limit, 'limit');
    });
}

function stretchOf(start: Point, end: Point | undefined, endKind: Stretch['endKind']): Stretch {
  const until =
    end === undefined ? undefined : `${endKind === 'last_affected' ? 'last affected' : endKind} ${end.text}`;
  const because = `introduced ${start.text}${until === undefined ? '' : `, ${until}`}`;
  return {
    start,
    end,
    endKind,
    inside: { verdict: 'affected', because, isFixed: false, isEndless: end === undefined },
    behind: notAffected(`${endKind === 'last_affected' ? 'above' : 'at or above'} ${until}`, endKind === 'fixed'),
  };
}

function unjudged(because: string): Judgement {
  return { verdict: 'unjudged', because, isFixed: false, isEndless: false };
}

function notAffected(because: string, isFixed = false): Judgement {
  return { verdict: 'not-affected', because, isFixed, isEndless: false };
}
