import type { PatchPolicy } from '../../model/generated/patch-policy.ts';
import type { Duty, Rule } from '../../model/policy.ts';
import type { GapCheck, ReportCell, ReportDocument, ReportSection, ReportTable } from '../../model/report.ts';
import { priorities } from '../../model/requirement.ts';
import type { Resource } from '../../model/resource.ts';
import { selects } from '../estate/select.ts';
import { type ApprovalEvidence, approvalsOf } from '../prioritise/approval.ts';
import { conditionText } from '../prioritise/condition-text.ts';
import { type PolicyTable, policyTables } from '../prioritise/table.ts';
import { absentCell, codeCell, codesCell, counted, instantCell, numberCell, placeCell, textCell } from './cells.ts';
import { commonGaps, diagnosticGap, presenceGap, sumsGap } from './gaps.ts';
import { placeOf, type ReportInput } from './input.ts';
import { policyChangeGap, policyChangeTable } from './policy-changes.ts';
import { governanceTable } from './policy-governance.ts';
import { ruleVersionTable } from './rule-versions.ts';
import { selectorWords } from './selector-words.ts';
import { policySource, recordSource } from './sources.ts';
import { standingRuleTable } from './standing-rules.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';

/** D1: what was promised: every policy in force with its rules in order, who approved it, and what must hold besides. */
export function policyDocument(input: ReportInput): ReportDocument {
  const policies = policyRows(input);
  const tables = policyTables(input.decision.estate).value;
  const inForce = policies.filter(({ use }) => use !== 'not used');
  const sections = sectionsOf(input, policies, tables);
  return {
    id: 'D1',
    slug: 'policy',
    title: 'Patch policy and standard',
    question: 'What did you promise?',
    summary: [`${counted(inForce.length, 'policy')} in force, ${counted(ruleCount(tables), 'rule')}.`],
    gaps: [...gapsOf(input, policies, tables), sumsGap(sections)],
    sections,
    limits: [
      'Of earlier rules the ledger keeps priority, time limit and digest; their whole text is in the history of the repository.',
      'Rules are shown as the tool reads them; the file at the place named is what was approved.',
    ],
  };
}

function sectionsOf(
  input: ReportInput,
  policies: readonly PolicyRow[],
  tables: readonly PolicyTable[],
): readonly ReportSection[] {
  return [
    { title: 'Policies', text: [], tables: [policyTable(input, policies)] },
    {
      title: 'Deadlines',
      text: [
        'Rules are tried in order for each finding; the first that surely matches decides. Of several policies the ' +
          'earliest deadline and the most urgent priority bind, and all are kept.',
      ],
      tables: [ruleTable(input, tables)],
    },
    {
      title: 'Tests, ways back and approval',
      text: ['What several policies ask of one visit adds up.'],
      tables: [governanceTable(input, [...new Map(tables.map((one) => [one.table.policy, one] as const)).values()])],
    },
    {
      title: 'Exceptions and emergencies',
      text: [
        'An exception ends on a day that it states, is approved by somebody other than who asked for it, and has no ' +
          'effect before. An emergency visit lies outside every window; it waits for the role of its freeze, and for ' +
          'whoever approves Changes.',
      ],
      tables: [standingRuleTable(input)],
    },
    { title: 'Changes of the policies', text: [], tables: [policyChangeTable(input)] },
    { title: 'What was promised before', text: [], tables: [ruleVersionTable(input)] },
  ];
}

function gapsOf(
  input: ReportInput,
  policies: readonly PolicyRow[],
  tables: readonly PolicyTable[],
): readonly GapCheck[] {
  const inForce = policies.filter(({ use }) => use !== 'not used');
  return [
    ...commonGaps(input),
    presenceGap(
      'a policy is in force',
      counted(policies.length, 'policy'),
      inForce.length,
      'none: nothing is promised',
    ),
    {
      check: 'every policy in force was approved in a merge that is on record',
      lookedAt: counted(inForce.length, 'policy'),
      found: inForce.filter(({ approval }) => approval === undefined).map(({ policy }) => policy.name),
    },
    policyChangeGap(input),
    {
      check: 'every policy in force has somebody who answers for it, and a day of review',
      lookedAt: counted(inForce.length, 'policy'),
      found: inForce
        .filter(({ policy: { document } }) => document.spec.owner === undefined || document.spec.reviewBy === undefined)
        .map(({ policy }) => policy.name),
    },
    {
      check: 'a policy covers every asset',
      lookedAt: counted(input.decision.estate.assets.length, 'asset'),
      found: uncovered(input, tables),
    },
    diagnosticGap(
      'every rule can fire, and every promise can be kept',
      counted(ruleCount(tables), 'rule'),
      input,
      (code) => /^(?:lint\/(?:rule|table|infeasible|vague|approval)|policy\/)/.test(code),
    ),
  ];
}

