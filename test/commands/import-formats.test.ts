import { readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CommandOptions } from '../../src/commands/command.ts';
import { run } from '../../src/commands/import.ts';
import { packageListReaders } from '../../src/feeds/observed/registry.ts';
import { reportReaders } from '../../src/feeds/observed/report-registry.ts';
import { captureRun } from '../support/capture.ts';
import { yaml } from '../support/estate.ts';
import { temporaryFolder, writeFiles } from '../support/folders.ts';

/** A file as its tool writes it, how it is imported, and what stands below `observed/` afterwards. */
interface Story {
  readonly format: string;
  readonly file: string;
  readonly text: string;
  readonly options?: CommandOptions;
  readonly lands: readonly string[];
}

const json = (value: unknown): string => JSON.stringify(value);
const debian = { ecosystem: 'Debian:12' };

const stories: readonly Story[] = [
  {
    format: 'cyclonedx',
    file: 'web-1.cdx.json',
    text: json({
      ...{ bomFormat: 'CycloneDX', specVersion: '1.6' },
      metadata: { timestamp: '2026-11-20T08:00:00Z', component: { type: 'container', name: 'web-1' } },
      components: [
        { type: 'library', name: 'lodash', version: '4.17.20', purl: 'pkg:npm/lodash@4.17.20' },
        { type: 'library', name: 'core', group: '@acme', version: '1.0.0', purl: 'pkg:npm/%40acme/core@1.0.0' },
      ],
    }),
    lands: ['exit 0', 'npm @acme/core 1.0.0', 'npm lodash 4.17.20', 'web-1, seen 2026-11-20T08:00:00Z'],
  },
  {
    format: 'spdx',
    file: 'web-1.spdx.json',
    text: json({
      ...{ spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', name: 'web-1' },
      creationInfo: { created: '2026-11-20T08:00:00Z', creators: ['Tool: t'] },
      packages: [
        {
          ...{ SPDXID: 'SPDXRef-1', name: 'django', versionInfo: '5.0' },
          externalRefs: [{ referenceType: 'purl', referenceLocator: 'pkg:pypi/Django@5.0' }],
        },
      ],
    }),
    lands: ['exit 0', 'PyPI django 5.0', 'web-1, seen 2026-11-20T08:00:00Z'],
  },
  {
    format: 'syft',
    file: 'web-1.json',
    text: json({
      artifacts: [
        { name: 'gin', version: 'v1.9.0', type: 'go-module', purl: 'pkg:golang/github.com/gin-gonic/gin@v1.9.0' },
      ],
      ...{ source: { type: 'image', name: 'web-1' }, schema: { version: '16.0.0' } },
    }),
    lands: ['exit 0', 'Go github.com/gin-gonic/gin v1.9.0', 'web-1, seen 2026-09-21T14:13:20Z'],
  },
  {
    format: 'trivy-packages',
    file: 'web-1.json',
    text: json({
      ...{
        SchemaVersion: 2,
        CreatedAt: '2026-11-20T08:00:00Z',
        ArtifactName: 'web-1',
        ArtifactType: 'container_image',
      },
      Metadata: { OS: { Family: 'alpine', Name: '3.19.1' } },
      Results: [
        {
          ...{ Target: 'web-1 (alpine 3.19.1)', Class: 'os-pkgs', Type: 'alpine' },
          Packages: [{ Name: 'libssl3', Version: '3.1.4-r5', SrcName: 'openssl', SrcVersion: '3.1.4-r5' }],
        },
      ],
    }),
    lands: ['exit 0', 'Alpine:v3.19 libssl3 3.1.4-r5 of openssl', 'web-1, seen 2026-11-20T08:00:00Z'],
  },
  {
    format: 'package-lock',
    file: 'web-1.json',
    text: json({
      ...{ name: 'web-1', lockfileVersion: 3 },
      packages: { '': { name: 'web-1' }, 'node_modules/lodash': { version: '4.17.20' } },
    }),
    lands: ['exit 0', 'npm lodash 4.17.20', 'web-1, seen 2026-09-21T14:13:20Z'],
  },
  {
    format: 'dpkg-query',
    file: 'web-1.txt',
    text: 'libssl3:amd64\t3.0.11-1~deb12u2\topenssl (3.0.11-1~deb12u2)\n',
    options: debian,
    lands: ['exit 0', 'Debian:12 libssl3 3.0.11-1~deb12u2 of openssl', 'web-1, seen 2026-09-21T14:13:20Z'],
  },
  {
    format: 'dpkg-status',
    file: 'web-1.txt',
    text: 'Package: bash\nStatus: install ok installed\nVersion: 5.2.15-2+b2\nSource: bash (5.2.15-2)\n\nPackage: old\nStatus: deinstall ok config-files\nVersion: 1\n',
    options: debian,
    lands: ['exit 0', 'Debian:12 bash 5.2.15-2+b2 of bash', 'web-1, seen 2026-09-21T14:13:20Z'],
  },
  {
    format: 'rpm-qa',
    file: 'web-1.txt',
    text: 'openssl-libs\t1:3.0.7-24.el9\tx86_64\nbash\t0:5.1.8-6.el9\tx86_64\n',
    options: { ecosystem: 'AlmaLinux:9' },
    lands: [
      'exit 0',
      'AlmaLinux:9 bash 5.1.8-6.el9',
      'AlmaLinux:9 openssl-libs 1:3.0.7-24.el9',
      'web-1, seen 2026-09-21T14:13:20Z',
    ],
  },
  {
    format: 'apk-installed',
    file: 'web-1.txt',
    text: 'P:libssl3\nV:3.1.4-r5\no:openssl\n\nP:musl\nV:1.2.4-r2\no:musl\n',
    options: { ecosystem: 'Alpine:v3.19' },
    lands: [
      'exit 0',
      'Alpine:v3.19 libssl3 3.1.4-r5 of openssl',
      'Alpine:v3.19 musl 1.2.4-r2 of musl',
      'web-1, seen 2026-09-21T14:13:20Z',
    ],
  },
  {
    format: 'ansible-facts',
    file: 'facts.txt',
    text: `web-1 | SUCCESS => ${json({
      ansible_facts: {
        ...{ ansible_distribution: 'AlmaLinux', ansible_distribution_version: '9.4' },
        packages: {
          bash: [{ name: 'bash', version: '5.1.8', release: '6.el9', epoch: null, arch: 'x86_64', source: 'rpm' }],
        },
      },
    })}\n`,
    lands: ['exit 0', 'AlmaLinux:9 bash 5.1.8-6.el9', 'web-1, seen 2026-09-21T14:13:20Z'],
  },
  {
    format: 'osquery',
    file: 'snapshots.log',
    text: `${json({
      ...{ action: 'snapshot', name: 'npm_packages', hostIdentifier: 'web-1', unixTime: 1_795_300_000 },
      snapshot: [{ name: 'lodash', version: '4.17.20', path: '/srv/app' }],
    })}\n`,
    lands: ['exit 0', 'npm lodash 4.17.20', 'web-1, seen 2026-11-21T22:26:40Z'],
  },
  {
    format: 'ssm-inventory',
    file: 'inventory.json',
    text: json({
      Entities: [
        {
          Id: 'web-1',
          Data: {
            'AWS:Application': {
              ...{ TypeName: 'AWS:Application', CaptureTime: '2026-11-20T08:00:00Z' },
              Content: [
                { Name: 'bash', Version: '5.1.8', Release: '6.el9', Architecture: 'x86_64', PackageId: 'bash' },
              ],
            },
            'AWS:InstanceInformation': {
              ...{ TypeName: 'AWS:InstanceInformation', CaptureTime: '2026-11-20T08:00:00Z' },
              Content: [
                { InstanceId: 'web-1', PlatformName: 'AlmaLinux', PlatformVersion: '9.4', PlatformType: 'Linux' },
              ],
            },
          },
        },
      ],
    }),
    options: { ecosystem: 'AlmaLinux:9' },
    lands: ['exit 0', 'AlmaLinux:9 bash 5.1.8-6.el9', 'web-1, seen 2026-11-20T08:00:00Z'],
  },
  {
    format: 'ssm-patch-state',
    file: 'states.json',
    text: json({
      InstancePatchStates: [
        {
          ...{ InstanceId: 'web-1', PatchGroup: 'web', BaselineId: 'pb-1', InstalledCount: 5, MissingCount: 1 },
          ...{ InstalledPendingRebootCount: 1, OperationEndTime: '2026-11-20T08:00:00Z', Operation: 'Scan' },
        },
      ],
    }),
    lands: ['exit 0', 'observed/missing-updates', 'web-1, seen 2026-11-20T08:00:00Z, reboot true'],
  },
  {
    format: 'wsus',
    file: 'wsus.csv',
    text: 'FullDomainName,IPAddress,LastSyncTime,LastReportedStatusTime,OSDescription\nweb-1.example.com,10.0.0.1,2026-11-20T08:00:00Z,2026-11-20T08:00:00Z,Windows Server 2022\n',
    lands: ['exit 0', 'web-1, seen 2026-11-20T08:00:00Z'],
  },
  {
    format: 'configmgr',
    file: 'configmgr.csv',
    text: 'Netbios_Name0,DisplayName0,Version0,Publisher0,TimeStamp\nweb-1,7-Zip 23.01,23.01,Igor Pavlov,2026-11-20T08:00:00Z\n',
    lands: ['exit 0', 'generic 7-Zip 23.01 23.01', 'web-1, seen 2026-11-20T08:00:00Z'],
  },
  {
    format: 'csv',
    file: 'software.csv',
    text: 'Host,Product,Ver,Seen\nweb-1,lodash,4.17.20,2026-11-20T08:00:00Z\n',
    options: { ecosystem: 'npm', map: ['asset=Host,package=Product,version=Ver,lastSeen=Seen'] },
    lands: ['exit 0', 'npm lodash 4.17.20', 'web-1, seen 2026-11-20T08:00:00Z'],
  },
];

/** An estate with one asset, a file of a format beside it, and a run that imports it. */
function importing({ format, file, text, options = {} }: Story) {
  const folder = temporaryFolder();
  const root = join(folder, 'estate');
  const inventory = yaml('Inventory', 'hosts', { assets: [{ name: 'web-1' }] });
  writeFiles(folder, { 'estate/inventory/hosts.yaml': inventory, [file]: text });
  utimesSync(join(folder, file), 1_790_000_000, 1_790_000_000);
  const importWith = (more: CommandOptions = {}) =>
    captureRun(run, { root, asOf: '2026-12-01T00:00:00Z' }, [format, join(folder, file)], { ...options, ...more });
  return { at: join(root, 'observed/imports'), importWith };
}

/** What stands below `observed/` afterwards: assets with what is known of them, and components. */
async function landed(story: Story): Promise<readonly string[]> {
  const { at, importWith } = importing(story);
  const { notes, code } = await importWith();
  const lines = readFileSync(join(at, `${story.format}.ndjson`), 'utf8')
    .trimEnd()
    .split('\n');
  const told = [...notes.matchAll(/\[([a-z]+\/[a-z-]+)\]/g)].map(([, one = '']) => one);
  return [`exit ${code}`, ...told, ...lines.flatMap(wordsOf)];
}

function wordsOf(line: string): readonly string[] {
  const {
    asset,
    lastSeen,
    components = [],
    pendingReboot,
    unread,
  } = JSON.parse(line) as {
    readonly asset?: string;
    readonly lastSeen?: string;
    readonly pendingReboot?: boolean;
    readonly unread?: number;
    readonly components?: readonly {
      readonly ecosystem: string;
      readonly name: string;
      readonly version: string;
      readonly source?: { readonly name: string };
    }[];
  };
  const more = [
    ...(pendingReboot === undefined ? [] : [`reboot ${pendingReboot}`]),
    ...(unread ? [`unread ${unread}`] : []),
  ];
  return [
    ...components.map((one) =>
      [one.ecosystem, one.name, one.version, ...(one.source === undefined ? [] : [`of ${one.source.name}`])].join(' '),
    ),
    ...(asset === undefined ? [] : [[asset, `seen ${lastSeen}`, ...more].join(', ')]),
  ];
}

describe('import', () => {
  it.each(stories.map((story) => [story.format, story] as const))('lands what %s says', async (_, story) => {
    expect(await landed(story)).toEqual(story.lands);
  });

  it.each(Object.keys(packageListReaders))('keeps a file of %s as it is, as evidence', async (format) => {
    const story = stories.find((one) => one.format === format);
    if (story === undefined) throw new Error(`no story of ${format}`);
    const { at, importWith } = importing(story);

    const { code } = await importWith({ raw: true });

    const { asset, raw } = JSON.parse(readFileSync(join(at, `${format}.ndjson`), 'utf8')) as {
      readonly asset: string;
      readonly raw: { readonly path: string; readonly format: string };
    };
    expect([code, asset, raw.format]).toEqual([0, 'web-1', format]);
    expect(readFileSync(join(at, '../..', raw.path), 'utf8')).toBe(story.text);
  });

  it('is shown for every format', () => {
    expect(stories.map(({ format }) => format).sort()).toEqual(reportReaders.map(({ id }) => id).sort());
  });
});
