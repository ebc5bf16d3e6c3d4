import type { MachineFile } from '../model/machine-file.ts';
import type { ReportDocument, ReportFile } from '../model/report.ts';

/** The files of one format of a report. Documents come one by one, for the last of them lists the files of the others. */
export interface PackPages {
  /**
   * Everything that is no document: the index, the dossiers, the matrix of frameworks. The index leads to the files for
   * programs; a pack without any says nothing of them.
   */
  readonly frame: (machine: readonly MachineFile[]) => readonly ReportFile[];
  readonly document: (document: ReportDocument) => readonly ReportFile[];
}
