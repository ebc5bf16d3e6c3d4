import { compareText } from '../../ecosystems/parts/digits.ts';
import type { Component } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { ComponentAssessment, ComponentFinding } from '../../model/finding.ts';
import type {
  ExceptionCover,
  Governance,
  Obligation,
  PassedOver,
  Priority,
  Reason,
  Requirement,
} from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { sortFew } from '../sort-few.ts';
import type { ZonedCalendar } from '../time.ts';
import type { Aim } from './aim.ts';
import { bind, byUrgency } from './binding.ts';
import { type Clocks, clocksOf } from './clock.ts';
import type { FactLookup } from './condition.ts';
import { type ExceptionReading, exceptionFor, firstToEnd } from './exception.ts';
import { factsOf } from './facts.ts';
import { governanceOf, governingPolicies } from './governance.ts';
import { byImportance, severityOf } from './importance.ts';
import { type LedgerView, ledgerReasons, obligationsOf } from './obliged.ts';
import { passedOverBy } from './passed-over.ts';
import { dutyDone, evaluatedAt, type Profile } from './profile.ts';
import { type RequirementStatus, reasonsOf, stateOf } from './state.ts';
import type { PolicyTable } from './table.ts';
import { isOpenFinding, untilActive, withStatements } from './vex.ts';

/** One assessed component on assets of one profile. */
export interface ComponentCase {
  readonly assessment: ComponentAssessment;
  readonly component: Component;
  readonly profile: Profile;
  readonly firstSeen: Instant | undefined;
  readonly pendingReboot: boolean;
  /** What is to be installed here. */
  readonly aim: Aim;
  readonly estate: Estate;
  readonly asOf: Instant;
  /** `undefined`: there is no ledger. */
  readonly ledger: LedgerView | undefined;
}

/** A requirement without what only its asset knows. */
export type JudgedComponent = Omit<Requirement, 'id' | 'asset'>;

/** A finding that asks for something, with what the policies say and the exception that covers it. */
interface OpenFinding {
  readonly finding: ComponentFinding;
  readonly obligations: readonly Obligation[];
  readonly passedOver: readonly PassedOver[];
  readonly exception: ExceptionCover | undefined;
  readonly partly: ExceptionReading['partly'];
}

/**
 * What is required of a component, `undefined` when nothing is: VEX statements first, then every policy on every open
 * finding, then exceptions. Findings that an exception covers bind nothing while others are open; when all are covered
 * the requirement is excepted and keeps its due. A finding under investigation stays open: its clock does not wait.
 */
export function judgeComponent(input: ComponentCase): JudgedComponent | undefined {
  const { assessment, aim, component, profile, estate, asOf } = input;
  const open: OpenFinding[] = [];
  for (const found of assessment.findings) {
    const finding = withStatements(untilActive(found, aim.inactive), component, profile.statements);
    if (isOpenFinding(finding)) open.push(openFinding(finding, input));
  }
  sortFew(open, byImportance);
  if (open.length === 0) return undefined;
  const findings = open.map(({ finding }) => finding);
  const ofVendor = activationObligations(aim, findings[0]?.advisory ?? '');
  const uncovered = open.filter(({ exception }) => exception === undefined);
  const exception = uncovered.length === 0 ? firstToEnd(open.flatMap((one) => one.exception ?? [])) : undefined;
  const asking = exception === undefined ? uncovered : open;
  const binding = asking.flatMap(({ obligations }) => obligations);
  const passedOver = asking.flatMap((one) => one.passedOver);
  const bound = bind([...binding, ...ofVendor]);
  const governance = governanceFor(input, binding, bound.priority);
  const { pendingReboot } = input;
  const { due } = bound;
  const status: RequirementStatus = {
    aim,
    findings,
    obligations: binding,
    passedOver,
    exception,
    governance,
    pendingReboot,
    due,
    estate,
    asOf,
  };
  const state = stateOf(status);
  return {
    component,
    target: aim.target,
    partial: aim.partial,
    worse: aim.worse,
    jump: aim.jump,
    release: aim.release,
    findings,
    advisories: advisoriesOf(findings),
    severity: severityOf(findings),
    state,
    due,
    priority: bound.priority,
    boundBy: bound.boundBy,
    originalDue: originalDueOf([...binding, ...ofVendor]),
    obligations: allObligations(open, ofVendor),
    passedOver: passedOver.length > 0 ? passedOver : undefined,
    exception,
    covered: coveredBy(open),
    overdue: bound.due !== undefined && asOf > bound.due && state !== 'unknown',
    governance,
    reasons: [
      ...reasonsOf(status, state),
      ...open.flatMap(partlyExcepted),
      ...ledgerReasons(binding, bound, estate.workspace.timeZone),
    ],
  };
}

