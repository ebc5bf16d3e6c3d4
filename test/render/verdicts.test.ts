import { describe, expect, it } from 'vitest';
import { plainPaint } from '../../src/adapters/terminal.ts';
import { checkReport } from '../../src/core/check/report.ts';
import type { Audit } from '../../src/model/audit.ts';
import { diagnostic } from '../../src/model/diagnostic.ts';
import { renderAudit, renderAuditJson } from '../../src/render/audit/audit.ts';
import { renderCheck } from '../../src/render/check/registry.ts';

const error = diagnostic('load/duplicate-key', { key: '<b>' }, { at: { file: 'a.yaml' } });
const report = checkReport(
  { mode: 'change', base: 'b', head: undefined, lane: 'decision' },
  { files: { problems: [error] }, plan: { problems: [] }, approval: { problems: [], unknown: 'no reviews' } },
);
const view = { sources: new Map([['a.yaml', 'b: 1\n']]), paint: plainPaint, version: '1.2.3' };

describe('the verdict of the gate', () => {
  it('for people marks each check and ends with all of it', () => {
    const text = renderCheck('text', report, view);

    expect(text).toMatch(/^✗ Files: 1 problem\n/);
    expect(text).toContain('✓ Plan: in order');
    expect(text).toContain('? Approval: not judged, no reviews');
    expect(text).toMatch(/1 of 3 checks failed, 1 not judged: files \(lane: decision\)\n$/);
    expect(renderCheck('text', { ...report, mode: 'estate', results: report.results.slice(1) }, view)).not.toContain(
      'lane',
    );
  });

  it('as Markdown says the verdict first and takes names as names', () => {
    const text = renderCheck('markdown', report, view);

    expect(text).toMatch(/^## Patchledger: 1 of 3 checks failed/);
    expect(text).not.toContain('<b>');
    expect(renderCheck('markdown', { ...report, mode: 'estate' }, view)).toContain('The whole estate.');
  });

  it('in formats of problems shows the same problems', () => {
    expect(JSON.parse(renderCheck('json', report, view)).schema).toBe('patchledger.check/v1');
    expect(renderCheck('github', report, view)).toMatch(/^::error file=a\.yaml/);
    expect(() => renderCheck('toString', report, view)).toThrow();
  });
});

describe('the verdict on the history', () => {
  const audit: Audit = {
    ...{
      head: 'a'.repeat(40),
      commits: 3,
      signatures: { good: 1, none: 2, unknown: 0, expired: 0, bad: 0 },
      limits: ['It detects.'],
    },
    checks: [
      {
        id: 'append-only',
        title: 'only grew',
        verdict: 'broken',
        lookedAt: '3 commits',
        found: Array.from({ length: 50 }, (_, index) => `f${index}\u001b`),
      },
      { id: 'anchors', title: 'anchors', verdict: 'not known', lookedAt: '0 anchors', found: ['none'] },
      { id: 'merged', title: 'merged', verdict: 'holds', lookedAt: '0 records', found: [] },
    ],
  };

  it('names what is broken, counts the rest, and never passes what is not known', () => {
    const text = renderAudit(audit, plainPaint);

    expect(text).toContain('✗ only grew (3 commits)');
    expect(text).toContain('    and 10 more');
    expect(text).toContain('? anchors');
    expect(text).toContain('signatures: 1 good, 2 none');
    expect(text).not.toContain('\u001b');
    expect(JSON.parse(renderAuditJson(audit)).checks).toHaveLength(3);
  });
});
