import type { OscalLink, OscalRiskLogEntry } from '../../model/oscal.ts';
import type { Instant } from '../../model/time.ts';
import { approvedExceptions } from '../prioritise/approval.ts';
import { detections } from '../report/detected.ts';
import type { RequirementRow } from '../report/requirements.ts';
import { formatInstant, parseInstant } from '../time.ts';
import type { OscalContext } from './input.ts';
import type { Unit } from './units.ts';

/** What happened to a risk and when, as far as anything recorded it, oldest first; nothing where nothing did. */
export type LogOf = (unit: Unit) => readonly OscalRiskLogEntry[];

interface Happened {
  readonly what: string;
  readonly at: Instant;
  readonly entry: Omit<OscalRiskLogEntry, 'uuid' | 'start'>;
}

/** Reads the log of every risk: first seen, deadline moved, deviation and Change approved, each with its review. */
export function riskLogs(context: OscalContext): LogOf {
  const detectedAt = detections(context.input);
  const exceptionApproval = approvalOfException(context);
  const changeApproval = approvalOfVisit(context);
  return (unit) => {
    const { first } = unit;
    const happened = [
      ...opened(detectedAt(first.requirement)),
      ...moved(first),
      ...exceptionApproval(first),
      ...changeApproval(first),
    ].sort((left, right) => left.at - right.at);
    return happened.map(({ what, at, entry }) => ({
      uuid: context.id('risk-log', unit.key, what),
      ...entry,
      start: formatInstant(at),
    }));
  };
}

function opened(at: Instant | undefined): readonly Happened[] {
  if (at === undefined) return [];
  return [{ what: 'opened', at, entry: { title: 'First seen by a run of the ledger', 'status-change': 'open' } }];
}

function moved({ requirement, binding }: RequirementRow): readonly Happened[] {
  const { due, originalDue } = requirement;
  const at = binding?.recorded?.setAt;
  if (at === undefined || due === undefined || originalDue === undefined || due === originalDue) return [];
  const title = `Deadline moved from ${formatInstant(originalDue)} to ${formatInstant(due)}`;
  return [{ what: `due ${due}`, at, entry: { title } }];
}

function approvalOfException({ input: { decision } }: OscalContext): (row: RequirementRow) => readonly Happened[] {
  const approved = approvedExceptions(decision.estate);
  const records = decision.estate.resources.ApprovalRecord;
  return ({ requirement: { exception } }) => {
    const approval = exception && approved.get(exception.name);
    if (exception === undefined || approval?.approvedAt === undefined) return [];
    const { record, approvers, approvedAt } = approval;
    return [
      {
        what: `exception ${exception.name}`,
        at: approvedAt,
        entry: {
          title: `Exception ${exception.name} approved`,
          description: `${exception.treatment}, approved by ${approvers.join(', ')} (record ${record}), until ${formatInstant(exception.expires)}.`,
          'status-change': 'deviation-approved',
          ...reviewLinks(records?.get(record)?.document.spec.pullRequest?.url),
        },
      },
    ];
  };
}

/** Approvals of the Change that carries the visit of a requirement. */
function approvalOfVisit({ input: { decision } }: OscalContext): (row: RequirementRow) => readonly Happened[] {
  const { resources } = decision.estate;
  const changeOf = new Map(
    [...(resources.Change?.values() ?? [])].flatMap(({ name, document }) =>
      document.spec.visits.map(({ id }) => [id, name] as const),
    ),
  );
  const recordOf = new Map(
    [...(resources.ApprovalRecord?.values() ?? [])].flatMap(({ document: { spec } }) =>
      spec.change === undefined ? [] : [[spec.change, spec] as const],
    ),
  );
  return ({ visit }) => {
    const change = visit && changeOf.get(visit.id);
    const spec = change === undefined ? undefined : recordOf.get(change);
    const at = parseInstant(spec?.mergedAt ?? spec?.claimedAt ?? '');
    if (change === undefined || spec === undefined || at === undefined) return [];
    const title = `Change ${change} approved, ${spec.evidence === 'forge' ? 'read from the forge' : 'asserted'}`;
    return [
      {
        what: `change ${change}`,
        at,
        entry: { title, 'status-change': 'remediating', ...reviewLinks(spec.pullRequest?.url) },
      },
    ];
  };
}

/** The address of the review; a record without one says so. */
function reviewLinks(url: string | undefined): { readonly links: readonly OscalLink[] } | { readonly remarks: string } {
  if (url === undefined || !/^https?:\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]+$/.test(url)) {
    return { remarks: 'The record names no address of a review.' };
  }
  return { links: [{ href: url, rel: 'reference', text: 'Review' }] };
}
