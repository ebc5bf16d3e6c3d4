import type { ForgeSettingsRecord } from '../../model/generated/forge-settings-record.ts';
import type { GapCheck, ReportCell, ReportSection, ReportTable } from '../../model/report.ts';
import type { Resource } from '../../model/resource.ts';
import type { Instant } from '../../model/time.ts';
import { demandsReview, settingsOfBase, weaknesses } from '../audit/judge-settings.ts';
import { formatInstant, parseInstant } from '../time.ts';
import { absentCell, codeCell, codesCell, counted, instantCell, placeCell, textCell } from './cells.ts';
import { placeOf, type ReportInput } from './input.ts';
import { recordSource } from './sources.ts';
import { populationOf, tableOf } from './table.ts';
import { type Within, within } from './within.ts';

type Spec = ForgeSettingsRecord['spec'];

/** What the forge showed of the base branch at an instant; it stood until the next snapshot, which differs. */
interface Snapshot {
  readonly record: Resource<'ForgeSettingsRecord'>;
  readonly spec: Spec;
  readonly from: Instant | undefined;
  readonly before: Snapshot | undefined;
  readonly next: Spec | undefined;
}

/** What guarded the base branch over the period, by the snapshots on record: each with the time it stood, and what changed. */
export function guardSection(input: ReportInput): ReportSection {
  const all = snapshotsIn(input);
  return {
    title: 'What guarded the branch',
    text: [
      'A snapshot is written when the settings differ from the last; what was changed and changed back between two ' +
        'readings is on no record.',
    ],
    tables: [snapshotTable(input, standing(input, all)), changeTable(input, all)],
  };
}

/** Whether that is on record, and whether a merge could have gone past review. Nothing on record is a gap. */
export function guardGaps(input: ReportInput): readonly GapCheck[] {
  const { forge } = input.decision.estate.workspace;
  const { items } = standing(input, snapshotsIn(input));
  const lookedAt = counted(items.length, 'snapshot');
  const isRecorded: GapCheck = {
    check: `what guarded ${forge.baseBranch} is on record`,
    lookedAt,
    found: unrecorded(input, items),
  };
  if (items.length === 0) return [isRecorded];
  return [
    isRecorded,
    {
      check: `nothing could be merged into ${forge.baseBranch} without a review`,
      lookedAt,
      found: items.flatMap(({ spec, next }) => weaknesses(spec, next)),
    },
  ];
}

function unrecorded(input: ReportInput, items: readonly Snapshot[]): readonly string[] {
  const { resources, workspace } = input.decision.estate;
  const { kind, baseBranch } = workspace.forge;
  const [first] = items;
  if (first === undefined) {
    return [
      kind === 'local'
        ? `none recorded: no forge is named that could show what guarded ${baseBranch}`
        : 'none recorded (patchledger record settings)',
    ];
  }
  const merges = [...(resources.ApprovalRecord?.values() ?? [])].flatMap(
    ({ document }) => parseInstant(document.spec.mergedAt ?? '') ?? [],
  );
  const since = input.period?.from ?? (merges.length === 0 ? undefined : Math.min(...merges));
  if (since === undefined || first.from === undefined || first.from <= since) return [];
  return [`nothing is on record from before ${formatInstant(first.from)}, and merges count from earlier`];
}

function snapshotsIn({ decision: { estate } }: ReportInput): readonly Snapshot[] {
  const records = settingsOfBase(estate);
  const snapshots: Snapshot[] = [];
  for (const [at, record] of records.entries()) {
    const { spec } = record.document;
    const next = records[at + 1]?.document.spec;
    snapshots.push({ record, spec, from: parseInstant(spec.readAt), before: snapshots[at - 1], next });
  }
  return snapshots;
}

/** Those that stood at some time of the period: the last one from before it belongs to it. */
function standing({ period }: ReportInput, all: readonly Snapshot[]): Within<Snapshot> {
  if (period === undefined) return { items: all, filters: ['none'], excluded: [] };
  const items = all.filter(({ from, next }) => {
    const until = parseInstant(next?.readAt ?? '');
    return (from === undefined || from < period.to) && (until === undefined || until > period.from);
  });
  return {
    items,
    filters: [`stood at some time from ${formatInstant(period.from)} until before ${formatInstant(period.to)}`],
    excluded: [{ reason: 'outside the period', count: all.length - items.length }],
  };
}

