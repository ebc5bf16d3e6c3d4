import type { Ledger, LedgerDue, LedgerEpisode, LedgerFinding, LedgerPackage } from '../../model/ledger.ts';
import type { ReportTable } from '../../model/report.ts';
import type { Instant } from '../../model/time.ts';
import { codeCell, codesCell, instantCell, placeCell, textCell } from './cells.ts';
import { placeOf, type ReportInput } from './input.ts';
import { recordSource } from './sources.ts';
import { type AuditStatus, auditStatuses } from './status.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';
import { countOf, type Within, within } from './within.ts';

/** A finding that was open once and is not any more, as the ledger has it. */
export interface EndedFinding {
  readonly uid: string;
  readonly software: LedgerPackage;
  readonly finding: LedgerFinding;
  readonly episode: LedgerEpisode;
  readonly closed: NonNullable<LedgerEpisode['closed']>;
  /** The due that came first, with the rule that set it; `undefined`: none is on record. */
  readonly due: LedgerDue | undefined;
  readonly status: AuditStatus;
}

/** What ended, and how much of it belongs to the report. */
export interface EndedFindings extends Within<EndedFinding> {
  /** Ended by an exception: the requirement still stands, and is listed as such. */
  readonly excepted: number;
}

/** Everything that ended in the period, by asset, package and advisory. */
export function endedFindings(input: ReportInput): EndedFindings {
  const all = [...endedIn(input.decision.ledger)];
  const own = all.filter(({ closed }) => closed.by !== 'exception');
  return { ...within(input, own, ({ closed }) => closed.at), excepted: all.length - own.length };
}

function* endedIn({ assets }: Ledger): Iterable<EndedFinding> {
  for (const uid of [...assets.keys()].sort()) {
    for (const software of assets.get(uid)?.values() ?? [])
      for (const finding of software.findings) yield* endedEpisodes(uid, software, finding);
  }
}

function* endedEpisodes(uid: string, software: LedgerPackage, finding: LedgerFinding): Iterable<EndedFinding> {
  for (const episode of [...finding.earlier, finding]) {
    if (episode.closed !== undefined) yield endedOf(uid, software, finding, episode, episode.closed);
  }
}

function endedOf(
  uid: string,
  software: LedgerPackage,
  finding: LedgerFinding,
  episode: LedgerEpisode,
  closed: EndedFinding['closed'],
): EndedFinding {
  // Of earlier episodes the ledger keeps when they were, not what was due.
  const due = episode === finding ? firstDue(finding) : undefined;
  return { uid, software, finding, episode, closed, due, status: endedStatus(closed, due) };
}

const atOf = ({ originalDue, due }: LedgerDue): Instant | undefined => originalDue ?? due;

function firstDue({ dues }: LedgerFinding): LedgerDue | undefined {
  const rank = (due: LedgerDue): number => atOf(due) ?? Number.POSITIVE_INFINITY;
  return [...dues.values()].sort((left, right) => rank(left) - rank(right))[0];
}

/** By the first due, which no later rule moves. Whether a deadline was kept that nobody recorded is unknown. */
function endedStatus({ by, at }: EndedFinding['closed'], due: LedgerDue | undefined): AuditStatus {
  if (by !== 'deployment' && by !== 'out-of-band') return 'not-applicable';
  if (due === undefined) return 'unknown';
  const until = atOf(due);
  return until === undefined || at <= until ? 'met' : 'met-late';
}

/** Every finding that ended, judged by the rule that was in force then. */
export function endedTable(input: ReportInput, ended: EndedFindings): ReportTable {
  const { estate } = input.decision;
  const { items, filters, excluded, excepted } = ended;
  return tableOf({
    id: 'd4-ended',
    caption: 'Every finding that ended',
    columns: columnsFor(input),
    items,
    parts: [
      {
        caption: 'How it ended',
        columns: ['asset', 'component', 'advisories', 'status', 'openedAt', 'firstDue', 'closedAt', 'closedBy'],
      },
      {
        caption: 'Judged by which rule, with which evidence',
        columns: ['asset', 'component', 'rule', 'ruleAt', 'ruleSetAt', 'within', 'evidence', 'source'],
      },
      {
        caption: 'From which version to which',
        columns: ['asset', 'ecosystem', 'component', 'version', 'closedVersion', 'closedAt'],
      },
    ],
    whenEmpty:
      input.decision.ledger.records === 0
        ? 'There is no ledger, so nothing is known of what ended.'
        : 'Nothing ended in this time.',
    population: populationOf({
      unit: 'finding that ended',
      sources: [recordSource(estate, ['LedgerRecord'])],
      filters,
      rowsIn: items.length + excepted + countOf(excluded),
      excluded: [...excluded, { reason: 'under an exception; its requirement is listed above', count: excepted }],
      items,
      by: 'status',
      labelOf: ({ status }) => status,
      order: auditStatuses,
    }),
  });
}

function columnsFor({ decision: { estate, plan, ledger }, locate }: ReportInput): readonly ColumnOf<EndedFinding>[] {
  const names = new Map(estate.assets.map(({ uid, name }) => [uid, name] as const));
  const ruleOf = ({ due }: EndedFinding): string | undefined => due && `${due.policy}/${due.rule}`;
  const sourceOf = ({ closed }: EndedFinding): string | undefined => {
    const origin = ledger.origins.get(closed.record);
    return origin && placeOf(locate, origin, ['metadata', 'name']);
  };
  return [
    { key: 'asset', title: 'Asset', cell: ({ uid }) => codeCell(names.get(uid) ?? uid) },
    { key: 'ecosystem', title: 'Ecosystem', cell: ({ software }) => codeCell(software.ecosystem) },
    { key: 'component', title: 'Component', cell: ({ software }) => codeCell(software.name) },
    { key: 'advisories', title: 'Advisories', cell: ({ finding }) => codesCell(finding.advisories, 'none') },
    { key: 'status', title: 'Status', cell: ({ status }) => textCell(status) },
    { key: 'openedAt', title: 'Detected', cell: ({ episode }) => instantCell(episode.openedAt, 'not known') },
    { key: 'firstDue', title: 'First due', cell: ({ due }) => instantCell(due && atOf(due), 'none on record') },
    { key: 'closedAt', title: 'Ended', cell: ({ closed }) => instantCell(closed.at, 'not known') },
    { key: 'closedBy', title: 'Ended by', cell: ({ closed }) => textCell(closed.by) },
    { key: 'version', title: 'Version then', cell: ({ episode }) => codeCell(episode.version) },
    { key: 'closedVersion', title: 'Version after', cell: ({ closed }) => codeCell(closed.version, 'not stated') },
    { key: 'rule', title: 'Judged by', cell: (row) => codeCell(ruleOf(row), 'no due on record') },
    {
      key: 'ruleAt',
      title: 'Rule at',
      cell: (row) => placeCell(plan.ruleSources.get(ruleOf(row) ?? ''), 'no longer in force'),
    },
    { key: 'ruleSetAt', title: 'Due set at', cell: ({ due }) => instantCell(due?.setAt, 'not known') },
    { key: 'within', title: 'Time limit', cell: ({ due }) => textCell(due?.within, 'not known') },
    { key: 'evidence', title: 'Evidence', cell: ({ closed }) => codeCell(closed.evidence, 'none') },
    { key: 'source', title: 'Recorded in', cell: (row) => placeCell(sourceOf(row), 'not known') },
  ];
}
