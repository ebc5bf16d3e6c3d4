import type { ReportFigure, ReportSection, ReportTable } from '../../model/report.ts';
import type { Instant } from '../../model/time.ts';
import type { ClusterPlan, Visit } from '../../model/visit.ts';
import { durationText } from '../time.ts';
import { codeCell, counted, instantCell, numberCell, textCell } from './cells.ts';
import type { ReportInput } from './input.ts';
import { inventorySource } from './sources.ts';
import { populationOf, tableOf } from './table.ts';

/** Clusters that are drawn, and steps of each: the table has them all. */
const clustersDrawn = 8;
const stepsDrawn = 24;

/** Clusters, what may be away at once, and how much of each is protected after each visit; nothing where there is none. */
export function clusterSections(input: ReportInput): readonly ReportSection[] {
  const { clusters } = input.decision.plan.schedule;
  if (clusters.length === 0) return [];
  const steps = stepsOf(input);
  return [
    {
      title: 'Clusters',
      text: [
        'A cluster stays in service while at most so many of its members are away. Protected is the share of the voting ' +
          'weight that has all that the plan brings.',
      ],
      figures: clusters
        .filter(({ coverage }) => coverage.steps.length > 0)
        .slice(0, clustersDrawn)
        .map((one) => figureOf(one, steps)),
      tables: [clusterTable(input), stepTable(input, steps)],
    },
  ];
}

interface Step {
  readonly cluster: string;
  readonly visit: Visit | undefined;
  readonly at: Instant | undefined;
  readonly percent: number;
}

function stepsOf({ decision: { plan } }: ReportInput): readonly Step[] {
  const visits = new Map(plan.schedule.visits.map((visit) => [visit.id, visit] as const));
  return plan.schedule.clusters.flatMap(({ cluster, coverage }) =>
    coverage.steps.map(({ visit: id, percent }) => {
      const visit = visits.get(id);
      return { cluster, visit, at: visit?.end, percent };
    }),
  );
}

function figureOf({ cluster, coverage }: ClusterPlan, all: readonly Step[]): ReportFigure {
  const steps = all.filter((step) => step.cluster === cluster);
  const drawn = steps.slice(0, stepsDrawn);
  const needed = coverage.threshold?.percent;
  const last = steps.at(-1)?.percent ?? coverage.initialPercent;
  return {
    id: `d2-coverage-${all.findIndex((step) => step.cluster === cluster) + 1}`,
    title: `Protected share of ${cluster}`,
    description:
      `From ${coverage.initialPercent} percent to ${last} percent in ${counted(steps.length, 'step')}` +
      `${needed === undefined ? '' : `; more than ${needed} percent are needed`}` +
      `${steps.length > drawn.length ? `; the first ${drawn.length} are drawn` : ''}.`,
    tableId: 'd2-coverage',
    chart: {
      kind: 'coverage',
      steps: drawn.flatMap(({ visit, at, percent }) =>
        at === undefined ? [] : [{ at, label: visit?.asset ?? 'unknown', share: percent / 100 }],
      ),
      needed: needed === undefined ? undefined : needed / 100,
    },
  };
}

function clusterTable({ decision: { plan, estate } }: ReportInput): ReportTable {
  const { clusters } = plan.schedule;
  return tableOf<ClusterPlan>({
    id: 'd2-clusters',
    caption: 'Every cluster',
    columns: [
      { key: 'cluster', title: 'Cluster', cell: ({ cluster }) => codeCell(cluster) },
      { key: 'consensus', title: 'Consensus', cell: ({ consensus }) => textCell(consensus) },
      { key: 'members', title: 'Members', cell: ({ members }) => numberCell(members) },
      { key: 'maxUnavailable', title: 'May be away at once', cell: (one) => numberCell(one.maxUnavailable) },
      { key: 'soak', title: 'Pause behind a visit', cell: ({ soakMs }) => textCell(durationText(soakMs), 'none') },
      {
        key: 'protected',
        title: 'Protected now, percent',
        cell: ({ coverage }) => numberCell(coverage.initialPercent),
      },
      {
        key: 'needed',
        title: 'Needed, percent',
        cell: ({ coverage }) =>
          coverage.threshold === undefined
            ? textCell(undefined, 'no threshold')
            : numberCell(coverage.threshold.percent),
      },
      { key: 'visits', title: 'Visits planned', cell: ({ visits }) => numberCell(visits.length) },
    ],
    items: clusters,
    whenEmpty: 'There is no cluster.',
    population: populationOf({
      unit: 'cluster with members of the inventory',
      sources: [inventorySource(estate)],
      rowsIn: clusters.length,
      items: clusters,
      by: 'consensus',
      labelOf: ({ consensus }) => consensus,
    }),
  });
}

function stepTable({ decision: { estate } }: ReportInput, items: readonly Step[]): ReportTable {
  return tableOf<Step>({
    id: 'd2-coverage',
    caption: 'Protected share after each visit',
    columns: [
      { key: 'cluster', title: 'Cluster', cell: ({ cluster }) => codeCell(cluster) },
      { key: 'asset', title: 'Asset', cell: ({ visit }) => codeCell(visit?.asset) },
      { key: 'visit', title: 'Visit', cell: ({ visit }) => codeCell(visit?.id) },
      { key: 'end', title: 'After', cell: ({ at }) => instantCell(at, 'not known') },
      { key: 'percent', title: 'Protected, percent', cell: ({ percent }) => numberCell(percent) },
    ],
    items,
    whenEmpty: 'No visit of the plan protects more of a cluster.',
    population: populationOf({
      unit: 'visit that protects a member',
      sources: [inventorySource(estate)],
      rowsIn: items.length,
      items,
      by: 'cluster',
      labelOf: ({ cluster }) => cluster,
    }),
  });
}
