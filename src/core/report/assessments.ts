import type { Asset } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { Assessment } from '../../model/generated/assessment.ts';
import type { Exception } from '../../model/generated/exception.ts';
import type { ReportTable } from '../../model/report.ts';
import type { Requirement } from '../../model/requirement.ts';
import type { Resource } from '../../model/resource.ts';
import { selects } from '../estate/select.ts';
import { advisoryIds } from '../ledger/identity.ts';
import { codeCell, codesCell, numberCell, placeCell, textCell } from './cells.ts';
import { placeOf, type ReportInput } from './input.ts';
import { policySource } from './sources.ts';
import { populationOf, tableOf } from './table.ts';

/** Assessments that name an advisory of the exception, or of what it covers, and select one of its assets. */
export function linkedAssessments(
  { resources, componentSets }: Estate,
  { advisories = [] }: Exception['spec'],
  assets: readonly Asset[],
  covered: readonly Requirement[],
): readonly string[] {
  const assessments = [...(resources.Assessment?.values() ?? [])];
  if (assessments.length === 0) return [];
  const ids = new Set([
    ...advisories,
    ...covered.flatMap(({ findings }) => findings.flatMap((one) => [...advisoryIds(one), ...one.cves])),
  ]);
  return assessments.flatMap(({ name, document: { spec } }) =>
    spec.advisories.some((id) => ids.has(id)) && assets.some((asset) => selects(spec.selector, asset, componentSets))
      ? [`${name}: ${spec.status}`]
      : [],
  );
}

/** Every statement that an advisory does not apply, or is being looked into. */
export function assessmentTable(
  { decision, locate }: ReportInput,
  items: readonly Resource<'Assessment'>[],
): ReportTable {
  const { estate } = decision;
  const assetsOf = ({ selector }: Assessment['spec']): number =>
    estate.assets.filter((asset) => selects(selector, asset, estate.componentSets)).length;
  return tableOf<Resource<'Assessment'>>({
    id: 'd6-assessments',
    caption: 'Every assessment',
    columns: [
      { key: 'assessment', title: 'Assessment', cell: ({ name }) => codeCell(name) },
      { key: 'status', title: 'Status', cell: ({ document }) => textCell(document.spec.status) },
      { key: 'advisories', title: 'Advisories', cell: ({ document }) => codesCell(document.spec.advisories, 'none') },
      {
        key: 'justification',
        title: 'Justification',
        cell: ({ document }) => textCell(document.spec.justification, 'not stated'),
      },
      {
        key: 'impact',
        title: 'Impact statement',
        cell: ({ document }) => textCell(document.spec.impactStatement, 'not stated'),
      },
      { key: 'assets', title: 'Assets', cell: ({ document }) => numberCell(assetsOf(document.spec)) },
      {
        key: 'source',
        title: 'Source',
        cell: ({ origin }) => placeCell(placeOf(locate, origin, ['metadata', 'name'])),
      },
    ],
    items,
    whenEmpty: 'No assessment is filed.',
    population: populationOf({
      unit: 'assessment',
      sources: [policySource(estate)],
      rowsIn: estate.resources.Assessment?.size ?? 0,
      items,
      by: 'status',
      labelOf: ({ document }) => document.spec.status,
    }),
  });
}
