import { formatInstant } from '../../core/time.ts';
import type { Plan } from '../../model/plan.ts';
import type { Requirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { Visit } from '../../model/visit.ts';
import { csvLine } from '../csv/csv.ts';

/** What stands beside a requirement in its row. */
interface Beside {
  readonly visit: Visit | undefined;
  /** Why no visit carries it. */
  readonly unplaced: string | undefined;
}

/** The columns, in order. Their names and order are a promise: new ones come last. */
const columns: Readonly<Record<string, (requirement: Requirement, beside: Beside) => string>> = {
  id: ({ id }) => id,
  asset: ({ asset }) => asset,
  ecosystem: ({ component }) => component.ecosystem,
  package: ({ component }) => component.name,
  installed: ({ component }) => component.version,
  target: ({ target, partial }) => target ?? partial?.version ?? '',
  clears: ({ target, partial }) => (target !== undefined ? 'all' : partial !== undefined ? 'part' : 'none'),
  jump: ({ jump = '' }) => jump,
  state: ({ state }) => state,
  overdue: ({ overdue }) => (overdue ? 'yes' : 'no'),
  priority: ({ priority }) => priority,
  severity: ({ severity = 'unknown' }) => severity,
  due: ({ due }) => instantText(due),
  originalDue: ({ originalDue }) => instantText(originalDue),
  policy: ({ boundBy }) => (boundBy.due ?? boundBy.priority)?.policy ?? '',
  rule: ({ boundBy }) => (boundBy.due ?? boundBy.priority)?.rule ?? '',
  advisories: ({ advisories }) => advisories.join(' '),
  exception: ({ exception }) => exception?.name ?? '',
  visit: (_, { visit }) => visit?.id ?? '',
  visitState: (_, { visit }) => visit?.state ?? '',
  start: (_, { visit }) => instantText(visit?.start),
  end: (_, { visit }) => instantText(visit?.end),
  window: (_, { visit }) => visit?.window ?? '',
  reasons: ({ reasons }, { unplaced }) =>
    [...reasons.map(({ text }) => text), ...(unplaced === undefined ? [] : [unplaced])].join('; '),
};

const instantText = (at: Instant | undefined): string => (at === undefined ? '' : formatInstant(at));

/** Rows are joined to pieces, so that a large estate is never one text. */
const rowsInPiece = 500;

/**
 * The requirements as CSV, one row each, by asset and component: a line of column names, then every requirement, in
 * pieces to be written one after another. Instants are those of UTC; what is not known or does not apply is empty.
 */
export function* renderPlanCsv({ requirements, schedule }: Plan): Iterable<string> {
  const visitOf = new Map(schedule.visits.flatMap((visit) => visit.requirements.map((id) => [id, visit] as const)));
  const unplacedAs = new Map(
    schedule.unplaced.flatMap((entry) => entry.requirements.map((id) => [id, entry.reason.text] as const)),
  );
  const cells = Object.values(columns);
  yield csvLine(Object.keys(columns));
  for (let from = 0; from < requirements.length; from += rowsInPiece) {
    const rows = requirements.slice(from, from + rowsInPiece).map((requirement) => {
      const beside = { visit: visitOf.get(requirement.id), unplaced: unplacedAs.get(requirement.id) };
      return csvLine(cells.map((cell) => cell(requirement, beside)));
    });
    yield rows.join('');
  }
}
