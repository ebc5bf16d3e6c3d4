import { compareText } from '../../ecosystems/parts/digits.ts';
import type { Estate } from '../../model/estate.ts';
import type { ComponentFinding } from '../../model/finding.ts';
import type {
  ExceptionCover,
  Governance,
  Obligation,
  PassedOver,
  Reason,
  RefusedRelease,
  RequirementState,
} from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { doubtIn } from '../assess/doubt.ts';
import { sortFew } from '../sort-few.ts';
import { addDuration, formatZoned } from '../time.ts';
import type { Aim } from './aim.ts';
import { takesEffectLater, type VendorPatch } from './patches.ts';

/** What a requirement's state and reasons are read from. */
export interface RequirementStatus {
  readonly aim: Aim;
  readonly findings: readonly ComponentFinding[];
  /** Those that bind. */
  readonly obligations: readonly Obligation[];
  /** Policies that leave open what they ask. */
  readonly passedOver: readonly PassedOver[];
  readonly exception: ExceptionCover | undefined;
  readonly governance: Governance;
  readonly pendingReboot: boolean;
  readonly due: Instant | undefined;
  readonly estate: Estate;
  readonly asOf: Instant;
}

/**
 * The state of a requirement, the first that holds: excepted, waiting for a reboot or its activation, not judgeable, all
 * that would do rejected, without a fix, overdue, due soon, open. Being overdue is told beside every state but
 * `unknown`.
 */
export function stateOf(status: RequirementStatus): RequirementState {
  const { aim, findings, exception, due, estate, asOf } = status;
  if (exception) return 'excepted';
  if (isInstalled(status)) return activatingOf(status).length > 0 ? 'pending-activation' : 'pending-reboot';
  if (findings.every((finding) => finding.status === 'unknown')) return 'unknown';
  if (aim.target === undefined && aim.partial === undefined) {
    return refusedOf(aim).some(({ code }) => code === 'rejected') ? 'rejected' : 'no-fix';
  }
  if (due === undefined) return 'open';
  if (asOf > due) return 'overdue';
  const { timeZone: zone, weekend, holidays, dueSoon } = estate.workspace;
  return due <= addDuration(asOf, dueSoon, { zone, weekend, holidays }) ? 'due-soon' : 'open';
}

/** Is what is required there, and only not in effect? */
function isInstalled({ findings, pendingReboot, aim }: RequirementStatus): boolean {
  const isAwaited = (finding: ComponentFinding): boolean =>
    aim.inactive.some(({ name }) => finding.evidence.some(({ document }) => document === name));
  return pendingReboot || (aim.inactive.length > 0 && findings.every(isAwaited));
}

/** Releases that are there and wait for their activation. */
function activatingOf({ aim, asOf }: RequirementStatus): readonly VendorPatch[] {
  return aim.inactive.length > 0 ? aim.inactive : aim.taken.filter((patch) => takesEffectLater(patch, asOf));
}

function activationText(status: RequirementStatus): string {
  const [first] = activatingOf(status);
  const at = first?.takesEffect?.at;
  const when =
    at === undefined ? 'until it is activated' : `before ${formatZoned(at, status.estate.workspace.timeZone)}`;
  return `${first?.version ?? 'the update'} is installed and not in effect ${when}`;
}

const stateReasons: { readonly [State in RequirementState]?: (status: RequirementStatus) => string } = {
  excepted: ({ exception, estate }) =>
    `exception ${exception?.name ?? ''} until ${exception ? formatZoned(exception.expires, estate.workspace.timeZone) : ''}`,
  'pending-reboot': () => 'the update is installed but not in effect until a reboot',
  'pending-activation': activationText,
  unknown: ({ findings }) =>
    doubtIn(findings) === 'version'
      ? 'the installed version cannot be ordered, a person must judge it'
      : 'what is published of it cannot be judged, a person must judge it',
  'no-fix': noFixText,
  rejected: ({ aim }) => noneLeft(aim),
};

/** Why a requirement stands as it does, the reason for its state first, each with a code. */
export function reasonsOf(status: RequirementStatus, state: RequirementState): readonly Reason[] {
  const { aim, findings, obligations, passedOver, governance } = status;
  const ofState = stateReasons[state];
  const reasons: (Reason | undefined)[] = [
    ofState && { code: state, text: ofState(status) },
    partialReason(aim),
    ...(aim.release === undefined ? noReasons : releaseReasons(aim, state)),
    reason(
      'unordered',
      state !== 'unknown' && findings.some((one) => one.status === 'unknown'),
      'some advisories cannot be judged',
    ),
    reason(
      'under-investigation',
      findings.some((one) => one.status === 'under-investigation'),
      'under investigation, the clock runs',
    ),
    reason('no-policy', obligations.length + passedOver.length === 0, 'no policy says anything about it'),
    unknownFacts(obligations, 'needs-facts', 'strictest rule taken'),
    passedOver.length > 0
      ? undecided(passedOver)
      : unknownFacts(obligations, 'could-be-stricter', 'stricter rules passed over'),
    dueUnknown(obligations),
    reason('jump', !governance.jumpAllowed, `a ${aim.jump ?? ''} update needs a decision`),
    ...dutyReasons(status),
    reason('reboot', aim.release?.rebootRequired === true, 'installing it needs a reboot'),
  ];
  return reasons.filter((one) => one !== undefined);
}

