import type { FileSample } from '../../model/feed.ts';
import type { ScannerFinding } from '../../model/scanner.ts';
import { separatorOf } from '../inventory/csv-rows.ts';
import { type CellOf, type CsvDialect, headingWord } from './csv-report.ts';
import { withPluginOutput } from './nessus-output.ts';

const has = (words: ReadonlySet<string>, ...wanted: readonly string[]): boolean =>
  wanted.every((word) => words.has(word));

/** Does one of the first lines of a text head a dialect's columns? */
export function hasHeader({ form, head }: FileSample, dialect: CsvDialect): boolean {
  if (form === 'json-object' || form === 'json-array' || head.trimStart().startsWith('<')) return false;
  return head
    .split(/\r\n|\n|\r/, 20)
    .some((line) => dialect.isHeader(new Set(line.split(separatorOf(line)).map((cell) => headingWord(cell)))));
}

const isNothing = (word: string): boolean =>
  ['', 'none', 'info', 'informational', 'log', '0'].includes(word.toLowerCase());

/** Nessus, Tenable Vulnerability Management and Security Center. */
export const tenableCsv: CsvDialect = {
  format: 'tenable',
  check: 'nessus',
  isHeader: (words) =>
    (words.has('pluginid') || has(words, 'plugin', 'pluginname')) &&
    (words.has('host') || words.has('ipaddress') || words.has('dnsname')),
  headings: {
    asset: ['fqdn', 'dnsname', 'host', 'netbios', 'netbiosname', 'ipaddress', 'agentid'],
    id: ['cve'],
    check: ['pluginid', 'plugin'],
    title: ['name', 'pluginname'],
    severity: ['risk', 'riskfactor', 'severity'],
    cvss: [
      'cvssv40basescore',
      'cvssv30basescore',
      'cvssv3basescore',
      'cvss3basescore',
      'cvssv3',
      'cvssv20basescore',
      'cvssv2basescore',
      'cvssbasescore',
      'cvss',
    ],
    vector: ['cvssv3vector', 'cvss3vector', 'cvssv2vector', 'cvssvector'],
  },
  isInformational: (cell) => isNothing(cell('risk') || cell('riskfactor') || cell('severity')),
  statusOf: (cell) => {
    const accepted = cell('acceptriskcomment');
    if (cell('vulnerabilitystate').toLowerCase() === 'fixed') return { status: 'fixed', reason: 'Fixed' };
    return accepted === '' ? { status: 'open' } : { status: 'suppressed', reason: accepted };
  },
  refine: (finding, cell) => withPluginOutput(finding, cell('pluginoutput')),
};

/** Qualys reports and VM detections. */
export const qualysCsv: CsvDialect = {
  format: 'qualys',
  check: 'qualys',
  isHeader: (words) =>
    words.has('qid') && ['ip', 'dns', 'hostname', 'netbios', 'assetname'].some((word) => words.has(word)),
  headings: {
    asset: ['hostname', 'dns', 'fqdn', 'assetname', 'netbios', 'ip'],
    id: ['cveid', 'cve', 'cves'],
    check: ['qid'],
    title: ['title', 'vulntitle'],
    severity: ['severity', 'qseverity'],
    cvss: ['cvss31base', 'cvss3base', 'cvssv3base', 'cvssv31base', 'cvss3', 'cvssbase', 'cvss'],
  },
  isInformational: (cell) => /^(?:ig|info)/i.test(cell('type')),
  statusOf: (cell) => {
    if (cell('vulnstatus').toLowerCase() === 'fixed') return { status: 'fixed', reason: 'Fixed' };
    const word = cell('falsepositivestatus').toLowerCase();
    return word === 'approved' ? { status: 'suppressed', reason: 'false positive' } : { status: 'open' };
  },
};

/** Greenbone's CSV result reports. */
export const openVasCsv: CsvDialect = {
  format: 'openvas',
  check: 'openvas',
  isHeader: (words) => has(words, 'nvtname', 'nvtoid') && (words.has('ip') || words.has('hostname')),
  headings: {
    asset: ['hostname', 'ip'],
    // Results of the CVE scanner carry the CVE in place of a test.
    id: ['cves', 'nvtoid'],
    check: ['nvtoid'],
    title: ['nvtname'],
    severity: ['severity'],
    cvss: ['cvss'],
  },
  isInformational: (cell) => isNothing(cell('severity')),
  statusOf: (cell) => {
    const type = cell('solutiontype');
    return type === 'NoneAvailable' || type === 'WillNotFix' ? { status: 'open', reason: type } : { status: 'open' };
  },
  refine: withCpe,
};

