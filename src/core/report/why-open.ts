import type { Requirement } from '../../model/requirement.ts';
import type { Instant, TimeZone } from '../../model/time.ts';
import type { Visit, VisitState } from '../../model/visit.ts';
import { formatZoned } from '../time.ts';

/** A requirement with what the schedule makes of it. */
export interface PlacedRequirement {
  readonly requirement: Requirement;
  readonly visit: Visit | undefined;
  /** Why no visit carries it, when the schedule says so. */
  readonly unplaced: string | undefined;
}

/** Why something that is required is not patched, in one sentence. `undefined` = it is done. */
export function whyOpen(placed: PlacedRequirement, zone: TimeZone): string | undefined {
  const { requirement } = placed;
  if (requirement.state === 'done') return undefined;
  const clauses = [overdueClause(requirement, zone), ...stateClauses(placed, zone)].filter(
    (text) => text !== undefined,
  );
  return asSentence(clauses.join('; '));
}

function overdueClause({ overdue, due }: Requirement, zone: TimeZone): string | undefined {
  return overdue && due !== undefined ? `overdue since ${formatZoned(due, zone)}` : undefined;
}

/** What the state itself explains; open work is explained by its visit. */
function stateClauses(placed: PlacedRequirement, zone: TimeZone): readonly string[] {
  const { requirement } = placed;
  const because = requirement.reasons.find(({ code }) => code === requirement.state)?.text;
  switch (requirement.state) {
    case 'excepted':
      return [exceptionClause(requirement, zone)];
    case 'mitigated':
      return [because ?? 'a mitigation stands in place of the update'];
    case 'pending-reboot':
      return [because ?? 'the update is installed but not in effect until a reboot', ...placeClauses(placed, zone)];
    case 'pending-activation':
      return [because ?? 'the update is installed and waits for its activation'];
    case 'unverified':
      return [because ?? 'a deployment is recorded, but nobody verified that it is in effect'];
    case 'no-fix':
      return [because ?? 'no fixed version is published'];
    case 'declined':
      return [because ?? 'the proposal was declined and no exception covers it'];
    case 'rejected':
      return [because ?? 'the target version is rejected'];
    case 'unknown':
      return [because ?? 'the installed version cannot be judged, a person must'];
    default:
      return [...partialClause(requirement), ...placeClauses(placed, zone)];
  }
}

function exceptionClause({ exception }: Requirement, zone: TimeZone): string {
  if (exception === undefined) return 'an exception covers it';
  const { name, treatment, expires, reason } = exception;
  return `exception ${name} (${treatment}) until ${formatZoned(expires, zone)}: ${reason}`;
}

function partialClause({ target, partial }: Requirement): readonly string[] {
  if (target !== undefined || partial === undefined) return [];
  const { version, clears, remains } = partial;
  return [`no version fixes all: ${version} clears ${clears.length} and leaves ${remains.length}`];
}

function placeClauses({ requirement, visit, unplaced }: PlacedRequirement, zone: TimeZone): readonly string[] {
  if (visit !== undefined) return [visitClause(visit, requirement.overdue, zone), ...gateClauses(visit)];
  const because = unplaced ?? requirement.reasons[0]?.text;
  return [because === undefined ? 'no visit carries it, and nothing says why' : `no visit is planned: ${because}`];
}

/** How each state of a visit reads, given when it is and where. */
const visitWords: Readonly<Record<VisitState, (when: string) => string>> = {
  planned: (when) => `planned for ${when}, not proposed yet`,
  proposed: (when) => `proposed for ${when}, not approved yet`,
  approved: (when) => `approved for ${when}`,
  blocked: (when) => `blocked, planned for ${when}`,
  'in-progress': (when) => `being done since ${when}`,
  soaking: (when) => `done at ${when}, soaking`,
  succeeded: (when) => `the visit of ${when} succeeded, but the installed version is as before`,
  'succeeded-with-issues': (when) => `the visit of ${when} had issues, and the installed version is as before`,
  failed: (when) => `the visit of ${when} failed`,
  missed: (when) => `the visit of ${when} did not take place`,
  'rolled-back': (when) => `the visit of ${when} was rolled back`,
  cancelled: (when) => `the visit of ${when} was cancelled`,
  late: (when) => `it cannot be on time, the earliest visit is ${when}`,
};

function visitClause(visit: Visit, isOverdue: boolean, zone: TimeZone): string {
  const when = (at: Instant): string => formatZoned(at, zone);
  const where = visit.window === undefined ? 'as an emergency, in no window' : `in window ${visit.window}`;
  // What is overdue has said so already, and needs no reason for not being on time.
  if (visit.state === 'late' && isOverdue) return `the earliest visit is ${when(visit.start)} ${where}`;
  const because = visit.state === 'late' ? visit.reasons[0]?.text : undefined;
  const words = visitWords[visit.state](`${when(visit.start)} ${where}`);
  return because === undefined ? words : `${words} (${because})`;
}

function gateClauses({ gates }: Visit): readonly string[] {
  const open = gates.filter(({ status }) => status === 'open').map(({ needs }) => needs);
  return open.length === 0 ? [] : [`still needed: ${open.join(', ')}`];
}

/** One sentence: a capital first, a full stop last, no line ends in between. */
function asSentence(text: string): string {
  const line = isOneLine.test(text) ? text : text.replace(/\s+/g, ' ').trim();
  const ended = /[.!?]$/.test(line) ? line : `${line}.`;
  return ended.charAt(0).toUpperCase() + ended.slice(1);
}

/** Visible ASCII with single blanks between, as nearly every sentence is. */
const isOneLine = /^[!-~]+(?: [!-~]+)*$/;
