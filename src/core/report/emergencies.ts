import type { EmergencyRecord } from '../../model/generated/emergency-record.ts';
import type { GapCheck, ReportSection, ReportTable } from '../../model/report.ts';
import type { Instant } from '../../model/time.ts';
import { type EmergencyReview, emergencyReviews } from '../evidence/emergency-review.ts';
import { formatInstant, parseInstant } from '../time.ts';
import { codeCell, codesCell, counted, instantCell, numberCell, placeCell, textCell } from './cells.ts';
import { placeOf, type ReportInput } from './input.ts';
import { directoryOf } from './people.ts';
import { recordSource } from './sources.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';
import { countOf, type Within, within } from './within.ts';

const stateWords: Readonly<Record<EmergencyReview['state'], string>> = {
  reviewed: 'reviewed in time',
  'reviewed-late': 'reviewed late',
  due: 'review due',
  overdue: 'review overdue',
  'other-plan': 'another plan was approved than what ran',
};

const specOf = ({ resource }: EmergencyReview): EmergencyRecord['spec'] => resource.document.spec;

/** Work that ran before its Change was merged: who let it run and why, what did not hold, and whether it was reviewed since. */
export function emergencyPart(input: ReportInput): {
  readonly section: ReportSection;
  readonly gaps: readonly GapCheck[];
} {
  const { estate, plan } = input.decision;
  const all = emergencyReviews(estate, plan.asOf);
  const dated = within(input, all, (one) => parseInstant(specOf(one).exportedAt));
  const replaced = (estate.resources.EmergencyRecord?.size ?? 0) - all.length;
  return {
    section: {
      title: 'Emergencies',
      text: [
        'Work that ran before its Change was merged. A review approves the same plan, by somebody else than who let it run.',
      ],
      tables: [emergencyTable(input, dated, replaced)],
    },
    gaps: [
      {
        check: 'emergency work was reviewed in its time, against the plan that ran',
        lookedAt: counted(dated.items.length, 'emergency record'),
        found: dated.items
          .filter(({ state }) => state !== 'reviewed' && state !== 'due')
          .map(
            ({ resource, state, reviewBy }) =>
              `${resource.name}: ${stateWords[state]}, asked for until ${formatInstant(reviewBy)}`,
          ),
      },
    ],
  };
}

function emergencyTable(input: ReportInput, dated: Within<EmergencyReview>, replaced: number): ReportTable {
  const { items, filters, excluded } = dated;
  const { estate } = input.decision;
  return tableOf<EmergencyReview>({
    id: 'd7-emergencies',
    caption: 'Every emergency',
    columns: columnsIn(input),
    items,
    parts: [
      {
        caption: 'Who let it run, and was it reviewed',
        columns: ['record', 'by', 'reason', 'exportedAt', 'reviewBy', 'review', 'reviewedAt', 'approval'],
      },
      {
        caption: 'What ran, and what did not hold',
        columns: ['record', 'change', 'engine', 'visits', 'assets', 'openGates'],
      },
      { caption: 'What exactly', columns: ['record', 'planFp', 'headCommit', 'source'] },
    ],
    whenEmpty: 'No work ran before its Change was merged, as far as records say.',
    population: populationOf({
      unit: 'emergency record',
      sources: [recordSource(estate, ['EmergencyRecord', 'ApprovalRecord'])],
      filters,
      rowsIn: items.length + replaced + countOf(excluded),
      excluded: [{ reason: 'corrected by a later record', count: replaced }, ...excluded],
      items,
      by: 'review',
      labelOf: ({ state }) => stateWords[state],
    }),
  });
}

function columnsIn({ decision: { estate }, locate }: ReportInput): readonly ColumnOf<EmergencyReview>[] {
  const directory = directoryOf(estate);
  const reviewedAt = ({ approval }: EmergencyReview): Instant | undefined => {
    const spec = approval === undefined ? undefined : estate.resources.ApprovalRecord?.get(approval)?.document.spec;
    return parseInstant(spec?.mergedAt ?? '');
  };
  const assetsOf = (one: EmergencyReview) => [...new Set(specOf(one).visits.map(({ asset }) => asset))];
  const gatesOf = (one: EmergencyReview) => [
    ...new Set(
      (specOf(one).openGates ?? []).map(({ gate, needs }) => (needs === undefined ? gate : `${gate}: ${needs}`)),
    ),
  ];
  return [
    { key: 'record', title: 'Record', cell: ({ resource }) => codeCell(resource.name) },
    { key: 'by', title: 'Let run by', cell: (one) => directory.cell(specOf(one).by, 'not stated') },
    { key: 'reason', title: 'Why it could not wait', cell: (one) => textCell(specOf(one).reason) },
    {
      key: 'exportedAt',
      title: 'Handed out at',
      cell: (one) => instantCell(parseInstant(specOf(one).exportedAt), 'unreadable'),
    },
    { key: 'change', title: 'Change', cell: (one) => codeCell(specOf(one).change) },
    { key: 'engine', title: 'Engine', cell: (one) => codeCell(specOf(one).engine) },
    { key: 'visits', title: 'Visits', cell: (one) => numberCell(specOf(one).visits.length) },
    { key: 'assets', title: 'Assets', cell: (one) => codesCell(assetsOf(one), 'none') },
    { key: 'openGates', title: 'What did not hold', cell: (one) => codesCell(gatesOf(one), 'nothing') },
    { key: 'reviewBy', title: 'Review by', cell: ({ reviewBy }) => instantCell(reviewBy, 'unreadable') },
    { key: 'review', title: 'Review', cell: ({ state }) => textCell(stateWords[state]) },
    { key: 'reviewedAt', title: 'Merged at', cell: (one) => instantCell(reviewedAt(one), 'not on record') },
    { key: 'approval', title: 'Approval record', cell: ({ approval }) => codeCell(approval, 'none') },
    { key: 'planFp', title: 'Fingerprint', cell: (one) => codeCell(specOf(one).planFp) },
    { key: 'headCommit', title: 'Head that ran', cell: (one) => codeCell(specOf(one).headCommit) },
    {
      key: 'source',
      title: 'Source',
      cell: ({ resource }) => placeCell(placeOf(locate, resource.origin, ['metadata', 'name'])),
    },
  ];
}