/** `cpe:/a:vendor:product:version` in what Greenbone found on the host. */
function withCpe(finding: ScannerFinding, cell: CellOf): ScannerFinding {
  const text = cell('productdetectionresult') || cell('specificresult');
  const [, product, version] = /cpe:\/[aho]:[^:\s]+:([^:\s]+):([^:\s]+)/.exec(text) ?? [];
  if (product === undefined || version === undefined) return finding;
  return { ...finding, component: { name: product, version: version.replace(/\.$/, '') } };
}

/** Microsoft Defender's exports and the tables of advanced hunting. */
export const defenderCsv: CsvDialect = {
  format: 'defender',
  isHeader: (words) =>
    words.has('cveid') &&
    ['devicename', 'deviceid', 'machineid', 'machinename'].some((word) => words.has(word)) &&
    (words.has('softwarename') || words.has('productname')),
  headings: {
    asset: ['devicename', 'machinename', 'deviceid', 'machineid'],
    id: ['cveid'],
    title: ['recommendedsecurityupdate'],
    severity: ['vulnerabilityseveritylevel', 'severity'],
    cvss: ['cvssscore', 'cvss'],
    component: ['softwarename', 'productname'],
    version: ['softwareversion', 'productversion'],
    status: ['status'],
  },
  refine: (finding, cell) => {
    const vendor = cell('softwarevendor') || cell('productvendor');
    const update = cell('recommendedsecurityupdateid') || cell('fixingkbid');
    const { component } = finding;
    return {
      ...finding,
      ...(component !== undefined &&
        vendor !== '' && { component: { ...component, name: `${vendor}/${component.name}` } }),
      ...(update !== '' && { reason: `fixed by ${/^\d+$/.test(update) ? `KB${update}` : update}` }),
    };
  },
};

const tools = [tenableCsv, qualysCsv, openVasCsv, defenderCsv];

/** Any other CSV with a column for the vulnerability and one for the asset, by their usual headings. */
export const plainCsv: CsvDialect = {
  format: 'csv',
  isHeader: (words) =>
    plainHeadings.id.some((word) => words.has(word)) &&
    plainHeadings.asset.some((word) => words.has(word)) &&
    !tools.some((tool) => tool.isHeader(words)),
  headings: {
    asset: [
      'asset',
      'assetname',
      'host',
      'hostname',
      'fqdn',
      'computer',
      'server',
      'device',
      'devicename',
      'machine',
      'image',
      'ip',
      'ipaddress',
    ],
    id: ['cve', 'cveid', 'cves', 'vulnerability', 'vulnerabilityid', 'vulnid', 'advisory', 'advisoryid', 'ghsa', 'id'],
    check: ['check', 'checkid', 'rule', 'ruleid'],
    title: ['title', 'name', 'summary', 'description'],
    severity: ['severity', 'risk', 'level'],
    cvss: ['cvss', 'cvssscore', 'cvssbasescore', 'basescore', 'score'],
    vector: ['vector', 'cvssvector'],
    ecosystem: ['ecosystem'],
    component: ['component', 'package', 'packagename', 'pkg', 'product', 'software', 'library'],
    version: ['version', 'installedversion', 'installed', 'packageversion'],
    fixed: ['fixed', 'fixedversion', 'fixedin', 'fixversion', 'fixedversions'],
    purl: ['purl', 'packageurl'],
    status: ['status', 'state'],
  },
};

/** What tells a report from other tables: words that name a vulnerability, and words that name a machine. */
const plainHeadings = {
  id: ['cve', 'cveid', 'cves', 'vulnerabilityid', 'vulnid', 'vulnerability', 'advisory', 'advisoryid'],
  asset: [
    'asset',
    'assetname',
    'host',
    'hostname',
    'fqdn',
    'computer',
    'server',
    'device',
    'devicename',
    'machine',
    'image',
    'ip',
    'ipaddress',
  ],
} as const;
