import type { AdvisoryDocument } from '../../model/advisory.ts';
import type { EvaluationRecord } from '../../model/generated/evaluation-record.ts';
import type { ReportTable } from '../../model/report.ts';
import type { Resource } from '../../model/resource.ts';
import type { Instant } from '../../model/time.ts';
import { newestEntries } from '../estate/catalog-indexes.ts';
import { supersession } from '../evidence/supersession.ts';
import { parseInstant } from '../time.ts';
import { absentCell, codeCell, codesCell, instantCell, numberCell, placeCell, textCell } from './cells.ts';
import { placeOf, type ReportInput } from './input.ts';
import { directoryOf } from './people.ts';
import { catalogueSource, recordSource } from './sources.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';
import { countOf, type Within } from './within.ts';

/** One decision of an EvaluationRecord that no later record corrects. */
export interface EvaluationRow {
  readonly record: Resource<'EvaluationRecord'>;
  readonly row: EvaluationRecord['spec']['rows'][number];
  readonly at: Instant | undefined;
  readonly place: string;
}

/** Every decision that stands, and how many rows later records correct. */
export interface Evaluations {
  readonly rows: readonly EvaluationRow[];
  readonly replaced: number;
}

export function evaluationRows({ decision: { estate }, locate }: ReportInput): Evaluations {
  const records = [...(estate.resources.EvaluationRecord?.values() ?? [])];
  const { replaced } = supersession(records);
  const rowsIn = records.reduce((sum, { document }) => sum + document.spec.rows.length, 0);
  const rows = records
    .filter(({ name }) => !replaced.has(name))
    .flatMap((record) => {
      const at = parseInstant(record.document.spec.evaluatedAt);
      return record.document.spec.rows.map((row, index) => ({
        record,
        row,
        at,
        place: placeOf(locate, record.origin, ['spec', 'rows', index]),
      }));
    });
  return { rows, replaced: rowsIn - rows.length };
}

/** What evaluations say of the documents of a source. */
export interface SourceEvaluation {
  /** Documents of the catalogue that come from it; `undefined`: no index says which they are. */
  readonly documents: number | undefined;
  readonly evaluated: number;
  /** Of those, how many concern some asset. */
  readonly applicable: number;
  readonly lastAt: Instant | undefined;
  /** Ids of people, sorted. */
  readonly evaluators: readonly string[];
  /** When somebody last recorded that they consulted it. */
  readonly consultedAt: Instant | undefined;
}

/** Sets evaluations against the documents of each source, by its name. */
export function evaluationsBySource(
  { decision: { estate } }: ReportInput,
  { rows }: Evaluations,
): (source: string) => SourceEvaluation {
  const folders = newestEntries([...(estate.resources.CatalogIndex?.values() ?? [])]);
  const byAdvisory = new Map<string, EvaluationRow[]>();
  for (const one of rows) {
    for (const id of one.row.advisories) byAdvisory.set(id, [...(byAdvisory.get(id) ?? []), one]);
  }
  const records = [...new Set(rows.map(({ record }) => record))];
  return (source) => {
    const path = folders.get(source)?.path.replace(/\/$/, '');
    const documents =
      path === undefined
        ? []
        : estate.catalog.documents.filter(({ file }) => file === path || file.startsWith(`${path}/`));
    const found = byAdvisory.size === 0 ? [] : documents.map((one) => evaluationsOf(one, byAdvisory));
    const meant = found.filter((some) => some.length > 0);
    const consulted = records.filter(({ document }) => document.spec.sources?.some(({ name }) => name === source));
    return {
      documents: path === undefined ? undefined : documents.length,
      evaluated: meant.length,
      applicable: meant.filter((some) => some.some(({ row }) => row.result === 'applicable')).length,
      lastAt: latest(meant.flatMap((some) => some.flatMap(({ at }) => at ?? []))),
      evaluators: [
        ...new Set(
          [...meant.flat().map(({ record }) => record), ...consulted].map(({ document }) => document.spec.evaluator),
        ),
      ].sort(),
      consultedAt: latest(
        consulted.flatMap(({ document }) =>
          (document.spec.sources ?? []).flatMap(({ name, checkedAt }) =>
            name === source ? (parseInstant(checkedAt) ?? []) : [],
          ),
        ),
      ),
    };
  };
}

