import { describe, expect, it } from 'vitest';
import { recogniseReport, reportReaderFor, unrecognisedReport } from '../../../src/feeds/observed/report-registry.ts';
import { sampleOf } from '../../../src/feeds/sample.ts';
import type { Component } from '../../../src/model/asset.ts';
import type { Outcome } from '../../../src/model/diagnostic.ts';
import type { ReportContext, ReportedAsset } from '../../../src/model/feed.ts';

type Given = Partial<Omit<ReportContext, 'columns'>> & { readonly columns?: Readonly<Record<string, string>> };

/** Reads a text by the reader that recognises it, which must be the one expected. */
function read(format: string, text: string, given: Given = {}): Outcome<readonly ReportedAsset[]> {
  const reader = reportReaderFor(format);
  if (reader === undefined) throw new Error(`no reader ${format}`);
  expect(recogniseReport(sampleOf({ path: 'x', text }))?.id).toBe(format);
  const context = { ecosystem: given.ecosystem, columns: new Map(Object.entries(given.columns ?? {})) };
  return reader.read({ path: 'lists/host-1.json', text }, context);
}

/** `ecosystem name version`, then the source, class, path and whether it runs, where they are known. */
function line({ ecosystem, name, version, source, class: kind, path, running }: Component): string {
  return [
    `${ecosystem} ${name} ${version}`,
    ...(source === undefined ? [] : [`< ${[source.name, ...(source.version ? [source.version] : [])].join(' ')}`]),
    ...(kind === undefined ? [] : [`(${kind})`]),
    ...(path === undefined ? [] : [`at ${path}`]),
    ...(running === undefined ? [] : [running ? 'runs' : 'does not run']),
  ].join(' ');
}

const softwareOf = (outcome: Outcome<readonly ReportedAsset[]>): readonly string[] =>
  outcome.value.flatMap(({ components }) => (components ?? []).map(line));
const told = ({ diagnostics }: Outcome<unknown>): readonly string[] =>
  diagnostics.map(
    ({ code, range }) => `${code}${range === undefined ? '' : ` ${range.start.line}:${range.start.column}`}`,
  );
const at = (text: string): number => Date.parse(text);

