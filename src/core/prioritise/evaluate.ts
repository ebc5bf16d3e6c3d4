import type { DecisionTable, Duty, Rule } from '../../model/policy.ts';
import {
  type Assumption,
  type Obligation,
  type ObligationMark,
  type OwedDuty,
  priorities,
  type UsedFact,
} from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { ZonedCalendar } from '../time.ts';
import { type ClockReading, type Clocks, clockText, dueOf, startOf } from './clock.ts';
import { type FactLookup, rulesInPlay } from './condition.ts';
import { assuming } from './facts.ts';
import { passOver } from './passed-over.ts';
import type { DueAt } from './tenure.ts';

/** One finding held against one decision table. */
export interface EvaluationInput {
  readonly table: DecisionTable;
  readonly advisory: string;
  readonly facts: FactLookup;
  readonly clocks: Clocks;
  /** Working days; the zone is the table's. */
  readonly calendar: Omit<ZonedCalendar, 'zone'>;
  /** The record that a duty was done for the finding; without it, none is known to be. */
  readonly doneBy?: DoneBy | undefined;
  /** What the ledger makes of a rule's due; without it, today's rule decides alone. */
  readonly govern?: ((rule: Rule, start: Instant | undefined, dueAt: DueAt) => Instant | undefined) | undefined;
}

/** Tells by its id which record says that a duty was done. */
export type DoneBy = (duty: string) => OwedDuty['done'];

/** A rule that may decide, with what it would demand. */
interface Candidate {
  readonly rule: Rule;
  readonly start: ClockReading;
  readonly due: Instant | undefined;
  /** Without the ledger. */
  readonly alone: Instant | undefined;
}

/**
 * What a policy says about a finding: the first rule that matches decides; nothing when none does.
 *
 * With `onUnknown: strictest` every rule that might match before the first that surely does stays in play, together
 * with that one, and the strictest decides: the earliest due and the most urgent priority, more duties among equals.
 * When one rule has the earliest due and another the most urgent priority, both are obligations; so nothing that
 * becomes known later can make the answer stricter than it is now. With `skip` such rules are passed over, which counts
 * as an assumption; where nothing else decides, `passedOverBy` tells that.
 * The mark stands where knowing more could change what is demanded; rules that demand the same need no facts.
 */
export function evaluate(input: EvaluationInput): readonly Obligation[] {
  const { table } = input;
  if (table.rules.length === 0) return [];
  const used = new Map<string, UsedFact>();
  const assumed = assuming(input.facts, table.assume, table.policy);
  const lookup: FactLookup = (name) => {
    const known = used.get(name);
    if (known !== undefined) return known;
    const fact = assumed(name);
    used.set(name, fact);
    return fact;
  };
  const { possible, sure } = rulesInPlay(table.rules, lookup);
  // The sure rule stands first, so that among equals it is named rather than one that only might match.
  const all = candidates(input, sure === undefined ? possible : [sure, ...possible], lookup);
  const certain = sure === undefined ? [] : all.slice(0, 1);
  const facts = [...used.values()];
  if (table.onUnknown === 'skip') {
    if (!couldBeStricter(all, certain)) return certain.map((one) => obligation(input, one, facts, []));
    const assumed = passOver(table, possible, lookup);
    return certain
      .map((one) => obligation(input, one, facts, ['could-be-stricter']))
      .map((one) => ({ ...one, assumptions: [...one.assumptions, assumed] }));
  }
  const marks = sure === undefined || all.some((one) => !isSameDemand(one, all[0])) ? (['needs-facts'] as const) : [];
  return strictest(all).map((one) => obligation(input, one, facts, marks));
}

function couldBeStricter(all: readonly Candidate[], certain: readonly Candidate[]): boolean {
  return strictest(all).some((one) => !certain.includes(one));
}

function isSameDemand(left: Candidate, right: Candidate | undefined): boolean {
  if (right === undefined) return false;
  if (left === right) return true;
  const isSameLimit = left.due === right.due && left.rule.within === right.rule.within;
  const duties = (candidate: Candidate): string => candidate.rule.duties.map(({ id }) => id).join(' ');
  return isSameLimit && compareUrgency(left, right) === 0 && duties(left) === duties(right);
}

/** What rules would demand. Those of one table share few clocks and limits, so each pair is worked out once a finding. */
function candidates(
  { table, clocks, calendar, govern }: EvaluationInput,
  rules: readonly Rule[],
  lookup: FactLookup,
): readonly Candidate[] {
  const zoned = zonedFor(table, calendar);
  const dueAt: DueAt = (within, from) => {
    const kevDueDate = within === 'kev-due-date' ? lookup('kevDueDate').value : undefined;
    return dueOf(within, from, typeof kevDueDate === 'string' ? kevDueDate : undefined, zoned);
  };
  const found: Candidate[] = [];
  for (const rule of rules) {
    const alike = withLimitOf(rule, found);
    const start = alike?.start ?? startOf(rule.clockStart, clocks, table.timeZone);
    const alone = alike === undefined ? dueAt(rule.within, start.at) : alike.alone;
    found.push({ rule, start, due: govern ? govern(rule, start.at, dueAt) : alone, alone });
  }
  return found;
}