const evaluationsOf = (
  { id, aliases }: AdvisoryDocument,
  byAdvisory: ReadonlyMap<string, readonly EvaluationRow[]>,
): readonly EvaluationRow[] => [id, ...aliases].flatMap((one) => byAdvisory.get(one) ?? []);

const latest = (instants: readonly Instant[]): Instant | undefined =>
  instants.length === 0 ? undefined : (Math.max(...instants) as Instant);

/** When the first document of each advisory was published, by every id of it; asked for where something is evaluated. */
function publication(
  { decision: { estate } }: ReportInput,
  rows: readonly EvaluationRow[],
): (one: EvaluationRow) => Instant | undefined {
  const wanted = new Set(rows.flatMap(({ row }) => row.advisories));
  const first = new Map<string, Instant>();
  if (wanted.size > 0) {
    for (const { id, aliases, published } of estate.catalog.documents) {
      if (published === undefined) continue;
      for (const name of [id, ...aliases]) {
        if (wanted.has(name)) first.set(name, Math.min(published, first.get(name) ?? published) as Instant);
      }
    }
  }
  return ({ row }) => {
    const known = row.advisories.flatMap((id) => first.get(id) ?? []);
    return known.length === 0 ? undefined : (Math.min(...known) as Instant);
  };
}

const dayMs = 86_400_000;

/** Every decision, with the days that went by since the first of its advisories was published. */
export function evaluationTable(input: ReportInput, dated: Within<EvaluationRow>, replaced: number): ReportTable {
  const { estate } = input.decision;
  const { items, filters, excluded } = dated;
  const directory = directoryOf(estate);
  const publishedAt = publication(input, items);
  const daysOf = (one: EvaluationRow): number | undefined => {
    const published = publishedAt(one);
    return published === undefined || one.at === undefined ? undefined : Math.floor((one.at - published) / dayMs);
  };
  const columns: readonly ColumnOf<EvaluationRow>[] = [
    { key: 'record', title: 'Record', cell: ({ record }) => codeCell(record.name) },
    { key: 'advisories', title: 'Advisories', cell: ({ row }) => codesCell(row.advisories, 'none') },
    { key: 'patch', title: 'Patch', cell: ({ row }) => codeCell(row.patch, 'none named') },
    { key: 'result', title: 'Result', cell: ({ row }) => textCell(row.result) },
    { key: 'reason', title: 'Reason', cell: ({ row }) => textCell(row.reason, 'not stated') },
    {
      key: 'evaluator',
      title: 'Evaluator',
      cell: ({ record }) => directory.cell(record.document.spec.evaluator, 'not stated'),
    },
    { key: 'evaluatedAt', title: 'Evaluated at', cell: ({ at }) => instantCell(at, 'unreadable') },
    { key: 'published', title: 'Published', cell: (one) => instantCell(publishedAt(one), 'not in the catalogue') },
    { key: 'days', title: 'Days until evaluated', cell: (one) => daysCell(daysOf(one)) },
    { key: 'source', title: 'Source', cell: ({ place }) => placeCell(place) },
  ];
  return tableOf<EvaluationRow>({
    id: 'd3-evaluations',
    caption: 'Every evaluation',
    columns,
    items,
    parts: [
      {
        caption: 'What was decided',
        columns: ['record', 'advisories', 'patch', 'result', 'reason', 'source'],
      },
      { caption: 'By whom, how soon', columns: ['record', 'evaluator', 'evaluatedAt', 'published', 'days'] },
    ],
    whenEmpty: 'No evaluation is recorded.',
    population: populationOf({
      unit: 'evaluated advisory set',
      sources: [recordSource(estate, ['EvaluationRecord']), catalogueSource(estate)],
      filters,
      rowsIn: items.length + replaced + countOf(excluded),
      excluded: [{ reason: 'corrected by a later record', count: replaced }, ...excluded],
      items,
      by: 'result',
      labelOf: ({ row }) => row.result,
    }),
  });
}

const daysCell = (days: number | undefined) => (days === undefined ? absentCell('not known') : numberCell(days));
