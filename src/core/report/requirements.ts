import type { AttentionRow } from '../../model/attention.ts';
import type { Plan } from '../../model/plan.ts';
import type { ReportCell, ReportSource, ReportTable } from '../../model/report.ts';
import { type Obligation, type Requirement, requirementStates } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { Visit } from '../../model/visit.ts';
import { attentionRows } from '../plan/attention.ts';
import { formatInstant } from '../time.ts';
import { alike } from './alike.ts';
import { assetScopes } from './asset-scope.ts';
import { absentCell, codeCell, codesCell, instantCell, placeCell, textCell } from './cells.ts';
import type { Deployment } from './deployments.ts';
import { detections } from './detected.ts';
import type { ReportInput } from './input.ts';
import { evaluations, publishedAt, unratedIn } from './known-since.ts';
import { catalogueSource, inventorySource, observedSource, policySource, recordSource } from './sources.ts';
import { failuresIn, type HasFailed, lastTriedIn, statusOf } from './status.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';
import { type PlacedRequirement, whyOpen } from './why-open.ts';

/** A requirement with the line of the plan it stands in. */
export interface RequirementRow extends PlacedRequirement {
  readonly line: AttentionRow;
  /** The obligation that binds the due instant, else the one that binds the priority. */
  readonly binding: Obligation | undefined;
  /** Why it is not patched, in one sentence; `undefined`: it is. */
  readonly why: string | undefined;
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
  const kept = keeper();
  const rows: RequirementRow[] = [];
  for (const line of attentionRows(plan)) {
    for (const id of line.requirements) {
      const requirement = byId.get(id);
      if (requirement === undefined) continue;
      const [visit, because] = [visitOf.get(id), unplaced.get(id)];
      const why = kept(whyOpen({ requirement, visit, unplaced: because }, plan.timeZone));
      rows.push({ line, requirement, binding: bindingOf(requirement), visit, unplaced: because, why });
    }
  }
  return rows;
}

/** Keeps equal sentences once: visits of one window read alike, and a fleet has far fewer of them than requirements. */
function keeper(): (sentence: string | undefined) => string | undefined {
  const kept = new Map<string, string>();
  return (sentence) => {
    const known = kept.get(sentence ?? '') ?? sentence;
    if (known !== undefined) kept.set(known, known);
    return known;
  };
}

function bindingOf({ boundBy, obligations }: Requirement): Obligation | undefined {
  const bound = boundBy.due ?? boundBy.priority;
  return obligations.find(
    ({ policy, rule, advisory }) => policy === bound?.policy && rule === bound.rule && advisory === bound.advisory,
  );
}

/** Files that requirements are made from. */
export function requirementSources({ estate }: ReportInput['decision']): readonly ReportSource[] {
  return [inventorySource(estate), observedSource(estate), catalogueSource(estate), policySource(estate)];
}

/** What is required of each asset, by when, by which rule, and why it is not done yet. */
export function requirementTable(input: ReportInput, items: readonly RequirementRow[]): ReportTable {
  const { decision } = input;
  const columns = [...columnsIn(failuresIn(input)), ...knownSince(input)];
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
        caption: 'Since when it is known, and what was deployed last',
        columns: ['id', 'asset', 'component', 'published', 'detected', 'evaluated', 'deployed', 'verified'],
      },
    ],
    whenEmpty: 'Nothing is required of any asset.',
    population: populationOf({
      unit: 'requirement',
      sources: [
        ...requirementSources(decision),
        recordSource(decision.estate, ['EvaluationRecord', 'DeploymentRecord', 'VerificationRecord']),
      ],
      rowsIn: decision.plan.summary.requirements.total,
      items,
      by: 'state',
      labelOf: ({ requirement }) => requirement.state,
      order: requirementStates,
    }),
  });
}

