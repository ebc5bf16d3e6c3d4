import type { RollbackRecord } from '../../model/generated/rollback-record.ts';
import type { TestRecord } from '../../model/generated/test-record.ts';
import type { GapCheck, ReportCell, ReportDocument, ReportSection, ReportTable } from '../../model/report.ts';
import type { Resource } from '../../model/resource.ts';
import { assetFinder } from '../estate/asset-names.ts';
import { supersession } from '../evidence/supersession.ts';
import { durationText, parseInstant } from '../time.ts';
import { assetScopes } from './asset-scope.ts';
import { absentCell, codeCell, codesCell, counted, instantCell, numberCell, placeCell, textCell } from './cells.ts';
import { commonGaps, presenceGap, sumsGap } from './gaps.ts';
import { type GoAhead, goAheadCell, goAheadGap, goAheads } from './go-ahead.ts';
import { placeOf, type ReportInput } from './input.ts';
import { directoryOf } from './people.ts';
import { policySource, recordSource } from './sources.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';
import { countOf, type Within, within } from './within.ts';

/** D8: was it tested before production, and can one go back: tests, and rollbacks that were drilled or needed. */
export function trialDocument(input: ReportInput): ReportDocument {
  const tests = lastWordsOf(input, 'TestRecord');
  const rollbacks = lastWordsOf(input, 'RollbackRecord');
  const given = goAheads(input.decision.estate);
  const ringsOf = ringsIn(input);
  const sections: readonly ReportSection[] = [
    {
      title: 'Tests',
      text: ['Rings are those of the assets as the Rollouts stand at the instant of the report.'],
      tables: [testTable(input, tests, { given, ringsOf })],
    },
    {
      title: 'Ways back',
      text: ['A drill shows that the way back works; an incident shows that it had to.'],
      tables: [rollbackTable(input, rollbacks, ringsOf)],
    },
  ];
  const failed = tests.live.filter(({ document }) => document.spec.result === 'failed').length;
  return {
    id: 'D8',
    slug: 'tests',
    title: 'Test and rollback evidence',
    question: 'Was it tested before production; can you go back?',
    summary: [
      `${counted(tests.live.length, 'test run')}, ${failed} failed; ${counted(rollbacks.live.length, 'rollback')} drilled or needed.`,
    ],
    gaps: [
      ...commonGaps(input),
      presenceGap('tests are recorded', 'records', tests.live.length, 'no test of any patch is on record'),
      presenceGap('ways back are on record', 'records', rollbacks.live.length, 'no way back is on record'),
      ...gateGaps(input),
      ...artifactGaps(tests.live),
      goAheadGap(tests.live, given),
      sumsGap(sections),
    ],
    sections,
    limits: [
      'That a test covers what matters is not shown by its passing.',
      'Artefacts that are not held here are named with their digest, where one was given.',
    ],
  };
}

type RingsOf = (assets: readonly string[]) => readonly string[];

/** The rings of assets by any name that they had, each once. */
function ringsIn(input: ReportInput): RingsOf {
  const scope = assetScopes(input);
  const find = assetFinder(input.decision.estate.assets);
  return (assets) => [...new Set(assets.flatMap((name) => scope.ring(find(name)?.name ?? name) ?? []))].sort();
}

interface LastWords<R> extends Pick<Within<R>, 'filters' | 'excluded'> {
  readonly live: readonly R[];
  /** Records that a later one corrects. */
  readonly replaced: number;
}

function lastWordsOf<K extends 'TestRecord' | 'RollbackRecord'>(input: ReportInput, kind: K): LastWords<Resource<K>> {
  const { estate } = input.decision;
  const records = [...(estate.resources[kind]?.values() ?? [])] as Resource<K>[];
  const { replaced } = supersession(records);
  const last = records.filter(({ name }) => !replaced.has(name));
  const { items: live, filters, excluded } = within(input, last, ({ document }) => parseInstant(document.spec.endedAt));
  return { live, replaced: records.length - last.length, filters, excluded };
}