describe('a CycloneDX bill of materials', () => {
  const bom = (components: readonly unknown[], more: object = {}): string =>
    JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', ...more, components }, undefined, 1);

  it('names packages by their URLs, with source package and place where tools say them', () => {
    const outcome = read(
      'cyclonedx',
      bom(
        [
          { type: 'library', name: 'a', purl: 'pkg:deb/debian/libssl3@3.0.11?distro=debian-12&upstream=openssl' },
          {
            type: 'library',
            name: 'b',
            purl: 'pkg:rpm/almalinux/bash@5.1-9.el9?distro=almalinux-9.4&epoch=1',
            properties: [
              { name: 'aquasecurity:trivy:SrcName', value: 'bash-src' },
              { name: 'aquasecurity:trivy:SrcVersion', value: '5.1' },
              { name: 'aquasecurity:trivy:SrcRelease', value: '9.el9' },
              { name: 'aquasecurity:trivy:SrcEpoch', value: '1' },
            ],
          },
          {
            type: 'library',
            name: 'c',
            purl: 'pkg:npm/%40acme/c@1.0.0',
            evidence: { occurrences: [{ location: '/srv/node_modules/@acme/c' }] },
            components: [{ type: 'library', name: 'd', purl: 'pkg:pypi/d@2' }],
          },
          { type: 'firmware', name: 'bmc', version: '1.2' },
        ],
        { metadata: { timestamp: '2026-11-20T08:00:00Z', component: { type: 'container', name: 'acme/web:1' } } },
      ),
    );

    expect(softwareOf(outcome)).toEqual([
      'Debian:12 libssl3 3.0.11 < openssl',
      'AlmaLinux:9 bash 1:5.1-9.el9 < bash-src 1:5.1-9.el9',
      'npm @acme/c 1.0.0 at /srv/node_modules/@acme/c',
      'generic bmc 1.2 (firmware)',
      'PyPI d 2',
    ]);
    expect(outcome.value).toMatchObject([
      { names: ['acme/web:1', 'acme/web:1'], lastSeen: at('2026-11-20T08:00:00Z'), unread: 0 },
    ]);
    expect(told(outcome)).toEqual([]);
  });

  it('takes the release of its packages from the operating system it names, or from the user', () => {
    const packages = [{ type: 'library', name: 'a', purl: 'pkg:apk/alpine/musl@1.2-r1' }];
    const system = { type: 'operating-system', name: 'alpine', version: '3.19.1' };

    expect(softwareOf(read('cyclonedx', bom([...packages, system])))).toEqual(['Alpine:v3.19 musl 1.2-r1']);
    expect(softwareOf(read('cyclonedx', bom(packages), { ecosystem: 'Alpine:v3.18' }))).toEqual([
      'Alpine:v3.18 musl 1.2-r1',
    ]);
    expect(told(read('cyclonedx', bom(packages)))).toEqual(['observed/unmatched 5:3', 'observed/no-software']);
  });

  it('counts what is no component by its reason, at the place of the first', () => {
    const outcome = read(
      'cyclonedx',
      bom([
        { type: 'library', name: 'ok', purl: 'pkg:npm/ok@1' },
        { type: 'file', name: '/etc/passwd' },
        { type: 'library', name: 'x', version: '1' },
        { type: 'library', name: 'y', version: '1' },
        { type: 'library', name: 'z', purl: 'pkg:npm/z' },
        { type: 'library', name: 'v', purl: 'pkg:npm/v@1', scope: 'excluded' },
      ]),
    );

    expect(outcome.value[0]?.unread).toBe(3);
    expect([...told(outcome)].sort()).toEqual([
      'observed/not-software 10:3',
      'observed/not-software 29:3',
      'observed/unmatched 14:3',
      'observed/wrong-entry 24:3',
    ]);
    expect(outcome.diagnostics.find(({ code }) => code === 'observed/unmatched')?.message).toBe(
      'Each of 2 entries, such as "x", is left out: it has no package URL, so no ecosystem is known.',
    );
  });

  it('says which version of the format it does not know', () => {
    const text = '{"bomFormat":"CycloneDX","specVersion":"9.0","components":[{"type":"library","purl":"pkg:npm/a@1"}]}';

    expect(told(read('cyclonedx', text))).toEqual(['observed/untested-version']);
  });
});

it('an SPDX document names packages by the purl among their references', () => {
  const purl = (locator: string): object => ({
    externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: locator }],
  });
  const outcome = read(
    'spdx',
    JSON.stringify({
      spdxVersion: 'SPDX-2.3',
      name: 'document',
      creationInfo: { created: '2026-11-20T08:00:00Z' },
      documentDescribes: ['SPDXRef-root'],
      packages: [
        {
          SPDXID: 'SPDXRef-root',
          name: 'acme/web',
          primaryPackagePurpose: 'CONTAINER',
          ...purl('pkg:oci/web@sha256%3Aab'),
        },
        { SPDXID: 'SPDXRef-os', name: 'debian', versionInfo: '12', primaryPackagePurpose: 'OPERATING-SYSTEM' },
        {
          SPDXID: 'SPDXRef-a',
          name: 'a',
          versionInfo: '1:2-3',
          ...purl('pkg:deb/debian/a@2-3?epoch=1&upstream=b%402-3'),
        },
        { SPDXID: 'SPDXRef-b', name: 'b', versionInfo: '1' },
      ],
    }),
  );

  expect(softwareOf(outcome)).toEqual(['Debian:12 a 1:2-3 < b 2-3']);
  expect(outcome.value).toMatchObject([
    { names: ['acme/web', 'document'], lastSeen: at('2026-11-20T08:00:00Z'), unread: 1 },
  ]);
});

