import type { Asset } from '../../model/asset.ts';
import { type AssetVerdict, complianceStates } from '../../model/plan.ts';
import type {
  GapCheck,
  PopulationBox,
  ReportCell,
  ReportDocument,
  ReportSection,
  ReportTable,
} from '../../model/report.ts';
import { type AssetScope, assetScopes } from './asset-scope.ts';
import { absentCell, codeCell, codesCell, counted, instantCell, numberCell, placeCell, textCell } from './cells.ts';
import { clusterSections } from './clusters.ts';
import { assetGaps, commonGaps, diagnosticGap, presenceGap, sourceGaps, sumsGap } from './gaps.ts';
import { componentCount, placeOf, type ReportInput } from './input.ts';
import { packageTable } from './packages.ts';
import { reconciliationGaps, reconciliationSection } from './reconciliation.ts';
import { softwareTable } from './software.ts';
import { inventorySource, observedSource, policySource } from './sources.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';

/** D2: every asset and what runs on it, so that an auditor can ask whether the population is complete. */
export function inventoryDocument(input: ReportInput): ReportDocument {
  const { plan } = input.decision;
  const sections: readonly ReportSection[] = [
    { title: 'Assets', text: [], tables: [assetTable(input)] },
    { title: 'Software', text: [], tables: [softwareTable(input), packageTable(input)] },
    reconciliationSection(input),
    ...clusterSections(input),
  ];
  return {
    id: 'D2',
    slug: 'inventory',
    title: 'Asset and software inventory',
    question: 'Is the population complete?',
    summary: [
      `${counted(plan.summary.assets.total, 'asset')} with ${counted(plan.summary.components, 'component')}.`,
      `${plan.summary.assets.compliant} of ${counted(plan.summary.assets.total, 'asset')} compliant; the others say why not.`,
    ],
    gaps: [
      ...commonGaps(input),
      presenceGap(
        'assets are listed',
        counted(input.decision.estate.resources.Inventory?.size ?? 0, 'inventory'),
        plan.summary.assets.total,
        'no inventory names an asset: nothing is managed here',
      ),
      ...assetGaps(input),
      ...ownGaps(input),
      ...reconciliationGaps(input),
      ...sourceGaps(input),
      sumsGap(sections),
    ],
    sections,
    limits: [
      'An asset that nobody listed and that no machine reported is not here.',
      'A row of the software names the first assets that have it; the files of observations, with their asset, hold all.',
      'What is listed at the commit is in scope where a policy binds it; what nobody listed is in no scope.',
    ],
  };
}

interface AssetRow {
  readonly asset: Asset;
  readonly verdict: AssetVerdict | undefined;
  readonly components: number;
  readonly place: string;
}

const columnsIn = (scope: AssetScope): readonly ColumnOf<AssetRow>[] => [
  { key: 'asset', title: 'Asset', cell: ({ asset }) => codeCell(asset.name) },
  { key: 'type', title: 'Type', cell: ({ asset }) => textCell(asset.facts.type) },
  { key: 'owner', title: 'Owner', cell: ({ asset }) => textCell(asset.owner, 'nobody') },
  { key: 'environment', title: 'Environment', cell: ({ asset }) => textCell(asset.facts.environment) },
  { key: 'criticality', title: 'Criticality', cell: ({ asset }) => textCell(asset.facts.criticality) },
  { key: 'exposure', title: 'Exposure', cell: ({ asset }) => textCell(asset.facts.exposure) },
  { key: 'dataClassification', title: 'Data class', cell: ({ asset }) => textCell(asset.facts.dataClassification) },
  { key: 'cluster', title: 'Cluster', cell: ({ asset }) => textCell(asset.cluster, 'none') },
  { key: 'verdict', title: 'Verdict', cell: ({ verdict }) => textCell(verdict?.compliance) },
  { key: 'because', title: 'Because', cell: ({ verdict }) => textCell(verdict?.because) },
  { key: 'components', title: 'Components', cell: ({ components }) => numberCell(components) },
  { key: 'supportEnds', title: 'Support ends', cell: ({ asset }) => textCell(asset.supportEnds) },
  { key: 'lastSeen', title: 'Last seen', cell: ({ asset }) => instantCell(asset.lastSeen, 'never') },
  { key: 'source', title: 'Source', cell: ({ place }) => placeCell(place) },
  { key: 'reportedIn', title: 'Reported in', cell: ({ asset }) => reportedCell(asset) },
  { key: 'uid', title: 'Stable id', cell: ({ asset }) => codeCell(asset.uid) },
  { key: 'function', title: 'Function', cell: ({ asset }) => textCell(asset.function, 'not stated') },
  { key: 'location', title: 'Location', cell: ({ asset }) => textCell(asset.location, 'not stated') },
  {
    key: 'ecosystems',
    title: 'Systems and ecosystems',
    cell: ({ asset }) => codesCell(scope.ecosystems(asset), 'nothing known'),
  },
  { key: 'ring', title: 'Ring', cell: ({ asset }) => codeCell(scope.ring(asset.name), 'none') },
  { key: 'windows', title: 'Windows', cell: ({ asset }) => codesCell(scope.windows(asset), 'none') },
  {
    key: 'policies',
    title: 'In scope of',
    cell: ({ asset }) => codesCell(scope.policies(asset), 'no policy: nothing is promised'),
  },
];

