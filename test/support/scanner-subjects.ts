import { scannerReaders } from '../../src/feeds/scanner/registry.ts';
import type { ScannerReport } from '../../src/model/scanner.ts';
import type { Subject } from './reader-contract.ts';

const numbers = ['1001', '1002', '1003'];
const byLine = (units: readonly string[]): string => `${units.join('\n')}\n`;
const idsOf = ({ findings }: ScannerReport): readonly string[] => findings.map(({ ids }) => ids.join(' '));

function subject(reader: string, form: string, units: readonly string[], join: Subject['join']): Subject {
  const found = scannerReaders.find(({ id }) => id === reader);
  if (found === undefined) throw new Error(`no reader ${reader}`);
  return {
    title: form === '' ? reader : `${reader}, ${form}`,
    read: (text) => found.read({ path: 'x', text }),
    units,
    join,
    idsOf,
  };
}

const csv =
  (header: string): Subject['join'] =>
  (units) =>
    `${header}\n${byLine(units)}`;

/** A small whole report of every scanner, in each form it takes. Its units are findings. */
export const scannerSubjects: readonly Subject[] = [
  subject(
    'trivy',
    '',
    numbers.map((number) =>
      JSON.stringify({
        VulnerabilityID: `CVE-2024-${number}`,
        PkgName: 'zlib',
        PkgIdentifier: { PURL: 'pkg:apk/alpine/zlib@1.2-r0?distro=3.19.1' },
        InstalledVersion: '1.2-r0',
        FixedVersion: '1.3-r0',
        Severity: 'HIGH',
      }),
    ),
    (units) =>
      `{"SchemaVersion":2,"ArtifactName":"web:1","Results":[{"Type":"alpine","Vulnerabilities":[\n${units.join(',\n')}]}]}`,
  ),
  subject(
    'grype',
    '',
    numbers.map((number) =>
      JSON.stringify({
        vulnerability: { id: `CVE-2024-${number}`, severity: 'High', fix: { versions: ['2'], state: 'fixed' } },
        artifact: { name: 'a', version: '1', type: 'npm', purl: 'pkg:npm/a@1' },
      }),
    ),
    (units) =>
      `{"matches":[${units.join(',\n')}],"source":{"type":"image","target":{"userInput":"web:1"}},"descriptor":{}}`,
  ),
  subject(
    'osv-scanner',
    '',
    numbers.map((number) => JSON.stringify({ id: `GHSA-${number}`, aliases: [`CVE-2024-${number}`] })),
    (units) =>
      `{"results":[{"source":{"path":"a.lock"},"packages":[{"package":{"name":"a","version":"1","ecosystem":"npm"},"vulnerabilities":[${units.join(',\n')}]}]}]}`,
  ),
  subject(
    'dependency-track',
    '',
    numbers.map((number) =>
      JSON.stringify({
        component: { name: 'a', version: '1', purl: 'pkg:npm/a@1' },
        vulnerability: { vulnId: `CVE-2024-${number}`, severity: 'LOW' },
      }),
    ),
    (units) => `{"version":"1.3","meta":{},"project":{"name":"app","version":"2"},"findings":[${units.join(',\n')}]}`,
  ),
  subject(
    'tenable',
    'XML',
    numbers.map(
      (number) =>
        `<ReportItem pluginID="1" severity="2" pluginName="x &amp; y"><cve>CVE-2024-${number}</cve></ReportItem>`,
    ),
    (units) =>
      `<?xml version="1.0" ?>\n<NessusClientData_v2><Report name="r"><ReportHost name="10.0.0.1">${units.join('\n')}</ReportHost></Report></NessusClientData_v2>\n`,
  ),
  subject(
    'tenable',
    'CSV',
    numbers.map((number) => `1,CVE-2024-${number},7.5,High,web-1,"x ""y"""`),
    csv('Plugin ID,CVE,CVSS,Risk,Host,Name'),
  ),
  subject(
    'qualys',
    'XML',
    numbers.map((number) => `<VULN number="${number}" severity="4" cveid="CVE-2024-${number}"><TITLE>x</TITLE></VULN>`),
    (units) =>
      `<SCAN value="1"><IP value="10.0.0.1" name="web-1"><VULNS><CAT>${units.join('\n')}</CAT></VULNS></IP></SCAN>\n`,
  ),
  subject(
    'qualys',
    'CSV',
    numbers.map((number) => `10.0.0.1,web-1,${number},x,4,CVE-2024-${number}`),
    csv('"Scan results","2024"\n\nIP,DNS,QID,Title,Severity,CVE ID'),
  ),
  subject(
    'openvas',
    'XML',
    numbers.map(
      (number) =>
        `<result><host>10.0.0.1</host><nvt oid="1.3"><refs><ref type="cve" id="CVE-2024-${number}"/></refs></nvt><threat>High</threat></result>`,
    ),
    (units) => `<report id="1"><report><results>${units.join('\n')}</results></report></report>\n`,
  ),
  subject(
    'openvas',
    'CSV',
    numbers.map((number) => `10.0.0.1,web-1,7.5,High,x,1.3.6,"CVE-2024-${number}"`),
    csv('IP,Hostname,CVSS,Severity,NVT Name,NVT OID,CVEs'),
  ),
  subject(
    'defender',
    'JSON',
    numbers.map((number) =>
      JSON.stringify({ cveId: `CVE-2024-${number}`, machineId: 'm', productName: 'a', productVersion: '1' }),
    ),
    (units) => `[${units.join(',\n')}]`,
  ),
  subject(
    'defender',
    'CSV',
    numbers.map((number) => `web-1,acme,a,1,CVE-2024-${number},High`),
    csv('DeviceName,SoftwareVendor,SoftwareName,SoftwareVersion,CveId,VulnerabilitySeverityLevel'),
  ),
  subject(
    'csv',
    '',
    numbers.map((number) => `web-1;a;1;CVE-2024-${number}`),
    csv('host;package;version;cve'),
  ),
];
