import { parseInstant } from '../../core/time.ts';
import type { ScannerFinding } from '../../model/scanner.ts';
import { childrenOf, elementsAt, textAt, type XmlElement } from '../xml-text.ts';
import { cvesIn, scoreOf } from './ids.ts';
import type { ReportBody } from './json-report.ts';
import { namesOf, perCve, tellInformational, type XmlReport } from './xml-report.ts';

/** What the glossary of a report says of a check. */
interface Check {
  readonly title: string | undefined;
  readonly severity: string | undefined;
  readonly cves: readonly string[];
  readonly score: number | undefined;
}

/** How one kind of report lists hosts and what was found on them. */
interface Layout {
  readonly hosts: readonly string[];
  readonly results: readonly string[];
  readonly glossary: readonly string[];
  readonly created: readonly string[];
}

/** Qualys' reports by the name of their document: asset data, VM detections of the API, and the result of one scan. */
const layouts: Readonly<Record<string, Layout>> = {
  ASSET_DATA_REPORT: {
    hosts: ['HOST_LIST', 'HOST'],
    results: ['VULN_INFO_LIST', 'VULN_INFO'],
    glossary: ['GLOSSARY', 'VULN_DETAILS_LIST', 'VULN_DETAILS'],
    created: ['HEADER', 'GENERATION_DATETIME'],
  },
  HOST_LIST_VM_DETECTION_OUTPUT: {
    hosts: ['RESPONSE', 'HOST_LIST', 'HOST'],
    results: ['DETECTION_LIST', 'DETECTION'],
    glossary: [],
    created: ['RESPONSE', 'DATETIME'],
  },
  SCAN: { hosts: ['IP'], results: ['VULNS', 'CAT', 'VULN'], glossary: [], created: [] },
};

/** Reads a Qualys report in XML. */
export function readQualys(report: XmlReport): ReportBody | undefined {
  const { root } = report;
  const layout = Object.hasOwn(layouts, root.name) ? layouts[root.name] : undefined;
  if (layout === undefined) return undefined;
  const glossary = glossaryOf(root, layout);
  const scanned: (readonly string[])[] = [];
  const findings: ScannerFinding[] = [];
  let informational = 0;
  for (const host of elementsAt(root, ...layout.hosts)) {
    const assets = assetsOf(host, report);
    scanned.push(assets);
    for (const result of elementsAt(host, ...layout.results)) {
      const read = readResult(result, assets, glossary, report);
      if (read === 'informational') informational += 1;
      else findings.push(...read);
    }
  }
  tellInformational(informational, report);
  const createdAt = layout.created.length === 0 ? undefined : parseInstant(textAt(root, ...layout.created) ?? '');
  return { createdAt, scanned, findings };
}

function assetsOf(host: XmlElement, { given }: XmlReport): readonly string[] {
  const texts = ['DNS', 'FQDN', 'NETBIOS', 'IP'].map((name) => textAt(host, name));
  return namesOf([...given, ...texts, host.attributes.get('name'), host.attributes.get('value')]);
}

function glossaryOf(root: XmlElement, { glossary }: Layout): ReadonlyMap<string, Check> {
  const entries = glossary.length === 0 ? [] : elementsAt(root, ...glossary);
  return new Map(
    entries.flatMap((entry) => {
      const qid = qidOf(entry);
      return qid === undefined ? [] : [[qid, checkOf(entry)] as const];
    }),
  );
}

function qidOf(entry: XmlElement): string | undefined {
  return textAt(entry, 'QID') ?? entry.attributes.get('number');
}

function checkOf(entry: XmlElement): Check {
  const listed = elementsAt(entry, 'CVE_ID_LIST', 'CVE_ID').flatMap((id) => cvesIn(textAt(id, 'ID') ?? id.text));
  const score =
    textAt(entry, 'CVSS3_SCORE', 'CVSS3_BASE') ??
    textAt(entry, 'CVSS_SCORE', 'CVSS_BASE') ??
    textAt(entry, 'CVSS_BASE');
  return {
    title: textAt(entry, 'TITLE'),
    severity: textAt(entry, 'SEVERITY') ?? entry.attributes.get('severity'),
    cves: [...listed, ...cvesIn(entry.attributes.get('cveid') ?? '')],
    score: scoreOf(score),
  };
}

function readResult(
  result: XmlElement,
  assets: readonly string[],
  glossary: ReadonlyMap<string, Check>,
  report: XmlReport,
): readonly ScannerFinding[] | 'informational' {
  if (/^(?:ig|info)/i.test(textAt(result, 'TYPE') ?? '')) return 'informational';
  const qid = qidOf(result);
  const at = report.at(result);
  if (qid === undefined || assets.length === 0) {
    const reason = qid === undefined ? 'it has no QID' : 'its host has no name';
    report.problems.tell('scan/wrong-entry', { entry: 'A result', reason }, () => at);
    return [];
  }
  const own = checkOf(result);
  const known = glossary.get(qid);
  const score = own.score ?? known?.score;
  const finding = {
    assets,
    check: `qualys:${qid}`,
    title: own.title ?? known?.title,
    severity: own.severity ?? known?.severity,
    cvss: score === undefined ? undefined : { score },
    fixedVersions: [],
    ...statusOf(result),
    at,
  };
  return perCve(finding, [...own.cves, ...(known?.cves ?? [])]);
}

function statusOf(result: XmlElement): Pick<ScannerFinding, 'status' | 'reason'> {
  const status = textAt(result, 'VULN_STATUS') ?? textAt(result, 'STATUS') ?? '';
  if (status.toLowerCase() === 'fixed') return { status: 'fixed', reason: status };
  const flags = ['IS_IGNORED', 'IS_DISABLED'].filter((name) =>
    childrenOf(result, name).some(({ text }) => text === '1'),
  );
  return flags.length > 0 ? { status: 'suppressed', reason: flags.join(', ') } : { status: 'open' };
}
