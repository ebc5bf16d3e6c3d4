import { formatInstant, formatZoned } from '../../core/time.ts';
import type { Paint } from '../../model/paint.ts';
import { type MissedVisit, rowVerdicts, type Verification, type VerifiedRow } from '../../model/verification.ts';
import { alignColumns, safeText } from '../text-table.ts';
import { count } from '../words.ts';

/** What holds and what does not, worst first; what is confirmed is counted only. */
export function renderVerification(verification: Verification, paint: Paint): string {
  const { rows, missed, stray, emergencies, timeZone } = verification;
  const waiting = emergencies.filter(({ state }) => state !== 'reviewed' && state !== 'reviewed-late');
  const blocks = [
    ...rowVerdicts
      .filter((verdict) => verdict !== 'confirmed' && verdict !== 'replaced')
      .map((verdict) => {
        const some = rows.filter((row) => row.verdict === verdict);
        return block(titles[verdict], some.map(rowCells), verdict === 'contradicted' ? paint.red : paint.bold);
      }),
    block(
      'Missed: approved, over, and no record speaks of it',
      missed.map((one) => missedCells(one, timeZone)),
      paint.yellow,
    ),
    block(
      'Records of work that nobody approved',
      stray.map(({ asset, application, version, record, because }) => [
        asset,
        `${application.name} ${version}`,
        `${because} (${record})`,
      ]),
      paint.yellow,
    ),
    block(
      'Emergencies without their review',
      waiting.map(({ change, by, reviewBy, state, record }) => [
        change,
        reviewWords[state],
        `by ${formatZoned(reviewBy, timeZone)}, let run by ${by} (${record})`,
      ]),
      paint.red,
    ),
  ];
  return `${[...blocks.filter((text) => text !== ''), totals(verification)].join('\n')}\n`;
}

const titles = {
  contradicted: 'Contradicted: recorded as done, and not there',
  unseen: 'Unseen: recorded as done, and nobody has looked since',
  'pending-reboot': 'Pending reboot: installed, and not in effect',
  'not-done': 'Not done, by the record itself',
} as const;

const reviewWords = {
  due: 'review due',
  overdue: 'review OVERDUE',
  'other-plan': 'ANOTHER PLAN was approved, review',
  reviewed: 'reviewed',
  'reviewed-late': 'reviewed late',
} as const;

function block(title: string, rows: readonly (readonly string[])[], paint: (text: string) => string): string {
  if (rows.length === 0) return '';
  return `${paint(title)}\n${alignColumns(rows)
    .map((row) => `  ${safeText(row)}`)
    .join('\n')}\n`;
}

const rowCells = ({ asset, application, version, because, record }: VerifiedRow): readonly string[] => [
  asset,
  `${application.name} ${version}`,
  `${because} (${record})`,
];

function missedCells(
  { asset, visit, updates, end, retriedBy, isPartial }: MissedVisit,
  zone: string,
): readonly string[] {
  const what = updates.map(
    ({ name, target, isRequired }) => `${name} ${target}${isRequired ? '' : ' (not required any more)'}`,
  );
  const more = [
    ...(isPartial ? ['the rest is recorded'] : []),
    ...(retriedBy === undefined ? [] : [`taken up by ${retriedBy}`]),
  ];
  return [
    asset,
    what.join(', '),
    `over ${formatZoned(end, zone)}, ${visit}${more.length > 0 ? `; ${more.join('; ')}` : ''}`,
  ];
}

function totals({ rows, missed, stray }: Verification): string {
  const of = (verdict: VerifiedRow['verdict']): number => rows.filter((row) => row.verdict === verdict).length;
  const parts = rowVerdicts.flatMap((verdict) => (of(verdict) > 0 ? [`${of(verdict)} ${verdict}`] : []));
  const recorded = `${count(rows.length, 'recorded deployment')}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`;
  return `${recorded} · ${count(missed.length, 'missed visit')} · ${count(stray.length, 'row')} outside any plan`;
}

/** The same for programs. */
export function renderVerificationJson({ asOf, rows, missed, stray, emergencies }: Verification): string {
  const document = {
    schema: 'patchledger.verification/v1',
    asOf: formatInstant(asOf),
    summary: Object.fromEntries(
      rowVerdicts.map((verdict) => [verdict, rows.filter((row) => row.verdict === verdict).length]),
    ),
    rows: rows.map(({ end, visit, observed, ...row }) => ({
      ...row,
      visit: visit ?? null,
      end: end === undefined ? null : formatInstant(end),
      observed: observed ?? null,
    })),
    missed: missed.map(({ end, retriedBy, ...one }) => ({
      ...one,
      end: formatInstant(end),
      retriedBy: retriedBy ?? null,
    })),
    stray,
    emergencies: emergencies.map(({ reviewBy, ...one }) => ({ ...one, reviewBy: formatInstant(reviewBy) })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
