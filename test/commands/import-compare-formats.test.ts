import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/commands/import.ts';
import { scannerReaders } from '../../src/feeds/scanner/registry.ts';
import { captureRun } from '../support/capture.ts';
import { yaml } from '../support/estate.ts';
import { temporaryFolder, writeFiles } from '../support/folders.ts';
import { scannerSubjects } from '../support/scanner-subjects.ts';

/** An advisory about the one component of `web-1` that every report speaks of. */
const osv = (id: string, name: string, ecosystem = 'npm'): string =>
  JSON.stringify({
    ...{ id, modified: '2026-11-01T00:00:00Z', published: '2026-11-01T00:00:00Z' },
    affected: [{ package: { ecosystem, name }, versions: ['1', '1.2-r0'] }],
  });

const files = {
  'patchledger.yaml': yaml('Workspace', 'w', { forge: { kind: 'local' } }),
  'inventory/hosts.yaml': yaml('Inventory', 'hosts', {
    assets: [
      {
        name: 'web-1',
        components: [
          { ecosystem: 'npm', name: 'a', version: '1' },
          { ecosystem: 'Alpine:v3.19', name: 'zlib', version: '1.2-r0' },
        ],
      },
    ],
  }),
  'policies/p.yaml': yaml('PatchPolicy', 'p', {
    rules: [{ id: 'all', then: { priority: 'scheduled', within: '14d' } }],
  }),
  'catalog/a.json': osv('CVE-2024-1001', 'a'),
  'catalog/zlib.json': osv('CVE-2024-1002', 'zlib', 'Alpine:v3.19'),
};

interface Finding {
  readonly side: string;
  readonly component: { readonly name: string; readonly version: string | null } | null;
  readonly ids: readonly string[];
  readonly reason: string;
}

/** What a comparison with a report answers: exit, counts, and each entry with its reason. */
async function compared(text: string): Promise<readonly string[]> {
  const root = writeFiles(temporaryFolder(), { ...files, 'report.txt': text });
  const { code, out } = await captureRun(run, { root, asOf: '2026-12-01T00:00:00Z', format: 'json' }, [], {
    compare: [join(root, 'report.txt')],
    asset: 'web-1',
    all: true,
  });
  const { findings } = JSON.parse(out) as { readonly findings: readonly Finding[] };
  const lines = findings.map(({ side, component, ids, reason }) =>
    [side, component === null ? 'nothing' : `${component.name} ${component.version}`, ...ids, reason].join(' '),
  );
  return [`exit ${code}`, ...lines];
}

/** Of a report that names packages: of three findings one is agreed, one is of another package, one is unknown here. */
const ofPackages = (name: string, ids: (id: string) => string, reason: string): readonly string[] => [
  'exit 0',
  `only-theirs ${name} 1 ${ids('1002')} other-package`,
  `only-theirs ${name} 1 ${ids('1003')} advisory-unknown`,
  'only-ours zlib 1.2-r0 CVE-2024-1002 no-fix',
  `agreed a 1 ${ids('1001')} ${reason}`,
];
const cve = (id: string): string => `CVE-2024-${id}`;
const packages = ofPackages('a', cve, 'same-id');

/** Of a report that names hosts alone: what an advisory is about is taken from here. */
const hosts: readonly string[] = [
  'exit 0',
  'only-theirs nothing CVE-2024-1003 advisory-unknown',
  'agreed a 1 CVE-2024-1001 same-id',
  'agreed zlib 1.2-r0 CVE-2024-1002 same-id',
];

const goldens: Readonly<Record<string, readonly string[]>> = {
  trivy: [
    'exit 0',
    'only-theirs zlib 1.2-r0 CVE-2024-1001 other-package',
    'only-theirs zlib 1.2-r0 CVE-2024-1003 advisory-unknown',
    'only-ours a 1 CVE-2024-1001 no-fix',
    'agreed zlib 1.2-r0 CVE-2024-1002 same-id',
  ],
  grype: packages,
  'osv-scanner': ofPackages('a', (id) => `${cve(id)} GHSA-${id}`, 'alias'),
  'dependency-track': packages,
  'tenable, XML': hosts,
  'tenable, CSV': hosts,
  'qualys, XML': hosts,
  'qualys, CSV': hosts,
  'openvas, XML': hosts,
  'openvas, CSV': hosts,
  'defender, JSON': packages,
  'defender, CSV': ofPackages('acme/a', cve, 'same-id'),
  csv: packages,
};

describe('import --compare', () => {
  it.each(scannerSubjects.map(({ title, units, join: whole }) => [title, whole(units)] as const))(
    'tells of a report of %s what both hold, and why the rest differs',
    async (title, text) => {
      expect(await compared(text)).toEqual(goldens[title]);
    },
  );

  it('is shown for every scanner', () => {
    const shown = new Set(Object.keys(goldens).map((title) => title.split(',')[0]));

    expect([...shown].sort()).toEqual(scannerReaders.map(({ id }) => id).sort());
  });
});
