import type { AttentionRow } from '../../model/attention.ts';
import type { Plan } from '../../model/plan.ts';
import type { ReportCell, ReportSource, ReportTable } from '../../model/report.ts';
import { type Obligation, requirementStates } from '../../model/requirement.ts';
import type { TimeZone } from '../../model/time.ts';
import type { Visit } from '../../model/visit.ts';
import { attentionRows } from '../plan/attention.ts';
import { assetScopes } from './asset-scope.ts';
import { absentCell, codeCell, codesCell, instantCell, placeCell, textCell } from './cells.ts';
import { detections } from './detected.ts';
import type { ReportInput } from './input.ts';
import { evaluations, publishedAt, unratedIn } from './known-since.ts';
import { catalogueSource, inventorySource, observedSource, policySource } from './sources.ts';
import { failuresIn, type HasFailed, statusOf } from './status.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';
import { type PlacedRequirement, whyOpen } from './why-open.ts';

/** A requirement with the line of the plan it stands in. */
export interface RequirementRow extends PlacedRequirement {
  readonly line: AttentionRow;
  /** The obligation that binds the due instant, else the one that binds the priority. */
  readonly binding: Obligation | undefined;
}

const memory = new WeakMap<Plan, readonly RequirementRow[]>();

/** Every requirement, one a row, in the order of every other output: most pressing first. Made once a plan. */
export function requirementRows({ plan }: Pick<ReportInput['decision'], 'plan'>): readonly RequirementRow[] {
  const known = memory.get(plan) ?? rowsOf(plan);
  memory.set(plan, known);
  return known;
}

function rowsOf(plan: Plan): readonly RequirementRow[] {
  const visitOf = new Map<string, Visit>();
  for (const visit of plan.schedule.visits) for (const id of visit.requirements) visitOf.set(id, visit);
  const unplaced = new Map<string, string>();
  for (const { requirements, reason } of plan.schedule.unplaced)
    for (const id of requirements) unplaced.set(id, reason.text);
  const byId = new Map(plan.requirements.map((requirement) => [requirement.id, requirement] as const));
  return attentionRows(plan).flatMap((line) =>
    line.requirements.flatMap((id) => {
      const requirement = byId.get(id);
      if (requirement === undefined) return [];
      const bound = requirement.boundBy.due ?? requirement.boundBy.priority;
      const binding = requirement.obligations.find(
        ({ policy, rule, advisory }) => policy === bound?.policy && rule === bound.rule && advisory === bound.advisory,
      );
      return [{ line, requirement, binding, visit: visitOf.get(id), unplaced: unplaced.get(id) }];
    }),
  );
}

/** Files that requirements are made from. */
export function requirementSources({ estate }: ReportInput['decision']): readonly ReportSource[] {
  return [inventorySource(estate), observedSource(estate), catalogueSource(estate), policySource(estate)];
}

/** What is required of each asset, by when, by which rule, and why it is not done yet. */
export function requirementTable(input: ReportInput, items: readonly RequirementRow[]): ReportTable {
  const { decision } = input;
  const columns = [...columnsIn(decision.plan.timeZone, failuresIn(input)), ...knownSince(input)];
  return tableOf({
    id: 'd4-requirements',
    caption: 'Every requirement',
    columns,
    items,
    parts: [
      {
        caption: 'Where it stands, and why it is not patched',
        columns: ['id', 'asset', 'component', 'status', 'state', 'due', 'visit', 'why'],
      },
      {
        caption: 'What is required',
        columns: ['id', 'asset', 'ecosystem', 'component', 'version', 'target', 'severity', 'exploited'],
      },
      {
        caption: 'By when, and who says so',
        columns: ['id', 'priority', 'rule', 'ruleAt', 'clock', 'clockStart', 'originalDue', 'exception'],
      },
      {
        caption: 'Advisories, ring and window',
        columns: ['id', 'asset', 'component', 'advisories', 'cves', 'ring', 'window'],
      },
      {
        caption: 'Since when it is known',
        columns: ['id', 'asset', 'component', 'published', 'detected', 'evaluated'],
      },
    ],
    whenEmpty: 'Nothing is required of any asset.',
    population: populationOf({
      unit: 'requirement',
      sources: requirementSources(decision),
      rowsIn: decision.plan.summary.requirements.total,
      items,
      by: 'state',
      labelOf: ({ requirement }) => requirement.state,
      order: requirementStates,
    }),
  });
}

