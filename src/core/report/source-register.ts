import type { FeedState } from '../../model/advisory.ts';
import type { EvaluationRecord } from '../../model/generated/evaluation-record.ts';
import type { ReportDocument, ReportSection, ReportTable } from '../../model/report.ts';
import type { Resource } from '../../model/resource.ts';
import type { Instant } from '../../model/time.ts';
import { addDuration, parseDuration, parseInstant } from '../time.ts';
import { codeCell, codesCell, counted, instantCell, numberCell, placeCell, textCell } from './cells.ts';
import { commonGaps, diagnosticGap, sourceGaps, sumsGap } from './gaps.ts';
import { placeOf, type ReportInput } from './input.ts';
import { catalogueSource, recordSource } from './sources.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';
import { countOf, type Within, within } from './within.ts';

/** D3: where word of patches comes from, how fresh it is, and what was evaluated by whom. */
export function sourceDocument(input: ReportInput): ReportDocument {
  const feeds = feedRows(input);
  const dated = within(input, evaluationRows(input), ({ record }) => parseInstant(record.document.spec.evaluatedAt));
  const evaluations = dated.items;
  const sections: readonly ReportSection[] = [
    { title: 'Sources', text: [], tables: [feedTable(input, feeds)] },
    {
      title: 'Evaluations',
      text: ['Records of a person or a job that looked at advisories and said whether they apply.'],
      tables: [evaluationTable(input, dated)],
    },
  ];
  const stale = feeds.filter(({ state }) => state === 'stale').length;
  return {
    id: 'D3',
    slug: 'sources',
    title: 'Source register',
    question: 'How do you hear of patches?',
    summary: [
      `${counted(feeds.length, 'source')}, ${stale} of them stale; ` +
        `${counted(input.decision.estate.catalog.documents.length, 'advisory document')}; ${counted(evaluations.length, 'evaluation')}.`,
    ],
    gaps: [
      ...commonGaps(input),
      ...sourceGaps(input),
      {
        check: 'every source was fetched within its time',
        lookedAt: counted(feeds.length, 'source'),
        found: feeds.filter(({ state }) => state !== 'fresh').map(({ name, state }) => `${name}: ${state}`),
      },
      diagnosticGap(
        'every document of the catalogue could be read',
        counted(input.decision.estate.catalog.documents.length, 'document'),
        input,
        (code) => code.startsWith('catalog/'),
      ),
      sumsGap(sections),
    ],
    sections,
    limits: ['A source that nobody named is not looked at; the unwatched ecosystems above show where that is felt.'],
  };
}

type Freshness = 'fresh' | 'stale' | 'never fetched';

interface FeedRow {
  readonly name: string;
  readonly feed: FeedState | undefined;
  readonly ecosystem: string | undefined;
  readonly maxAge: string;
  readonly state: Freshness;
}

/** Every source that the Workspace names, and every one that an index knows besides. */
function feedRows({ decision: { plan, estate } }: ReportInput): readonly FeedRow[] {
  const workspace = [...(estate.resources.Workspace?.values() ?? [])][0]?.document.spec;
  const stated = new Map((workspace?.catalog?.sources ?? []).map((source) => [source.name, source] as const));
  const known = new Map(estate.catalog.feeds.map((feed) => [feed.name, feed] as const));
  const { timeZone: zone, weekend, holidays, catalogMaxAge } = estate.workspace;
  return [...new Set([...stated.keys(), ...known.keys()])].sort().map((name) => {
    const feed = known.get(name);
    const maxAge = stated.get(name)?.maxAge ?? catalogMaxAge.text;
    const length = parseDuration(maxAge) ?? catalogMaxAge;
    const until: Instant | undefined =
      feed?.fetchedAt && addDuration(feed.fetchedAt, length, { zone, weekend, holidays });
    const state = until === undefined ? 'never fetched' : until < plan.asOf ? 'stale' : 'fresh';
    return { name, feed, ecosystem: stated.get(name)?.ecosystem, maxAge, state };
  });
}

function feedTable({ decision: { estate } }: ReportInput, items: readonly FeedRow[]): ReportTable {
  const columns: readonly ColumnOf<FeedRow>[] = [
    { key: 'source', title: 'Source', cell: ({ name }) => codeCell(name) },
    { key: 'url', title: 'Address', cell: ({ feed }) => codeCell(feed?.url, 'brought by hand') },
    { key: 'ecosystem', title: 'Covers', cell: ({ ecosystem }) => textCell(ecosystem, 'as its documents say') },
    { key: 'maxAge', title: 'Must not be older than', cell: ({ maxAge }) => textCell(maxAge) },
    { key: 'fetchedAt', title: 'Last check', cell: ({ feed }) => instantCell(feed?.fetchedAt, 'never') },
    { key: 'state', title: 'State', cell: ({ state }) => textCell(state) },
    { key: 'documents', title: 'Documents', cell: ({ feed }) => numberCell(feed?.documents ?? 0) },
    { key: 'sha256', title: 'SHA-256 as fetched', cell: ({ feed }) => codeCell(feed?.sha256, 'not known') },
  ];
  return tableOf({
    id: 'd3-sources',
    caption: 'Every source',
    columns,
    items,
    whenEmpty: 'No source is named: nobody is known to look for patches.',
    population: populationOf({
      unit: 'source',
      sources: [{ what: 'workspace', files: ['patchledger.yaml'] }, catalogueSource(estate)],
      rowsIn: items.length,
      items,
      by: 'state',
      labelOf: ({ state }) => state,
      order: ['fresh', 'stale', 'never fetched'],
    }),
  });
}

interface EvaluationRow {
  readonly record: Resource<'EvaluationRecord'>;
  readonly row: EvaluationRecord['spec']['rows'][number];
  readonly place: string;
}

function evaluationRows({ decision: { estate }, locate }: ReportInput): readonly EvaluationRow[] {
  return [...(estate.resources.EvaluationRecord?.values() ?? [])].flatMap((record) =>
    record.document.spec.rows.map((row, index) => ({
      record,
      row,
      place: placeOf(locate, record.origin, ['spec', 'rows', index]),
    })),
  );
}

function evaluationTable({ decision: { estate } }: ReportInput, dated: Within<EvaluationRow>): ReportTable {
  const { items, filters, excluded } = dated;
  return tableOf<EvaluationRow>({
    id: 'd3-evaluations',
    caption: 'Every evaluation',
    columns: [
      { key: 'record', title: 'Record', cell: ({ record }) => codeCell(record.name) },
      { key: 'advisories', title: 'Advisories', cell: ({ row }) => codesCell(row.advisories, 'none') },
      { key: 'result', title: 'Result', cell: ({ row }) => textCell(row.result) },
      { key: 'reason', title: 'Reason', cell: ({ row }) => textCell(row.reason, 'not stated') },
      { key: 'evaluator', title: 'Evaluator', cell: ({ record }) => codeCell(record.document.spec.evaluator) },
      {
        key: 'evaluatedAt',
        title: 'Evaluated at',
        cell: ({ record }) => instantCell(parseInstant(record.document.spec.evaluatedAt), 'unreadable'),
      },
      { key: 'source', title: 'Source', cell: ({ place }) => placeCell(place) },
    ],
    items,
    whenEmpty: 'No evaluation is recorded.',
    population: populationOf({
      unit: 'evaluated advisory set',
      sources: [recordSource(estate, ['EvaluationRecord'])],
      filters,
      rowsIn: items.length + countOf(excluded),
      excluded,
      items,
      by: 'result',
      labelOf: ({ row }) => row.result,
    }),
  });
}