const ruleCount = (tables: readonly PolicyTable[]): number =>
  tables.reduce((sum, { table }) => sum + table.rules.length, 0);

function uncovered({ decision: { estate } }: ReportInput, tables: readonly PolicyTable[]): readonly string[] {
  return estate.assets
    .filter(
      (asset) => !tables.some(({ selectors }) => selectors.every((one) => selects(one, asset, estate.componentSets))),
    )
    .map(({ name }) => name);
}

type PolicyUse = 'of its own' | 'extended' | 'not used';

interface PolicyRow {
  readonly policy: Resource<'PatchPolicy'>;
  readonly use: PolicyUse;
  readonly assets: number;
  readonly approval: ApprovalEvidence | undefined;
  readonly place: string;
}

function policyRows({ decision: { estate }, locate }: ReportInput): readonly PolicyRow[] {
  const tables = policyTables(estate).value;
  const approvals = approvalsOf(estate, 'PatchPolicy');
  return [...(estate.resources.PatchPolicy?.values() ?? [])].map((policy) => {
    const own = tables.filter(({ table }) => table.policy === policy.name);
    const isCovered = (asset: (typeof estate.assets)[number]): boolean =>
      own.some(({ selectors }) => selectors.every((one) => selects(one, asset, estate.componentSets)));
    return {
      policy,
      use: own.some(({ through }) => through.length === 0) ? 'of its own' : own.length > 0 ? 'extended' : 'not used',
      assets: estate.assets.filter(isCovered).length,
      approval: approvals.get(policy.name),
      place: placeOf(locate, policy.origin, ['metadata', 'name']),
    };
  });
}

function policyTable({ decision: { estate, ledger } }: ReportInput, items: readonly PolicyRow[]): ReportTable {
  const specOf = ({ policy }: PolicyRow): PatchPolicy['spec'] => policy.document.spec;
  const columns: readonly ColumnOf<PolicyRow>[] = [
    { key: 'policy', title: 'Policy', cell: ({ policy }) => codeCell(policy.name) },
    { key: 'description', title: 'What it promises', cell: (row) => textCell(specOf(row).description, 'not stated') },
    { key: 'use', title: 'In force', cell: ({ use }) => textCell(use) },
    { key: 'appliesTo', title: 'Applies to', cell: (row) => textCell(selectorWords(specOf(row).selector)) },
    { key: 'assets', title: 'Assets', cell: ({ assets }) => numberCell(assets) },
    { key: 'authority', title: 'Authority', cell: (row) => textCell(specOf(row).authority?.framework, 'none named') },
    { key: 'clauses', title: 'Clauses', cell: (row) => codesCell(specOf(row).authority?.clauses ?? [], 'none named') },
    { key: 'readAt', title: 'Text read on', cell: (row) => textCell(specOf(row).authority?.retrieved, 'not stated') },
    { key: 'extends', title: 'Extends', cell: (row) => codesCell(specOf(row).extends ?? [], 'none') },
    {
      key: 'onUnknown',
      title: 'When a fact is unknown',
      cell: (row) => textCell(specOf(row).onUnknown ?? 'strictest'),
    },
    { key: 'assumes', title: 'Assumes', cell: (row) => assumesCell(specOf(row)) },
    { key: 'owner', title: 'Answers for it', cell: (row) => codeCell(specOf(row).owner, 'nobody') },
    {
      key: 'approvedBy',
      title: 'Approved by',
      cell: ({ approval }) => codesCell(approval?.approvers ?? [], 'not on record'),
    },
    {
      key: 'approvedAt',
      title: 'Approved and merged at',
      cell: ({ approval }) => instantCell(approval?.approvedAt, 'not on record'),
    },
    { key: 'approval', title: 'Approval record', cell: ({ approval }) => codeCell(approval?.record, 'none') },
    {
      key: 'effectiveAt',
      title: 'Effective since',
      cell: ({ policy }) => instantCell(ledger.policies.get(policy.name)?.changedAt, 'not in the ledger'),
    },
    { key: 'escalation', title: 'Escalates', cell: (row) => escalationCell(specOf(row)) },
    { key: 'reviewBy', title: 'Review by', cell: (row) => textCell(specOf(row).reviewBy, 'not stated') },
    { key: 'source', title: 'Source', cell: ({ place }) => placeCell(place) },
  ];
  return tableOf({
    id: 'd1-policies',
    caption: 'Every policy',
    columns,
    items,
    parts: [
      {
        caption: 'What it is for',
        columns: ['policy', 'description', 'use', 'appliesTo', 'assets', 'extends', 'onUnknown', 'assumes'],
      },
      { caption: 'Where it comes from', columns: ['policy', 'authority', 'clauses', 'readAt', 'source'] },
      {
        caption: 'Who approved it, and until when it is good',
        columns: ['policy', 'owner', 'approvedBy', 'approvedAt', 'approval', 'effectiveAt', 'reviewBy', 'escalation'],
      },
    ],
    whenEmpty: 'No policy is filed: nothing is promised.',
    population: populationOf({
      unit: 'policy',
      sources: [policySource(estate), recordSource(estate, ['ApprovalRecord', 'LedgerRecord'])],
      rowsIn: estate.resources.PatchPolicy?.size ?? 0,
      items,
      by: 'use',
      labelOf: ({ use }) => use,
      order: ['of its own', 'extended', 'not used'],
    }),
  });
}