function snapshotTable(
  { decision: { estate }, locate }: ReportInput,
  { items, filters, excluded }: Within<Snapshot>,
): ReportTable {
  const onRecord = estate.resources.ForgeSettingsRecord?.size ?? 0;
  const ofOthers = onRecord - settingsOfBase(estate).length;
  return tableOf<Snapshot>({
    id: 'd7-guards',
    caption: 'What guarded the branch, and since when',
    columns: [
      { key: 'record', title: 'Record', cell: ({ record }) => codeCell(record.name) },
      { key: 'branch', title: 'Branch', cell: ({ spec }) => codeCell(`${spec.repository} ${spec.branch}`) },
      { key: 'from', title: 'Read at', cell: ({ from }) => instantCell(from, 'not known') },
      { key: 'until', title: 'Until', cell: ({ next }) => untilCell(next) },
      { key: 'review', title: 'Review', cell: ({ spec }) => textCell(reviewWord(spec)) },
      { key: 'guards', title: 'Guards', cell: ({ spec }) => codesCell(linesOf(spec).rule, 'none shown') },
      {
        key: 'bypass',
        title: 'May pass by',
        cell: ({ spec }) => codesCell(linesOf(spec)['may pass by'], 'none shown'),
      },
      {
        key: 'codeowners',
        title: 'CODEOWNERS that count for nothing',
        cell: ({ spec }) => codesCell(spec.codeownerErrors ?? [], 'none shown'),
      },
      { key: 'unread', title: 'Not shown', cell: ({ spec }) => codesCell(linesOf(spec)['not shown'], 'all was') },
      {
        key: 'source',
        title: 'Source',
        cell: ({ record }) => placeCell(placeOf(locate, record.origin, ['metadata', 'name'])),
      },
    ],
    items,
    parts: [
      { caption: 'What demanded a review', columns: ['record', 'from', 'until', 'review', 'guards'] },
      {
        caption: 'Who could pass by, and what is not known',
        columns: ['record', 'branch', 'bypass', 'codeowners', 'unread', 'source'],
      },
    ],
    whenEmpty: 'None recorded: what guarded the branch is not known.',
    population: populationOf({
      unit: 'snapshot',
      sources: [recordSource(estate, ['ForgeSettingsRecord'])],
      rowsIn: onRecord,
      filters,
      excluded: [{ reason: 'of another branch', count: ofOthers }, ...excluded],
      items,
      by: 'review',
      labelOf: ({ spec }) => reviewWord(spec),
    }),
  });
}

const untilCell = (next: Spec | undefined): ReportCell =>
  next === undefined ? absentCell('no later reading differs') : instantCell(parseInstant(next.readAt), 'not known');

function reviewWord(spec: Spec): string {
  if (demandsReview(spec)) return 'demanded';
  return (spec.unread ?? []).some(({ part }) => part !== 'codeowners') ? 'not shown' : 'not demanded';
}

const parts = ['rule', 'may pass by', 'counts for nothing', 'not shown'] as const;
type Part = (typeof parts)[number];

/** A snapshot in lines, by what they speak of. */
function linesOf({ guards, bypass = [], codeownerErrors = [], unread = [] }: Spec): Record<Part, readonly string[]> {
  const words = (...all: readonly (string | undefined)[]): string => all.filter((one) => one !== undefined).join(' ');
  return {
    rule: guards.map(({ from, rule, value }) => words(`${from}:`, rule, value)),
    'may pass by': bypass.map(({ from, who, mode }) => words(`${from}:`, who, mode && `(${mode})`)),
    'counts for nothing': codeownerErrors,
    'not shown': unread.map(({ part, reason }) => `${part}: ${reason}`),
  };
}

interface GuardChange {
  readonly snapshot: Snapshot;
  readonly part: Part;
  readonly way: 'came' | 'went';
  readonly line: string;
}

function changeTable(input: ReportInput, all: readonly Snapshot[]): ReportTable {
  const changes = all.flatMap(changesOf);
  const { items, filters, excluded } = within(input, changes, ({ snapshot }) => snapshot.from);
  return tableOf<GuardChange>({
    id: 'd7-guard-changes',
    caption: 'Every change of what guarded the branch',
    columns: [
      { key: 'at', title: 'Seen at', cell: ({ snapshot }) => instantCell(snapshot.from, 'not known') },
      { key: 'way', title: 'Change', cell: ({ way }) => textCell(way) },
      { key: 'part', title: 'Of', cell: ({ part }) => textCell(part) },
      { key: 'line', title: 'What', cell: ({ line }) => codeCell(line) },
      { key: 'record', title: 'Record', cell: ({ snapshot }) => codeCell(snapshot.record.name) },
    ],
    items,
    whenEmpty: all.length === 0 ? 'None recorded.' : 'No two snapshots on record differ in the period.',
    population: populationOf({
      unit: 'change between two snapshots',
      sources: [recordSource(input.decision.estate, ['ForgeSettingsRecord'])],
      rowsIn: changes.length,
      filters,
      excluded,
      items,
      by: 'what it is of',
      labelOf: ({ part }) => part,
      order: parts,
    }),
  });
}

/** What differs from the snapshot before; nothing is known to have changed before the first. */
function changesOf(snapshot: Snapshot): readonly GuardChange[] {
  const { before } = snapshot;
  if (before === undefined) return [];
  const [old, now] = [linesOf(before.spec), linesOf(snapshot.spec)];
  return parts.flatMap((part) => [
    ...now[part]
      .filter((line) => !old[part].includes(line))
      .map((line) => ({ snapshot, part, way: 'came' as const, line })),
    ...old[part]
      .filter((line) => !now[part].includes(line))
      .map((line) => ({ snapshot, part, way: 'went' as const, line })),
  ]);
}
