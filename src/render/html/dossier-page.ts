import { formatInstant } from '../../core/time.ts';
import type { Dossier, DossierStep, ReportFile, ReportProvenance } from '../../model/report.ts';
import { cellHtml } from './cell.ts';
import { dossierPath, dossiersPath, type Site } from './site.ts';
import { shortText } from './text.ts';

/** Dossiers that the index of dossiers names; more would make it a page that no phone opens. */
const dossiersNamed = 800;

/** Every dossier with its verdict, and how they were chosen. */
export function dossierIndexPage(dossiers: readonly Dossier[], { report, page }: Site): ReportFile {
  const heading = 'Dossiers';
  const rest = dossiers.length - dossiersNamed;
  return page(dossiersPath, 'dossiers', heading, {
    heading,
    choice: [
      ...(report.dossierChoice?.text ?? []).map(shortText),
      ...(rest > 0 ? [`The first ${dossiersNamed} stand here; the deployment log links them all.`] : []),
    ],
    dossiers: dossiers.slice(0, dossiersNamed).map((dossier) => ({
      href: dossierPath(dossier).slice('dossiers/'.length),
      slug: dossier.slug,
      text: shortText(dossier.title),
      verdict: shortText(dossier.verdict),
      missing: dossier.steps.filter(({ missing }) => missing !== undefined).length,
    })),
  });
}

/** One deployment from detection to verification on a page. */
export function dossierPage(dossier: Dossier, { report, page }: Site): ReportFile {
  const heading = shortText(dossier.title);
  return page(dossierPath(dossier), 'dossier', heading, {
    heading,
    verdict: shortText(dossier.verdict),
    steps: dossier.steps.map((step) => stepView(step, report.provenance)),
  });
}

/** Who claims a time and who recorded it are two statements, and are never shown as one. */
function stepView(step: DossierStep, provenance: ReportProvenance): object {
  const claimed = step.claimedBy === undefined ? '' : `, says ${shortText(step.claimedBy)}`;
  return {
    title: step.title,
    missing: step.missing === undefined ? '' : shortText(step.missing),
    isEvent: step.isTimeless !== true,
    when: step.at === undefined ? 'not known' : `${formatInstant(step.at)}${claimed}`,
    recorded: step.recordedAt === undefined ? 'not known' : formatInstant(step.recordedAt),
    cells: step.cells.map(({ title, cell }) => ({ title, html: cellHtml(cell, provenance) })),
  };
}
