import type { FeedState } from '../../model/advisory.ts';
import type { ReportDocument, ReportSection, ReportTable } from '../../model/report.ts';
import type { Instant } from '../../model/time.ts';
import { addDuration, parseDuration } from '../time.ts';
import { codeCell, counted, instantCell, numberCell, textCell } from './cells.ts';
import {
  type Evaluations,
  evaluationRows,
  evaluationsBySource,
  evaluationTable,
  type SourceEvaluation,
} from './evaluated.ts';
import { commonGaps, diagnosticGap, sourceGaps, sumsGap } from './gaps.ts';
import type { ReportInput } from './input.ts';
import { directoryOf } from './people.ts';
import { catalogueSource, recordSource } from './sources.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';
import { within } from './within.ts';

/** D3: where word of patches comes from, how fresh it is, and what was evaluated by whom. */
export function sourceDocument(input: ReportInput): ReportDocument {
  const evaluated = evaluationRows(input);
  const feeds = feedRows(input, evaluated);
  const dated = within(input, evaluated.rows, ({ at }) => at);
  const evaluations = dated.items;
  const sections: readonly ReportSection[] = [
    {
      title: 'Sources',
      text: ['Evaluations of the documents of a source are counted here whenever they were made.'],
      tables: [feedTable(input, feeds)],
    },
    {
      title: 'Evaluations',
      text: ['Records of a person or a job that looked at advisories and said whether they apply.'],
      tables: [evaluationTable(input, dated, evaluated.replaced)],
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
      {
        check: 'every source has somebody who sees to it',
        lookedAt: counted(feeds.length, 'source'),
        found: feeds.filter(({ owner }) => owner === undefined).map(({ name }) => name),
      },
      {
        check: 'every advisory document was evaluated, as a record says',
        lookedAt: counted(input.decision.estate.catalog.documents.length, 'advisory document'),
        found: feeds.flatMap(({ name, evaluation: { documents, evaluated: done } }) =>
          documents === undefined || documents === done ? [] : [`${name}: ${done} of ${documents}`],
        ),
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
  /** Team or Role that sees to it. */
  readonly owner: string | undefined;
  readonly evaluation: SourceEvaluation;
  readonly maxAge: string;
  readonly state: Freshness;
}

/** Every source that the Workspace names, and every one that an index knows besides. */
function feedRows(input: ReportInput, evaluated: Evaluations): readonly FeedRow[] {
  const { plan, estate } = input.decision;
  const evaluationOf = evaluationsBySource(input, evaluated);
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
    const { ecosystem, owner } = stated.get(name) ?? {};
    return { name, feed, ecosystem, owner, evaluation: evaluationOf(name), maxAge, state };
  });
}

function feedTable({ decision: { estate } }: ReportInput, items: readonly FeedRow[]): ReportTable {
  const directory = directoryOf(estate);
  const columns: readonly ColumnOf<FeedRow>[] = [
    { key: 'source', title: 'Source', cell: ({ name }) => codeCell(name) },
    { key: 'url', title: 'Address', cell: ({ feed }) => codeCell(feed?.url, 'brought by hand') },
    { key: 'ecosystem', title: 'Covers', cell: ({ ecosystem }) => textCell(ecosystem, 'as its documents say') },
    { key: 'maxAge', title: 'Must not be older than', cell: ({ maxAge }) => textCell(maxAge) },
    { key: 'fetchedAt', title: 'Last check', cell: ({ feed }) => instantCell(feed?.fetchedAt, 'never') },
    { key: 'state', title: 'State', cell: ({ state }) => textCell(state) },
    { key: 'documents', title: 'Documents', cell: ({ feed }) => numberCell(feed?.documents ?? 0) },
    { key: 'sha256', title: 'SHA-256 as fetched', cell: ({ feed }) => codeCell(feed?.sha256, 'not known') },
    { key: 'owner', title: 'Seen to by', cell: ({ owner }) => codeCell(owner, 'nobody named') },
    { key: 'evaluated', title: 'Evaluated', cell: ({ evaluation }) => numberCell(evaluation.evaluated) },
    { key: 'applicable', title: 'Of them applicable', cell: ({ evaluation }) => numberCell(evaluation.applicable) },
    {
      key: 'evaluatedAt',
      title: 'Last evaluated',
      cell: ({ evaluation }) => instantCell(evaluation.lastAt, 'no record'),
    },
    {
      key: 'evaluators',
      title: 'Evaluators',
      cell: ({ evaluation }) => directory.cells(evaluation.evaluators, 'nobody on record'),
    },
    {
      key: 'consultedAt',
      title: 'Last consulted',
      cell: ({ evaluation }) => instantCell(evaluation.consultedAt, 'no record'),
    },
  ];
  return tableOf({
    id: 'd3-sources',
    caption: 'Every source',
    columns,
    items,
    parts: [
      {
        caption: 'Where it comes from, how fresh it is',
        columns: ['source', 'url', 'ecosystem', 'maxAge', 'fetchedAt', 'state', 'documents', 'sha256'],
      },
      {
        caption: 'Who sees to it, and what was evaluated',
        columns: [
          'source',
          'owner',
          'documents',
          'evaluated',
          'applicable',
          'evaluatedAt',
          'evaluators',
          'consultedAt',
        ],
      },
    ],
    whenEmpty: 'No source is named: nobody is known to look for patches.',
    population: populationOf({
      unit: 'source',
      sources: [
        { what: 'workspace', files: ['patchledger.yaml'] },
        catalogueSource(estate),
        recordSource(estate, ['EvaluationRecord']),
      ],
      rowsIn: items.length,
      items,
      by: 'state',
      labelOf: ({ state }) => state,
      order: ['fresh', 'stale', 'never fetched'],
    }),
  });
}
