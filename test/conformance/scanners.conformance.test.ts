import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readScannerReport } from '../../src/feeds/scanner/registry.ts';
import type { ScannerFinding } from '../../src/model/scanner.ts';
import { dataRoot } from '../support/conformance-data.ts';

const root = join(dataRoot, 'data');
const folders = ['scan-trivy', 'scan-grype', 'scan-defectdojo', 'trivy-db-yaml'];

const files = folders
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  .sort();
const reports = files.map((path) => {
  return [path, readScannerReport({ path, text: readFileSync(join(root, path), 'utf8') })] as const;
});
const isRead = ([, { value }]: (typeof reports)[number]): boolean => value.format !== 'unknown';

interface Counted {
  readonly files: number;
  readonly findings: number;
  readonly withComponent: number;
  readonly withEcosystem: number;
  readonly withId: number;
  readonly withFix: number;
  readonly notOpen: number;
}

function counted(format: string): Counted {
  const mine = reports.filter(([, { value }]) => value.format === format);
  const findings = mine.flatMap(([, { value }]) => value.findings);
  const number = (test: (finding: ScannerFinding) => boolean): number => findings.filter(test).length;
  return {
    files: mine.length,
    findings: findings.length,
    withComponent: number(({ component }) => component !== undefined),
    withEcosystem: number(({ component }) => component?.ecosystem !== undefined),
    withId: number(({ ids }) => ids.length > 0),
    withFix: number(({ fixedVersions }) => fixedVersions.length > 0),
    notOpen: number(({ status }) => status !== 'open'),
  };
}

/**
 * What each reader finds; a reader that loses something changes a figure. Without an ecosystem are packages of Red Hat's
 * own releases, which advisories name by product stream, and everything of scanners that name no packages. Without an id
 * are checks of settings, which no advisory is about.
 */
const expected: Readonly<Record<string, Counted>> = {
  trivy: { files: 42, findings: 100, withComponent: 100, withEcosystem: 98, withId: 100, withFix: 77, notOpen: 1 },
  grype: { files: 5, findings: 49, withComponent: 49, withEcosystem: 17, withId: 49, withFix: 26, notOpen: 0 },
  'osv-scanner': { files: 1, findings: 1, withComponent: 1, withEcosystem: 1, withId: 1, withFix: 0, notOpen: 0 },
  'dependency-track': {
    files: 4,
    findings: 30,
    withComponent: 30,
    withEcosystem: 29,
    withId: 30,
    withFix: 0,
    notOpen: 1,
  },
  tenable: { files: 7, findings: 34, withComponent: 18, withEcosystem: 0, withId: 27, withFix: 25, notOpen: 0 },
  qualys: { files: 2, findings: 1, withComponent: 0, withEcosystem: 0, withId: 0, withFix: 0, notOpen: 0 },
  openvas: { files: 5, findings: 143, withComponent: 43, withEcosystem: 0, withId: 138, withFix: 0, notOpen: 0 },
  defender: { files: 1, findings: 4, withComponent: 4, withEcosystem: 0, withId: 4, withFix: 0, notOpen: 0 },
};

/** Files that are no report of the scanners that are read, and what they are. */
const others: readonly (readonly [pattern: RegExp, what: string, files: number])[] = [
  [/conda(?:-environment)?-cyclonedx|(?:conda|julia)-spdx|\/cyclonedx\/|ignore-reason__sbom/, 'bills of materials', 14],
  [/aws_inspector2|kubescape|nexpose|npm_audit|pip_audit|snyk|wazuh/, 'reports of other scanners', 23],
  [/vex-docs|affected\.csaf/, 'CSAF documents', 2],
  [/results__github|spdx\.schema/, "a scanner's database record and a schema", 2],
  [/trivy-db-yaml/, "a scanner's own advisory database, in a format of its own", 14],
];

describe('every real scanner report', () => {
  it.each(Object.keys(expected))('of %s is read, with what it says of packages, ids and fixes', (format) => {
    const found = counted(format);
    process.stdout.write(`${format}: ${JSON.stringify(found)}\n`);

    expect(found).toEqual(expected[format]);
  });

  it('is read whole: what is left out is told', () => {
    const told = reports
      .filter(isRead)
      .flatMap(([path, { diagnostics }]) => diagnostics.map(({ code }) => `${path}: ${code}`));
    const codes = new Set(told.map((line) => line.split(': ')[1]));
    process.stdout.write(`${told.join('\n')}\n`);

    expect([...codes].sort()).toEqual(['scan/not-vulnerabilities', 'scan/wrong-entry', 'scan/wrong-value']);
  });

  it('gives the line of every finding', () => {
    for (const [path, { value }] of reports) {
      const lines = readFileSync(join(root, path), 'utf8').split('\n').length;
      for (const { at } of value.findings) {
        expect(at.range?.start.line).toBeGreaterThan(0);
        expect(at.range?.start.line).toBeLessThanOrEqual(lines);
      }
    }
  });
});

describe('every other real file', () => {
  it('is told to be no report, and what it is instead', () => {
    const unread = reports.filter((report) => !isRead(report)).map(([path]) => path);
    const named = others.map(([pattern, what]) => [what, unread.filter((path) => pattern.test(path)).length]);
    process.stdout.write(`${unread.join('\n')}\n${JSON.stringify(named)}\n`);

    expect(unread.filter((path) => !others.some(([pattern]) => pattern.test(path)))).toEqual([]);
    expect(named).toEqual(others.map(([, what, number]) => [what, number]));
  });
});