function columnsIn(zone: TimeZone, hasFailed: HasFailed): readonly ColumnOf<RequirementRow>[] {
  return [
    { key: 'id', title: 'Requirement', cell: ({ requirement }) => codeCell(requirement.id) },
    { key: 'asset', title: 'Asset', cell: ({ requirement }) => codeCell(requirement.asset) },
    { key: 'component', title: 'Component', cell: ({ line }) => codeCell(line.component) },
    { key: 'ecosystem', title: 'Ecosystem', cell: ({ line }) => codeCell(line.ecosystem) },
    { key: 'version', title: 'Installed', cell: ({ line }) => codeCell(line.version) },
    { key: 'target', title: 'Target', cell: ({ line }) => targetCell(line) },
    { key: 'advisories', title: 'Advisories', cell: ({ line }) => codesCell(line.advisories, 'none') },
    { key: 'severity', title: 'Severity', cell: severityCell },
    { key: 'exploited', title: 'Exploited', cell: exploitedCell },
    { key: 'priority', title: 'Priority', cell: ({ requirement }) => textCell(requirement.priority) },
    { key: 'rule', title: 'Required by', cell: ({ line }) => codeCell(line.rule, 'no rule') },
    { key: 'ruleAt', title: 'Rule at', cell: ({ line }) => placeCell(line.ruleAt, 'no rule') },
    { key: 'clock', title: 'Clock', cell: ({ binding }) => textCell(clockOf(binding), 'none') },
    { key: 'clockStart', title: 'Clock start', cell: ({ binding }) => instantCell(binding?.start, 'not started') },
    { key: 'due', title: 'Due', cell: ({ requirement }) => instantCell(requirement.due, 'no deadline') },
    { key: 'originalDue', title: 'First due', cell: ({ requirement }) => instantCell(requirement.originalDue, 'none') },
    { key: 'status', title: 'Status', cell: ({ requirement }) => textCell(statusOf(requirement, hasFailed)) },
    { key: 'state', title: 'State', cell: stateCell },
    { key: 'visit', title: 'Visit', cell: ({ visit }) => instantCell(visit?.start, 'none planned') },
    { key: 'window', title: 'Window', cell: windowCell },
    { key: 'why', title: 'Why it is not patched', cell: (row) => textCell(whyOpen(row, zone), 'it is patched') },
    { key: 'exception', title: 'Exception', cell: ({ requirement }) => codeCell(requirement.exception?.name, 'none') },
  ];
}

/** Where the row stands in the story that an auditor follows, and which ring its work goes through. */
function knownSince(input: ReportInput): readonly ColumnOf<RequirementRow>[] {
  const [detectedAt, evaluatedAt, scope] = [detections(input), evaluations(input), assetScopes(input)];
  return [
    {
      key: 'cves',
      title: 'CVE',
      cell: ({ requirement: { findings } }) =>
        codesCell([...new Set(findings.flatMap(({ cves }) => cves))].sort(), 'none named'),
    },
    { key: 'ring', title: 'Ring', cell: ({ requirement }) => codeCell(scope.ring(requirement.asset), 'none') },
    {
      key: 'published',
      title: 'Published',
      cell: ({ requirement }) => instantCell(publishedAt(requirement), 'not stated'),
    },
    {
      key: 'detected',
      title: 'Detected',
      cell: ({ requirement }) => instantCell(detectedAt(requirement), 'not in the ledger'),
    },
    {
      key: 'evaluated',
      title: 'Evaluated',
      cell: ({ requirement }) => instantCell(evaluatedAt(requirement), 'no record'),
    },
  ];
}

/** The worst that is stated, and how many findings nobody rated: what is unknown may be worse. */
function severityCell({ requirement }: RequirementRow): ReportCell {
  const unrated = unratedIn(requirement).length;
  if (requirement.severity === undefined || unrated === 0) return textCell(requirement.severity);
  const rest = `unknown of ${unrated} of ${requirement.findings.length}`;
  return { kind: 'list', items: [textCell(requirement.severity), textCell(rest)] };
}

const clockOf = (binding: Obligation | undefined): string | undefined =>
  binding && `${binding.within} from ${binding.clockStart}`;

function targetCell({ target, partial }: AttentionRow): ReportCell {
  if (target === undefined) return absentCell('no fixed version');
  const code = codeCell(target);
  return partial ? { kind: 'list', items: [code, textCell('fixes a part')] } : code;
}

/** Known exploitation of any finding; `no` only when every finding says so. */
function exploitedCell({ requirement }: RequirementRow): ReportCell {
  const known = requirement.findings.map(({ facts }) => facts.kev.value);
  if (known.includes(true)) return textCell('yes');
  return known.includes(undefined) || known.length === 0 ? absentCell('unknown') : textCell('no');
}

/** Overdue never hides behind another state. */
function stateCell({ requirement: { state, overdue } }: RequirementRow): ReportCell {
  return textCell(overdue && state !== 'overdue' ? `${state}, overdue` : state);
}

function windowCell({ visit }: RequirementRow): ReportCell {
  if (visit === undefined) return absentCell('none');
  return visit.window === undefined ? textCell('emergency, no window') : codeCell(visit.window);
}