function escalationCell({ escalation = [] }: PatchPolicy['spec']): ReportCell {
  if (escalation.length === 0) return absentCell('to nobody');
  return { kind: 'list', items: escalation.map(({ at, role }) => textCell(`to ${role}, ${at} from the deadline`)) };
}

const assumesCell = ({ assume = {} }: PatchPolicy['spec']): ReportCell =>
  codesCell(
    Object.entries(assume).map(
      ([fact, value]) => `${fact}: ${typeof value === 'object' ? JSON.stringify(value) : value}`,
    ),
    'nothing',
  );

interface RuleRow {
  readonly table: PolicyTable;
  readonly rule: Rule;
  readonly place: string;
}

function ruleTable({ decision: { estate }, locate }: ReportInput, tables: readonly PolicyTable[]): ReportTable {
  const items: readonly RuleRow[] = tables.flatMap((table) =>
    table.table.rules.map((rule) => ({ table, rule, place: placeOf(locate, table.table.origin, rule.pointer) })),
  );
  const columns: readonly ColumnOf<RuleRow>[] = [
    { key: 'policy', title: 'Policy', cell: ({ table }) => codeCell(table.table.policy) },
    { key: 'through', title: 'Through', cell: ({ table }) => codesCell(table.through, 'itself') },
    { key: 'rule', title: 'Rule', cell: ({ rule }) => codeCell(rule.id) },
    { key: 'when', title: 'When', cell: ({ rule }) => textCell(rule.when.map(conditionText).join(' and '), 'always') },
    { key: 'priority', title: 'Priority', cell: ({ rule }) => textCell(rule.priority) },
    { key: 'within', title: 'Within', cell: ({ rule }) => textCell(rule.within) },
    { key: 'clock', title: 'Clock starts', cell: ({ rule: { clockStart } }) => textCell(clockText(clockStart)) },
    { key: 'duties', title: 'Duties', cell: ({ rule }) => dutiesCell(rule.duties) },
    { key: 'satisfiedBy', title: 'Satisfied by', cell: ({ rule }) => codesCell(rule.satisfiedBy, 'patch') },
    { key: 'source', title: 'Source', cell: ({ place }) => placeCell(place) },
  ];
  return tableOf({
    id: 'd1-rules',
    caption: 'Every rule, in order',
    columns,
    items,
    parts: [
      {
        caption: 'Which finding, how urgent, by when',
        columns: ['policy', 'rule', 'when', 'priority', 'within', 'clock'],
      },
      {
        caption: 'What else it asks, and where it stands',
        columns: ['policy', 'rule', 'through', 'duties', 'satisfiedBy', 'source'],
      },
    ],
    whenEmpty: 'No rule is in force: nothing is promised.',
    population: populationOf({
      unit: 'rule in force',
      sources: [policySource(estate)],
      filters: ['policies of their own and those that they extend'],
      rowsIn: ruleCount(tables),
      items,
      by: 'priority',
      labelOf: ({ rule }) => rule.priority,
      order: priorities,
    }),
  });
}

const clockText = (clock: Rule['clockStart']): string =>
  clock.kind === 'at' ? clock.event : `${clock.kind} of ${clock.events.join(', ')}`;

function dutiesCell(duties: readonly Duty[]): ReportCell {
  if (duties.length === 0) return absentCell('none');
  const items = duties.map(({ id, within, before }) =>
    textCell(`${id}${within === undefined ? '' : ` within ${within}`}, before ${before}`),
  );
  return { kind: 'list', items };
}
