import type { FrameworkMatrix, ReportFile } from '../../model/report.ts';
import { clauseAnchor, documentPath, frameworksPath, type Site } from './site.ts';
import { shortText, slugOf } from './text.ts';

/** The matrix both ways: clause to documents, and document to clauses. */
export function frameworksPage(frameworks: readonly FrameworkMatrix[], { report, page }: Site): ReportFile {
  const byId = new Map(report.documents.map((document) => [document.id, document]));
  const linkTo = (id: (typeof report.documents)[number]['id']): object => {
    const document = byId.get(id);
    return { text: id, href: document === undefined ? '' : documentPath(document) };
  };
  const heading = 'Framework matrix';
  return page(frameworksPath, 'frameworks', heading, {
    heading,
    frameworks: frameworks.map((framework) => ({
      id: slugOf(framework.id),
      name: `${shortText(framework.name)} ${shortText(framework.version)}`,
      authority: shortText(framework.authority),
      source: framework.source,
      retrieved: framework.retrieved,
      clauses: framework.clauses.map((clause) => ({
        id: clause.id,
        anchor: clauseAnchor(framework, clause),
        title: shortText(clause.title),
        documents: clause.documents.map(linkTo),
        note: shortText(clause.note),
      })),
    })),
    documents: report.documents.map((document) => ({
      href: documentPath(document),
      text: `${document.id} ${document.title}`,
      clauses: frameworks.flatMap((framework) =>
        framework.clauses
          .filter(({ documents }) => documents.includes(document.id))
          .map((clause) => ({
            href: `#${clauseAnchor(framework, clause)}`,
            text: `${framework.name} ${clause.id}`,
          })),
      ),
    })),
  });
}
