import { describe, expect, it } from 'vitest';
import { guardGaps, guardSection } from '../../../src/core/report/branch-guards.ts';
import type { ReportInput } from '../../../src/core/report/input.ts';
import { linked, yaml } from '../../support/estate.ts';
import { reportInput } from '../../support/report.ts';
import { at } from '../../support/world.ts';

const review = { from: 'ruleset main', rule: 'pull_request' };
const signed = { from: 'branch-protection', rule: 'required_signatures', value: '{"enabled":true}' };

/** The input of a report over snapshots of days of November. */
function inputOf(snapshots: Readonly<Record<string, object>>, more: Partial<ReportInput> = {}, kind = 'github') {
  const records = Object.entries(snapshots).map(([day, rest]) => {
    const readAt = `2026-11-${day}T12:00:00Z`;
    const spec = { repository: 'acme/estate', branch: 'main', readAt, guards: [review], ...rest };
    return [`records/settings/${day}.yaml`, yaml('ForgeSettingsRecord', `settings-${day}`, spec)] as const;
  });
  const { estate } = linked({
    'patchledger.yaml': yaml('Workspace', 'w', { forge: { kind } }),
    ...Object.fromEntries(records),
  });
  const input = reportInput();
  return { ...input, decision: { ...input.decision, estate }, ...more };
}

const tablesOf = (input: ReportInput) => guardSection(input).tables;

/** What a column of a table says, cell by cell. */
function column(input: ReportInput, table: 0 | 1, key: string): readonly unknown[] {
  const { columns, rows } = tablesOf(input)[table] ?? { columns: [], rows: [] };
  const place = columns.findIndex((one) => one.key === key);
  return rows.map((row) => row[place]);
}

const period = (from: string, to: string) => ({
  period: { from: at(`2026-11-${from}T00:00:00Z`), to: at(`2026-11-${to}T00:00:00Z`) },
});

describe('what guarded the branch', () => {
  const weak = {
    guards: [signed],
    bypass: [{ from: 'ruleset main', who: 'team core', mode: 'always' }],
    codeownerErrors: ['CODEOWNERS:3 Unknown owner'],
    unread: [{ part: 'codeowners', reason: 'no' }],
  };

  it('is a stated gap when nothing is on record, with a forge and without', () => {
    expect(guardGaps(inputOf({}))).toEqual([
      {
        check: 'what guarded main is on record',
        lookedAt: '0 snapshots',
        found: ['none recorded (patchledger record settings)'],
      },
    ]);
    expect(guardGaps(inputOf({}, {}, 'local'))[0]?.found).toEqual([
      'none recorded: no forge is named that could show what guarded main',
    ]);
    expect(tablesOf(inputOf({})).map(({ whenEmpty }) => whenEmpty)).toEqual([
      'None recorded: what guarded the branch is not known.',
      'None recorded.',
    ]);
  });

  it('is told snapshot by snapshot, each with the time until the next one differs', () => {
    const input = inputOf({ '02': weak, '10': {}, '12': { branch: 'trunk' } });

    expect(column(input, 0, 'until')).toEqual([
      { kind: 'instant', at: at('2026-11-10T12:00:00Z') },
      { kind: 'absent', word: 'no later reading differs' },
    ]);
    expect(column(input, 0, 'review')).toMatchObject([{ text: 'not demanded' }, { text: 'demanded' }]);
    expect(tablesOf(input)[0]?.population).toMatchObject({
      ...{ rowsIn: 3, rowsShown: 2, addsUp: true },
      excluded: [{ reason: 'of another branch', count: 1 }],
    });
  });

  it('is not shown, rather than not there, where the forge kept the rules to itself', () => {
    const input = inputOf({ '02': { guards: [], unread: [{ part: 'rules', reason: 'HTTP 403' }] } });

    expect(column(input, 0, 'review')).toMatchObject([{ text: 'not shown' }]);
  });

  it('names every line that came and that went between two snapshots', () => {
    const input = inputOf({ '02': weak, '10': {} });
    const said = ['way', 'part', 'line'].map((key) => column(input, 1, key));

    expect(said.map((cells) => cells.map((cell) => (cell as { text: string }).text))).toEqual([
      ['came', 'went', 'went', 'went', 'went'],
      ['rule', 'rule', 'may pass by', 'counts for nothing', 'not shown'],
      [
        'ruleset main: pull_request',
        'branch-protection: required_signatures {"enabled":true}',
        'ruleset main: team core (always)',
        'CODEOWNERS:3 Unknown owner',
        'codeowners: no',
      ],
    ]);
    expect(tablesOf(inputOf({ '02': {} }))[1]?.rows).toHaveLength(0);
  });

  it('speaks with its weaknesses against a merge, dated', () => {
    expect(guardGaps(inputOf({ '02': { guards: [signed] }, '10': {} }))[1]).toEqual({
      check: 'nothing could be merged into main without a review',
      lookedAt: '2 snapshots',
      found: [
        'from 2026-11-02T12:00:00Z to 2026-11-10T12:00:00Z nothing that the forge showed demanded a review on main',
      ],
    });
  });

  it('is of a period what stood in it, the last snapshot from before it included', () => {
    const all = { '02': weak, '05': { guards: [review, signed] }, '10': {} };
    const input = inputOf(all, period('06', '09'));

    expect(column(input, 0, 'record')).toMatchObject([{ text: 'settings-05' }]);
    expect(guardGaps(input).map(({ found }) => found)).toEqual([[], []]);
    expect(column(input, 1, 'line')).toEqual([]);
    expect(tablesOf(input).every(({ population }) => population.addsUp)).toBe(true);
  });

  it('is not known before the first snapshot, of a period or of the first merge on record', () => {
    const found = ['nothing is on record from before 2026-11-10T12:00:00Z, and merges count from earlier'];
    const input = inputOf({ '10': {} });
    const merged = (mergedAt: string): ReportInput => {
      const { estate } = input.decision;
      const document = { spec: { mergedAt } };
      const ApprovalRecord = new Map([['a', { document }]]) as never;
      return {
        ...input,
        decision: { ...input.decision, estate: { ...estate, resources: { ...estate.resources, ApprovalRecord } } },
      };
    };

    expect(guardGaps(inputOf({ '10': {} }, period('06', '12')))[0]?.found).toEqual(found);
    expect(guardGaps(merged('2026-11-03T12:00:00Z'))[0]?.found).toEqual(found);
    expect(guardGaps(merged('2026-11-11T12:00:00Z'))[0]?.found).toEqual([]);
    expect(guardGaps(input)[0]?.found).toEqual([]);
  });
});
