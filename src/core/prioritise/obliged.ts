import type { ComponentFinding } from '../../model/finding.ts';
import type { LedgerDue, LedgerFinding, LedgerPackage } from '../../model/ledger.ts';
import type { Obligation, Reason, RecordedDue } from '../../model/requirement.ts';
import type { Origin } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import { formatZoned, type ZonedCalendar } from '../time.ts';
import type { Bound } from './binding.ts';
import type { Clocks } from './clock.ts';
import type { FactLookup } from './condition.ts';
import { type DoneBy, evaluate } from './evaluate.ts';
import type { PolicyTable } from './table.ts';
import { dueUnderLedger, liveFinding, type Tenures } from './tenure.ts';

/** What the ledger knows where a component is judged. */
export interface LedgerView {
  readonly tenures: Tenures;
  /** Where each record stands, by name. */
  readonly origins: ReadonlyMap<string, Origin>;
  /** Of the component's package on the asset. */
  readonly history: LedgerPackage | undefined;
}

/** A finding held against every policy of its asset. */
export interface ObligedInput {
  readonly tables: readonly PolicyTable[];
  readonly finding: ComponentFinding;
  readonly facts: FactLookup;
  readonly clocks: Clocks;
  readonly calendar: ZonedCalendar;
  readonly asOf: Instant;
  readonly ledger: LedgerView | undefined;
  readonly doneBy: DoneBy;
}

/**
 * All obligations of a finding: what every policy says today, under the ledger where there is one, and what a policy
 * promised before it was changed, removed or taken from the asset.
 */
export function obligationsOf(input: ObligedInput): Obligation[] {
  const { tables, finding, facts, clocks, calendar, ledger, asOf, doneBy } = input;
  const { advisory } = finding;
  if (ledger === undefined) {
    return tables.flatMap(({ table }) => evaluate({ table, advisory, facts, clocks, calendar, doneBy }));
  }
  const known = liveFinding(ledger.history, finding);
  const today = tables.flatMap(({ table }): readonly Obligation[] => {
    const claim = { tenure: ledger.tenures.get(table.policy), known, kept: known?.dues.get(table.policy), asOf };
    const obligations = evaluate({
      table,
      advisory,
      facts,
      clocks,
      calendar,
      doneBy,
      govern: (rule, start, dueAt) => dueUnderLedger(rule, start, dueAt, claim),
    });
    return claim.kept === undefined ? obligations : obligations.map((one) => recorded(one, claim.kept));
  });
  return known === undefined ? today : [...today, ...keptFrom(known, { today, advisory, ledger })];
}

/** Why the binding due is not what its rule alone would give. */
export function ledgerReasons(obligations: readonly Obligation[], bound: Bound, zone: string): readonly Reason[] {
  const binding = bound.boundBy.due;
  const one = obligations.find(
    ({ policy, rule, advisory, due }) =>
      due === bound.due && policy === binding?.policy && rule === binding.rule && advisory === binding.advisory,
  );
  if (one?.due === undefined) return [];
  if (one.clockStart === recordedClock) {
    return [{ code: 'kept-due', text: `policy ${one.policy} was changed and no longer asks; what it promised stays` }];
  }
  if (one.byRuleAlone === undefined) return [];
  const { due: alone } = one.byRuleAlone;
  const text = alone === undefined ? 'no deadline' : formatZoned(alone, zone);
  return alone !== undefined && alone < one.due
    ? [
        {
          code: 'tightened',
          text: `a tightened rule governs open work from when it took effect; its clock alone: ${text}`,
        },
      ]
    : [{ code: 'kept-due', text: `due as first promised; the rule as it stands now: ${text}` }];
}

/** `clockStart` of a promise that no rule makes today: its due is a recorded one. */
export const recordedClock = 'recorded';

function recorded(obligation: Obligation, kept: LedgerDue | undefined): Obligation {
  return kept === undefined ? obligation : { ...obligation, recorded: recordedDue(kept) };
}

function recordedDue({ originalDue, due, rule, within, setAt, record }: LedgerDue): RecordedDue {
  return { originalDue, due, rule, within, setAt, record };
}

interface KeptContext {
  readonly today: readonly Obligation[];
  readonly advisory: string;
  readonly ledger: LedgerView;
}

/** Promises of policies that say nothing today because they were edited; where the facts changed, they end. */
function keptFrom(known: LedgerFinding, { today, advisory, ledger }: KeptContext): readonly Obligation[] {
  const speaking = new Set(today.map(({ policy }) => policy));
  return [...known.dues.values()]
    .filter((kept) => kept.due !== undefined && !speaking.has(kept.policy) && staysAfterEdit(kept, ledger.tenures))
    .map((kept) => ({
      policy: kept.policy,
      rule: kept.rule,
      advisory,
      priority: kept.priority,
      clockStart: recordedClock,
      start: kept.start,
      within: kept.within,
      due: kept.due,
      facts: [],
      assumptions: [],
      marks: [],
      duties: [],
      satisfiedBy: ['patch', 'removal'],
      origin: ledger.origins.get(kept.record) ?? { file: kept.record, document: 0 },
      pointer: [],
      recorded: recordedDue(kept),
    }));
}

function staysAfterEdit(kept: LedgerDue, tenures: Tenures): boolean {
  const tenure = tenures.get(kept.policy);
  return kept.kept || tenure === undefined || tenure.isPending || tenure.isGone;
}
