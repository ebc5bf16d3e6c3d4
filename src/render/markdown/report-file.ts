import type { ReportDocument } from '../../model/report.ts';

/** The Markdown file of a document. */
export const documentFile = ({ id, slug }: Pick<ReportDocument, 'id' | 'slug'>): string =>
  `${id.toLowerCase()}-${slug}.md`;
