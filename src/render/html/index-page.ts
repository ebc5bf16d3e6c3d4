import type { MachineFile } from '../../model/machine-file.ts';
import type { ReportDocument, ReportFile } from '../../model/report.ts';
import { machineListingPath } from '../machine/listing.ts';
import { sharedChecks } from '../open-gaps.ts';
import { glossary } from '../report-words.ts';
import { count, redactionText, thousands } from '../words.ts';
import { documentPath, dossiersPath, frameworksPath, type Site } from './site.ts';
import { shortText } from './text.ts';

/** The first page: the verdict, then the gaps, then where everything is. */
export function indexPage({ report, page }: Site, machine: readonly MachineFile[]): ReportFile {
  const heading = `${report.title}: ${shortText(report.organisation)}`;
  const { gaps, checks } = openGaps(report.documents);
  const dossiers = report.dossiers ?? [];
  return page('index.html', 'index', heading, {
    heading,
    verdict: report.verdict.map(shortText),
    changed: report.changed.map(shortText),
    words: glossary,
    gaps,
    gapsText:
      `${count(checks, 'check')} made, ${thousands(gaps.length)} found something against what should hold.` +
      (gaps.length === 0 ? ' The documents name each check.' : ''),
    documents: report.documents.map((document) => ({
      href: documentPath(document),
      text: `${document.id} ${document.title}`,
      question: document.question,
      summary: document.summary.map(shortText).join(' '),
    })),
    dossiersHref: dossiers.length === 0 ? '' : dossiersPath,
    dossiersText: (report.dossierChoice?.text ?? []).map(shortText).join(' '),
    redacted: report.provenance.isRedacted === true ? redactionText : '',
    frameworksHref: report.frameworks === undefined ? '' : frameworksPath,
    machine: machine.map(({ path, what, use, absent = '' }) => ({ path, what, use, absent })),
    machineHref: machineListingPath,
  });
}

/** What was found, each once, though several documents rest on it. */
function openGaps(documents: readonly ReportDocument[]): { readonly gaps: readonly object[]; readonly checks: number } {
  const all = sharedChecks(documents);
  const gaps = all
    .filter(({ check }) => check.found.length > 0)
    .map(({ check: { check, found, lookedAt }, documents: resting }) => ({
      check,
      found: thousands(found.length),
      lookedAt,
      documents: resting.map((document) => ({ href: `${documentPath(document)}#gaps`, text: document.id })),
    }));
  return { gaps, checks: all.length };
}
