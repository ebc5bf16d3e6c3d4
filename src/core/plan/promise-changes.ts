import type { ChangedPromise } from '../../model/plan-diff.ts';
import type { Rule } from '../../model/policy.ts';
import { priorities } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { clockText } from '../prioritise/clock.ts';
import { conditionText } from '../prioritise/condition-text.ts';
import { addDuration, parseDuration, type ZonedCalendar } from '../time.ts';

/** A rule with where it stands and whom it is for. */
export interface PlacedRule {
  readonly rule: Rule;
  readonly place: string | undefined;
  /** Uids of the assets that its policy selects. */
  readonly assets: ReadonlySet<string>;
  /** Counted from 1. */
  readonly row: number;
}

/** Two versions of one rule, and what deciding between them takes. */
export interface RulePair {
  readonly was: PlacedRule;
  readonly is: PlacedRule;
  /** Did it change places with a rule that both versions of the table have? */
  readonly isMoved: boolean;
  /** Uids of the assets of both estates: an asset that comes or goes changes no promise. */
  readonly common: ReadonlySet<string>;
  /** Of the later version. */
  readonly calendar: ZonedCalendar;
}

type Differences = Pick<ChangedPromise, 'kind' | 'before' | 'after' | 'assets'>;

/**
 * How one rule differs from what it was; `undefined` where it asks the same of the same assets. It is loosened when it gives more
 * time or less urgency, or is for fewer of the assets, and does nothing of the opposite; tightened the other way round,
 * as long as nothing else of it changed. What cannot be weighed, such as another condition, is `changed`.
 */
export function ruleChange(pair: RulePair): Differences | undefined {
  const { was, is, isMoved, common } = pair;
  const [lost, gained] = [missing(was, is, common), missing(is, was, common)];
  const aspects = aspectsOf(pair);
  const time = compareTimes(was.rule, is.rule, pair.calendar);
  const urgency = Math.sign(priorities.indexOf(is.rule.priority) - priorities.indexOf(was.rule.priority));
  const isOtherwise = isMoved || aspects.some(([, left, right]) => left !== right) || time === undefined;
  const isAsked = isOtherwise || time !== 0 || urgency !== 0;
  if (!isAsked && lost.length + gained.length === 0) return undefined;
  const signs = [time ?? 0, urgency, ...(lost.length > 0 ? [1] : []), ...(gained.length > 0 ? [-1] : [])];
  const [looser, tighter] = [signs.some((sign) => sign > 0), signs.some((sign) => sign < 0)];
  const kind = looser && !tighter ? 'loosened' : tighter && !looser && !isOtherwise ? 'tightened' : 'changed';
  return {
    kind,
    ...textsOf(pair, aspects, lost.length + gained.length > 0),
    assets: new Set([...(isAsked ? is.assets : gained), ...lost]).size,
  };
}

const missing = (from: PlacedRule, among: PlacedRule, common: ReadonlySet<string>): readonly string[] =>
  [...from.assets].filter((uid) => common.has(uid) && !among.assets.has(uid));

/** A part of a rule, as it was and as it is. */
type Aspect = readonly [name: string, was: string, is: string];

function aspectsOf({ was: { rule: was }, is: { rule: is } }: RulePair): readonly Aspect[] {
  const of = (name: string, text: (rule: Rule) => string): Aspect => [name, text(was), text(is)];
  return [
    of('clock', ({ clockStart }) => clockText(clockStart)),
    of('when', ({ when }) => (when.length === 0 ? 'always' : `when ${when.map(conditionText).join(' and ')}`)),
    of('duties', ({ duties }) => (duties.length === 0 ? 'no duties' : `duties ${duties.map(dutyText).join(', ')}`)),
    of('satisfiedBy', ({ satisfiedBy }) => `met by ${[...satisfiedBy].sort().join(' or ')}`),
  ];
}

const dutyText = ({ id, within, before, clockStart }: Rule['duties'][number]): string =>
  [
    id,
    ...(within === undefined ? [] : [`within ${within}`]),
    ...(clockStart === undefined ? [] : [`of ${clockText(clockStart)}`]),
    ...(before === 'closure' ? [] : [`before ${before}`]),
  ].join(' ');

/** The promise, and of the rest only what differs. The clock stands in the promise already. */
function textsOf(
  { was, is, isMoved }: RulePair,
  aspects: readonly Aspect[],
  isCoverChanged: boolean,
): { readonly before: string; readonly after: string } {
  const shown = aspects.filter(([name, left, right]) => name !== 'clock' && left !== right);
  const text = ({ rule, row, assets }: PlacedRule, side: 1 | 2): string =>
    [
      promiseText(rule),
      ...shown.map((aspect) => aspect[side]),
      ...(isMoved ? [`row ${row}`] : []),
      ...(isCoverChanged ? [`for ${assets.size} ${assets.size === 1 ? 'asset' : 'assets'}`] : []),
    ].join(', ');
  return { before: text(was, 1), after: text(is, 2) };
}

/** What a rule promises: `immediate within 24h of detected`. */
export const promiseText = (rule: Rule): string =>
  rule.within === 'none'
    ? `${rule.priority}, no deadline`
    : `${rule.priority} within ${rule.within} of ${clockText(rule.clockStart)}`;

/** Time limits that are no lengths, the earlier first; CISA's day may come before or behind any length. */
const endless = ['next-upgrade', 'none'];

/**
 * Is more (1), less (-1) or the same time allowed? `undefined`: it depends on the day, as between a month and 30 days.
 * Every day of a leap year is tried, at noon, where no clock changes.
 */
function compareTimes(was: Rule, is: Rule, calendar: ZonedCalendar): number | undefined {
  if (was.within === is.within) return 0;
  const [old, now] = [parseDuration(was.within), parseDuration(is.within)];
  if (old === undefined || now === undefined) return compareEndless(was.within, is.within);
  const signs = new Set<number>();
  for (let day = 0; day < 366 && signs.size < 2; day += 1) {
    const start = (leapYear + day * dayMs) as Instant;
    signs.add(Math.sign(addDuration(start, now, calendar) - addDuration(start, old, calendar)));
  }
  return signs.size === 1 ? [...signs][0] : undefined;
}

/** 2024-01-01T12:00:00Z. */
const leapYear = 1_704_110_400_000;
const dayMs = 86_400_000;

function compareEndless(was: string, is: string): number | undefined {
  if ([was, is].includes('kev-due-date') && ![was, is].some((one) => endless.includes(one))) return undefined;
  return Math.sign(endless.indexOf(is) - endless.indexOf(was));
}
