import type { ApprovalRecord } from '../../model/generated/approval-record.ts';
import type { ReportTable } from '../../model/report.ts';
import type { Resource } from '../../model/resource.ts';
import { parseInstant } from '../time.ts';
import { codeCell, codesCell, instantCell, textCell } from './cells.ts';
import type { ReportInput } from './input.ts';
import { type Directory, directoryOf } from './people.ts';
import { recordSource } from './sources.ts';
import { populationOf, tableOf } from './table.ts';

interface Reviewed {
  readonly record: Resource<'ApprovalRecord'>;
  readonly spec: ApprovalRecord['spec'];
}

interface ReviewRow {
  readonly record: string;
  readonly review: ApprovalRecord['spec']['reviews'][number];
}

const voids = {
  stale: 'no: what was reviewed is not what was merged',
  unread: 'no: nobody knows what was reviewed',
  author: 'no: by whoever wrote a part of it',
  overruled: 'no: by a later review of the same person',
} as const;

/** Every review of some approvals, whether it counts and why not. */
export function reviewTable({ decision: { estate } }: ReportInput, approvals: readonly Reviewed[]): ReportTable {
  const directory: Directory = directoryOf(estate);
  const items = approvals.flatMap(({ record, spec }) =>
    spec.reviews.map((review) => ({ record: record.name, review })),
  );
  const countsOf = ({ review }: ReviewRow): string =>
    review.void === undefined ? (review.state === 'approved' ? 'yes' : 'no: it is no approval') : voids[review.void];
  return tableOf<ReviewRow>({
    id: 'd7-reviews',
    caption: 'Every review',
    columns: [
      { key: 'record', title: 'Record', cell: ({ record }) => codeCell(record) },
      { key: 'review', title: 'Review', cell: ({ review }) => codeCell(review.id) },
      {
        key: 'user',
        title: 'By',
        cell: ({ review }) => directory.cell(review.person ?? review.user.login, 'not known'),
      },
      { key: 'roles', title: 'As', cell: ({ review }) => codesCell(review.roles ?? [], 'no role') },
      { key: 'state', title: 'State', cell: ({ review }) => textCell(review.state) },
      { key: 'counts', title: 'Counts', cell: (row) => textCell(countsOf(row)) },
      { key: 'commit', title: 'Reviewed commit', cell: ({ review }) => codeCell(review.commit, 'not known') },
      {
        key: 'submittedAt',
        title: 'Submitted at',
        cell: ({ review }) => instantCell(parseInstant(review.submittedAt ?? ''), 'not known'),
      },
    ],
    items,
    whenEmpty: 'No review is on record.',
    population: populationOf({
      unit: 'review',
      sources: [recordSource(estate, ['ApprovalRecord'])],
      filters: ['reviews of the approvals above'],
      rowsIn: items.length,
      items,
      by: 'state',
      labelOf: ({ review }) => review.state,
    }),
  });
}
