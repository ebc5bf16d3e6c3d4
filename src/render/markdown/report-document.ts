import type { CsvTwin, GapLines, Report, ReportDocument, ReportSection } from '../../model/report.ts';
import { thousands } from '../words.ts';
import { markdownText } from './escape.ts';
import { markdownSentence } from './report-cell.ts';
import { tableView } from './report-table.ts';

/** Things found by one check that a document names before it counts the rest. */
const gapsNamed = 20;

/** A document as its template sees it. */
export function documentView(report: Report, document: ReportDocument, csv: ReadonlyMap<string, CsvTwin>): object {
  return {
    reportTitle: markdownText(report.title),
    id: document.id,
    heading: `${document.id} ${markdownText(document.title)}`,
    question: markdownText(document.question),
    summary: document.summary.map(markdownSentence),
    clauses: clausesText(report, document),
    gaps: document.gaps.map(({ check, lookedAt, found }) => ({
      check: markdownText(check),
      lookedAt: markdownText(lookedAt),
      count: found.length === 0 ? 'none' : `**${thousands(found.length)}**`,
    })),
    gapDetails: document.gaps
      .filter(({ found }) => found.length > 0)
      .map(({ check, found }) => ({ check: markdownText(check), found: namedGaps(found) })),
    sections: document.sections.map((section) => sectionView(report, section, csv)),
    limits: document.limits.map(markdownSentence),
  };
}

function namedGaps(found: GapLines): readonly string[] {
  const named = found.slice(0, gapsNamed).map(markdownSentence);
  return found.length > gapsNamed ? [...named, `and ${thousands(found.length - gapsNamed)} more`] : named;
}

/** Markdown shows no drawings of ours; what they show is said, and stands in a table. */
function sectionView(
  { provenance }: Report,
  { title, text, figures = [], tables }: ReportSection,
  csv: ReadonlyMap<string, CsvTwin>,
): object {
  return {
    title: markdownText(title),
    text: text.map(markdownSentence),
    figures: figures.map((figure) => ({
      title: markdownText(figure.title),
      description: markdownText(figure.description),
      table: markdownText(tables.find(({ id }) => id === figure.tableId)?.caption ?? figure.tableId),
    })),
    tables: tables.map((table) => tableView(table, provenance, csv.get(table.id))),
  };
}

/** Clauses that the document is offered for; empty: no clause of any framework. */
function clausesText({ frameworks = [] }: Report, { id }: ReportDocument): string {
  const clauses = frameworks.flatMap(({ name, clauses: all }) =>
    all.filter(({ documents }) => documents.includes(id)).map((clause) => markdownText(`${name} ${clause.id}`)),
  );
  return clauses.length === 0 ? '' : `${clauses.join(', ')} ([matrix](frameworks.md))`;
}
