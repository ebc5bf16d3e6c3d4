import { formatInstant } from '../../core/time.ts';
import type { Dossier, DossierStep, Report, ReportFile, ReportProvenance } from '../../model/report.ts';
import { markdownText } from './escape.ts';
import { markdownSentence, renderCell, shortText } from './report-cell.ts';

/** Makes a file from a template and what it is filled with. */
type FileOf = (path: string, template: string, view: object) => ReportFile;

/** The index of dossiers, and a file each. */
export function dossierFiles(report: Report, file: FileOf): readonly ReportFile[] {
  const { dossiers = [], dossierChoice, provenance } = report;
  if (dossiers.length === 0) return [];
  const reportTitle = markdownText(report.title);
  return [
    file('dossiers/README.md', 'dossiers', {
      reportTitle,
      choice: (dossierChoice?.text ?? []).map(markdownSentence),
      dossiers: dossiers.map((dossier) => ({
        slug: markdownText(dossier.slug),
        href: `${dossier.slug}.md`,
        text: shortText(dossier.title),
        verdict: shortText(dossier.verdict),
        missing: dossier.steps.filter(({ missing }) => missing !== undefined).length,
      })),
    }),
    ...dossiers.map((dossier) =>
      file(`dossiers/${dossier.slug}.md`, 'dossier', { reportTitle, ...dossierView(dossier, provenance) }),
    ),
  ];
}

const dossierView = ({ slug, title, verdict, steps }: Dossier, provenance: ReportProvenance): object => ({
  slug: markdownText(slug),
  heading: shortText(title),
  verdict: markdownSentence(verdict),
  steps: steps.map((step, index) => stepView(step, index + 1, provenance)),
});

/** Who claims a time and who recorded it are two statements, and are never shown as one. */
function stepView(step: DossierStep, number: number, provenance: ReportProvenance): object {
  const claimed = step.claimedBy === undefined ? '' : `, says ${shortText(step.claimedBy)}`;
  return {
    number,
    title: markdownText(step.title),
    missing: step.missing === undefined ? '' : markdownSentence(step.missing),
    isEvent: step.isTimeless !== true,
    when: step.at === undefined ? 'not known' : `${formatInstant(step.at)}${claimed}`,
    recorded: step.recordedAt === undefined ? 'not known' : formatInstant(step.recordedAt),
    cells: step.cells.map(({ title, cell }) => ({ title: markdownText(title), text: renderCell(cell, provenance) })),
  };
}