function columnsIn(hasFailed: HasFailed): readonly ColumnOf<RequirementRow>[] {
  return [
    { key: 'id', title: 'Requirement', cell: ({ requirement }) => codeCell(requirement.id) },
    { key: 'asset', title: 'Asset', cell: ({ requirement }) => codeCell(requirement.asset) },
    { key: 'component', title: 'Component', cell: ofLine(({ component }) => codeCell(component)) },
    { key: 'ecosystem', title: 'Ecosystem', cell: ofLine(({ ecosystem }) => codeCell(ecosystem)) },
    { key: 'version', title: 'Installed', cell: ofLine(({ version }) => codeCell(version)) },
    { key: 'target', title: 'Target', cell: ofLine(targetCell) },
    { key: 'advisories', title: 'Advisories', cell: ofLine(({ advisories }) => codesCell(advisories, 'none')) },
    { key: 'severity', title: 'Severity', cell: ofFindings(severityCell) },
    { key: 'exploited', title: 'Exploited', cell: ofFindings(exploitedCell) },
    { key: 'priority', title: 'Priority', cell: ({ requirement }) => textCell(requirement.priority) },
    { key: 'rule', title: 'Required by', cell: ofLine(({ rule }) => codeCell(rule, 'no rule')) },
    { key: 'ruleAt', title: 'Rule at', cell: ofLine(({ ruleAt }) => placeCell(ruleAt, 'no rule')) },
    { key: 'clock', title: 'Clock', cell: ({ binding }) => textCell(clockOf(binding), 'none') },
    { key: 'clockStart', title: 'Clock start', cell: ofInstant(({ binding }) => binding?.start, 'not started') },
    { key: 'due', title: 'Due', cell: ofInstant(({ requirement }) => requirement.due, 'no deadline') },
    { key: 'originalDue', title: 'First due', cell: ofInstant(({ requirement }) => requirement.originalDue, 'none') },
    { key: 'status', title: 'Status', cell: ({ requirement }) => textCell(statusOf(requirement, hasFailed)) },
    { key: 'state', title: 'State', cell: stateCell },
    { key: 'visit', title: 'Visit', cell: ofInstant(({ visit }) => visit?.start, 'none planned') },
    { key: 'window', title: 'Window', cell: windowCell },
    { key: 'why', title: 'Why it is not patched', cell: ({ why }) => textCell(why, 'it is patched') },
    { key: 'exception', title: 'Exception', cell: ({ requirement }) => codeCell(requirement.exception?.name, 'none') },
  ];
}

type CellOf = (row: RequirementRow) => ReportCell;

/** A cell that rests on the line of the plan alone. */
export const ofLine = (make: (line: AttentionRow) => ReportCell): CellOf => alike(({ line }) => [line], make);

/** A cell that rests on the findings and how grave the worst of them is. */
const ofFindings = (make: (requirement: Pick<Requirement, 'findings' | 'severity'>) => ReportCell): CellOf =>
  alike(
    ({ requirement: { findings, severity } }) => [findings, severity],
    (findings, severity) => make({ findings, severity }),
  );

/** An instant, or the word for its absence. */
export const ofInstant = (instantOf: (row: RequirementRow) => Instant | undefined, absent: string): CellOf =>
  alike(
    (row) => [instantOf(row)],
    (at) => instantCell(at, absent),
  );

/** Where the row stands in the story that an auditor follows, which ring its work goes through, and what was done last. */
function knownSince(input: ReportInput): readonly ColumnOf<RequirementRow>[] {
  const [detectedAt, evaluatedAt, scope] = [detections(input), evaluations(input), assetScopes(input)];
  const lastTried = lastTriedIn(input);
  return [
    {
      key: 'cves',
      title: 'CVE',
      cell: ofFindings(({ findings }) =>
        codesCell([...new Set(findings.flatMap(({ cves }) => cves))].sort(), 'none named'),
      ),
    },
    { key: 'ring', title: 'Ring', cell: ({ requirement }) => codeCell(scope.ring(requirement.asset), 'none') },
    {
      key: 'published',
      title: 'Published',
      cell: ofFindings((requirement) => instantCell(publishedAt(requirement), 'not stated')),
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
    { key: 'deployed', title: 'Last deployed', cell: ({ requirement }) => deployedCell(lastTried(requirement)) },
    {
      key: 'verified',
      title: 'Verified',
      cell: ({ requirement }) => instantCell(lastTried(requirement)?.verified?.at, 'no record'),
    },
  ];
}

/** What was tried last on the package, and how it went: a requirement may be there although, or since, something was. */
function deployedCell(deployment: Deployment | undefined): ReportCell {
  if (deployment === undefined) return absentCell('no record');
  const { row, end, record } = deployment;
  const when = end === undefined ? 'when is unreadable' : formatInstant(end);
  return textCell(`${row.version} ${row.result}, ${when} (${record.name})`);
}

/** The worst that is stated, and how many findings nobody rated: what is unknown may be worse. */
function severityCell({ findings, severity }: Pick<Requirement, 'findings' | 'severity'>): ReportCell {
  const unrated = unratedIn({ findings }).length;
  if (severity === undefined || unrated === 0) return textCell(severity);
  return { kind: 'list', items: [textCell(severity), textCell(`unknown of ${unrated} of ${findings.length}`)] };
}

const clockOf = (binding: Obligation | undefined): string | undefined =>
  binding && `${binding.within} from ${binding.clockStart}`;

function targetCell({ target, partial, worse }: AttentionRow): ReportCell {
  if (target === undefined) return absentCell(worse ? 'no version to take' : 'no fixed version');
  const code = codeCell(target);
  return partial ? { kind: 'list', items: [code, textCell('fixes a part')] } : code;
}

/** Known exploitation of any finding; `no` only when every finding says so. */
function exploitedCell({ findings }: Pick<Requirement, 'findings'>): ReportCell {
  const known = findings.map(({ facts }) => facts.kev.value);
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
