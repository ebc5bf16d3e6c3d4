import type { SourceFile } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import { jsonProblem, parseJson } from '../documents.ts';
import { numberedLines } from '../lines.ts';
import { lineAt, withoutByteOrderMark } from '../position.ts';
import type { Problems } from '../problems.ts';
import { asRecord, fieldOf, recordOf, recordsAmong, recordsOf, textOf, type UnknownRecord } from '../shape.ts';
import { machineTables, softwareTables, tableOf } from './osquery-tables.ts';

/** One result set: the rows of a query at one moment. */
export interface Snapshot {
  /** As osquery identifies the host; empty where the results do not say. */
  readonly host: string;
  /** What else the host is called. */
  readonly hostname: string | undefined;
  readonly at: Instant | undefined;
  /** Names the query; a later snapshot of it takes the place of an earlier one. */
  readonly query: string;
  /** The table asked; `undefined` = no table that is read. */
  readonly table: string | undefined;
  readonly rows: readonly UnknownRecord[];
}

/** Is this a table that is read? */
export const isTable = (name: string): boolean => softwareTables.has(name) || machineTables.has(name);

/** The result sets of a file: one JSON value, or one a line as osqueryd logs them. */
export function snapshotsOf(file: SourceFile, problems: Problems): readonly Snapshot[] {
  const text = withoutByteOrderMark(file.text);
  const whole = parseJson(text);
  if (whole.isWhole) return snapshotsIn(whole.value, { problems, path: file.path, line: 1 });
  // A line that is a whole value, or breaks behind one that ends, is one of several.
  if (text.trimStart()[0] === '{' && /\}[ \t\r]*\n\s*\{/.test(text.slice(0, 2_000_000))) {
    return linesOf(file.path, text, problems);
  }
  problems.add(jsonProblem(file.path, text, { code: 'observed/syntax' }));
  return [];
}

interface Place {
  readonly problems: Problems;
  readonly path: string;
  readonly line: number;
}

function linesOf(path: string, text: string, problems: Problems): readonly Snapshot[] {
  const snapshots: Snapshot[] = [];
  for (const [line, content] of numberedLines(text)) {
    if (content.trim() === '') continue;
    const parsed = parseJson(content);
    if (parsed.isWhole) snapshots.push(...snapshotsIn(parsed.value, { problems, path, line }));
    else problems.add(jsonProblem(path, content, { origin: { line, column: 1 }, code: 'observed/syntax' }));
  }
  return snapshots;
}

const unnamed = { host: '', hostname: undefined, at: undefined } as const;

function snapshotsIn(value: unknown, place: Place): readonly Snapshot[] {
  const record = asRecord(value);
  if (record !== undefined && Object.hasOwn(record, 'hostIdentifier')) return logged(record, place);
  if (record !== undefined) {
    const tables = Object.keys(record).filter(isTable);
    return tables.map((table) => ({ ...unnamed, query: table, table, rows: recordsOf(record, table) }));
  }
  const items = recordsAmong(Array.isArray(value) ? value : []);
  const isLogged = (item: UnknownRecord): boolean => Object.hasOwn(item, 'hostIdentifier');
  const rows = items.filter((item) => !isLogged(item));
  const own = rows.length === 0 ? [] : [{ ...unnamed, query: '', table: tableOfRows(rows), rows }];
  return [...items.filter(isLogged).flatMap((item) => logged(item, place)), ...own];
}

const tableOfRows = (rows: readonly UnknownRecord[]): string | undefined =>
  tableOf(new Set(Object.keys(rows[0] ?? {})));

/** One logged snapshot. Differences tell what changed and not what is there. */
function logged(record: UnknownRecord, { problems, path, line }: Place): readonly Snapshot[] {
  const host = textOf(record, 'hostIdentifier');
  const query = textOf(record, 'name') ?? '';
  if (host === undefined || !Array.isArray(fieldOf(record, 'snapshot'))) {
    const tells = 'it tells what changed; a query with "snapshot": true tells what is installed';
    const reason = host === undefined ? 'it names no host' : tells;
    const entry = `Line ${line} (query "${query.slice(0, 60)}")`;
    problems.tell('observed/wrong-entry', { entry, reason }, () => lineAt(path, line, ' '));
    return [];
  }
  const rows = recordsOf(record, 'snapshot');
  const words = query.split(/[^A-Za-z_]+|_(?=pack_)/);
  const table =
    words.findLast(isTable) ?? [...softwareTables.keys(), ...machineTables].find((one) => query.endsWith(one));
  const seconds = Number(fieldOf(record, 'unixTime'));
  const isTime = Number.isFinite(seconds) && seconds > 0 && seconds < 1e11;
  const hostname = textOf(recordOf(record, 'decorations') ?? {}, 'hostname');
  const at = isTime ? ((Math.floor(seconds) * 1000) as Instant) : undefined;
  return [{ host, hostname, at, query, table: table ?? tableOfRows(rows), rows }];
}
