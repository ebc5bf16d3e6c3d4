import { describe, expect, it } from 'vitest';
import { compareScan } from '../../../src/core/scan/compare.ts';
import type { ComparedFinding, ScanComparison } from '../../../src/model/scan-comparison.ts';
import type { ScannerFinding, ScannerReport } from '../../../src/model/scanner.ts';
import { approvalRecord, exception } from '../../support/decisions.ts';
import { decided, yaml } from '../../support/estate.ts';
import { at } from '../../support/world.ts';

interface Osv {
  readonly name?: string;
  readonly fixed?: string;
  readonly aliases?: readonly string[];
  readonly withdrawn?: string;
  readonly published?: string;
}

function osv(
  id: string,
  { name = 'app', fixed, aliases = [], withdrawn, published = '2026-01-01T00:00:00Z' }: Osv = {},
): string {
  const events = [{ introduced: '0' }, ...(fixed === undefined ? [] : [{ fixed }])];
  return JSON.stringify({
    ...{ id, aliases, withdrawn, published, modified: published },
    affected: [{ package: { ecosystem: 'npm', name }, ranges: [{ type: 'SEMVER', events }] }],
  });
}

const components = [
  { ecosystem: 'npm', name: 'app', version: '1.0.0' },
  { ecosystem: 'Hex', name: 'thing', version: '1.0.0' },
];
const policy = yaml('PatchPolicy', 'p', '{ rules: [{ id: all, then: { priority: scheduled, within: 14d } }] }');

function decision(
  catalog: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
): ReturnType<typeof decided> {
  const files = Object.entries(catalog).map(([name, text]) => [`catalog/${name}.json`, text] as const);
  return decided({
    'inventory/a.yaml': yaml('Inventory', 'hosts', { assets: [{ name: 'web-1', uid: 'i-1', components }] }),
    'policies/p.yaml': policy,
    ...Object.fromEntries(files),
    ...more,
  });
}

function finding(id: string, change: Partial<ScannerFinding> = {}): ScannerFinding {
  return {
    assets: ['web-1'],
    component: { ecosystem: 'npm', name: 'app', version: '1.0.0' },
    ids: [id],
    fixedVersions: [],
    status: 'open',
    at: { file: 'r.json' },
    ...change,
  };
}

function report(findings: readonly ScannerFinding[], change: Partial<ScannerReport> = {}): ScannerReport {
  return { format: 'trivy', scanned: [['web-1']], findings, ...change };
}

const compare = (from: ReturnType<typeof decided>, ...findings: readonly ScannerFinding[]): ScanComparison =>
  compareScan(from, [report(findings)]);
const shown = ({ rows }: ScanComparison): readonly string[] =>
  rows.map(({ side, advisory, reason }) => `${side} ${advisory} ${reason}`);
const only = ({ rows }: ScanComparison): ComparedFinding | undefined => rows[0];

const open = decision({ a: osv('GHSA-1', { fixed: '1.0.1', aliases: ['CVE-2026-0001'] }) });

describe('a finding of both sides', () => {
  it('is agreed on, by the same id or by an alias', () => {
    expect(shown(compare(open, finding('GHSA-1')))).toEqual(['agreed CVE-2026-0001 same-id']);
    expect(shown(compare(open, finding('CVE-2026-0001')))).toEqual(['agreed CVE-2026-0001 same-id']);
    expect(shown(compare(open, finding('XYZ-9', { ids: ['XYZ-9', 'CVE-2026-0001'] })))).toEqual([
      'agreed CVE-2026-0001 alias',
    ]);
  });

  it('named twice, by id and by alias, is one problem with every name', () => {
    const { rows } = compare(open, finding('GHSA-1'), finding('GHSA-1', { at: { file: 'other.json' } }));

    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ results: 2, ids: ['CVE-2026-0001', 'GHSA-1'], ours: { state: 'overdue' } });
  });

  it('of a scanner that names no package is joined on the asset', () => {
    expect(shown(compare(open, finding('CVE-2026-0001', { component: undefined })))).toEqual([
      'agreed CVE-2026-0001 same-id',
    ]);
  });

  it.each([['i-1'], ['WEB-1'], ['web-1.example.org'], ['ACME\\web-1']])('may call the asset %s', (name) => {
    const found = finding('CVE-2026-0001', { assets: ['10.0.0.1', name] });

    expect(compareScan(open, [report([found], { scanned: [[name]] })])).toMatchObject({
      ...{ assets: ['web-1'], unknownAssets: [], counts: { agreed: 1 } },
    });
  });
});

