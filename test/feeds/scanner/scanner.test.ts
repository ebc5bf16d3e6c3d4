import { describe, expect, it } from 'vitest';
import { readScannerReport } from '../../../src/feeds/scanner/registry.ts';
import type { Outcome } from '../../../src/model/diagnostic.ts';
import type { ScannerFinding, ScannerOptions, ScannerReport } from '../../../src/model/scanner.ts';

function read(content: unknown, options?: ScannerOptions): Outcome<ScannerReport> {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return readScannerReport({ path: 'r', text }, options);
}

const findingsOf = (content: unknown, options?: ScannerOptions): readonly ScannerFinding[] =>
  read(content, options).value.findings;
const codesOf = ({ diagnostics }: Outcome<unknown>): readonly string[] => diagnostics.map(({ code }) => code);

describe('a Trivy report', () => {
  const vulnerability = {
    VulnerabilityID: 'CVE-2024-1001',
    VendorIDs: ['DSA-1-1'],
    PkgName: 'zlib1g',
    InstalledVersion: '1:1.2-1',
    FixedVersion: '1:1.2-2, 1:1.3-1',
    Status: 'will_not_fix',
    Severity: 'HIGH',
    SeveritySource: 'nvd',
    CVSS: { nvd: { V3Vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', V3Score: 7.5 } },
  };
  const report = {
    SchemaVersion: 2,
    CreatedAt: '2024-01-01T00:00:00Z',
    ArtifactName: 'web:1',
    Metadata: { OS: { Family: 'debian', Name: '12.5' }, RepoTags: ['r/web:1'] },
    Results: [{ Target: 'web:1 (debian 12.5)', Class: 'os-pkgs', Type: 'debian', Vulnerabilities: [vulnerability] }],
  };

  it('names package, ids, score and fixes in the words of components', () => {
    const { value, diagnostics } = read(report);

    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject({ format: 'trivy', createdAt: 1704067200000, scanned: [['web:1', 'r/web:1']] });
    expect(value.findings).toMatchObject([
      {
        component: { ecosystem: 'Debian:12', name: 'zlib1g', version: '1:1.2-1' },
        ids: ['CVE-2024-1001', 'DSA-1-1'],
        severity: 'HIGH',
        cvss: { score: 7.5 },
        fixedVersions: ['1:1.2-2', '1:1.3-1'],
        status: 'open',
        reason: 'will_not_fix',
      },
    ]);
  });

  it('of a container says which of its packages are meant by a package URL without a release', () => {
    const withPurl = { ...vulnerability, PkgIdentifier: { PURL: 'pkg:deb/debian/zlib1g@1.2-1?epoch=1' } };
    const results = [{ Type: 'debian', Vulnerabilities: [withPurl] }];

    expect(findingsOf({ ...report, Results: results })[0]?.component).toMatchObject({
      ecosystem: 'Debian:12',
      name: 'zlib1g',
      version: '1:1.2-1',
    });
  });

  it('keeps what was suppressed, and why', () => {
    const modified = {
      Type: 'vulnerability',
      Status: 'not_affected',
      Statement: 'unreachable',
      Finding: vulnerability,
    };
    const results = [{ Type: 'npm', Class: 'lang-pkgs', Target: 'a.lock', ExperimentalModifiedFindings: [modified] }];

    expect(findingsOf({ ...report, Results: results })).toMatchObject([
      { status: 'suppressed', reason: 'not_affected, unreachable', component: { ecosystem: 'npm', path: 'a.lock' } },
    ]);
  });

  it('of a cluster names workloads', () => {
    const resource = { Namespace: 'default', Kind: 'Deployment', Name: 'web', Results: report.Results };

    expect(findingsOf({ ClusterName: 'c1', Resources: [resource] })[0]?.assets).toEqual([
      'default/Deployment/web',
      'web',
      'c1',
    ]);
  });

  it('counts misconfigurations and leaves them out', () => {
    const results = [{ Type: 'terraform', Misconfigurations: [{}, {}] }];

    expect(codesOf(read({ ...report, Results: results }))).toEqual(['scan/not-vulnerabilities']);
  });

  it('gives the place of every finding', () => {
    const text = JSON.stringify({ ...report, Results: [...report.Results, ...report.Results] }, null, 1);
    const lines = text.split('\n').flatMap((line, index) => (line.includes('"VulnerabilityID"') ? [index] : []));

    expect(findingsOf(text).map(({ at }) => at.range?.start.line)).toEqual(lines);
  });

  it('tells what it cannot use and reads the rest', () => {
    const results = [{ Type: 'npm', Vulnerabilities: [{ PkgName: 'a' }, vulnerability] }, 7];
    const outcome = read({ ...report, Results: results });

    expect(outcome.value.findings).toHaveLength(1);
    expect(codesOf(outcome)).toEqual(['scan/wrong-entry', 'scan/wrong-entry']);
  });
});

describe('a Grype report', () => {
  const match = {
    vulnerability: {
      id: 'GHSA-AAAA-bbbb-cccc',
      severity: 'High',
      cvss: [
        { version: '2.0', metrics: { baseScore: 5 } },
        { version: '3.1', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', metrics: { baseScore: 7.5 } },
      ],
      fix: { versions: ['2.0.0'], state: 'fixed' },
      advisories: [{ id: 'ALSA-2024:1' }],
    },
    relatedVulnerabilities: [{ id: 'CVE-2024-1001' }],
    artifact: { name: 'a', version: '1.0.0', type: 'npm', purl: 'pkg:npm/a@1.0.0', locations: [{ path: '/app' }] },
  };
  const report = {
    matches: [match],
    source: { type: 'image', target: { userInput: 'web:1' } },
    distro: {},
    descriptor: {},
  };

  it('names a problem by every id, and the newest CVSS', () => {
    expect(findingsOf(report)).toMatchObject([
      {
        assets: ['web:1'],
        component: { ecosystem: 'npm', name: 'a', version: '1.0.0', path: '/app' },
        ids: ['GHSA-aaaa-bbbb-cccc', 'CVE-2024-1001', 'ALSA-2024:1'],
        cvss: { score: 7.5 },
        fixedVersions: ['2.0.0'],
        status: 'open',
      },
    ]);
  });

  it('keeps matches that a rule ignored, and why', () => {
    const ignored = { ...match, appliedIgnoreRules: [{ reason: 'accepted' }] };

    expect(findingsOf({ ...report, matches: [], ignoredMatches: [ignored] })).toMatchObject([
      { status: 'suppressed', reason: 'accepted' },
    ]);
  });
});

describe('an osv-scanner report', () => {
  it('names ecosystems as advisories do, joins groups and takes fixes of the package alone', () => {
    const affected = [
      { package: { name: 'a' }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2' }] }] },
      { package: { name: 'b' }, ranges: [{ type: 'SEMVER', events: [{ fixed: '9' }] }] },
    ];
    const entry = {
      package: { ecosystem: 'npm', name: 'a', version: '1' },
      vulnerabilities: [{ id: 'GHSA-1', affected }],
      groups: [{ ids: ['GHSA-1'], aliases: ['CVE-2024-1001'], max_severity: '7.5' }],
    };

    expect(findingsOf({ results: [{ source: { path: 'a.lock' }, packages: [entry] }] })).toMatchObject([
      { ids: ['GHSA-1', 'CVE-2024-1001'], fixedVersions: ['2'], cvss: { score: 7.5 }, assets: ['a.lock'] },
    ]);
  });
});

describe('Dependency-Track findings', () => {
  const finding = {
    component: { name: 'psysh', group: 'psy', version: 'v1', purl: 'pkg:composer/psy/psysh@v1' },
    vulnerability: { vulnId: 'GHSA-1', aliases: [{ cveId: 'CVE-2024-1001', ghsaId: 'GHSA-1' }], cvssV3BaseScore: 6.7 },
  };
  const about = (analysis: unknown): unknown => ({
    meta: {},
    project: { name: 'app', version: '2' },
    findings: [{ ...finding, analysis }],
  });

  it('are named by project and joined by alias', () => {
    expect(findingsOf(about({}))).toMatchObject([
      {
        assets: ['app', 'app:2'],
        component: { ecosystem: 'Packagist', name: 'psy/psysh' },
        ids: ['GHSA-1', 'CVE-2024-1001'],
        status: 'open',
      },
    ]);
  });

  it.each([
    [{ state: 'FALSE_POSITIVE' }, 'suppressed'],
    [{ state: 'NOT_SET', isSuppressed: true }, 'suppressed'],
    [{ state: 'RESOLVED' }, 'fixed'],
    [{ state: 'EXPLOITABLE' }, 'open'],
  ])('with the analysis %j are %s', (analysis, status) => {
    expect(findingsOf(about(analysis))[0]?.status).toBe(status);
  });
});

describe('a Nessus file', () => {
  const nessus = (items: string): string =>
    `<?xml version="1.0" ?>\n<NessusClientData_v2><Report><ReportHost name="10.0.0.1">
<HostProperties><tag name="host-fqdn">web.example</tag><tag name="host-ip">10.0.0.1</tag></HostProperties>
${items}
</ReportHost></Report></NessusClientData_v2>`;

  it('gives one finding for each CVE of a plugin, with what its output says of packages', () => {
    const item = `<ReportItem pluginID="9" severity="3" pluginName="R&#233;d &lt;x&gt;"><cve>CVE-2024-1001</cve><cve>CVE-2024-1002</cve>
<risk_factor>High</risk_factor><cvss3_base_score>7.5</cvss3_base_score>
<plugin_output>
Remote package installed : openssl-libs-1:3.0.7-24.el9
Should be                : openssl-libs-1:3.0.7-27.el9
</plugin_output></ReportItem>`;

    expect(findingsOf(nessus(item))).toMatchObject([
      {
        assets: ['web.example', '10.0.0.1'],
        ids: ['CVE-2024-1001'],
        check: 'nessus:9',
        title: 'Réd <x>',
        severity: 'High',
        cvss: { score: 7.5 },
        component: { name: 'openssl-libs', version: '1:3.0.7-24.el9' },
        fixedVersions: ['1:3.0.7-27.el9'],
        at: { range: { start: { line: 4 } } },
      },
      { ids: ['CVE-2024-1002'] },
    ]);
  });

  it('counts what is only information', () => {
    expect(codesOf(read(nessus('<ReportItem pluginID="9" severity="0"/>')))).toEqual(['scan/not-vulnerabilities']);
  });

  it('that declares entities is refused, and none is ever expanded', () => {
    const text = nessus('<ReportItem pluginID="9" severity="3"/>');

    expect(codesOf(read(text.replace('?>\n', '?>\n<!DOCTYPE a [<!ENTITY x "y">]>\n')))).toEqual(['scan/syntax']);
    expect(findingsOf(nessus('<ReportItem pluginID="9" severity="3" pluginName="&x;"/>'))[0]?.title).toBe('&x;');
  });

  it('that is cut off is told with its place', () => {
    const outcome = read(nessus('').slice(0, -30));

    expect(codesOf(outcome)).toEqual(['scan/syntax']);
    expect(outcome.value.findings).toEqual([]);
  });
});

describe('a Qualys report', () => {
  it('takes what a check is about from its glossary', () => {
    const text = `<ASSET_DATA_REPORT><HOST_LIST><HOST><IP>10.0.0.1</IP><DNS><![CDATA[web]]></DNS><VULN_INFO_LIST>
<VULN_INFO><QID>7</QID><TYPE>Vuln</TYPE><VULN_STATUS>Fixed</VULN_STATUS></VULN_INFO>
<VULN_INFO><QID>8</QID><TYPE>Ig</TYPE></VULN_INFO></VULN_INFO_LIST></HOST></HOST_LIST>
<GLOSSARY><VULN_DETAILS_LIST><VULN_DETAILS><QID>7</QID><TITLE>T</TITLE><SEVERITY>4</SEVERITY>
<CVE_ID_LIST><CVE_ID><ID>CVE-2024-1001</ID></CVE_ID></CVE_ID_LIST></VULN_DETAILS></VULN_DETAILS_LIST></GLOSSARY></ASSET_DATA_REPORT>`;

    expect(findingsOf(text)).toMatchObject([
      {
        assets: ['web', '10.0.0.1'],
        check: 'qualys:7',
        ids: ['CVE-2024-1001'],
        title: 'T',
        severity: '4',
        status: 'fixed',
      },
    ]);
  });
});

describe('a CSV report', () => {
  it('names several hosts and CVEs, and wrong scores are unknown', () => {
    const text =
      'Plugin ID,CVE,CVSS v3.0 Base Score,Risk,Host,Name\n7,"CVE-2024-1001,CVE-2024-1002",75,High,web,x\n8,,,None,web,y\n';
    const outcome = read(text);

    expect(outcome.value.findings.map(({ ids, cvss }) => [ids, cvss])).toEqual([
      [['CVE-2024-1001'], undefined],
      [['CVE-2024-1002'], undefined],
    ]);
    expect(codesOf(outcome)).toEqual(['scan/wrong-value', 'scan/not-vulnerabilities']);
    expect(outcome.diagnostics[0]?.range?.start.line).toBe(2);
  });

  it('of anybody is read by the columns that are named', () => {
    const columns = {
      asset: 'Machine',
      id: 'Bug',
      component: 'Soft ware',
      version: 'V',
      fixed: 'Fix',
      ecosystem: 'Eco',
    };
    const text = 'Nightly export\n\nMachine;Bug;Soft ware;V;Fix;Eco\nweb;CVE-2024-1001;a;1;Update to 2;npm\n';

    expect(findingsOf(text, { columns })).toMatchObject([
      {
        assets: ['web'],
        ids: ['CVE-2024-1001'],
        component: { ecosystem: 'npm', name: 'a', version: '1' },
        fixedVersions: ['2'],
      },
    ]);
  });

  it('without a column that was named says which columns there are', () => {
    const outcome = read('Machine,Bug\nweb,CVE-2024-1001\n', { columns: { asset: 'Machine', id: 'Bugs' } });

    expect(codesOf(outcome)).toContain('scan/missing-column');
    expect(outcome.diagnostics[0]?.hint).toContain('Machine, Bug');
  });

  it('of a machine that its report does not name is that of the asset given', () => {
    expect(findingsOf('host,cve\n,CVE-2024-1001\n', { asset: 'web-1' })[0]?.assets).toEqual(['web-1']);
    expect(codesOf(read('host,cve\n,CVE-2024-1001\n'))).toEqual(['scan/wrong-entry']);
  });
});

describe('a report of nobody', () => {
  it.each([
    ['', 'it is empty'],
    ['<!DOCTYPE html><html>', 'web page'],
    ['{"bomFormat":"CycloneDX"}', 'list of components'],
    ['a,b\n1,2\n', 'looks like none'],
  ])('%j is told with the reason', (text, reason) => {
    const outcome = read(text);

    expect(codesOf(outcome)).toEqual(['scan/unrecognised']);
    expect(outcome.diagnostics[0]?.message).toContain(reason);
  });
});
