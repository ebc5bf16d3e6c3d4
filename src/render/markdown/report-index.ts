import type { MachineFile } from '../../model/machine-file.ts';
import type { Report } from '../../model/report.ts';
import { machineListingPath } from '../machine/listing.ts';
import { sharedChecks } from '../open-gaps.ts';
import { glossary } from '../report-words.ts';
import { count, redactionText, thousands } from '../words.ts';
import { markdownCode, markdownText } from './escape.ts';
import { markdownSentence } from './report-cell.ts';
import { documentFile } from './report-file.ts';

/** The first file: the verdict, then the gaps, then where everything is. */
export function indexView(report: Report, machine: readonly MachineFile[]): object {
  const { checks, open } = openGaps(report);
  const checked = `${count(checks, 'check')} made, ${thousands(open.length)} found something against what should hold.`;
  return {
    title: markdownText(report.title),
    organisation: markdownText(report.organisation),
    verdict: report.verdict.map(markdownSentence),
    changed: report.changed.map(markdownSentence),
    words: glossary.map(({ word, meaning }) => ({ word: markdownText(word), meaning: markdownText(meaning) })),
    redacted: report.provenance.isRedacted === true ? redactionText : '',
    gapsText: open.length === 0 ? `${checked} The documents name each check.` : checked,
    gaps: open,
    documents: report.documents.map((document) => ({
      text: `${document.id} ${markdownText(document.title)}`,
      href: documentFile(document),
      question: markdownText(document.question),
      summary: document.summary.map(markdownText).join(' '),
    })),
    dossiersHref: (report.dossiers ?? []).length === 0 ? '' : 'dossiers/README.md',
    dossiersText: (report.dossierChoice?.text ?? []).map(markdownText).join(' '),
    frameworksHref: report.frameworks === undefined ? '' : 'frameworks.md',
    machine: machine.map(({ path, what, use, absent }) => ({
      file: absent === undefined ? `[${markdownCode(path)}](${path})` : markdownCode(path),
      what: markdownText(absent === undefined ? what : `${what} (not there: ${absent})`),
      use: markdownText(use),
    })),
    machineHref: machineListingPath,
  };
}

/** What was found, each once, though several documents rest on it. */
function openGaps({ documents }: Report): { readonly checks: number; readonly open: readonly object[] } {
  const all = sharedChecks(documents);
  const open = all
    .filter(({ check }) => check.found.length > 0)
    .map(({ check, documents: resting }) => ({
      check: markdownText(check.check),
      found: thousands(check.found.length),
      lookedAt: markdownText(check.lookedAt),
      documents: resting.map((document) => ({ text: document.id, href: `${documentFile(document)}#gaps` })),
    }));
  return { checks: all.length, open };
}
