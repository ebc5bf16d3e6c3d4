import type { GapCheck, GapLines, ReportDocument, ReportFile, ReportSection } from '../../model/report.ts';
import { renderFigure } from '../svg/figure.ts';
import { thousands } from '../words.ts';
import { firstPageBytes } from './paging.ts';
import { clauseAnchor, documentPath, frameworksPath, type Site } from './site.ts';
import { type TableView, tableViews } from './table-view.ts';
import { shortText, slugOf } from './text.ts';

/** Things found by one check that a document names before it counts the rest. */
const gapsNamed = 20;

/** A document as a page, and the further pages of tables that one page does not hold. */
export function documentPages(document: ReportDocument, site: Site): readonly ReportFile[] {
  const path = documentPath(document);
  const heading = `${document.id} ${document.title}`;
  const views = new Map(tablesOf(document, site).map((pages) => [pages[0]?.id, pages] as const));
  const first = site.page(path, 'document', heading, {
    heading,
    question: document.question,
    summary: document.summary.map(shortText),
    clauses: clausesOf(document, site),
    gaps: foundFirst(document.gaps).map(({ check, lookedAt, found }) => ({
      check,
      lookedAt,
      count: thousands(found.length),
      found: namedGaps(found),
    })),
    sections: document.sections.map((section) => sectionView(section, views)),
    limits: document.limits.map(shortText),
  });
  const further = [...views.values()].flatMap((pages) => pages.slice(1));
  return [
    first,
    ...further.map((table) =>
      site.page(table.address, 'page', `${heading}: ${table.caption}`, {
        heading: `${heading}: ${table.caption}`,
        table,
      }),
    ),
  ];
}

function tablesOf({ sections, ...document }: ReportDocument, site: Site): readonly (readonly TableView[])[] {
  const tables = sections.flatMap((section) => section.tables);
  const firstBytes = firstPageBytes(tables.length);
  return tables.map((table) => {
    const csv = site.csv.get(table.id);
    if (csv === undefined) throw new Error(`no CSV twin for the table ${table.id}`);
    return tableViews(table, { provenance: site.report.provenance, home: documentPath(document), firstBytes, csv });
  });
}

function sectionView(section: ReportSection, views: ReadonlyMap<string | undefined, readonly TableView[]>): object {
  return {
    id: slugOf(section.title),
    title: section.title,
    text: section.text.map(shortText),
    figures: (section.figures ?? []).map((figure) => ({
      id: figure.id,
      title: shortText(figure.title),
      tableId: figure.tableId,
      svg: renderFigure(figure),
    })),
    tables: section.tables.flatMap(({ id }) => views.get(id)?.slice(0, 1) ?? []),
  };
}

/** What was found comes before what was looked for in vain. */
const foundFirst = (gaps: readonly GapCheck[]): readonly GapCheck[] => [
  ...gaps.filter(({ found }) => found.length > 0),
  ...gaps.filter(({ found }) => found.length === 0),
];

function namedGaps(found: GapLines): readonly string[] {
  const named = found.slice(0, gapsNamed).map(shortText);
  return found.length > gapsNamed ? [...named, `and ${thousands(found.length - gapsNamed)} more`] : named;
}

/** Clauses that the document is offered for, each with its place in the matrix. */
function clausesOf({ id }: ReportDocument, { report }: Site): readonly object[] {
  return (report.frameworks ?? []).flatMap((framework) =>
    framework.clauses
      .filter(({ documents }) => documents.includes(id))
      .map((clause) => ({
        href: `${frameworksPath}#${clauseAnchor(framework, clause)}`,
        text: `${framework.name} ${clause.id}`,
      })),
  );
}
