import type {
  CsvTwin,
  Dossier,
  FrameworkClause,
  FrameworkMatrix,
  Report,
  ReportDocument,
  ReportFile,
} from '../../model/report.ts';
import type { Theme } from '../theme.ts';
import { slugOf } from './text.ts';

/** What the pages need beside the report itself. */
export interface HtmlInput {
  readonly report: Report;
  readonly theme: Theme;
  /** The CSV twin of every table, by the table's id. */
  readonly csv: ReadonlyMap<string, CsvTwin>;
}

/** What every page is made with. */
export interface Site extends HtmlInput {
  /** A page from a template: adds what surrounds it. `path` is where it will lie. */
  readonly page: (path: string, template: string, title: string, view: object) => ReportFile;
}

/** Where the matrix of frameworks and clauses lies. */
export const frameworksPath = 'frameworks.html';

/** The file of a document. */
export const documentPath = ({ id, slug }: Pick<ReportDocument, 'id' | 'slug'>): string =>
  `${id.toLowerCase()}-${slug}.html`;

/** Where all dossiers are listed. */
export const dossiersPath = 'dossiers/index.html';

/** The file of a dossier. */
export const dossierPath = ({ slug }: Pick<Dossier, 'slug'>): string => `dossiers/${slug}.html`;

/** Where a clause stands in the matrix. */
export const clauseAnchor = (framework: Pick<FrameworkMatrix, 'id'>, clause: Pick<FrameworkClause, 'id'>): string =>
  `${slugOf(framework.id)}-${slugOf(clause.id)}`;
