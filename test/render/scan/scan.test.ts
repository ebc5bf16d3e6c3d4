import { describe, expect, it } from 'vitest';
import { plainPaint } from '../../../src/adapters/terminal.ts';
import type { ComparedFinding, ScanComparison } from '../../../src/model/scan-comparison.ts';
import { renderComparisonJson } from '../../../src/render/scan/json.ts';
import { renderComparison } from '../../../src/render/scan/text.ts';
import { at } from '../../support/world.ts';

const row: ComparedFinding = {
  side: 'only-theirs',
  asset: 'web-1',
  component: { ecosystem: 'npm', name: 'app', version: '1.0.0' },
  advisory: 'CVE-2026-0001',
  ids: ['CVE-2026-0001', 'GHSA-1'],
  reason: 'withdrawn',
  because: 'GHSA-1 was withdrawn',
  ours: undefined,
  theirs: {
    status: 'open',
    severity: 'HIGH',
    fixedVersions: ['1.0.1'],
    at: { file: 'r.json', range: { start: { line: 7, column: 1 }, end: { line: 7, column: 2 } } },
  },
  results: 2,
};
const agreed: ComparedFinding = {
  ...row,
  side: 'agreed',
  reason: 'same-id',
  because: 'both name CVE-2026-0001',
  ours: { status: 'affected', severity: 'high', state: 'open', priority: 'scheduled' },
  results: 1,
};
const comparison: ScanComparison = {
  formats: ['trivy'],
  scannedAt: at('2026-11-01T00:00:00Z'),
  counts: { agreed: 1, 'only-theirs': 1, 'only-ours': 0 },
  byReason: [
    { side: 'only-theirs', reason: 'withdrawn', count: 1 },
    { side: 'agreed', reason: 'same-id', count: 1 },
  ],
  assets: ['web-1'],
  unknownAssets: ['z\u001b[31m'],
  rows: [row, agreed],
};

describe('a comparison as text', () => {
  it('counts, gives reasons and lists what differs', () => {
    expect(renderComparison(comparison, { paint: plainPaint, withAgreed: false })).toBe(
      [
        'trivy of 2026-11-01T00:00:00Z beside the plan, on 1 asset',
        '2 findings: 1 agreed, 1 only theirs, 0 only ours',
        '',
        'Reasons',
        '  only theirs  withdrawn  1',
        '  agreed       same-id    1',
        '',
        'Only theirs (1)',
        '  web-1',
        '    app 1.0.0  CVE-2026-0001  high  withdrawn: GHSA-1 was withdrawn (2 results)',
        '',
        'Scanned, and no asset of the estate (1)',
        '  z\\u001b[31m',
        '',
      ].join('\n'),
    );
  });

  it('lists what both hold on request', () => {
    expect(renderComparison(comparison, { paint: plainPaint, withAgreed: true })).toContain('Agreed (1)\n  web-1\n');
  });
});

describe('a comparison as JSON', () => {
  it('holds every row with what either side says', () => {
    const document: unknown = JSON.parse(renderComparisonJson(comparison));

    expect(document).toMatchObject({
      schema: 'patchledger.scan-comparison/v1',
      scannedAt: '2026-11-01T00:00:00Z',
      counts: { agreed: 1, onlyTheirs: 1, onlyOurs: 0 },
      findings: [
        { side: 'only-theirs', ours: null, theirs: { severity: 'HIGH', file: 'r.json', line: 7 }, results: 2 },
        { side: 'agreed', ours: { status: 'affected', state: 'open' } },
      ],
    });
  });
});
