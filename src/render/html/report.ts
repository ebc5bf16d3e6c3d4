import { formatInstant, formatZoned } from '../../core/time.ts';
import type { Report, ReportFile, ReportProvenance } from '../../model/report.ts';
import type { PackPages } from '../pack-pages.ts';
import { type Fill, filling } from '../templates.ts';
import { redactionText } from '../words.ts';
import { documentPages } from './document-pages.ts';
import { dossierIndexPage, dossierPage } from './dossier-page.ts';
import { frameworksPage } from './frameworks-page.ts';
import { indexPage } from './index-page.ts';
import type { HtmlInput, Site } from './site.ts';
import { shortText } from './text.ts';

/**
 * The report as a static site that opens from disk: no request leaves it, a strict Content-Security-Policy stands in
 * every page, everything is there without script, and equal reports give equal bytes. Throws `TemplateError`.
 */
export function renderReportHtml(input: HtmlInput): PackPages {
  const { report, theme } = input;
  const fill = filling(theme.html, 'html');
  const site: Site = {
    ...input,
    page: (path, template, title, view) => pageOf(input, fill, { path, template, title, view }),
  };
  const dossiers = report.dossiers ?? [];
  return {
    frame: (machine) => [
      indexPage(site, machine),
      ...(dossiers.length === 0 ? [] : [dossierIndexPage(dossiers, site)]),
      ...dossiers.map((dossier) => dossierPage(dossier, site)),
      ...(report.frameworks === undefined ? [] : [frameworksPage(report.frameworks, site)]),
    ],
    document: (document) => documentPages(document, site),
  };
}

interface PageInput {
  readonly path: string;
  readonly template: string;
  readonly title: string;
  readonly view: object;
}

function pageOf({ report, theme }: HtmlInput, fill: Fill, { path, template, title, view }: PageInput): ReportFile {
  const up = '../'.repeat(path.split('/').length - 1);
  const isIndex = path === 'index.html';
  const home = { text: `${report.title}: ${shortText(report.organisation)}`, href: `${up}index.html` };
  const here = { text: isIndex ? home.text : title, href: undefined };
  const isDossier = template === 'dossier';
  const { style, styleDigest, script, scriptDigest } = theme;
  const text = fill(template, {
    ...view,
    title: isIndex ? home.text : `${title} · ${home.text}`,
    breadcrumb: isIndex ? [here] : [home, ...(isDossier ? [{ text: 'Dossiers', href: 'index.html' }] : []), here],
    policy:
      `default-src 'none'; style-src 'sha256-${styleDigest}'; script-src 'sha256-${scriptDigest}'; ` +
      `base-uri 'none'; form-action 'none'`,
    style,
    script,
    footer: footerText(report.provenance),
    provenance: provenanceView(report),
  });
  return { path, text };
}

function footerText({ commit, asOf, tool }: ReportProvenance): string {
  const source = commit === undefined ? 'files that are not committed' : `commit ${commit}`;
  return `Made from ${source} as of ${formatInstant(asOf)} by patchledger ${tool.version}.`;
}

function provenanceView({ organisation, provenance }: Report): readonly object[] {
  const { commit, asOf, period, inputsDigest, tool, timeZone, isRedacted } = provenance;
  const local = timeZone === 'UTC' ? '' : ` (${formatZoned(asOf, timeZone)}, ${timeZone})`;
  const span =
    period === undefined
      ? 'all that is recorded'
      : `${formatInstant(period.from)} to ${formatInstant(period.to)}, the end excluded`;
  return [
    { term: 'Estate', text: shortText(organisation), code: false },
    { term: 'As of', text: `${formatInstant(asOf)}${local}`, code: false },
    { term: 'Period', text: span, code: false },
    { term: 'Source', text: commit ?? 'files that are not committed', code: commit !== undefined },
    { term: 'Inputs', text: inputsDigest, code: true },
    { term: 'Tool', text: `patchledger ${tool.version}, time zone data ${tool.tzdata}`, code: false },
    ...(isRedacted === true ? [{ term: 'Redacted', text: redactionText, code: false }] : []),
    { term: 'Files', text: 'every file of this folder stands with its SHA-256 in manifest.json', code: false },
  ];
}
