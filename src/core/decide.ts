import type { Diagnostic, Outcome } from '../model/diagnostic.ts';
import type { Estate } from '../model/estate.ts';
import type { ComponentAssessment } from '../model/finding.ts';
import type { Change } from '../model/generated/change.ts';
import type { Ledger, PolicyChanges } from '../model/ledger.ts';
import type { Plan, ToolVersion, UnwatchedEcosystem } from '../model/plan.ts';
import type { Assumption, RequirementBook } from '../model/requirement.ts';
import type { Locate, Origin, Pointer } from '../model/source.ts';
import type { Instant } from '../model/time.ts';
import type { Schedule } from '../model/visit.ts';
import { assessComponents } from './assess/assess.ts';
import { indexCatalog } from './assess/package-index.ts';
import { targetingIn } from './assess/targeting.ts';
import { unwatchedEcosystems } from './assess/unwatched.ts';
import { fixedVisits, proposedVisits } from './change/fixed.ts';
import { componentPlaces } from './estate/component-place.ts';
import { unreadAsset, unreadOf } from './estate/unread.ts';
import { judgeGates } from './evidence/judge-gates.ts';
import { underRecords } from './evidence/under-records.ts';
import { type Images, imagesOf } from './images.ts';
import { readLedger } from './ledger/read.ts';
import { renamedUids } from './ledger/renamed.ts';
import { planAssumptions } from './plan/assumptions.ts';
import type { Decision } from './plan/decision.ts';
import { incompleteness } from './plan/incomplete.ts';
import { summarise } from './plan/summary.ts';
import { judgeAssets } from './plan/verdicts.ts';
import { approvedExceptions } from './prioritise/approval.ts';
import { noLedger, type PrioritiseInput, prioritise } from './prioritise/prioritise.ts';
import { type PolicyTable, policyTables } from './prioritise/table.ts';
import { reopening } from './prioritise/vex.ts';
import { schedule } from './schedule/place.ts';
import { softwareIn } from './software.ts';

/** Everything the main job needs; nothing else decides. */
export interface DecideInput {
  readonly estate: Estate;
  readonly locate: Locate;
  readonly asOf: Instant;
  readonly tool: ToolVersion;
  /** The Changes on open proposal branches: their visits stay where they are unless late or impossible. */
  readonly proposals: readonly Change[];
  /** What was wrong before: an error there means that the plan does not cover the whole estate. */
  readonly problems: readonly Diagnostic[];
  /** Since when policies are as they are, where the history is known: the instant at hand stands in. */
  readonly policyChanges?: PolicyChanges | undefined;
}

/**
 * The main job: what is required on which asset, by when, why, and when it is done.
 * Pure; equal inputs give an equal plan on every machine. Every stage goes on past what is wrong and says so.
 */
export function decide(input: DecideInput): Outcome<Decision> {
  const judged = judge(input);
  const visits = planVisits(input, judged.value.book);
  const diagnostics = [...judged.diagnostics, ...visits.diagnostics];
  const plan = planOf({ ...input, problems: [...input.problems, ...diagnostics] }, judged.value, visits.value);
  const { assessments, ledger, requiring } = judged.value;
  return { value: { plan, estate: input.estate, assessments, ledger, requiring }, diagnostics };
}

/** What is required, with all that says so. */
export interface Judged {
  readonly assessments: ReadonlyMap<string, ComponentAssessment>;
  readonly images: Images;
  readonly tables: readonly PolicyTable[];
  readonly ledger: Ledger;
  readonly book: RequirementBook;
  readonly unwatched: readonly UnwatchedEcosystem[];
  readonly requiring: PrioritiseInput;
}