it("Syft's report names source packages in their metadata and the release once", () => {
  const outcome = read(
    'syft',
    JSON.stringify({
      artifacts: [
        { name: 'a', version: '1', purl: 'pkg:deb/debian/a@1', metadata: { source: 'src', sourceVersion: '0.9' } },
        { name: 'b', version: '1', purl: 'pkg:pypi/b@1', locations: [{ path: '/usr/lib/b' }] },
        { name: 'c', version: '1' },
      ],
      source: { type: 'image', name: 'acme/web', metadata: { userInput: 'acme/web:2' } },
      distro: { id: 'debian', versionID: '12' },
    }),
  );

  expect(softwareOf(outcome)).toEqual(['Debian:12 a 1 < src 0.9', 'PyPI b 1 at /usr/lib/b']);
  expect(outcome.value).toMatchObject([
    { names: ['acme/web', 'acme/web:2'], unread: 1, draft: { fields: { type: 'container-image' } } },
  ]);
});

describe('a package-lock.json', () => {
  it('of versions 2 and 3 lists every copy with its place', () => {
    const packages = {
      '': { name: 'shop' },
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b/node_modules/a': { version: '2.0.0' },
      'node_modules/alias': { name: '@real/name', version: '3.0.0' },
      'node_modules/own': { resolved: 'packages/own', link: true },
      'packages/own': { version: '0.0.0' },
      'node_modules/git': { version: 'git+ssh://x' },
    };
    const outcome = read('package-lock', JSON.stringify({ name: 'shop', lockfileVersion: 3, packages }));

    expect(softwareOf(outcome)).toEqual([
      'npm a 1.0.0 at node_modules/a',
      'npm a 2.0.0 at node_modules/b/node_modules/a',
      'npm @real/name 3.0.0 at node_modules/alias',
    ]);
    expect(outcome.value).toMatchObject([{ names: ['shop'], unread: 1 }]);
  });

  it('of version 1 nests them', () => {
    const dependencies = {
      a: { version: '1.0.0', dependencies: { b: { version: '2.0.0' } } },
      c: { version: 'npm:real@3.0.0' },
    };
    const outcome = read('package-lock', JSON.stringify({ name: 'shop', lockfileVersion: 1, dependencies }));

    expect([...softwareOf(outcome)].sort()).toEqual([
      'npm a 1.0.0 at node_modules/a',
      'npm b 2.0.0 at node_modules/a/node_modules/b',
      'npm real 3.0.0 at node_modules/c',
    ]);
  });
});

