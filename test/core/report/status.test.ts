import { describe, expect, it } from 'vitest';
import { readLedger } from '../../../src/core/ledger/read.ts';
import { buildReport } from '../../../src/core/report/build.ts';
import type { ReportInput } from '../../../src/core/report/input.ts';
import { auditStatuses, statusOf } from '../../../src/core/report/status.ts';
import type { LedgerRecord } from '../../../src/model/generated/ledger-record.ts';
import type { ReportTable } from '../../../src/model/report.ts';
import { requirementStates } from '../../../src/model/requirement.ts';
import { recordResource } from '../../support/ledger.ts';
import { deploymentRecord, deploymentRow, indexed, type ReportSketch, reportInput } from '../../support/report.ts';
import { requirementOf } from '../../support/schedule.ts';
import { at } from '../../support/world.ts';

const table = (input: ReportInput, id: string): ReportTable =>
  buildReport(input)
    .documents.flatMap(({ sections }) => sections.flatMap(({ tables }) => tables))
    .find((one) => one.id === id) as ReportTable;

const column = (of: ReportTable, key: string): readonly unknown[] => {
  const place = of.columns.findIndex((one) => one.key === key);
  return of.rows.map((row) => {
    const cell = row[place];
    return cell?.kind === 'text' ? cell.text : cell?.kind === 'number' ? cell.value : cell?.kind;
  });
};

const finding = (advisory: string) => ({
  assets: ['db-1'],
  ecosystem: 'Debian:12',
  package: 'openssl',
  advisories: [advisory],
});
const due = (advisory: string, until: string) => ({
  ...finding(advisory),
  policy: 'base',
  rule: 'rule',
  priority: 'scheduled' as const,
  within: '7d',
  due: until,
});

const ledger: LedgerRecord = {
  apiVersion: 'patchledger/v1',
  kind: 'LedgerRecord',
  metadata: { name: 'l-1' },
  spec: {
    asOf: '2026-11-10T00:00:00Z',
    commit: 'a'.repeat(40),
    opened: ['CVE-1', 'CVE-2', 'CVE-3', 'CVE-4', 'CVE-5'].map((id) => ({ ...finding(id), version: '1' })),
    dueSet: [due('CVE-1', '2026-11-20T00:00:00Z'), due('CVE-2', '2026-11-11T00:00:00Z')],
    closed: [
      { ...finding('CVE-1'), by: 'deployment', closedAt: '2026-11-12T00:00:00Z' },
      { ...finding('CVE-2'), by: 'out-of-band', closedAt: '2026-11-12T00:00:00Z' },
      { ...finding('CVE-3'), by: 'withdrawn', closedAt: '2026-11-12T00:00:00Z' },
      { ...finding('CVE-4'), by: 'deployment', closedAt: '2026-10-01T00:00:00Z' },
      { ...finding('CVE-5'), by: 'exception', record: 'legacy' },
    ],
  },
};

const withLedger = (sketch: ReportSketch): ReportInput => {
  const input = reportInput(sketch);
  return { ...input, decision: { ...input.decision, ledger: readLedger([recordResource(ledger)]) } };
};

describe('the status of a promise', () => {
  it('never lets a breach leave the open count, whatever is said of it, until the work is done', () => {
    for (const state of requirementStates) {
      const status = statusOf(requirementOf({ asset: 'a', state, overdue: true }), () => true);

      expect(status, state).toBe(state === 'done' ? 'met-late' : 'overdue');
    }
  });

  it('is one of the eight words for every state', () => {
    for (const state of requirementStates)
      expect(auditStatuses).toContain(statusOf(requirementOf({ asset: 'a', state, overdue: false }), () => false));
  });

  it('is unknown where no policy speaks, failed where the last work failed', () => {
    const obligations = [{}] as never;

    expect(statusOf(requirementOf({ asset: 'a', state: 'open', obligations: [] }), () => false)).toBe('unknown');
    expect(statusOf(requirementOf({ asset: 'a', state: 'open', obligations }), () => true)).toBe('failed');
    expect(statusOf(requirementOf({ asset: 'a', state: 'open', obligations }), () => false)).toBe('open-in-SLA');
    expect(statusOf(requirementOf({ asset: 'a', state: 'mitigated', obligations }), () => false)).toBe('met');
    expect(statusOf(requirementOf({ asset: 'a', state: 'excepted', obligations }), () => false)).toBe('excepted');
    expect(statusOf(requirementOf({ asset: 'a', state: 'unknown', obligations }), () => false)).toBe('unknown');
  });

  it('counts failed work by the newest record of the package, skipped work aside', () => {
    const obligations = [
      { policy: 'p', rule: 'r', advisory: 'x', facts: [], assumptions: [], marks: [], duties: [] },
    ] as never;
    const rows = (results: readonly ('failed' | 'skipped' | 'succeeded')[]) =>
      results.map((result, index) =>
        deploymentRow({ result, end: `2026-11-2${index}T00:00:00Z`, start: `2026-11-1${index}T00:00:00Z` }),
      );
    const statusAfter = (...results: readonly ('failed' | 'skipped' | 'succeeded')[]): readonly unknown[] =>
      column(
        table(
          reportInput({
            assets: [{ name: 'db-1' }],
            requirements: [{ asset: 'db-1', state: 'open', obligations }],
            resources: { DeploymentRecord: indexed([deploymentRecord('d', rows(results))]) },
          }),
          'd4-requirements',
        ),
        'status',
      );

    expect(statusAfter('succeeded', 'failed', 'skipped')).toEqual(['failed']);
    expect(statusAfter('failed', 'succeeded')).toEqual(['open-in-SLA']);
  });
});

describe('what ended', () => {
  it('is judged by its first due: met, late, not applicable, or unknown where no due is on record', () => {
    const ended = table(withLedger({ assets: [{ name: 'db-1' }] }), 'd4-ended');

    expect(column(ended, 'status')).toEqual(['met', 'met-late', 'not-applicable', 'unknown']);
    expect(ended.population).toMatchObject({ rowsIn: 5, rowsShown: 4, addsUp: true });
  });

  it('belongs to a period by its end, and the box counts the rest', () => {
    const period = { from: at('2026-11-01T00:00:00Z'), to: at('2026-12-01T00:00:00Z') };
    const input = { ...withLedger({ assets: [{ name: 'db-1' }] }), period };

    expect(table(input, 'd4-ended').population).toMatchObject({
      rowsShown: 3,
      addsUp: true,
      excluded: expect.arrayContaining([{ reason: 'outside the period', count: 1 }]),
    });
    expect(table(input, 'd4-statuses').population.addsUp).toBe(true);
  });

  it('adds up by status together with what stands today', () => {
    const input = withLedger({
      assets: [{ name: 'db-1' }],
      requirements: [{ asset: 'db-1', state: 'declined', overdue: true }],
    });
    const statuses = table(input, 'd4-statuses');

    expect(statuses.population.addsUp).toBe(true);
    expect(column(statuses, 'total')).toEqual([1, 1, 0, 1, 0, 1, 0, 1]);
    expect(column(statuses, 'status')).toEqual([...auditStatuses]);
  });
});
