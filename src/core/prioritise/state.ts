import type { Estate } from '../../model/estate.ts';
import type { ComponentAssessment, ComponentFinding } from '../../model/finding.ts';
import type { ExceptionCover, Governance, Obligation, Reason, RequirementState } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { addDuration, formatZoned } from '../time.ts';
import type { VendorPatch } from './patches.ts';

/** What a requirement's state and reasons are read from. */
export interface RequirementStatus {
  readonly assessment: ComponentAssessment;
  readonly findings: readonly ComponentFinding[];
  /** Those that bind. */
  readonly obligations: readonly Obligation[];
  readonly exception: ExceptionCover | undefined;
  readonly governance: Governance;
  readonly patches: readonly VendorPatch[];
  readonly pendingReboot: boolean;
  readonly due: Instant | undefined;
  readonly estate: Estate;
  readonly asOf: Instant;
}

/**
 * The state of a requirement (DESIGN §3.10), the first that holds: excepted, waiting for a reboot, not judgeable,
 * without a fix, rejected, overdue, due soon, open. Being overdue is told beside every state but `unknown`.
 */
export function stateOf(status: RequirementStatus): RequirementState {
  const { assessment, findings, exception, patches, pendingReboot, due, estate, asOf } = status;
  if (exception) return 'excepted';
  if (pendingReboot) return 'pending-reboot';
  if (findings.every((finding) => finding.status === 'unknown')) return 'unknown';
  if (assessment.target === undefined && assessment.partial === undefined) return 'no-fix';
  if (patches.some(({ approval }) => approval === 'rejected')) return 'rejected';
  if (due === undefined) return 'open';
  if (asOf > due) return 'overdue';
  const { timeZone: zone, weekend, holidays, dueSoon } = estate.workspace;
  return due <= addDuration(asOf, dueSoon, { zone, weekend, holidays }) ? 'due-soon' : 'open';
}

const stateReasons: { readonly [State in RequirementState]?: (status: RequirementStatus) => string } = {
  excepted: ({ exception, estate }) =>
    `exception ${exception?.name ?? ''} until ${exception ? formatZoned(exception.expires, estate.workspace.timeZone) : ''}`,
  'pending-reboot': () => 'the update is installed but not in effect until a reboot',
  unknown: () => 'the installed version cannot be ordered, a person must judge it',
  'no-fix': () => 'no fixed version is published',
  rejected: ({ patches }) => `the target is rejected by ${patches.map(({ name }) => name).join(', ')}`,
};

/** Why a requirement stands as it does, the reason for its state first, each with a code. */
export function reasonsOf(status: RequirementStatus, state: RequirementState): readonly Reason[] {
  const { assessment, findings, obligations, governance } = status;
  const ofState = stateReasons[state];
  const reasons: (Reason | undefined)[] = [
    ofState && { code: state, text: ofState(status) },
    partialReason(assessment),
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
    reason('no-policy', obligations.length === 0, 'no policy says anything about it'),
    unknownFacts(obligations, 'needs-facts', 'strictest rule taken'),
    unknownFacts(obligations, 'could-be-stricter', 'stricter rules passed over'),
    reason('jump', !governance.jumpAllowed, `a ${assessment.jump ?? ''} update needs a decision`),
  ];
  return reasons.filter((one) => one !== undefined);
}

function reason(code: string, holds: boolean, text: string): Reason | undefined {
  return holds ? { code, text } : undefined;
}

function partialReason({ partial }: ComponentAssessment): Reason | undefined {
  if (partial === undefined) return undefined;
  return { code: 'partial', text: `clears ${fewNames(partial.clears)}, leaves ${fewNames(partial.remains)} open` };
}

/** One or two advisories by name, more by number. */
const fewNames = (advisories: readonly string[]): string =>
  advisories.length > 2 ? `${advisories.length} advisories` : advisories.join(' and ');

/** What was done for want of facts, and which facts those are. */
function unknownFacts(
  obligations: readonly Obligation[],
  code: Obligation['marks'][number],
  done: string,
): Reason | undefined {
  const marked = obligations.filter(({ marks }) => marks.includes(code));
  if (marked.length === 0) return undefined;
  const names = marked.flatMap(({ facts }) => facts.flatMap(({ name, value }) => (value === undefined ? [name] : [])));
  return { code, text: `${done}, not known: ${[...new Set(names)].sort().join(', ')}` };
}
