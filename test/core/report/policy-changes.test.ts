import { describe, expect, it } from 'vitest';
import { buildReport } from '../../../src/core/report/build.ts';
import type { Kind } from '../../../src/model/kinds.ts';
import type { FileChange } from '../../../src/model/record-history.ts';
import type { ReportDocument, ReportTable } from '../../../src/model/report.ts';
import type { Resource } from '../../../src/model/resource.ts';
import { indexed, reportInput } from '../../support/report.ts';
import { at, workspace } from '../../support/world.ts';

const resource = <K extends Kind>(kind: K, name: string, spec: object, file = `${name}.yaml`): Resource<K> =>
  ({
    ...{ kind, name, origin: { file, document: 0 } },
    document: { apiVersion: 'patchledger/v1', kind, metadata: { name }, spec },
  }) as unknown as Resource<K>;

const policy = resource('PatchPolicy', 'base', { rules: [] }, 'policies/base.yaml');
const digits = (digit: string): string => digit.repeat(40);

const approval = (mergeCommit: string, mergedAt: string): Resource<'ApprovalRecord'> =>
  resource('ApprovalRecord', `a-${mergedAt}`, {
    resources: [{ kind: 'PatchPolicy', name: 'base' }],
    ...{ author: { login: 'anna' }, commitAuthors: ['anna'], mergeCommit, mergedAt, evidence: 'forge' },
    ...{ headCommit: mergeCommit, content: 'same' },
    reviews: [{ id: '1', state: 'approved', user: { login: 'ben' }, commit: mergeCommit, submittedAt: mergedAt }],
  });

const change = (commit: string, when: string): FileChange => ({ path: 'policies/base.yaml', commit, at: at(when) });

function policies(policyHistory: readonly FileChange[] | undefined, resources: object = {}): ReportDocument {
  const input = reportInput({ resources: { PatchPolicy: indexed([policy]), ...resources } });
  return buildReport({ ...input, policyHistory }).documents[0] as ReportDocument;
}

const tableOf = ({ sections }: ReportDocument, id: string): ReportTable =>
  sections.flatMap(({ tables }) => tables).find((table) => table.id === id) as ReportTable;

const texts = (table: ReportTable, key: string): readonly unknown[] =>
  table.rows.map((row) => {
    const cell = row[table.columns.findIndex((column) => column.key === key)];
    return cell?.kind === 'text' || cell?.kind === 'code' ? cell.text : cell?.kind === 'absent' ? cell.word : undefined;
  });

const found = ({ gaps }: ReportDocument): readonly string[] =>
  gaps.filter(({ check }) => /changed after its last approval/.test(check)).flatMap((gap) => [...gap.found]);

describe('the changes of a policy', () => {
  const later = change(digits('c'), '2026-03-01T00:00:00Z');
  const approved = change(digits('b'), '2026-02-01T00:00:00Z');
  const earlier = change(digits('a'), '2026-01-01T00:00:00Z');

  it('stand newest first, each with the approval of its merge or what it lacks', () => {
    const document = policies([later, approved, earlier], {
      ApprovalRecord: indexed([approval(digits('b'), '2026-02-01T00:00:00Z')]),
    });
    const table = tableOf(document, 'd1-changes');

    expect(texts(table, 'standing')).toEqual([
      'since the last approval',
      'its merge is approved on record',
      'before the last approval',
    ]);
    expect(texts(table, 'record')).toEqual(['none', 'a-2026-02-01T00:00:00Z', 'none']);
    expect(table.population).toMatchObject({ rowsIn: 3, addsUp: true });
  });

  it('after the last approval are a gap: what is in force is not what was approved', () => {
    const ApprovalRecord = indexed([approval(digits('b'), '2026-02-01T00:00:00Z')]);

    expect(found(policies([later, approved], { ApprovalRecord }))).toEqual(['policies/base.yaml: commit cccccccccccc']);
    expect(found(policies([approved, earlier], { ApprovalRecord }))).toEqual([]);
  });

  it('that no approval stands behind are told as such, and not as approved', () => {
    expect(texts(tableOf(policies([earlier]), 'd1-changes'), 'standing')).toEqual(['no approval on record']);
  });

  it('are not known of files that are no commit’s', () => {
    expect(found(policies(undefined))).toEqual(['the files are no commit’s, so nothing tells when they were changed']);
    expect(tableOf(policies(undefined), 'd1-changes').rows).toHaveLength(0);
  });
});

describe('who decides', () => {
  it('is told of every kind that says what is promised, and of every freeze what passes it', () => {
    const input = reportInput({
      resources: {
        PatchPolicy: indexed([policy]),
        Workspace: indexed([resource('Workspace', 'acme', {})]),
        Freeze: indexed([
          resource('Freeze', 'year-end', { exempt: ['immediate'], overrideRole: 'ciso' }),
          resource('Freeze', 'strict', {}),
        ]),
      },
    });
    const approvals = new Map([['Exception', [{ from: 'role' as const, name: 'risk-owner', count: 1 }]]]);
    const estate = { ...input.decision.estate, workspace: { ...workspace, approvals } };
    const document = buildReport({ ...input, decision: { ...input.decision, estate } }).documents[0] as ReportDocument;
    const table = tableOf(document, 'd1-standing');
    const asked = Object.fromEntries(texts(table, 'name').map((name, row) => [name, texts(table, 'asks')[row]]));

    expect(asked).toMatchObject({
      ...{ Exception: 'risk-owner', PatchPolicy: 'no role: the merge alone', strict: 'nothing passes' },
      Change: 'what the policies of its visits ask, by priority',
      'year-end': 'immediate work passes; ciso may let an emergency pass',
    });
    expect(table.population).toMatchObject({ rowsIn: 11, addsUp: true });
    expect(table.population.sources[0]).toEqual({ what: 'workspace', files: ['acme.yaml'] });
  });
});
