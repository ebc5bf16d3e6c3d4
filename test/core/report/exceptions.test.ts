import { describe, expect, it } from 'vitest';
import { readLedger } from '../../../src/core/ledger/read.ts';
import { buildReport } from '../../../src/core/report/build.ts';
import type { Exception } from '../../../src/model/generated/exception.ts';
import type { LedgerRecord } from '../../../src/model/generated/ledger-record.ts';
import type { Kind } from '../../../src/model/kinds.ts';
import type { ReportCell, ReportDocument, ReportTable } from '../../../src/model/report.ts';
import type { Resource } from '../../../src/model/resource.ts';
import { recordResource } from '../../support/ledger.ts';
import { indexed, reportInput } from '../../support/report.ts';
import { findingWith } from '../../support/world.ts';

const resource = <K extends Kind>(kind: K, name: string, spec: object): Resource<K> =>
  ({
    kind,
    name,
    origin: { file: `${name}.yaml`, document: 0 },
    document: { apiVersion: 'patchledger/v1', kind, metadata: { name }, spec },
  }) as unknown as Resource<K>;

const exception = (name: string, more: Partial<Exception['spec']> = {}): Resource<'Exception'> =>
  resource('Exception', name, {
    ...{ selector: { names: ['gw-1'] }, advisories: ['CVE-2026-1'], treatment: 'accept', reason: 'no window' },
    ...{ requestedBy: 'ann', expires: '2026-12-31' },
    ...more,
  });

const approval = (name: string, day: string, exceptions: readonly string[]): Resource<'ApprovalRecord'> =>
  resource('ApprovalRecord', name, {
    ...{ mergeCommit: 'a'.repeat(40), mergedAt: `${day}T00:00:00Z`, commitAuthors: ['ann'], evidence: 'forge' },
    ...{ content: 'same', resources: exceptions.map((one) => ({ kind: 'Exception', name: one })) },
    reviews: [{ id: '1', state: 'approved', user: { login: 'bob' }, submittedAt: `${day}T00:00:00Z` }],
  });

const subject = (advisory: string) => ({
  assets: ['gw-1'],
  ecosystem: 'Debian:12',
  package: 'openssl',
  advisories: [advisory],
});
const run = (day: string, spec: object): Resource<'LedgerRecord'> =>
  recordResource({
    ...{ apiVersion: 'patchledger/v1', kind: 'LedgerRecord', metadata: { name: `l-${day}` } },
    spec: { asOf: `${day}T00:00:00Z`, commit: 'a'.repeat(40), ...spec },
  } as LedgerRecord);

/** Covered by `old` and `gone`; both opened again once those did not hold, and one was patched since. */
const ledger = readLedger([
  run('2026-10-01', {
    opened: ['CVE-2026-1', 'CVE-2026-2', 'CVE-2026-3'].map((id) => ({ ...subject(id), version: '1' })),
    closed: [
      { ...subject('CVE-2026-1'), by: 'exception', record: 'old' },
      { ...subject('CVE-2026-2'), by: 'exception', record: 'gone' },
    ],
  }),
  run('2026-11-01', { opened: ['CVE-2026-1', 'CVE-2026-2'].map((id) => ({ ...subject(id), version: '1' })) }),
  run('2026-11-05', { closed: [{ ...subject('CVE-2026-2'), by: 'deployment' }] }),
]);

const input = reportInput({
  assets: [{ name: 'gw-1' }],
  requirements: [{ asset: 'gw-1', findings: [findingWith({ advisory: 'CVE-2026-1' })] }],
  resources: {
    Exception: indexed([
      exception('held', { reviewBy: '2026-11-20' }),
      exception('looked-at', { reviewBy: '2026-11-10', advisories: ['CVE-2026-8'] }),
      exception('old', { expires: '2026-10-31' }),
      exception('asked'),
      exception('wrong', { expires: 'some day' }),
    ]),
    Assessment: indexed([
      resource('Assessment', 'same', {
        selector: { names: ['gw-*'] },
        advisories: ['CVE-2026-1'],
        status: 'not-affected',
      }),
      resource('Assessment', 'elsewhere', {
        selector: { names: ['db-*'] },
        advisories: ['CVE-2026-1'],
        status: 'fixed',
      }),
      resource('Assessment', 'other', { selector: { names: ['gw-*'] }, advisories: ['CVE-2026-9'], status: 'fixed' }),
    ]),
    ApprovalRecord: indexed([
      approval('third', '2026-11-12', ['looked-at']),
      approval('first', '2026-10-02', ['held', 'looked-at', 'old', 'gone']),
      approval('second', '2026-11-02', ['held']),
      approval('later', '2026-11-30', ['held']),
      resource('ApprovalRecord', 'undated', {
        ...approval('x', '2026-11-12', ['held']).document.spec,
        mergedAt: undefined,
      }),
    ]),
  },
});
const document = buildReport({ ...input, decision: { ...input.decision, ledger } }).documents.find(
  ({ id }) => id === 'D6',
) as ReportDocument;
const table = (id: string): ReportTable =>
  document.sections.flatMap(({ tables }) => tables).find((one) => one.id === id) as ReportTable;

function textOf(cell: ReportCell | undefined): unknown {
  if (cell?.kind === 'list') return cell.items.map(textOf);
  if (cell?.kind === 'absent') return `(${cell.word})`;
  if (cell?.kind === 'number') return cell.value;
  return cell !== undefined && 'text' in cell ? cell.text : cell?.kind;
}

function column(id: string, key: string): Readonly<Record<string, unknown>> {
  const { columns, rows } = table(id);
  const place = columns.findIndex((one) => one.key === key);
  return Object.fromEntries(rows.map((row) => [String(textOf(row[0])), textOf(row[place])]));
}

const found = (check: RegExp): readonly string[] =>
  document.gaps.filter((gap) => check.test(gap.check)).flatMap((gap) => [...gap.found]);

describe('the register of exceptions', () => {
  it('shows every approval after the first, up to the instant of the report', () => {
    expect(column('d6-exceptions', 'approvedAgain')).toEqual({
      held: ['2026-10-02T00:00:00Z, first', '2026-11-02T00:00:00Z, second'],
      'looked-at': ['2026-11-12T00:00:00Z, third'],
      old: '(never)',
      asked: '(never)',
      wrong: '(never)',
    });
  });

  it('links assessments of the same advisories on the same assets', () => {
    expect(column('d6-exceptions', 'vex')).toMatchObject({ held: ['same: not-affected'], 'looked-at': '(none)' });
  });

  it('says how each ended, with what opened again by the ledger', () => {
    expect(column('d6-exceptions', 'ended')).toEqual({
      held: '(still in force)',
      'looked-at': 'nothing that it covers is required any more',
      old: 'expired 2026-11-01T00:00:00Z; 1 of 1 finding opened again',
      asked: '(never in force)',
      wrong: 'its end cannot be read',
    });
  });

  it('names exceptions in force whose day of review is over without an approval since', () => {
    expect(found(/waits for a review/)).toEqual(['held: 2026-11-20']);
  });

  it('lists what approvals and the ledger know of exceptions that are on file no more', () => {
    expect(column('d6-removed', 'approval')).toEqual({ gone: ['first'] });
    expect(column('d6-removed', 'approvedBy')).toEqual({ gone: ['bob'] });
    expect(column('d6-removed', 'findings')).toEqual({ gone: 1 });
    expect(column('d6-removed', 'since')).toEqual({
      gone: '1 of 1 finding opened again, 1 of them ended by deployment',
    });
    expect(table('d6-removed').population).toMatchObject({ rowsIn: 4, rowsShown: 1, addsUp: true });
  });
});
