import { parseDate, parseInstant } from '../../core/time.ts';
import type { Outcome } from '../../model/diagnostic.ts';
import type { CatalogFragment, CatalogReader, EpssRelease } from '../../model/feed.ts';
import type { SourceFile } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import { numberedLines } from '../lines.ts';
import { lineAt } from '../position.ts';
import { problemsOf } from '../problems.ts';
import { isCveId } from './cve-id.ts';

/** Reads a day of EPSS scores: a comment line with model and date, then `cve,epss,percentile`. */
export const epssReader: CatalogReader = {
  id: 'epss',
  title: 'EPSS scores',
  specification: 'https://www.first.org/epss/data_stats',
  recognises: ({ head }) => /^(?:#[^\n]*\r?\n)?\s*"?cve"?,"?epss"?(?:,|\s|$)/i.test(head),
  read: readEpss,
};

const comment = /^#\s*model_version:\s*([^,\s]+)\s*(?:,\s*score_date:\s*(\S+))?/;

function readEpss(file: SourceFile): Outcome<CatalogFragment> {
  const problems = problemsOf(file.path, 'catalog/further-problems');
  const scores = new Map<string, number>();
  let modelVersion: string | undefined;
  let scoredAt: Instant | undefined;
  let columns = 3;
  for (const [number, line] of numberedLines(file.text)) {
    if (line.startsWith('#')) {
      const stated = comment.exec(line);
      modelVersion ??= stated?.[1];
      scoredAt ??= stated?.[2] === undefined ? undefined : readScoreDate(stated[2]);
    } else if (/^"?cve"?,/i.test(line)) {
      columns = line.split(',').length;
    } else if (line !== '') {
      const row = readRow(line, columns);
      if (row === undefined) {
        const args = { entry: `Line ${number}`, reason: 'it is not "CVE id, score between 0 and 1"' };
        problems.tell('catalog/wrong-entry', args, () => lineAt(file.path, number, line.slice(0, 200)));
      } else scores.set(row.cve, Math.max(row.score, scores.get(row.cve) ?? 0));
    }
  }
  const epss: EpssRelease = { modelVersion, scoredAt, scores, file: file.path };
  return { value: { documents: [], cves: [], epss }, diagnostics: problems.list() };
}

/** Older files write the date as `2023-03-07T00:00:00+0000`, without the colon that RFC 3339 asks for. */
function readScoreDate(text: string): Instant | undefined {
  return parseInstant(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) ?? parseDate(text);
}

/** A row of another width is none: with a decimal comma, a score of one half would read as zero. */
function readRow(line: string, columns: number): { readonly cve: string; readonly score: number } | undefined {
  const plain = line.includes('"') ? line.replaceAll('"', '') : line;
  if (columnsOf(plain) !== columns) return undefined;
  const comma = plain.indexOf(',');
  const next = plain.indexOf(',', comma + 1);
  const cve = plain.slice(0, comma);
  const score = plain.slice(comma + 1, next < 0 ? plain.length : next);
  const first = score.charCodeAt(0);
  const value = first >= 0x30 && first <= 0x39 ? Number(score) : Number.NaN;
  return comma > 0 && value >= 0 && value <= 1 && isCveId(cve) ? { cve, score: value } : undefined;
}

/** Counted without a list of them: a day has a row for each of some 300,000 CVEs. */
function columnsOf(line: string): number {
  let columns = 1;
  for (let at = line.indexOf(','); at >= 0; at = line.indexOf(',', at + 1)) columns += 1;
  return columns;
}