describe('facts of Ansible', () => {
  const facts = (distribution: string, version: string, kernel: string, packages: object): string =>
    JSON.stringify({
      ansible_facts: {
        ansible_distribution: distribution,
        ansible_distribution_version: version,
        ansible_kernel: kernel,
        ansible_system: 'Linux',
        ansible_fqdn: 'host-1.example.com',
        ansible_date_time: { iso8601: '2026-11-20T08:00:00Z' },
        packages,
      },
    });

  it('name the host after the file, and say which kernel runs', () => {
    const outcome = read(
      'ansible-facts',
      facts('AlmaLinux', '9.4', '5.14.0-427.el9.x86_64', {
        bash: [{ name: 'bash', version: '5.1', release: '9.el9', epoch: 1, source: 'rpm' }],
        'kernel-core': [
          { name: 'kernel-core', version: '5.14.0', release: '427.el9', epoch: null },
          { name: 'kernel-core', version: '5.14.0', release: '500.el9', epoch: null },
        ],
        'gpg-pubkey': [{ version: '1', release: '2' }],
      }),
    );

    expect(softwareOf(outcome)).toEqual([
      'AlmaLinux:9 bash 1:5.1-9.el9',
      'AlmaLinux:9 kernel-core 5.14.0-427.el9 runs',
      'AlmaLinux:9 kernel-core 5.14.0-500.el9 does not run',
    ]);
    expect(outcome.value).toMatchObject([
      {
        names: ['host-1', 'host-1.example.com'],
        lastSeen: at('2026-11-20T08:00:00Z'),
        draft: { labels: { os: 'AlmaLinux 9.4' } },
      },
    ]);
  });

  it('of Debian lack source packages, which is warned about, and a kernel that is no package is told', () => {
    const outcome = read('ansible-facts', facts('Debian', '12.5', '6.9-custom', { bash: [{ version: '5.2-1' }] }));

    expect(softwareOf(outcome)).toEqual(['Debian:12 bash 5.2-1']);
    expect(told(outcome)).toEqual(['observed/unknown-kernel', 'observed/no-source']);
  });

  it('of a fleet without source packages are warned about once', () => {
    const line = (host: string): string =>
      JSON.stringify({
        ...{ action: 'snapshot', name: 'deb_packages', hostIdentifier: host, unixTime: 1_795_300_000 },
        snapshot: [{ name: 'bash', version: '5.2-1', arch: 'amd64' }],
      });
    const outcome = read('osquery', `${line('a')}\n${line('b')}\n`, { ecosystem: 'Debian:12' });

    expect(outcome.diagnostics.map(({ code, message }) => [code, /\d+ packages/.exec(message)?.[0]])).toEqual([
      ['observed/no-source', '2 packages'],
    ]);
  });

  it('as ansible prints them name each host, and those it did not reach are told', () => {
    const text =
      'web-1 | SUCCESS => {\n  "ansible_facts": {"ansible_distribution": "Alpine", "ansible_distribution_version": "3.19.1",\n' +
      '  "packages": {"musl": [{"version": "1.2-r1"}]}}\n}\nweb-2 | UNREACHABLE! => {"msg": "no route"}\n';
    const outcome = read('ansible-facts', text);

    expect(outcome.value.map(({ names }) => names)).toEqual([['web-1']]);
    expect(softwareOf(outcome)).toEqual(['Alpine:v3.19 musl 1.2-r1']);
    expect(told(outcome)).toEqual(['observed/wrong-entry 5:1']);
  });
});

describe('results of osquery', () => {
  const snapshot = (host: string, table: string, rows: readonly object[], unixTime = 1_767_225_600): string =>
    JSON.stringify({
      name: `pack_inventory_${table}`,
      hostIdentifier: host,
      unixTime,
      action: 'snapshot',
      snapshot: rows,
    });

  it('of a log are joined by host, and a later snapshot takes the place of an earlier one', () => {
    const outcome = read(
      'osquery',
      [
        snapshot('h1', 'os_version', [{ name: 'Debian GNU/Linux', version: '12 (bookworm)', platform: 'debian' }]),
        snapshot('h1', 'deb_packages', [{ name: 'old', version: '1', source: '' }], 1_767_000_000),
        snapshot('h1', 'deb_packages', [
          { name: 'linux-image-6.1.0-18-amd64', version: '6.1.76-1', source: 'linux-signed' },
          { name: 'linux-image-6.1.0-20-amd64', version: '6.1.85-1', source: 'linux-signed' },
        ]),
        snapshot('h1', 'kernel_info', [{ version: '6.1.0-18-amd64', arguments: 'quiet' }]),
        snapshot('h2', 'programs', [{ name: 'Tool', version: '1.2', install_source: '' }]),
        '{"name":"deb_packages","hostIdentifier":"h1","action":"added","columns":{"name":"x"}}',
      ].join('\n'),
    );

    expect(softwareOf(outcome)).toEqual([
      'Debian:12 linux-image-6.1.0-18-amd64 6.1.76-1 < linux-signed runs',
      'Debian:12 linux-image-6.1.0-20-amd64 6.1.85-1 < linux-signed does not run',
      'generic Tool 1.2 (application)',
    ]);
    expect(outcome.value.map(({ names, lastSeen }) => [names, lastSeen])).toEqual([
      [['h1'], 1_767_225_600_000],
      [['h2'], 1_767_225_600_000],
    ]);
    expect(told(outcome)).toEqual(['observed/wrong-entry 6:1']);
  });

  it('of osqueryi are recognised by their columns', () => {
    const text = JSON.stringify([{ name: 'requests', version: '2.0', directory: '/usr/lib/python3' }]);

    expect(softwareOf(read('osquery', text))).toEqual(['PyPI requests 2.0 at /usr/lib/python3']);
  });

  it('of several tables are one host', () => {
    const text = JSON.stringify({
      system_info: [{ hostname: 'mac-1' }],
      apps: [{ name: 'Safari.app', bundle_short_version: '17.1', bundle_identifier: 'com.apple.Safari' }],
    });
    const outcome = read('osquery', text);

    expect(softwareOf(outcome)).toEqual(['generic Safari.app 17.1 (application)']);
    expect(outcome.value[0]?.names).toEqual(['mac-1']);
  });
});

