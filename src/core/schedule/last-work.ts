import type { Estate } from '../../model/estate.ts';
import type { Row } from '../../model/generated/deployment-record.ts';
import type { Instant } from '../../model/time.ts';
import { lastWords } from '../evidence/supersession.ts';
import { parseInstant } from '../time.ts';
import type { ScheduleContext } from './context.ts';

/** A stretch of work on an asset as files tell it. */
type Work = Pick<Row, 'asset' | 'start' | 'end'>;

/**
 * When the work on members of clusters that has begun is over, by uid: the latest end of each. Records tell it; of a visit
 * that was allowed and that no record speaks of, its own time does, because nobody knows that it did not run. Work that
 * was skipped has touched nothing.
 */
export function readLastWork(context: ScheduleContext): ReadonlyMap<string, Instant> {
  const last = new Map<string, Instant>();
  const uids = memberUids(context.estate);
  if (uids.size === 0) return last;
  const isOfMember = ({ asset }: { readonly asset: string }): boolean => uids.has(asset);
  const rows = recordedRows(context).filter(isOfMember);
  const recorded = new Set(rows.map(({ visit }) => visit));
  const untold = allowedVisits(context).filter((visit) => isOfMember(visit) && !recorded.has(visit.id));
  for (const work of [...rows.filter(({ result }) => result !== 'skipped'), ...untold]) {
    const uid = uids.get(work.asset) ?? '';
    const end = endOfBegun(work, context) ?? 0;
    if (end > (last.get(uid) ?? 0)) last.set(uid, end as Instant);
  }
  return last;
}

/** Uids by the names that members bear or bore. */
function memberUids({ assets }: Estate): ReadonlyMap<string, string> {
  const members = assets.filter(({ cluster }) => cluster !== undefined);
  return new Map([
    ...members.flatMap(({ formerNames, uid }) => formerNames.map((name) => [name, uid] as const)),
    ...members.map(({ name, uid }) => [name, uid] as const),
  ]);
}

function recordedRows({ estate }: ScheduleContext): readonly Row[] {
  const records = lastWords([...(estate.resources.DeploymentRecord?.values() ?? [])]);
  return records.flatMap(({ document }) => document.spec.rows);
}

/** Visits of merged Changes, and of those that ran as an emergency before their merge. */
function allowedVisits({ estate: { resources } }: ScheduleContext): readonly (Work & { readonly id: string })[] {
  const allowing = [...(resources.Change?.values() ?? []), ...(resources.EmergencyRecord?.values() ?? [])];
  return allowing.flatMap(({ document }): readonly (Work & { readonly id: string })[] => document.spec.visits);
}

/** `undefined`: it is still to come, or its times cannot be read. */
function endOfBegun(work: Work, { asOf }: ScheduleContext): Instant | undefined {
  const start = parseInstant(work.start);
  return start === undefined || start > asOf ? undefined : parseInstant(work.end);
}
