import type { Asset } from '../../model/asset.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { Estate } from '../../model/estate.ts';
import type { Ledger, PolicyChanges } from '../../model/ledger.ts';
import type { Assumption, RequirementBook } from '../../model/requirement.ts';
import type { Locate } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import type { TargetingOf } from '../assess/targeting.ts';
import { effectiveIn } from '../ledger/effective.ts';
import type { ApprovalEvidence } from './approval.ts';
import { bookOf, revisedBook } from './book.ts';
import { declinesOf, underDecline } from './decline.ts';
import { effectiveExceptions } from './exception.ts';
import type { LedgerView } from './obliged.ts';
import { type InstalledComponent, preparation } from './prepare.ts';
import { evaluationsOf, profiler } from './profile.ts';
import { requiredSets } from './required-sets.ts';
import type { PolicyTable } from './table.ts';
import { tenuresOf } from './tenure.ts';
import { vexStatements } from './vex.ts';

/** What requirements are decided from. */
export interface PrioritiseInput {
  readonly estate: Estate;
  readonly installedOn: (asset: Asset) => readonly InstalledComponent[];
  /** From `policyTables`. */
  readonly tables: readonly PolicyTable[];
  /** From `approvedExceptions`: an exception that is not named here has no effect. */
  readonly approvedExceptions: ReadonlyMap<string, ApprovalEvidence>;
  readonly asOf: Instant;
  /** `undefined`: there is none, and every due is what today's estate says. */
  readonly ledger?: Ledger | undefined;
  /** Since when policies are as they are, where the history is known. */
  readonly policyChanges?: PolicyChanges | undefined;
  readonly locate?: Locate | undefined;
  /** Where to look for other targets; absent: the assessments' own are all there is to choose from. */
  readonly targetingOf?: TargetingOf | undefined;
}

/** Holds for every plan made without the ledger: due instants are what today's estate says, not what was first promised. */
export const noLedger: Assumption = {
  code: 'no-ledger',
  detail: 'no ledger yet: original due instants are computed from the estate as it is today',
};

/**
 * Decides what is required of every asset, by when and why: sorted by asset, ecosystem and package.
 * Each (assessment, profile of the asset, first seen) is decided once, however many assets share it, and assets of which
 * the same is required share one set.
 * Diagnostics: the `policy/exception-…` and `policy/assessment-…` codes.
 */
export function prioritise(input: PrioritiseInput): Outcome<RequirementBook> {
  const { estate, asOf, tables, approvedExceptions: approved, locate } = input;
  const exceptions = effectiveExceptions({ estate, approved, asOf, locate });
  const statements = vexStatements(estate);
  const profileOf = profiler(
    { tables, exceptions: exceptions.value, statements: statements.value, evaluations: evaluationsOf(estate) },
    estate,
  );
  const prepare = preparation(estate);
  const view = input.ledger && viewOf(input.ledger, input);
  const setOn = requiredSets({ estate, asOf, view, targetingOf: input.targetingOf });
  const sets = estate.assets.map((asset) => {
    const history = input.ledger?.assets.get(asset.uid);
    return setOn(prepare(input.installedOn(asset)), { asset, profile: profileOf(asset), history });
  });
  return {
    value: withDeclines(estate, bookOf(estate.assets, sets), asOf),
    diagnostics: [...exceptions.diagnostics, ...statements.diagnostics],
  };
}

function viewOf(ledger: Ledger, { estate, tables, policyChanges, asOf }: PrioritiseInput): Omit<LedgerView, 'history'> {
  const effectiveOf = effectiveIn({ estate, tables, changes: policyChanges, lastAt: ledger.lastAt, asOf });
  return { origins: ledger.origins, tenures: tenuresOf(ledger, tables, effectiveOf) };
}

function withDeclines(estate: Estate, book: RequirementBook, asOf: Instant): RequirementBook {
  const declines = declinesOf(estate);
  if (declines.size === 0) return book;
  const declining = { asOf, timeZone: estate.workspace.timeZone };
  return revisedBook(estate.assets, book, (requirement, { id }) => [
    underDecline(requirement, declines.get(id()) ?? [], declining),
  ]);
}
