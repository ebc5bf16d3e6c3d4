import type { ReportDocument, ReportFile } from '../model/report.ts';

/** The files of one format of a report. Documents come one by one, for the last of them lists the files of the others. */
export interface PackPages {
  /** Everything that is no document: the index, the dossiers, the matrix of frameworks. */
  readonly frame: () => readonly ReportFile[];
  readonly document: (document: ReportDocument) => readonly ReportFile[];
}
