import type { ScannerFinding } from '../../model/scanner.ts';
import type { Instant } from '../../model/time.ts';
import { isVector } from '../catalog/severity.ts';
import { childrenOf, elementsAt, textAt, type XmlElement } from '../xml-text.ts';
import { cvesIn, scoreOf } from './ids.ts';
import type { ReportBody } from './json-report.ts';
import { withPluginOutput } from './nessus-output.ts';
import { namesOf, perCve, tellInformational, type XmlReport } from './xml-report.ts';

/** Properties of a host that name it, the most telling first. */
const nameTags = ['host-fqdn', 'hostname', 'netbios-name', 'host-rdns', 'host-ip'];

/** Words for Nessus' severity numbers. */
const severities = ['none', 'low', 'medium', 'high', 'critical'];

/** Reads a `.nessus` file (NessusClientData_v2): report items by host. */
export function readNessus(report: XmlReport): ReportBody | undefined {
  if (report.root.name !== 'NessusClientData_v2') return undefined;
  const scanned: (readonly string[])[] = [];
  const findings: ScannerFinding[] = [];
  let informational = 0;
  for (const host of elementsAt(report.root, 'Report', 'ReportHost')) {
    const assets = assetsOf(host, report);
    scanned.push(assets);
    for (const item of childrenOf(host, 'ReportItem')) {
      const read = readItem(item, assets, report);
      if (read === 'informational') informational += 1;
      else findings.push(...read);
    }
  }
  tellInformational(informational, report);
  const ended = elementsAt(report.root, 'Report', 'ReportHost', 'HostProperties', 'tag').find(
    (tag) => tag.attributes.get('name') === 'HOST_END_TIMESTAMP',
  );
  // The tag holds seconds since 1970.
  const createdAt = /^\d{9,11}$/.test(ended?.text ?? '') ? ((Number(ended?.text) * 1000) as Instant) : undefined;
  return { createdAt, scanned, findings };
}

function assetsOf(host: XmlElement, report: XmlReport): readonly string[] {
  const tags = elementsAt(host, 'HostProperties', 'tag');
  const named = nameTags.map((name) => tags.find((tag) => tag.attributes.get('name') === name)?.text);
  return namesOf([...report.given, ...named.slice(0, -1), host.attributes.get('name'), named.at(-1)]);
}

function readItem(
  item: XmlElement,
  assets: readonly string[],
  report: XmlReport,
): readonly ScannerFinding[] | 'informational' {
  const plugin = item.attributes.get('pluginID');
  const cves = childrenOf(item, 'cve').flatMap(({ text }) => cvesIn(text));
  const number = item.attributes.get('severity') ?? '0';
  if (cves.length === 0 && number === '0') return 'informational';
  const at = report.at(item);
  if (plugin === undefined || assets.length === 0) {
    const reason = plugin === undefined ? 'it names no plugin' : 'its host has no name';
    report.problems.tell('scan/wrong-entry', { entry: 'A report item', reason }, () => at);
    return [];
  }
  const finding = {
    assets,
    check: `nessus:${plugin}`,
    title: item.attributes.get('pluginName'),
    severity: textAt(item, 'risk_factor') ?? severities[Number(number)],
    cvss: cvssOf(item),
    fixedVersions: [],
    status: 'open' as const,
    at,
  };
  const output = textAt(item, 'plugin_output') ?? '';
  return perCve(finding, cves).map((one) => withPluginOutput(one, output));
}

function cvssOf(item: XmlElement): ScannerFinding['cvss'] {
  for (const [scoreName, vectorName] of [
    ['cvss4_base_score', 'cvss4_vector'],
    ['cvss3_base_score', 'cvss3_vector'],
    ['cvss_base_score', 'cvss_vector'],
  ] as const) {
    const score = scoreOf(textAt(item, scoreName));
    // Nessus writes `CVSS2#AV:N/…` for the second version.
    const vector = textAt(item, vectorName)?.replace(/^CVSS2#/, '');
    if (score !== undefined) return { score, ...(vector !== undefined && isVector(vector) && { vector }) };
  }
  return undefined;
}
