import type { FrameworkMatrix, Report, ReportDocument } from '../../model/report.ts';
import { markdownCode, markdownText } from './escape.ts';
import { shortText } from './report-cell.ts';
import { documentFile } from './report-file.ts';

/** The matrix both ways: clause to documents, and document to clauses. */
export function frameworksView(report: Report, frameworks: readonly FrameworkMatrix[]): object {
  const byId = new Map(report.documents.map((document) => [document.id, document] as const));
  const linkTo = (id: ReportDocument['id']): readonly object[] => {
    const document = byId.get(id);
    return document === undefined ? [] : [{ text: id, href: documentFile(document) }];
  };
  return {
    reportTitle: markdownText(report.title),
    frameworks: frameworks.map(({ name, version, authority, source, retrieved, clauses }) => ({
      name: shortText(`${name} ${version}`),
      authority: shortText(authority),
      source: markdownCode(source),
      retrieved: markdownText(retrieved),
      clauses: clauses.map((clause) => ({
        id: markdownText(clause.id),
        title: shortText(clause.title),
        documents: clause.documents.flatMap(linkTo),
        note: shortText(clause.note),
      })),
    })),
    documents: report.documents.map((document) => ({
      text: `${document.id} ${markdownText(document.title)}`,
      href: documentFile(document),
      clauses: clausesOf(frameworks, document.id) || 'no clause of these frameworks',
    })),
  };
}

const clausesOf = (frameworks: readonly FrameworkMatrix[], id: ReportDocument['id']): string =>
  frameworks
    .flatMap(({ name, clauses }) =>
      clauses.filter(({ documents }) => documents.includes(id)).map((clause) => markdownText(`${name} ${clause.id}`)),
    )
    .join(', ');
