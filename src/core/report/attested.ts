import type { ApprovalRecord } from '../../model/generated/approval-record.ts';
import type { GapCheck, ReportTable } from '../../model/report.ts';
import type { Resource } from '../../model/resource.ts';
import type { Instant } from '../../model/time.ts';
import { lastWords } from '../evidence/supersession.ts';
import { formatInstant, parseInstant } from '../time.ts';
import { codeCell, counted, instantCell, placeCell, textCell } from './cells.ts';
import { placeOf, type ReportInput } from './input.ts';
import { recordSource } from './sources.ts';
import { populationOf, tableOf } from './table.ts';

/** A merge with the times that the forge gave, and the one that the history gives. */
interface AttestedMerge {
  readonly record: Resource<'ApprovalRecord'>;
  readonly spec: ApprovalRecord['spec'];
  /** When its last review was submitted, and when it was merged. */
  readonly submittedAt: Instant | undefined;
  readonly mergedAt: Instant | undefined;
  /** When the record came into the branch, by the commit that brought it. */
  readonly committedAt: Instant | undefined;
}

const isOfForge = ({ spec }: AttestedMerge): boolean => spec.evidence === 'forge';

/** Every merge on record, the corrected records left out. */
function attestedMerges({ decision: { estate }, history }: ReportInput): readonly AttestedMerge[] {
  return lastWords([...(estate.resources.ApprovalRecord?.values() ?? [])]).map((record) => {
    const { spec } = record.document;
    const submitted = spec.reviews.flatMap(({ submittedAt }) => parseInstant(submittedAt ?? '') ?? []);
    return {
      record,
      spec,
      submittedAt: submitted.length === 0 ? undefined : (Math.max(...submitted) as Instant),
      mergedAt: parseInstant(spec.mergedAt ?? ''),
      committedAt: history?.recorded.get(record.origin.file)?.at,
    };
  });
}

/** The instants of merges by the forge's clock, by the commit that the merge made. What somebody asserts is not among them. */
export function mergeTimes(input: ReportInput): ReadonlyMap<string, Instant> {
  return new Map(
    attestedMerges(input)
      .filter(isOfForge)
      .flatMap(({ spec, mergedAt }) => (mergedAt === undefined ? [] : [[spec.mergeCommit, mergedAt] as const])),
  );
}

/** Times that the forge gave, beside the time that a commit bears: whoever commits sets the latter alone. */
export function attestedTable(input: ReportInput): ReportTable {
  const { estate } = input.decision;
  const items = attestedMerges(input);
  const rowsIn = estate.resources.ApprovalRecord?.size ?? 0;
  return tableOf<AttestedMerge>({
    id: 'd14-attested',
    caption: 'Every merge, by the clock of the forge and by that of the commit',
    columns: [
      { key: 'record', title: 'Record', cell: ({ record }) => codeCell(record.name) },
      {
        key: 'attestedBy',
        title: 'Who gave the times',
        cell: (one) => textCell(isOfForge(one) ? 'the forge' : 'asserted, by no forge'),
      },
      {
        key: 'submittedAt',
        title: 'Last review submitted',
        cell: ({ submittedAt }) => instantCell(submittedAt, 'not known'),
      },
      { key: 'mergedAt', title: 'Merged', cell: ({ mergedAt }) => instantCell(mergedAt, 'not known') },
      {
        key: 'committedAt',
        title: 'Record in the branch, by its commit',
        cell: ({ committedAt }) => instantCell(committedAt, 'not in the history'),
      },
      { key: 'mergeCommit', title: 'Merge', cell: ({ spec }) => codeCell(spec.mergeCommit) },
      {
        key: 'source',
        title: 'Source',
        cell: ({ record }) => placeCell(placeOf(input.locate, record.origin, ['metadata', 'name'])),
      },
    ],
    items,
    whenEmpty: 'No merge is on record: the forge dates nothing here.',
    population: populationOf({
      unit: 'approval record',
      sources: [recordSource(estate, ['ApprovalRecord'])],
      rowsIn,
      excluded: [{ reason: 'corrected by a later record', count: rowsIn - items.length }],
      items,
      by: 'who gave the times',
      labelOf: (one) => (isOfForge(one) ? 'the forge' : 'asserted'),
    }),
  });
}

/** Two clocks may be so far apart without anybody having set one. */
const clockSkewMs = 5 * 60_000;

/** That the forge dated every merge, and that no commit contradicts it. */
export function attestedGaps(input: ReportInput): readonly GapCheck[] {
  const merges = attestedMerges(input);
  const ofForge = merges.filter(isOfForge);
  return [
    {
      check: 'the forge dated every merge that is on record',
      lookedAt: counted(merges.length, 'approval record'),
      found: merges.flatMap((one) =>
        isOfForge(one) && one.mergedAt !== undefined
          ? []
          : [
              `${one.record.name}: ${isOfForge(one) ? 'it names no time of the merge' : 'asserted, not read from the forge'}`,
            ],
      ),
    },
    {
      check: 'no record of a merge bears a commit from before the merge, by the clock of the forge',
      lookedAt: counted(ofForge.length, 'approval record'),
      found: ofForge.flatMap(({ record, mergedAt, committedAt }) =>
        mergedAt !== undefined && committedAt !== undefined && committedAt + clockSkewMs < mergedAt
          ? [`${record.name}: committed ${formatInstant(committedAt)}, merged ${formatInstant(mergedAt)}`]
          : [],
      ),
    },
  ];
}