describe('answers of AWS Systems Manager', () => {
  it('list the software of each instance by its platform', () => {
    const entity = (id: string, platform: object, content: readonly object[]): object => ({
      Id: id,
      Data: {
        'AWS:InstanceInformation': { Content: [{ InstanceId: id, ComputerName: `${id}.corp`, ...platform }] },
        'AWS:Application': { CaptureTime: '2026-11-20T08:00:00Z', Content: content },
      },
    });
    const outcome = read(
      'ssm-inventory',
      JSON.stringify({
        Entities: [
          entity('i-1', { PlatformType: 'Linux', PlatformName: 'Amazon Linux', PlatformVersion: '2023' }, [
            { Name: 'bash', Version: '5.2', Release: '1.amzn2023', Epoch: '0' },
          ]),
          entity('i-2', { PlatformType: 'Windows', PlatformName: 'Microsoft Windows Server 2022' }, [
            { Name: 'Tool', Version: '1.2' },
          ]),
          entity('i-3', { PlatformType: 'Linux', PlatformName: 'Red Hat Enterprise Linux', PlatformVersion: '9' }, [
            { Name: 'bash', Version: '5.1', Release: '1.el9' },
          ]),
        ],
        NextToken: 'x',
      }),
    );

    expect(softwareOf(outcome)).toEqual(['Amazon Linux:2023 bash 5.2-1.amzn2023', 'generic Tool 1.2 (application)']);
    expect(outcome.value.map(({ names, unread }) => [names, unread])).toEqual([
      [['i-1', 'i-1.corp'], 0],
      [['i-2', 'i-2.corp'], 0],
      [['i-3', 'i-3.corp'], 1],
    ]);
    expect(told(outcome)).toEqual(['observed/unmatched 1:880', 'observed/wrong-entry']);
  });

  it('of patch states say who waits for a reboot, and no software', () => {
    const state = (InstanceId: string, pending: number, missing: number): object => ({
      InstanceId,
      InstalledPendingRebootCount: pending,
      MissingCount: missing,
      OperationEndTime: '2026-11-20T08:00:00Z',
    });
    const outcome = read(
      'ssm-patch-state',
      JSON.stringify({ InstancePatchStates: [state('i-1', 1, 0), state('i-2', 0, 3)] }),
    );

    expect(outcome.value).toMatchObject([
      { names: ['i-1'], pendingReboot: true, components: undefined, lastSeen: at('2026-11-20T08:00:00Z') },
      { names: ['i-2'], pendingReboot: false },
    ]);
    expect(outcome.diagnostics.map(({ message }) => message)).toEqual([
      'By this tool 3 updates are missing on 1 assets.',
    ]);
  });
});