const reportedCell = ({ observedIn }: Asset): ReportCell =>
  observedIn.length === 0
    ? absentCell('by people alone')
    : { kind: 'list', items: observedIn.map((file) => placeCell(file)) };

function assetTable(input: ReportInput): ReportTable {
  const { decision, locate } = input;
  const { plan, estate } = decision;
  const columns = columnsIn(assetScopes(input));
  const verdicts = new Map(plan.verdicts.map((verdict) => [verdict.asset, verdict] as const));
  const items = plan.assets.map((asset) => ({
    asset,
    verdict: verdicts.get(asset.name),
    components: componentCount(estate, asset),
    place: placeOf(locate, asset.origin, asset.pointer),
  }));
  return tableOf({
    id: 'd2-assets',
    caption: 'Every asset',
    columns,
    items,
    parts: [
      { caption: 'What they are', columns: columns.slice(0, 8).map(({ key }) => key) },
      {
        caption: 'How they stand, and who says so',
        columns: ['asset', 'verdict', 'because', 'components', 'supportEnds', 'lastSeen', 'reportedIn', 'source'],
      },
      {
        caption: 'What holds for them',
        columns: ['asset', 'uid', 'function', 'location', 'ecosystems', 'ring', 'windows', 'policies'],
      },
    ],
    whenEmpty: 'No inventory names an asset: nothing is managed here, which does not mean that nothing exists.',
    population: assetPopulation(decision, items),
  });
}

/** The population is what the inventories list, counted there, so that an asset lost on the way would show. */
function assetPopulation({ estate }: ReportInput['decision'], items: readonly AssetRow[]): PopulationBox {
  const entries = [...(estate.resources.Inventory?.values() ?? [])].flatMap(({ document, origin }) =>
    document.spec.assets.map((_, index) => `${origin.document}:${origin.file}:${index}`),
  );
  const shown = new Set(
    items.map(({ asset: { origin, pointer } }) => `${origin.document}:${origin.file}:${pointer[2]}`),
  );
  return populationOf({
    unit: 'asset listed by an inventory',
    sources: [inventorySource(estate), observedSource(estate), policySource(estate)],
    rowsIn: entries.length,
    excluded: [
      {
        reason: 'listed a second time under the same name or uid',
        count: entries.filter((entry) => !shown.has(entry)).length,
      },
    ],
    items,
    by: 'verdict',
    labelOf: ({ verdict }) => verdict?.compliance ?? 'not judged',
    order: complianceStates,
  });
}

/** What the inventory leaves open. A fact that is not stated makes rules unjudgeable, so it is a gap. */
function ownGaps(input: ReportInput): readonly GapCheck[] {
  const { plan, estate } = input.decision;
  const lookedAt = counted(plan.assets.length, 'asset');
  const without = (isMissing: (asset: Asset) => boolean): readonly string[] =>
    plan.assets.filter(isMissing).map(({ name }) => name);
  const facts = ['type', 'environment', 'criticality', 'exposure', 'dataClassification'] as const;
  return [
    {
      check: 'something is known to be installed on every asset',
      lookedAt,
      found: plan.assets.filter((asset) => componentCount(estate, asset) === 0).map(({ name }) => name),
    },
    { check: 'every asset has an owner', lookedAt, found: without(({ owner }) => owner === undefined) },
    {
      check: `${facts.join(', ')} are stated`,
      lookedAt,
      found: plan.assets.flatMap(({ name, facts: known }) => {
        const missing = facts.filter((fact) => known[fact] === undefined);
        return missing.length === 0 ? [] : [`${name}: ${missing.join(', ')}`];
      }),
    },
    {
      check: 'a machine reported every asset; otherwise only people say what is installed',
      lookedAt,
      found: without(({ lastSeen }) => lastSeen === undefined),
    },
    {
      check: 'the end of support of every asset is on record',
      lookedAt,
      found: without(({ supportEnds }) => supportEnds === undefined),
    },
    {
      check: 'every asset is supported by its vendor',
      lookedAt: `${lookedAt}, ${without(({ supportEnds }) => supportEnds !== undefined).length} of which state an end of support`,
      found: plan.assets
        .filter(({ facts: { supportEnded } }) => supportEnded === true)
        .map(({ name, supportEnds }) => `${name}: last day of support ${supportEnds ?? ''}`),
    },
    diagnosticGap(
      'everything that reports is in the inventory',
      `${counted(observedSource(estate).files.length, 'file')} of observations`,
      input,
      (code) => code === 'link/observed-unknown-asset',
    ),
  ];
}
