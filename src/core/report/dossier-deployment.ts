import type { DossierStep, ReportCell } from '../../model/report.ts';
import { absentCell, codeCell, codesCell, textCell } from './cells.ts';
import type { Deployment } from './deployments.ts';
import type { ReportInput } from './input.ts';
import { directoryOf } from './people.ts';

/** What the record of the work says of it. */
export function deploymentCells(
  { decision: { estate } }: ReportInput,
  { spec, row, start, end }: Deployment,
): DossierStep['cells'] {
  const took: ReportCell =
    start === undefined || end === undefined ? absentCell('unreadable') : { kind: 'period', from: start, to: end };
  return [
    { title: 'Patch version', cell: codeCell(row.version) },
    { title: 'Application affected', cell: codeCell(row.application.name) },
    { title: 'Version before', cell: codeCell(row.fromVersion) },
    { title: 'Implementation date', cell: took },
    { title: 'Result', cell: textCell(row.result) },
    { title: 'Issues reported', cell: codesCell(row.issues ?? [], 'none') },
    {
      title: 'Window and ring',
      cell: codesCell(
        [row.window, row.ring].flatMap((word) => word ?? []),
        'none',
      ),
    },
    { title: 'Reboot', cell: textCell(row.reboot) },
    { title: 'Executor', cell: directoryOf(estate).cell(spec.executor, 'not stated') },
    { title: 'SHA-256 of the package', cell: codeCell(row.artifactSha256) },
    { title: 'Feedback', cell: textCell(row.feedback, 'none') },
  ];
}