describe('exports of Windows tools', () => {
  it('of WSUS tell computers, their build, and what waits for a reboot', () => {
    const text =
      '#TYPE Microsoft.UpdateServices.Internal.BaseApi.ComputerTarget\r\n' +
      '"FullDomainName","OSDescription","OSVersion","LastReportedStatusTime","UpdateInstallationState"\r\n' +
      '"WEB-1.corp","Windows Server 2022","10.0.20348.2340","2026-11-20 08:00:00","InstalledPendingReboot"\r\n' +
      '"WEB-1.corp","Windows Server 2022","10.0.20348.2340","2026-11-20 08:00:00","NotInstalled"\r\n' +
      '"WEB-2.corp","Windows 11","","20.11.2026 08:00","Installed"\r\n';
    const outcome = read('wsus', text);

    expect(softwareOf(outcome)).toEqual(['generic Windows Server 2022 10.0.20348.2340 (operating-system)']);
    expect(outcome.value).toMatchObject([
      { names: ['WEB-1.corp'], pendingReboot: true, lastSeen: at('2026-11-20T08:00:00Z') },
      { names: ['WEB-2.corp'], pendingReboot: undefined, lastSeen: undefined },
    ]);
    expect(told(outcome)).toEqual(['observed/wrong-value 5:1', 'observed/missing-updates']);
  });

  it('of Configuration Manager tell programs by computer', () => {
    const text = 'Netbios_Name0,DisplayName0,Version0\nWEB-1,"Tool, 64-bit",1.2\nWEB-1,Other,\n';
    const outcome = read('configmgr', text);

    expect(softwareOf(outcome)).toEqual(['generic Tool, 64-bit 1.2']);
    expect(outcome.value).toMatchObject([{ names: ['WEB-1'], unread: 1 }]);
    expect(told(outcome)).toEqual(['observed/wrong-entry 3:1']);
  });
});

describe('a table', () => {
  const text = 'Host;Software;Ver;Team\na;openssl;1.10;ops\na;openssl;1.10;ops\nb;xz;5.6;dba\n';

  it('is read by the columns that the user names', () => {
    const columns = { name: 'Host', package: 'Software', version: 'ver' };
    const outcome = read('csv', text, { ecosystem: 'Debian:12', columns });

    expect(softwareOf(outcome)).toEqual(['Debian:12 openssl 1.10', 'Debian:12 xz 5.6']);
    expect(outcome.value.map(({ names, draft }) => [names, draft.fields])).toEqual([
      [['a'], { owner: 'ops' }],
      [['b'], { owner: 'dba' }],
    ]);
  });

  it('by a column that it does not have is refused with the headings that it has', () => {
    const { diagnostics } = read('csv', text, { ecosystem: 'Debian:12', columns: { version: 'Release' } });

    expect(diagnostics[0]?.message).toBe(
      'No column holds the version ("Release"). The headings are: Host, Software, Ver, Team.',
    );
  });

  it('without an asset column is about one asset, and its rows may be package URLs', () => {
    const outcome = read('csv', 'purl,version\npkg:npm/a@1,\npkg:npm/b,2\npkg:conan/c@1,\n');

    expect(softwareOf(outcome)).toEqual(['npm a 1', 'npm b 2']);
    expect(outcome.value).toMatchObject([{ names: [], unread: 1 }]);
  });
});

describe('a file that no reader recognises', () => {
  it.each([
    ['', 'it is empty'],
    ['<!DOCTYPE html><p>login', 'it is a web page, perhaps an error page in place of the data'],
    ['<?xml version="1.0"?><bom/>', 'it is XML; of CycloneDX and SPDX the JSON form is read'],
    ['SPDXVersion: SPDX-2.3\n', 'it is SPDX in tag-value form; its JSON form is read'],
    ['{"@graph": []}', 'it is linked data (SPDX 3); SPDX 2.3 is read'],
    ['{"a": 1}', 'none of the formats has these keys at its top'],
  ])('%j is told: %s', (text, reason) => {
    const sample = sampleOf({ path: 'x', text });

    expect(recogniseReport(sample)).toBeUndefined();
    expect(unrecognisedReport('x', sample).message).toContain(reason);
  });
});