function advisoriesOf(findings: readonly ComponentFinding[]): readonly string[] {
  const [first] = findings;
  // Most are one document's: nothing to sort.
  if (first !== undefined && findings.length === 1 && first.affectedBy.length < 2) return first.affectedBy;
  return sortFew([...new Set(findings.flatMap(({ affectedBy }) => affectedBy))], compareText);
}

/** Each finding has its own sorted already. */
function allObligations(open: readonly OpenFinding[], ofVendor: readonly Obligation[]): readonly Obligation[] {
  const [first] = open;
  if (first !== undefined && open.length === 1 && ofVendor.length === 0) return first.obligations;
  return sortFew([...open.flatMap(({ obligations }) => obligations), ...ofVendor], byUrgency);
}

const governances = new WeakMap<Profile, Map<string, Governance>>();

/** Requirements of a profile differ in few of the things that govern them. */
function governanceFor(
  { profile, aim, estate, asOf }: ComponentCase,
  binding: readonly Obligation[],
  priority: Priority,
): Governance {
  const known = governances.get(profile) ?? new Map<string, Governance>();
  governances.set(profile, known);
  // An approval of the release is the decision that a jump waits for.
  const jump = aim.release?.approvedBy === undefined ? aim.jump : undefined;
  const obliging: string[] = [];
  for (const { policy } of binding) if (!obliging.includes(policy)) obliging.push(policy);
  const key = `${priority} ${jump ?? ''} ${sortFew(obliging, compareText).join(' ')}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const policies = governingPolicies(profile.tables, new Set(obliging));
  const governance = governanceOf({ policies, priority, jump, calendar: workspaceCalendar(estate), asOf });
  known.set(key, governance);
  return governance;
}

function originalDueOf(obligations: readonly Obligation[]): Instant | undefined {
  const dues = obligations.flatMap(({ due, recorded }) => recorded?.originalDue ?? due ?? []);
  return dues.length === 0 ? undefined : (Math.min(...dues) as Instant);
}

/** An accepted risk is not the whole risk: what else the advisory fixes stays required, and so does its patch. */
function partlyExcepted({ finding, partly }: OpenFinding): readonly Reason[] {
  if (partly === undefined) return [];
  const names = partly.exceptions.join(' and ');
  const text = `${names} accepts a part of ${finding.advisory}; ${partly.left.join(', ')} is not accepted`;
  return [{ code: 'partly-excepted', text }];
}

function coveredBy(open: readonly OpenFinding[]): ReadonlyMap<string, string> | undefined {
  const covers = open.flatMap(({ finding, exception }) =>
    exception ? [[finding.advisory, exception.name] as const] : [],
  );
  return covers.length === 0 ? undefined : new Map(covers);
}

function openFinding(finding: ComponentFinding, input: ComponentCase): OpenFinding {
  const { component, profile, aim } = input;
  const obligations = obligationsFor(finding, input);
  const passedOver = passedOverFor(finding, input);
  const targetPatches = aim.asked.map(({ name }) => name);
  const { cover, partly } = exceptionFor(profile.exceptions, { finding, component, targetPatches });
  return { finding, obligations, passedOver, exception: cover, partly };
}

const obligationsByProfile = new WeakMap<Profile, Map<ComponentFinding, Map<string, readonly Obligation[]>>>();

/**
 * What the policies say about a finding, the most urgent first. Many versions of a package share a finding, and where neither ledger, vendor
 * nor sighting has a say, assets of a profile share what is said of it.
 */
function obligationsFor(finding: ComponentFinding, input: ComponentCase): readonly Obligation[] {
  const { component, profile, aim, assessment, ledger, firstSeen } = input;
  if (ledger !== undefined || firstSeen !== undefined || aim.asked.length > 0) return obliged(finding, input);
  const byFinding =
    obligationsByProfile.get(profile) ?? new Map<ComponentFinding, Map<string, readonly Obligation[]>>();
  obligationsByProfile.set(profile, byFinding);
  const known = byFinding.get(finding) ?? new Map<string, readonly Obligation[]>();
  byFinding.set(finding, known);
  const key = `${assessment.jump ?? ''} ${component.class ?? ''} ${component.name}`;
  const obligations = known.get(key) ?? obliged(finding, input);
  known.set(key, obligations);
  return obligations;
}

/** Policies that leave open what they ask, for want of facts: only those with `onUnknown: skip`. */
function passedOverFor(finding: ComponentFinding, input: ComponentCase): readonly PassedOver[] {
  if (!input.profile.tables.some(isSkipping)) return nothingPassedOver;
  const skipping = input.profile.tables.filter(isSkipping);
  const facts = factsFor(finding, input);
  return skipping.flatMap(({ table }) => passedOverBy({ table, advisory: finding.advisory, facts }) ?? []);
}

const isSkipping = ({ table }: PolicyTable): boolean => table.onUnknown === 'skip';
const nothingPassedOver: readonly PassedOver[] = [];

function factsFor(finding: ComponentFinding, { component, profile, aim, assessment, asOf }: ComponentCase): FactLookup {
  return factsOf({
    finding,
    component,
    jump: assessment.jump,
    patch: aim.asked[0],
    asset: profile.facts,
    assetSource: profile.source,
    asOf,
  });
}

function obliged(finding: ComponentFinding, input: ComponentCase): readonly Obligation[] {
  const { profile, asOf } = input;
  const facts = factsFor(finding, input);
  const clocks = clocksFor(finding, input);
  const calendar = workspaceCalendar(input.estate);
  const { tables } = profile;
  const doneBy = dutyDone(profile.evaluations, finding, asOf);
  const all = obligationsOf({ tables, finding, facts, clocks, calendar, asOf, ledger: input.ledger, doneBy });
  return sortFew(all, byUrgency);
}

function clocksFor(finding: ComponentFinding, { profile, aim, firstSeen, estate, asOf }: ComponentCase): Clocks {
  return clocksOf({
    facts: finding.facts,
    releasedAt: aim.asked.find(({ releasedAt }) => releasedAt !== undefined)?.releasedAt,
    firstSeen,
    evaluatedAt: evaluatedAt(profile.evaluations, finding, asOf),
    catalogMaxAge: estate.workspace.catalogMaxAge,
    calendar: workspaceCalendar(estate),
    asOf,
  });
}

/** A release that takes effect at a set time must be in place before: the vendor's deadline beside the policies'. */
function activationObligations({ asked, taken }: Aim, advisory: string): readonly Obligation[] {
  if (asked.length + taken.length === 0) return [];
  return [...new Set([...asked, ...taken])].flatMap(({ name, activation, origin }): Obligation[] => {
    if (activation?.deadline === undefined) return [];
    return [
      {
        policy: name,
        rule: 'activation',
        advisory,
        priority: 'scheduled',
        clockStart: 'activation',
        start: undefined,
        within: 'none',
        due: activation.deadline,
        facts: [],
        assumptions: [],
        marks: [],
        duties: [],
        satisfiedBy: ['patch', 'removal'],
        origin,
        pointer: ['spec', 'activation'],
      },
    ];
  });
}

function workspaceCalendar({ workspace: { timeZone, weekend, holidays } }: Estate): ZonedCalendar {
  return { zone: timeZone, weekend, holidays };
}