describe('a finding of the scanner alone', () => {
  it.each<[string, Partial<ScannerFinding>]>([
    ['asset-unknown', { assets: ['web-2'] }],
    ['no-advisory-id', { ids: [], check: 'nessus:1' }],
    ['component-unknown', { component: { ecosystem: 'npm', name: 'lib', version: '1' } }],
    ['other-ecosystem', { component: { ecosystem: 'PyPI', name: 'app', version: '1.0.0' } }],
    ['other-version', { ids: ['CVE-2026-9999'], component: { ecosystem: 'npm', name: 'app', version: '0.9.0' } }],
    ['unwatched', { ids: ['CVE-2026-9999'], component: { ecosystem: 'Hex', name: 'thing', version: '1.0.0' } }],
    ['advisory-unknown', { ids: ['CVE-2026-9999'] }],
    ['other-package', { component: { ecosystem: 'Hex', name: 'thing', version: '1.0.0' } }],
  ])('is told to be there for the reason %s', (reason, change) => {
    const rows = compare(open, finding('CVE-2026-0001', change)).rows.filter(({ side }) => side === 'only-theirs');

    expect(rows.map((row) => row.reason)).toEqual([reason]);
    expect(rows[0]?.because).not.toBe('');
  });

  it('may be about an advisory that was withdrawn', () => {
    const withdrawn = decision({ a: osv('GHSA-1', { withdrawn: '2026-02-01T00:00:00Z' }) });

    expect(only(compare(withdrawn, finding('GHSA-1')))).toMatchObject({
      reason: 'withdrawn',
      because: 'GHSA-1 was withdrawn at 2026-02-01T00:00:00Z',
    });
  });

  it('may be judged otherwise by the order of versions', () => {
    const fixed = decision({ a: osv('GHSA-1', { fixed: '1.0.0' }) });

    expect(only(compare(fixed, finding('GHSA-1', { fixedVersions: ['0.10.0'] })))).toMatchObject({
      ...{ side: 'only-theirs', reason: 'version-order', ours: { status: 'fixed' } },
    });
    expect(only(compare(fixed, finding('GHSA-1')))).toMatchObject({ reason: 'judged-otherwise' });
  });

  it('may be assessed away by a VEX statement', () => {
    const spec = {
      selector: { all: true },
      advisories: ['CVE-2026-0001'],
      status: 'not-affected',
      justification: 'component_not_present',
    };
    const assessed = decision(
      { a: osv('GHSA-1', { fixed: '1.0.1', aliases: ['CVE-2026-0001'] }) },
      { 'exceptions/v.yaml': yaml('Assessment', 'v', spec) },
    );

    expect(only(compare(assessed, finding('GHSA-1')))).toMatchObject({
      ...{ reason: 'assessment', because: 'Assessment v: component_not_present' },
    });
  });

  it('may be excepted', () => {
    const excepted = decision(
      { a: osv('GHSA-1', { fixed: '1.0.1', aliases: ['CVE-2026-0001'] }) },
      {
        'exceptions/e.yaml': yaml('Exception', 'e', exception('e').document.spec),
        'records/approval/r.yaml': yaml('ApprovalRecord', 'r', approvalRecord('r').document.spec),
      },
    );

    expect(only(compare(excepted, finding('GHSA-1')))).toMatchObject({
      ...{ side: 'only-theirs', reason: 'exception', because: 'Exception e covers it' },
    });
  });

  it('of a test from outside may name nothing that the asset carries', () => {
    const elsewhere = decision({ a: osv('GHSA-1', { name: 'lib' }) });

    expect(only(compare(elsewhere, finding('GHSA-1', { component: undefined })))?.reason).toBe('not-applicable');
  });
});

describe('a finding of the decision alone', () => {
  it.each<[string, readonly ScannerFinding[], Partial<ScannerReport>]>([
    ['not-reported', [finding('CVE-2026-9999', { status: 'fixed' })], {}],
    ['ecosystem-unseen', [], {}],
    ['suppressed-there', [finding('GHSA-1', { status: 'suppressed', reason: 'accepted' })], {}],
    ['fixed-there', [finding('GHSA-1', { status: 'fixed' })], {}],
    ['newer-advisory', [], { createdAt: at('2025-12-01T00:00:00Z') }],
    [
      'other-version',
      [finding('CVE-2026-9999', { component: { ecosystem: 'npm', name: 'app', version: '2.0.0' } })],
      {},
    ],
  ])('is told to be there for the reason %s', (reason, findings, change) => {
    const { rows } = compareScan(open, [report(findings, change)]);

    expect(rows.filter(({ side }) => side === 'only-ours').map((row) => row.reason)).toEqual([reason]);
  });

  it('may have no fix, which scanners leave out', () => {
    expect(only(compare(decision({ a: osv('GHSA-1') })))?.reason).toBe('no-fix');
  });

  it('counts only on assets that were scanned', () => {
    expect(compareScan(open, [report([], { scanned: [] })]).rows).toEqual([]);
  });
});

describe('a comparison', () => {
  it('counts by side and reason, and does not depend on the order of findings', () => {
    const findings = [
      finding('GHSA-1'),
      finding('CVE-2026-9999'),
      finding('CVE-2026-9998'),
      finding('X', { assets: ['z'] }),
    ];
    const comparison = compare(open, ...findings);

    expect(comparison.counts).toEqual({ agreed: 1, 'only-theirs': 3, 'only-ours': 0 });
    expect(comparison.byReason).toEqual([
      { side: 'only-theirs', reason: 'advisory-unknown', count: 2 },
      { side: 'only-theirs', reason: 'asset-unknown', count: 1 },
      { side: 'agreed', reason: 'same-id', count: 1 },
    ]);
    expect(comparison.unknownAssets).toEqual(['z']);
    expect(compare(open, ...findings.toReversed())).toEqual(comparison);
  });
});
