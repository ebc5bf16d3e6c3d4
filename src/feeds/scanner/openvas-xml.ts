import { parseInstant } from '../../core/time.ts';
import type { ScannerFinding } from '../../model/scanner.ts';
import { isVector } from '../catalog/severity.ts';
import { childOf, childrenOf, elementsAt, textAt, type XmlElement } from '../xml-text.ts';
import { cvesIn, scoreOf } from './ids.ts';
import type { ReportBody } from './json-report.ts';
import { namesOf, perCve, tellInformational, type XmlReport } from './xml-report.ts';

/** Reads a report of Greenbone (OpenVAS) in XML, bare or inside the answer of its protocol. */
export function readOpenVas(report: XmlReport): ReportBody | undefined {
  const inner = reportIn(report.root);
  if (inner === undefined) return undefined;
  const findings: ScannerFinding[] = [];
  let informational = 0;
  for (const result of elementsAt(inner, 'results', 'result')) {
    const read = readResult(result, report);
    if (read === 'informational') informational += 1;
    else findings.push(...read);
  }
  tellInformational(informational, report);
  const hosts = childrenOf(inner, 'host').map((host) => namesOf([...report.given, hostName(host), textAt(host, 'ip')]));
  const found = findings.map(({ assets }) => assets);
  const scanned = new Map([...hosts, ...found].map((names) => [names.join('\u0000'), names] as const));
  const createdAt = parseInstant(textAt(inner, 'scan_end') ?? textAt(report.root, 'creation_time') ?? '');
  return { createdAt, scanned: [...scanned.values()].filter((names) => names.length > 0), findings };
}

/** Reports stand inside one another: the outer one describes the format, the inner one holds the results. */
function reportIn(root: XmlElement): XmlElement | undefined {
  const outer = root.name === 'get_reports_response' ? childOf(root, 'report') : root;
  if (outer === undefined || outer.name !== 'report') return undefined;
  const inner = childOf(outer, 'report') ?? outer;
  return childOf(inner, 'results') === undefined ? undefined : inner;
}

function hostName(host: XmlElement): string | undefined {
  return elementsAt(host, 'detail')
    .find((detail) => textAt(detail, 'name') === 'hostname')
    ?.children.find(({ name }) => name === 'value')?.text;
}

function readResult(result: XmlElement, report: XmlReport): readonly ScannerFinding[] | 'informational' {
  const nvt = childOf(result, 'nvt');
  const host = childOf(result, 'host');
  const at = report.at(result);
  const assets = namesOf([...report.given, host === undefined ? undefined : textAt(host, 'hostname'), host?.text]);
  if (nvt === undefined || assets.length === 0) {
    const reason = nvt === undefined ? 'it names no test' : 'it names no host';
    report.problems.tell('scan/wrong-entry', { entry: 'A result', reason }, () => at);
    return [];
  }
  const severity = textAt(result, 'threat');
  const cves = cvesOf(nvt);
  if (cves.length === 0 && (severity === 'Log' || severity === 'Debug')) return 'informational';
  const oid = nvt.attributes.get('oid');
  const solution = childOf(nvt, 'solution')?.attributes.get('type');
  const finding = {
    assets,
    ...(oid !== undefined && { check: `openvas:${oid}` }),
    title: textAt(result, 'name') ?? textAt(nvt, 'name'),
    severity,
    cvss: cvssOf(result, nvt),
    fixedVersions: [],
    status: 'open' as const,
    ...((solution === 'NoneAvailable' || solution === 'WillNotFix') && { reason: solution }),
    at,
  };
  return perCve(finding, cves);
}

/** Newer reports list references by type, older ones name CVEs in one text. */
function cvesOf(nvt: XmlElement): readonly string[] {
  const references = elementsAt(nvt, 'refs', 'ref').filter(
    (ref) => ref.attributes.get('type')?.toLowerCase() === 'cve',
  );
  return [...references.map((ref) => ref.attributes.get('id') ?? ''), textAt(nvt, 'cve') ?? ''].flatMap(cvesIn);
}

function cvssOf(result: XmlElement, nvt: XmlElement): ScannerFinding['cvss'] {
  const score = scoreOf(textAt(result, 'severity')) ?? scoreOf(textAt(nvt, 'cvss_base'));
  const vector = textAt(nvt, 'severities', 'severity', 'value');
  if (score === undefined && vector === undefined) return undefined;
  return { score, ...(vector !== undefined && isVector(vector) && { vector }) };
}
