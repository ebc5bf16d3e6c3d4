import { isNameWord, wordOf } from '../inventory/words.ts';
import type { Problems } from '../problems.ts';

/** What a column of a list of software may hold. `name` is the asset's, or the package's where another column names the asset. */
export const reportColumns = [
  ...([
    'asset',
    'name',
    'package',
    'version',
    'ecosystem',
    'purl',
    'source',
    'sourceVersion',
    'epoch',
    'release',
  ] as const),
  ...([
    'path',
    'class',
    'scheme',
    'lastSeen',
    'kernel',
    'os',
    'osVersion',
    'state',
    'missing',
    'pendingReboot',
  ] as const),
] as const;

/** A word of `reportColumns`. */
export type ReportColumn = (typeof reportColumns)[number];

/** Index of the column that holds each thing, where there is one. */
export type Columns = ReadonlyMap<Exclude<ReportColumn, 'name'>, number>;

/** Headings by what they mean, letters and digits only. */
export type HeadingWords = Readonly<Partial<Record<ReportColumn, string>>>;

/** What tools and people head such columns with. */
export const usualHeadings: HeadingWords = {
  package:
    'package packagename pkg software softwarename applicationname displayname product productname program component library',
  version: 'version packageversion softwareversion displayversion productversion installedversion ver',
  ecosystem: 'ecosystem',
  purl: 'purl packageurl',
  source: 'source sourcepackage srcpackage sourcename',
  sourceVersion: 'sourceversion srcversion',
  epoch: 'epoch',
  release: 'release rel',
  path: 'path location installlocation directory',
  class: 'class',
  scheme: 'scheme',
  lastSeen: 'lastseen lastscan lastscanned lastreported lastcontact collectedat',
  kernel: 'kernel runningkernel uname',
  os: 'os operatingsystem osname',
  osVersion: 'osversion operatingsystemversion osbuild',
  pendingReboot: 'pendingreboot rebootpending rebootrequired',
};

/**
 * Finds the columns of a list. What the user states holds before what headings suggest; a stated heading that the file
 * does not have is `observed/no-column`.
 */
export function columnsOf(
  headings: readonly string[],
  stated: ReadonlyMap<string, string>,
  usual: HeadingWords,
  problems: Problems,
): Columns {
  const words = headings.map((heading) => wordOf(heading));
  const columns = new Map<ReportColumn, number>();
  for (const [word, heading] of stated) {
    const column = reportColumns.find((known) => known === word);
    const index = headings.includes(heading) ? headings.indexOf(heading) : words.indexOf(wordOf(heading));
    if (column !== undefined && index !== -1) columns.set(column, index);
    else if (column !== undefined) {
      const shown = headings.join(', ').slice(0, 300);
      problems.tell('observed/no-column', { what: `${word} ("${heading.slice(0, 60)}")`, headings: shown, word });
    }
  }
  const taken = new Set(columns.values());
  const free = (test: (word: string) => boolean): number => words.findIndex((word, at) => !taken.has(at) && test(word));
  const take = (column: ReportColumn, at: number): void => {
    if (at === -1 || columns.has(column)) return;
    columns.set(column, at);
    taken.add(at);
  };
  for (const column of reportColumns) {
    const known = new Set((usual[column] ?? '').split(' ').filter((word) => word !== ''));
    take(
      column,
      free((word) => known.has(word) || known.has(word.replace(/0$/, ''))),
    );
  }
  if (!columns.has('asset') && !columns.has('name'))
    take(
      'asset',
      free((word) => word !== 'name' && isNameWord(word)),
    );
  take(
    'name',
    free((word) => word === 'name'),
  );
  return placeName(columns);
}

/** `name` names what no other column names: the asset first. */
function placeName(columns: Map<ReportColumn, number>): Columns {
  const { name, ...others } = Object.fromEntries(columns) as Partial<Record<ReportColumn, number>>;
  const placed = new Map(Object.entries(others) as [Exclude<ReportColumn, 'name'>, number][]);
  if (name === undefined) return placed;
  if (!placed.has('asset')) placed.set('asset', name);
  else if (!placed.has('package')) placed.set('package', name);
  return placed;
}
