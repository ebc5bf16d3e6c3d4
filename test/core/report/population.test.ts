import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildReport } from '../../../src/core/report/build.ts';
import { populationOf } from '../../../src/core/report/table.ts';
import { complianceStates } from '../../../src/model/plan.ts';
import type { Report, ReportTable } from '../../../src/model/report.ts';
import { priorities, requirementStates } from '../../../src/model/requirement.ts';
import { deploymentRecord, deploymentRow, indexed, reportInput } from '../../support/report.ts';
import { componentWith } from '../../support/world.ts';

const tablesOf = (report: Report): readonly ReportTable[] =>
  report.documents.flatMap(({ sections }) => sections.flatMap(({ tables }) => tables));

const sumOf = (counts: readonly { readonly count: number }[]): number =>
  counts.reduce((sum, { count }) => sum + count, 0);

const requirement = fc.record({
  asset: fc.constantFrom('a', 'b', 'c'),
  state: fc.constantFrom(...requirementStates),
  priority: fc.constantFrom(...priorities),
  overdue: fc.boolean(),
  due: fc.constantFrom(undefined, '2026-11-20T00:00:00Z', '2026-11-30T00:00:00Z'),
});
const results = ['succeeded', 'succeeded-with-issues', 'failed', 'rolled-back', 'skipped'] as const;
const record = fc.record({
  rows: fc.array(fc.constantFrom(...results), { maxLength: 4 }),
  supersedes: fc.array(fc.constantFrom('d-0', 'd-1', 'd-2', 'd-3', 'd-none'), { maxLength: 2 }),
});

describe('a population box', () => {
  it('adds up in every document, whatever states requirements, assets and deployments are in', () => {
    const estates = fc.record({
      requirements: fc.array(requirement, { maxLength: 12 }),
      compliance: fc.array(fc.constantFrom(...complianceStates), { minLength: 3, maxLength: 3 }),
      records: fc.array(record, { maxLength: 4 }),
    });

    fc.assert(
      fc.property(estates, ({ requirements, compliance, records }) => {
        const input = reportInput({
          assets: ['a', 'b', 'c'].map((name, index) => ({
            name,
            components: [componentWith({ version: `1.0.${index}` })],
            compliance: compliance[index] ?? 'unknown',
          })),
          requirements: requirements.map((sketch, index) => ({ ...sketch, id: `R-${index}` })),
          resources: {
            DeploymentRecord: indexed(
              records.map(({ rows, supersedes }, index) =>
                deploymentRecord(
                  `d-${index}`,
                  rows.map((result) => deploymentRow({ result })),
                  { supersedes },
                ),
              ),
            ),
          },
        });

        for (const { population, rows, columns } of tablesOf(buildReport(input))) {
          expect(population.addsUp, population.checkedBy).toBe(true);
          expect(sumOf(population.reconciliation)).toBe(population.rowsShown);
          expect(population.rowsShown + sumOf(population.excluded)).toBe(population.rowsIn);
          for (const row of rows) expect(row).toHaveLength(columns.length);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('lists every requirement exactly once', () => {
    const ids = (report: Report): readonly string[] =>
      tablesOf(report)
        .filter(({ id }) => id === 'd4-requirements')
        .flatMap(({ rows }) => rows.map(([first]) => (first?.kind === 'code' ? first.text : '')));

    fc.assert(
      fc.property(fc.array(requirement, { maxLength: 12 }), (requirements) => {
        const sketches = requirements.map((sketch, index) => ({ ...sketch, id: `R-${index}` }));

        const assets = ['a', 'b', 'c'].map((name) => ({ name }));
        const listed = ids(buildReport(reportInput({ assets, requirements: sketches })));

        expect([...listed].sort()).toEqual(sketches.map(({ id }) => id).sort());
      }),
    );
  });

  it('says that a listing does not add up when a row is lost on the way', () => {
    const box = populationOf({
      unit: 'asset',
      sources: [],
      rowsIn: 3,
      items: ['a', 'b'],
      by: 'letter',
      labelOf: (item) => item,
    });

    expect(box.addsUp).toBe(false);
    expect(box.checkedBy).toContain('in 3 ≠ shown 2 + left out 0');
  });

  it('says that a listing adds up when what was left out is named', () => {
    const box = populationOf({
      unit: 'asset',
      sources: [],
      rowsIn: 3,
      excluded: [
        { reason: 'listed twice', count: 1 },
        { reason: 'never happens', count: 0 },
      ],
      items: ['a', 'b'],
      by: 'letter',
      labelOf: (item) => item,
    });

    expect(box.addsUp).toBe(true);
    expect(box.excluded).toEqual([{ reason: 'listed twice', count: 1 }]);
  });
});

describe('a wide table', () => {
  it('is cut into parts that show every column between them, at most eight each', () => {
    for (const { columns, parts } of tablesOf(buildReport(reportInput()))) {
      const keys = columns.map(({ key }) => key);
      const shown = parts.length === 0 ? keys : parts.flatMap((part) => part.columns);

      expect(new Set(shown)).toEqual(new Set(keys));
      for (const part of parts.length === 0 ? [{ columns: keys }] : parts)
        expect(part.columns.length).toBeLessThanOrEqual(8);
    }
  });
});
