import { type Kind, kinds } from '../../model/kinds.ts';
import type { FileDigest, ReportTable } from '../../model/report.ts';
import type { Instant } from '../../model/time.ts';
import { mergeTimes } from './attested.ts';
import { codeCell, instantCell, numberCell } from './cells.ts';
import type { ReportInput } from './input.ts';
import { recordSource } from './sources.ts';
import { populationOf, tableOf } from './table.ts';

/** Kinds that are evidence, and what was approved. */
const evidenceKinds: readonly Kind[] = kinds
  .map(({ kind }) => kind)
  .filter((kind) => kind === 'Change' || kind.endsWith('Record'));

/** Files of records, parted into those whose coming the history tells and the others. */
export function recordsWithTime({ decision: { estate }, history }: ReportInput): {
  readonly dated: readonly string[];
  readonly undated: readonly string[];
} {
  const { files } = recordSource(estate, evidenceKinds);
  const isDated = (file: string): boolean => history?.recorded.has(file) ?? false;
  return { dated: files.filter(isDated), undated: files.filter((file) => !isDated(file)) };
}

interface KindRow {
  readonly kind: Kind;
  readonly files: number;
  readonly dated: number;
  /** Of them by a merge whose time the forge gave. */
  readonly attested: number;
  readonly first: Instant | undefined;
  readonly last: Instant | undefined;
}

/** When the records of each kind came into the branch, by its commits. */
export function recordedTable(input: ReportInput): ReportTable {
  const {
    decision: { estate },
    history,
  } = input;
  const merges = mergeTimes(input);
  const items = evidenceKinds.flatMap((kind): readonly KindRow[] => {
    const { files } = recordSource(estate, [kind]);
    const recorded = files.flatMap((file) => history?.recorded.get(file) ?? []);
    const times = recorded.map(({ at }) => at).sort((left, right) => left - right);
    const attested = recorded.filter(({ commit }) => merges.has(commit)).length;
    if (files.length === 0) return [];
    return [{ kind, files: files.length, dated: times.length, attested, first: times[0], last: times.at(-1) }];
  });
  return tableOf<KindRow>({
    id: 'd14-recorded',
    caption: 'Files of records, and when they came into the branch',
    columns: [
      { key: 'kind', title: 'Kind', cell: ({ kind }) => codeCell(kind) },
      { key: 'files', title: 'Files', cell: ({ files }) => numberCell(files) },
      { key: 'dated', title: 'Of them in the history', cell: ({ dated }) => numberCell(dated) },
      { key: 'attested', title: 'Of them dated by the forge', cell: ({ attested }) => numberCell(attested) },
      { key: 'first', title: 'First', cell: ({ first }) => instantCell(first, 'not known') },
      { key: 'last', title: 'Last', cell: ({ last }) => instantCell(last, 'not known') },
    ],
    items,
    whenEmpty: 'No record and no Change is in the estate.',
    population: populationOf({
      unit: 'file of records or Changes, by kind',
      sources: [recordSource(estate, evidenceKinds)],
      rowsIn: items.reduce((sum, { files }) => sum + files, 0),
      items,
      by: 'kind',
      labelOf: ({ kind }) => kind,
      weightOf: ({ files }) => files,
      order: evidenceKinds,
    }),
  });
}

/** Every file of the pack with its digest, but for those of this document. */
export function fileTable(files: readonly FileDigest[]): ReportTable {
  const formatOf = (path: string): string => /\.([a-z]+)$/.exec(path)?.[1] ?? 'other';
  return tableOf<FileDigest>({
    id: 'd14-files',
    caption: 'Every other file of this pack',
    columns: [
      { key: 'path', title: 'File', cell: ({ path }) => codeCell(path) },
      { key: 'bytes', title: 'Bytes', cell: ({ bytes }) => numberCell(bytes) },
      { key: 'sha256', title: 'SHA-256', cell: ({ sha256 }) => codeCell(sha256) },
    ],
    items: [...files].sort((left, right) => (left.path < right.path ? -1 : 1)),
    whenEmpty: 'The pack has no other file.',
    population: populationOf({
      unit: 'file of this pack',
      sources: [{ what: 'this pack', files: [] }],
      filters: ['without manifest.json and the files of this document, which cannot hold their own digests'],
      rowsIn: files.length,
      items: files,
      by: 'format',
      labelOf: ({ path }) => formatOf(path),
    }),
  });
}
