import type { SyncedSource, SyncReport } from '../../model/feed-sync.ts';
import type { Paint } from '../../model/paint.ts';
import { renderProblems } from '../diagnostics/text.ts';
import { alignColumns, safeText } from '../text-table.ts';
import { count, thousands } from '../words.ts';

/** Problems of one source that people are shown; JSON has them all. */
const problemsShown = 20;
/** Ids that a line names. */
const idsShown = 8;

/** What a sync did, a line a source, and the ids that are new, changed or gone. */
export function renderSyncText(report: SyncReport, paint: Paint): string {
  const { sources } = report;
  if (sources.length === 0) return 'The Workspace lists no source. Write some under spec.catalog.sources.\n';
  const lines = alignColumns(sources.map((source) => [source.source, statusWords[source.status], summaryOf(source)]));
  const blocks = sources.flatMap((source, index) => {
    return [
      painted(source, safeText(lines[index] ?? ''), paint),
      ...detailsOf(source).map((line) => paint.dim(`  ${safeText(line)}`)),
    ];
  });
  return `${[...blocks, '', lastLine(report)].join('\n')}\n`;
}

const statusWords: Readonly<Record<SyncedSource['status'], string>> = {
  'by-hand': 'by hand',
  failed: 'FAILED',
  unchanged: 'unchanged',
  updated: 'updated',
};

function painted({ status }: SyncedSource, line: string, paint: Paint): string {
  if (status === 'failed') return paint.red(line);
  return status === 'updated' ? paint.bold(line) : line;
}

function summaryOf({ status, documents, total, diagnostics, ...delta }: SyncedSource): string {
  if (status === 'by-hand') return 'nothing to fetch';
  if (status === 'failed') return diagnostics[0]?.message ?? '';
  const held =
    total === undefined || total === documents
      ? thousands(documents)
      : `${thousands(documents)} of ${thousands(total)}`;
  const left = diagnostics.filter(({ severity }) => severity === 'error').length;
  const changes = changesOf(delta).map(([word, ids]) => `${thousands(ids.length)} ${word}`);
  return [
    `${held} kept`,
    ...(status === 'updated' && changes.length === 0 && documents > 0
      ? ['the same documents in a new release']
      : changes),
    ...(left > 0 ? [`${count(left, 'problem')}`] : []),
  ].join(', ');
}

type Delta = Pick<SyncedSource, 'added' | 'changed' | 'removed' | 'unneeded' | 'withdrawn'>;

const changesOf = ({
  added,
  changed,
  withdrawn,
  removed,
  unneeded,
}: Delta): readonly (readonly [string, readonly string[]])[] =>
  (
    [
      ['new', added],
      ['changed', changed],
      ['withdrawn', withdrawn],
      ['removed by the source', removed],
      ['of no component any more', unneeded],
    ] as const
  ).filter(([, ids]) => ids.length > 0);

/** What is new or gone by name: rows of scores are not worth it, and neither is a first import. */
function detailsOf(source: SyncedSource): readonly string[] {
  if (source.format === 'epss') return [];
  return changesOf(source).flatMap(([word, ids]) => {
    if (word === 'new' && ids.length === source.documents) return [];
    const more = ids.length > idsShown ? ` and ${thousands(ids.length - idsShown)} more` : '';
    return [`${word}: ${ids.slice(0, idsShown).join(', ')}${more}`];
  });
}

function lastLine({ isDryRun, sources, written, removed }: SyncReport): string {
  const failed = sources.filter(({ status }) => status === 'failed').length;
  const kept = failed === 0 ? '' : ` What the catalogue held of ${count(failed, 'failed source')} stays as it was.`;
  const files = written.length + removed.length;
  if (isDryRun) return `Nothing was written; ${count(files, 'file')} would change.${kept}`;
  if (files === 0) return `Nothing was written.${kept}`;
  return `${count(files, 'file')} changed. Commit them: they are in the data lane.${kept}`;
}

/** What was wrong, by source, errors first and not more of it than people read; empty when there was nothing. */
export function renderSyncProblems({ sources }: SyncReport, texts: ReadonlyMap<string, string>, paint: Paint): string {
  return sources
    .filter(({ diagnostics }) => diagnostics.length > 0)
    .map(({ source, diagnostics }) => {
      const rest = diagnostics.length - problemsShown;
      const more =
        rest > 0 ? `\n${paint.dim(`${source}: ${count(rest, 'further problem')}; --json lists them`)}\n` : '';
      return `${renderProblems(diagnostics.slice(0, problemsShown), texts, paint)}${more}\n`;
    })
    .join('');
}