/** What visits that are approved or proposed still lack; planned ones are nobody's promise yet. */
function gateGaps({ decision: { plan } }: ReportInput): readonly GapCheck[] {
  const visits = plan.schedule.visits.filter(
    ({ state }) => state === 'approved' || state === 'proposed' || state === 'blocked',
  );
  const lacking = (kind: string): readonly string[] =>
    visits.flatMap(({ id, asset, gates }) =>
      gates
        .filter(({ gate, status }) => gate === kind && status === 'open')
        .map(({ needs }) => `${id} on ${asset}: ${needs}`),
    );
  const lookedAt = counted(visits.length, 'visit');
  return [
    {
      check: 'every visit that is proposed or approved has the tests its policies ask for',
      lookedAt,
      found: lacking('test-evidence'),
    },
    {
      check: 'the way back of every such visit was drilled as its policies ask',
      lookedAt,
      found: lacking('rollback-drill'),
    },
  ];
}

const artifactGaps = (tests: readonly Resource<'TestRecord'>[]): readonly GapCheck[] => [
  {
    check: 'the report of every test is kept',
    lookedAt: counted(tests.length, 'test run'),
    found: tests
      .filter(({ document }) => !(document.spec.artifacts ?? []).some(({ held = true }) => held))
      .map(({ name }) => name),
  },
];

function testTable(
  { decision: { estate }, locate }: ReportInput,
  { live, replaced, filters, excluded }: LastWords<Resource<'TestRecord'>>,
  { given, ringsOf }: { readonly given: ReadonlyMap<string, GoAhead>; readonly ringsOf: RingsOf },
): ReportTable {
  const directory = directoryOf(estate);
  const specOf = ({ document }: Resource<'TestRecord'>): TestRecord['spec'] => document.spec;
  const columns: readonly ColumnOf<Resource<'TestRecord'>>[] = [
    { key: 'record', title: 'Record', cell: ({ name }) => codeCell(name) },
    {
      key: 'patches',
      title: 'Tested',
      cell: (one) =>
        codesCell(
          specOf(one).patches.map(({ name, version }) => `${name} ${version}`),
          'nothing named',
        ),
    },
    { key: 'change', title: 'Change', cell: (one) => codeCell(specOf(one).change, 'none') },
    { key: 'environment', title: 'Environment', cell: (one) => textCell(specOf(one).environment) },
    { key: 'mirrors', title: 'Mirrors', cell: (one) => codesCell(specOf(one).mirrors ?? [], 'nothing named') },
    { key: 'kinds', title: 'Kinds', cell: (one) => textCell(specOf(one).kinds.join(', ')) },
    { key: 'passed', title: 'Cases passed', cell: (one) => countCell(specOf(one).cases?.passed) },
    { key: 'failed', title: 'Cases failed', cell: (one) => countCell(specOf(one).cases?.failed) },
    { key: 'result', title: 'Result', cell: (one) => textCell(specOf(one).result) },
    { key: 'tester', title: 'Tester', cell: (one) => directory.cell(specOf(one).tester, 'not stated') },
    { key: 'endedAt', title: 'Ended at', cell: (one) => instantCell(parseInstant(specOf(one).endedAt), 'unreadable') },
    { key: 'artifacts', title: 'Artefacts', cell: (one) => artifactsCell(specOf(one).artifacts) },
    { key: 'source', title: 'Source', cell: ({ origin }) => placeCell(placeOf(locate, origin, ['metadata', 'name'])) },
    { key: 'assets', title: 'Ran on', cell: (one) => codesCell(specOf(one).assets ?? [], 'not stated') },
    { key: 'ring', title: 'Ring', cell: (one) => codesCell(ringsOf(specOf(one).assets ?? []), 'none') },
    { key: 'goAhead', title: 'Go-ahead', cell: (one) => goAheadCell(one, given) },
  ];
  return tableOf({
    id: 'd8-tests',
    caption: 'Every test run',
    columns,
    items: live,
    parts: [
      {
        caption: 'What was tested, with which result',
        columns: ['record', 'patches', 'environment', 'kinds', 'passed', 'failed', 'result'],
      },
      {
        caption: 'By whom, for what, with which evidence',
        columns: ['record', 'change', 'mirrors', 'tester', 'endedAt', 'artifacts', 'source'],
      },
      { caption: 'Where, and what followed', columns: ['record', 'assets', 'ring', 'change', 'goAhead'] },
    ],
    whenEmpty: 'No test is recorded.',
    population: populationOf({
      unit: 'test record',
      sources: [recordSource(estate, ['TestRecord', 'ApprovalRecord']), policySource(estate)],
      filters,
      rowsIn: live.length + replaced + countOf(excluded),
      excluded: [{ reason: 'corrected by a later record', count: replaced }, ...excluded],
      items: live,
      by: 'result',
      labelOf: (one) => specOf(one).result,
    }),
  });
}