function withLimitOf({ clockStart, within }: Rule, candidates: readonly Candidate[]): Candidate | undefined {
  for (const one of candidates) if (one.rule.clockStart === clockStart && one.rule.within === within) return one;
  return undefined;
}

function zonedFor({ timeZone }: DecisionTable, { weekend, holidays }: EvaluationInput['calendar']): ZonedCalendar {
  return { zone: timeZone, weekend, holidays };
}

/** The candidate that is strictest in due and priority, or the two that are strictest in one each. */
function strictest(candidates: readonly Candidate[]): readonly Candidate[] {
  const byDue = first(candidates, stricterDue);
  const byUrgency = first(candidates, moreUrgent);
  if (byDue === undefined || byUrgency === undefined) return [];
  return byDue.rule.priority === byUrgency.rule.priority ? [byDue] : [byDue, byUrgency];
}

/** The smallest by an order; the earlier of two equals, as the table has it. */
function first(
  candidates: readonly Candidate[],
  compare: (left: Candidate, right: Candidate) => number,
): Candidate | undefined {
  let best: Candidate | undefined;
  for (const one of candidates) if (best === undefined || compare(one, best) < 0) best = one;
  return best;
}

const compareDue = (left: Candidate, right: Candidate): number => rank(left) - rank(right) || 0;
const compareUrgency = (left: Candidate, right: Candidate): number =>
  priorities.indexOf(left.rule.priority) - priorities.indexOf(right.rule.priority);
const compareDuties = (left: Candidate, right: Candidate): number => right.rule.duties.length - left.rule.duties.length;
const stricterDue = (left: Candidate, right: Candidate): number =>
  compareDue(left, right) || compareUrgency(left, right) || compareDuties(left, right);
const moreUrgent = (left: Candidate, right: Candidate): number =>
  compareUrgency(left, right) || compareDue(left, right) || compareDuties(left, right);

/** No deadline comes last, behind a limit whose clock has not started. */
function rank({ rule, due }: Candidate): number {
  if (due !== undefined) return due;
  return rule.within === 'none' || rule.within === 'next-upgrade' ? Number.MAX_VALUE : Number.MAX_SAFE_INTEGER;
}

function obligation(
  input: EvaluationInput,
  { rule, start, due, alone }: Candidate,
  facts: readonly UsedFact[],
  marks: readonly ObligationMark[],
): Obligation {
  const { table, advisory } = input;
  const hasLimit = rule.within !== 'none' && rule.within !== 'next-upgrade';
  const assumedFacts = facts.some(isAssumed)
    ? facts.filter(isAssumed).map((fact) => factAssumed(table.policy, fact))
    : none;
  // A clock that no deadline hangs on decides nothing, so what it took for granted is not counted.
  const ofClock = hasLimit && rule.within !== 'kev-due-date' ? start.assumptions : none;
  return {
    policy: table.policy,
    rule: rule.id,
    advisory,
    priority: rule.priority,
    clockStart: clockText(rule.clockStart),
    start: start.at,
    within: rule.within,
    due,
    facts,
    assumptions: assumedFacts.length === 0 ? ofClock : [...assumedFacts, ...ofClock],
    marks,
    duties: rule.duties.length === 0 ? nothingOwed : rule.duties.map((duty) => owed(duty, due, start, input)),
    satisfiedBy: rule.satisfiedBy,
    origin: table.origin,
    pointer: rule.pointer,
    byRuleAlone: due === alone ? undefined : { due: alone },
  };
}

const none: readonly Assumption[] = [];
const nothingOwed: readonly OwedDuty[] = [];
const isAssumed = ({ assumed }: UsedFact): boolean => assumed;

function owed(
  { id, description, within, clockStart, before }: Duty,
  due: Instant | undefined,
  start: ClockReading,
  { clocks, calendar, table, doneBy }: EvaluationInput,
): OwedDuty {
  const from = clockStart === undefined ? start : startOf(clockStart, clocks, table.timeZone);
  const own = within === undefined ? due : dueOf(within, from.at, undefined, zonedFor(table, calendar));
  return { id, description, before, due: own, done: doneBy?.(id) };
}

function factAssumed(policy: string, { name, value }: UsedFact): Assumption {
  return { code: 'fact-assumed', detail: `policy ${policy}: ${name} taken as ${String(value)}` };
}