function reason(code: string, holds: boolean, text: string): Reason | undefined {
  return holds ? { code, text } : undefined;
}

const refusalTexts = (aim: Aim): readonly string[] =>
  refusedOf(aim).map(({ version, because }) => `${version} is ${because}`);

/** A fix that would bring in worse is none to install, and is published all the same. */
function noFixText({ aim }: RequirementStatus): string {
  const { worse } = aim;
  if (refusedOf(aim).length > 0) return noneLeft(aim);
  if (worse === undefined) return 'no fixed version is published';
  const { version, clears, brings } = worse;
  return `${version} clears ${fewNames(clears)} and would bring in ${fewNames(brings)}, which is more urgent`;
}

const noneLeft = (aim: Aim): string => `no version that would do is left: ${refusalTexts(aim).join('; ')}`;

const refusedOf = ({ release }: Aim): readonly RefusedRelease[] => release?.refused ?? [];

const noReasons: readonly Reason[] = [];

/** What vendors and decisions on their releases made of the target. */
function releaseReasons(aim: Aim, state: RequirementState): readonly Reason[] {
  const { hops = [], approvedBy } = aim.release ?? {};
  const isTold = state === 'rejected' || state === 'no-fix';
  const last = hops.at(-1);
  const way = [`${aim.target ?? ''} first`, ...hops.map((version) => `then ${version}`)].join(', ');
  return [
    ...(isTold ? [] : refusalTexts(aim).map((text) => ({ code: 'refused-release', text }))),
    ...(approvedBy
      ? [{ code: 'approved-release', text: `approved by ${approvedBy.patch}: ${approvedBy.reason}` }]
      : []),
    ...(last === undefined ? [] : [{ code: 'hops', text: `${last} cannot be reached in one step: ${way}` }]),
  ];
}

function partialReason({ partial }: Aim): Reason | undefined {
  if (partial === undefined) return undefined;
  return { code: 'partial', text: `clears ${fewNames(partial.clears)}, leaves ${fewNames(partial.remains)} open` };
}

/** One or two advisories by name, more by number. */
const fewNames = (advisories: readonly string[]): string =>
  advisories.length > 2 ? `${advisories.length} advisories` : advisories.join(' and ');

/** What policies want done besides the update and no record says was done. */
function dutyReasons({ obligations, estate, asOf }: RequirementStatus): readonly (Reason | undefined)[] {
  const owed = duesOwed(obligations);
  if (owed.size === 0) return noReasons;
  const late: string[] = [];
  const ahead: string[] = [];
  for (const [id, due] of owed) {
    const text = due === undefined ? id : `${id} by ${formatZoned(due, estate.workspace.timeZone)}`;
    (due !== undefined && asOf > due ? late : ahead).push(text);
  }
  return [
    reason('duty-overdue', late.length > 0, `not recorded in time: ${inOrder(late)}`),
    reason('duty', ahead.length > 0, `to be done as well: ${inOrder(ahead)}`),
  ];
}

/** When each duty that is not done is due at the earliest. */
function duesOwed(obligations: readonly Obligation[]): ReadonlyMap<string, Instant | undefined> {
  const owed = new Map<string, Instant | undefined>();
  for (const { duties } of obligations) {
    for (const { id, due, done } of duties) {
      if (done !== undefined) continue;
      const isSooner = (due ?? Number.MAX_VALUE) < (owed.get(id) ?? Number.MAX_VALUE);
      if (isSooner || !owed.has(id)) owed.set(id, due);
    }
  }
  return owed;
}

const inOrder = (texts: string[]): string => sortFew(texts, compareText).join(', ');

/** What was done for want of facts, and which facts those are. */
function unknownFacts(
  obligations: readonly Obligation[],
  code: Obligation['marks'][number],
  done: string,
): Reason | undefined {
  if (!obligations.some(({ marks }) => marks.includes(code))) return undefined;
  const names: string[] = [];
  for (const { marks, facts } of obligations) {
    if (!marks.includes(code)) continue;
    for (const { name, value } of facts) if (value === undefined && !names.includes(name)) names.push(name);
  }
  return { code, text: `${done}, not known: ${inOrder(names)}` };
}

/** Says whose answer is not known, and for want of what: nothing that a rule asks for was ruled out. */
function undecided(passedOver: readonly PassedOver[]): Reason {
  const policies = [...new Set(passedOver.map(({ policy }) => policy))].sort().join(', ');
  const facts = passedOver.flatMap(({ facts }) => facts);
  const names = [...new Set(facts.flatMap(({ name, value }) => (value === undefined ? [name] : [])))].sort();
  return { code: 'could-be-stricter', text: `${policies} decides nothing, not known: ${names.join(', ')}` };
}

/** A limit that nobody can turn into a deadline is no deadline that is kept: the KEV entry does not say its day. */
function dueUnknown(obligations: readonly Obligation[]): Reason | undefined {
  const undated = obligations.filter(({ within, due }) => within === 'kev-due-date' && due === undefined);
  if (undated.length === 0) return undefined;
  const rules = [...new Set(undated.map(({ policy, rule }) => `${policy}/${rule}`))].sort().join(', ');
  const advisories = [...new Set(undated.map(({ advisory }) => advisory))].sort().join(', ');
  return { code: 'due-unknown', text: `no kevDueDate is known of ${advisories}, so ${rules} sets no deadline` };
}