const countCell = (count: number | undefined): ReportCell =>
  count === undefined ? absentCell('not counted') : numberCell(count);

function artifactsCell(artifacts: TestRecord['spec']['artifacts'] = []): ReportCell {
  if (artifacts.length === 0) return absentCell('none named');
  const items = artifacts.map(({ name, held = true, sha256 }) =>
    textCell(`${name}${held ? '' : ', not held'}${sha256 === undefined ? '' : `, SHA-256 ${sha256}`}`),
  );
  return { kind: 'list', items };
}

function rollbackTable(
  { decision: { estate }, locate }: ReportInput,
  { live, replaced, filters, excluded }: LastWords<Resource<'RollbackRecord'>>,
  ringsOf: RingsOf,
): ReportTable {
  const directory = directoryOf(estate);
  const specOf = ({ document }: Resource<'RollbackRecord'>): RollbackRecord['spec'] => document.spec;
  const columns: readonly ColumnOf<Resource<'RollbackRecord'>>[] = [
    { key: 'record', title: 'Record', cell: ({ name }) => codeCell(name) },
    { key: 'occasion', title: 'Occasion', cell: (one) => textCell(specOf(one).occasion) },
    { key: 'procedure', title: 'Procedure', cell: (one) => textCell(specOf(one).procedure) },
    { key: 'assets', title: 'Assets', cell: (one) => codesCell(specOf(one).assets, 'none') },
    { key: 'versions', title: 'From and to', cell: (one) => textCell(versionsText(specOf(one)), 'not stated') },
    { key: 'restorePoint', title: 'Restore point', cell: (one) => textCell(specOf(one).restorePoint, 'not stated') },
    { key: 'endedAt', title: 'Ended at', cell: (one) => instantCell(parseInstant(specOf(one).endedAt), 'unreadable') },
    { key: 'duration', title: 'Took', cell: (one) => textCell(tookText(specOf(one)), 'not known') },
    { key: 'result', title: 'Result', cell: (one) => textCell(specOf(one).result) },
    { key: 'executor', title: 'Executor', cell: (one) => directory.cell(specOf(one).executor, 'not stated') },
    { key: 'source', title: 'Source', cell: ({ origin }) => placeCell(placeOf(locate, origin, ['metadata', 'name'])) },
    { key: 'change', title: 'Change', cell: (one) => codeCell(specOf(one).change, 'none') },
    { key: 'ring', title: 'Ring', cell: (one) => codesCell(ringsOf(specOf(one).assets), 'none') },
  ];
  return tableOf({
    id: 'd8-rollbacks',
    caption: 'Every rollback',
    columns,
    items: live,
    parts: [
      {
        caption: 'What was taken back',
        columns: ['record', 'occasion', 'procedure', 'assets', 'ring', 'versions', 'change', 'result'],
      },
      {
        caption: 'When, how long, by whom',
        columns: ['record', 'restorePoint', 'endedAt', 'duration', 'executor', 'source'],
      },
    ],
    whenEmpty: 'No rollback was drilled or needed.',
    population: populationOf({
      unit: 'rollback record',
      sources: [recordSource(estate, ['RollbackRecord']), policySource(estate)],
      filters,
      rowsIn: live.length + replaced + countOf(excluded),
      excluded: [{ reason: 'corrected by a later record', count: replaced }, ...excluded],
      items: live,
      by: 'occasion',
      labelOf: (one) => specOf(one).occasion,
    }),
  });
}

function versionsText({ application, fromVersion, toVersion }: RollbackRecord['spec']): string | undefined {
  const words = [application?.name, fromVersion && `from ${fromVersion}`, toVersion && `to ${toVersion}`];
  return words.filter((word) => word !== undefined && word !== '').join(' ') || undefined;
}

function tookText({ startedAt, endedAt }: RollbackRecord['spec']): string | undefined {
  const [start, end] = [parseInstant(startedAt), parseInstant(endedAt)];
  return start === undefined || end === undefined ? undefined : durationText(end - start);
}