/** The first step: what is required of every asset. */
export function judge({ estate, locate, asOf, policyChanges }: DecideInput): Outcome<Judged> {
  const { timeZone: zone, weekend, holidays, catalogMaxAge } = estate.workspace;
  const index = indexCatalog(estate.catalog);
  const { components } = softwareIn(estate.componentSets);
  const assessed = assessComponents({
    components,
    index,
    asOf,
    catalogMaxAge,
    calendar: { zone, weekend, holidays },
    placeOf: componentPlaces(estate, locate),
  });
  const assessments = assessed.value;
  const images = imagesOf(estate, assessments, reopening(estate));
  const tables = policyTables(estate, locate);
  const ledger = readLedger(estate.resources.LedgerRecord?.values() ?? [], asOf, renamedUids(estate.assets));
  const targetingOf = targetingIn(index);
  const requiring: PrioritiseInput = {
    estate,
    installedOn: images.installedOn,
    tables: tables.value,
    approvedExceptions: approvedExceptions(estate, asOf),
    asOf,
    targetingOf,
    ledger: ledger.records === 0 ? undefined : ledger,
    policyChanges,
    locate,
  };
  const required = prioritise(requiring);
  const book = underRecords({ estate, book: required.value, assessments, targetingOf, asOf });
  const unwatched = unwatchedEcosystems(estate.assets, estate.componentSets, index);
  return {
    value: { assessments, images, tables: tables.value, ledger, book, unwatched, requiring },
    diagnostics: [...assessed.diagnostics, ...tables.diagnostics, ...required.diagnostics],
  };
}

/** The second step: visits around those that are approved or proposed, with their gates held against the records. */
export function planVisits({ estate, asOf, proposals, locate }: DecideInput, book: RequirementBook): Outcome<Schedule> {
  const fixed = fixedVisits(estate, book, asOf);
  const proposed = proposedVisits(proposals, book);
  const { value, diagnostics } = schedule({ estate, book, asOf, fixed, proposals: proposed, locate });
  return { value: judgeGates(value, { estate, book, asOf }), diagnostics };
}

/** The last step: verdicts, totals, and what the plan is for. `problems` are those of every step before. */
export function planOf(input: DecideInput, judged: Judged, schedule: Schedule): Plan {
  const { estate, asOf } = input;
  const { book, images, ledger, tables, unwatched } = judged;
  const verdicts = judgeAssets({ estate, book, componentsOf: images.componentsOf, unwatched, tables, asOf });
  const rules = once(() => ruleSources(tables, input));
  return {
    asOf,
    commit: estate.commit,
    inputsDigest: estate.inputsDigest,
    tool: input.tool,
    timeZone: estate.workspace.timeZone,
    assets: estate.assets,
    verdicts,
    book,
    get requirements() {
      return book.all();
    },
    schedule,
    get ruleSources() {
      return rules();
    },
    summary: summarise({
      assets: estate.assets,
      componentSets: estate.componentSets,
      findingsOn: images.findingsOn,
      verdicts,
      book,
      visits: schedule.visits,
      unwatched,
      catalog: estate.catalog,
      assumptions: [...planAssumptions(estate, asOf), ...ledgerAssumption(ledger, book)],
    }),
    incomplete: incompleteness(input.problems, unreadOf(estate, unreadAsset)),
  };
}

/** Only a plan that requires something rests on due instants, and so on the missing ledger. */
function ledgerAssumption(ledger: Ledger, { sets }: RequirementBook): readonly Assumption[] {
  return sets.some(({ requirements }) => requirements.length > 0) && ledger.records === 0 ? [noLedger] : [];
}

/** Finding a place in a file costs more than deciding by it, and not every run shows rules. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** `file:line` of every rule, so that outputs can name it without reading the estate again. */
function ruleSources(
  tables: readonly PolicyTable[],
  { estate, locate }: Pick<DecideInput, 'estate' | 'locate'>,
): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  const place = (origin: Origin, pointer: Pointer): string => {
    const line = locate(origin, pointer)?.start.line;
    return line === undefined ? origin.file : `${origin.file}:${line}`;
  };
  for (const { table } of tables) {
    for (const rule of table.rules) sources.set(`${table.policy}/${rule.id}`, place(table.origin, rule.pointer));
  }
  // An activation is a deadline that its Patch sets.
  for (const { name, document, origin } of estate.resources.Patch?.values() ?? []) {
    if (document.spec.activation !== undefined)
      sources.set(`${name}/activation`, place(origin, ['spec', 'activation']));
  }
  return sources;
}
