import type { FileChange } from '../../model/record-history.ts';
import type { GapCheck, ReportTable } from '../../model/report.ts';
import { approvalsInOrder } from '../prioritise/approval.ts';
import { codeCell, codesCell, counted, instantCell, textCell } from './cells.ts';
import type { ReportInput } from './input.ts';
import { policySource, recordSource } from './sources.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';

/** How a change of a policy stands to the approvals of it that are on record. */
type Standing =
  | 'its merge is approved on record'
  | 'before the last approval'
  | 'since the last approval'
  | 'no approval on record';

interface ChangeRow extends FileChange {
  /** Policies that the file holds now. */
  readonly policies: readonly string[];
  readonly standing: Standing;
  /** ApprovalRecord of its merge. */
  readonly record: string | undefined;
}

const columns: readonly ColumnOf<ChangeRow>[] = [
  { key: 'at', title: 'Changed at', cell: ({ at }) => instantCell(at, 'unknown') },
  { key: 'file', title: 'File', cell: ({ path }) => codeCell(path) },
  { key: 'policies', title: 'Policies', cell: ({ policies }) => codesCell(policies, 'none') },
  { key: 'commit', title: 'Commit', cell: ({ commit }) => codeCell(commit) },
  { key: 'standing', title: 'Approval', cell: ({ standing }) => textCell(standing) },
  { key: 'record', title: 'Approval record', cell: ({ record }) => codeCell(record, 'none') },
];

/** Every change of a file with policies along the branch, newest first, and whether an approval stands behind it. */
export function policyChangeTable(input: ReportInput): ReportTable {
  const items = changeRows(input);
  const { estate } = input.decision;
  return tableOf<ChangeRow>({
    id: 'd1-changes',
    caption: 'Every change of a policy, and its approval',
    columns,
    items,
    whenEmpty: 'The history at hand holds no change of a policy: the files are no commit’s, or the clone is shallow.',
    population: populationOf({
      unit: 'commit along the branch that changed a file with policies',
      sources: [policySource(estate), recordSource(estate, ['ApprovalRecord'])],
      rowsIn: input.policyHistory?.length ?? 0,
      items,
      by: 'approval',
      labelOf: ({ standing }) => standing,
    }),
  });
}

/** Policies that were changed after the last approval of them: what is in force is not what was approved. */
export function policyChangeGap(input: ReportInput): GapCheck {
  const items = changeRows(input);
  return {
    check: 'no policy was changed after its last approval',
    lookedAt: counted(items.length, 'change'),
    found:
      input.policyHistory === undefined
        ? ['the files are no commit’s, so nothing tells when they were changed']
        : items
            .filter(({ standing }) => standing === 'since the last approval')
            .map(({ path, commit }) => `${path}: commit ${commit.slice(0, 12)}`),
  };
}

function changeRows({ decision: { estate }, policyHistory = [] }: ReportInput): readonly ChangeRow[] {
  const approvals = approvalsInOrder(estate, 'PatchPolicy');
  const policies = [...(estate.resources.PatchPolicy?.values() ?? [])];
  return policyHistory.map((change) => {
    const names = policies.filter(({ origin }) => origin.file === change.path).map(({ name }) => name);
    const given = names.flatMap((name) => approvals.get(name) ?? []);
    const own = given.find(
      ({ record }) => estate.resources.ApprovalRecord?.get(record)?.document.spec.mergeCommit === change.commit,
    );
    const last = given.reduce((latest, { approvedAt = 0 }) => Math.max(latest, approvedAt), 0);
    const standing = given.length === 0 ? 'no approval on record' : standingOf(change.at, last);
    return {
      ...change,
      policies: names,
      record: own?.record,
      standing: own === undefined ? standing : 'its merge is approved on record',
    };
  });
}

const standingOf = (at: number, last: number): Standing =>
  at > last ? 'since the last approval' : 'before the last approval';
