import type { CalendarActivity } from '../../model/calendar.ts';
import type { ActivityRecord } from '../../model/generated/activity-record.ts';
import type { ReportCell, ReportDocument, ReportSection, ReportTable } from '../../model/report.ts';
import type { Resource } from '../../model/resource.ts';
import type { Instant } from '../../model/time.ts';
import { calendarActivities } from '../calendar/activities.ts';
import { localDate, parseInstant } from '../time.ts';
import { absentCell, codeCell, counted, instantCell, placeCell, textCell } from './cells.ts';
import { commonGaps, presenceGap, sumsGap } from './gaps.ts';
import { placeOf, type ReportInput } from './input.ts';
import { directoryOf } from './people.ts';
import { recordSource } from './sources.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';
import { type Within, within } from './within.ts';

const dayMs = 86_400_000;

/** How far the listing looks where the report names no period: a year back, for audits ask for one, and a quarter ahead. */
const usual = { back: 365 * dayMs, ahead: 92 * dayMs } as const;

/** D13: trainings, reviews, drills, audits and notices: what was due, what was held, by whom, with what outcome. */
export function activitiesDocument(input: ReportInput): ReportDocument {
  const occurrences = occurrencesIn(input);
  const all = [...(input.decision.estate.resources.ActivityRecord?.values() ?? [])];
  const dated = within(input, all, ({ document }) => parseInstant(document.spec.heldAt));
  const records = dated.items;
  const sections: readonly ReportSection[] = [
    {
      title: 'What was due',
      text: ['An occurrence may be met until the end of its grace; then it is missed, and stays so.'],
      tables: [occurrenceTable(input, occurrences)],
    },
    { title: 'What was held', text: [], tables: [recordTable(input, dated)] },
    { title: 'Decisions and actions', text: [], tables: [actionTable(input, records)] },
  ];
  const day = (at: Instant): string => localDate(at, input.decision.plan.timeZone);
  const count = (state: CalendarActivity['state']): number => occurrences.filter((one) => one.state === state).length;
  return {
    id: 'D13',
    slug: 'activities',
    title: 'Training, review and communication records',
    question: 'Do people know; is the policy reviewed?',
    summary: [
      `${counted(occurrences.length, 'occurrence')}: ${count('met')} met, ${count('open')} open, ${count('missed')} missed; ` +
        `${counted(records.length, 'record')}.`,
    ],
    gaps: [
      ...commonGaps(input),
      presenceGap(
        'recurring duties are named',
        'the schedules',
        input.decision.estate.resources.Activity?.size ?? 0,
        'no Activity is in the estate: no training, review or drill is ever due',
      ),
      {
        check: 'every occurrence whose time is over was met',
        lookedAt: counted(occurrences.length, 'occurrence'),
        found: occurrences
          .filter(({ state }) => state === 'missed')
          .map(({ name, start, due }) => `${name} of ${day(start)}, due until ${day(due)}`),
      },
      {
        check: 'every record names evidence that is kept',
        lookedAt: counted(records.length, 'record'),
        found: records.filter(({ document }) => (document.spec.artifacts ?? []).length === 0).map(({ name }) => name),
      },
      {
        check: 'every person in a record is known to the directory',
        lookedAt: counted(records.length, 'record'),
        found: strangers(input, records),
      },
      sumsGap(sections),
    ],
    sections,
    limits: [
      'That somebody took part is what the record says; that they understood is not shown by it.',
      'A duty that no Activity names is not looked for.',
    ],
  };
}

/** The time the document looks at: the period of the report, else the usual one. */
function spanOf({ decision: { plan }, period }: ReportInput): { readonly start: Instant; readonly end: Instant } {
  if (period !== undefined) return { start: period.from, end: period.to };
  return { start: (plan.asOf - usual.back) as Instant, end: (plan.asOf + usual.ahead) as Instant };
}

function occurrencesIn(input: ReportInput): readonly CalendarActivity[] {
  const { estate, plan } = input.decision;
  const activities = [...(estate.resources.Activity?.values() ?? [])];
  const context = { estate, asOf: plan.asOf, span: spanOf(input), locate: input.locate };
  return calendarActivities(context, activities, estate.workspace.name).value;
}

function strangers(
  { decision: { estate } }: ReportInput,
  records: readonly Resource<'ActivityRecord'>[],
): readonly string[] {
  const { isKnown } = directoryOf(estate);
  return records.flatMap(({ name, document: { spec } }) =>
    spec.participants.filter((person) => !isKnown(person)).map((person) => `${person} in ${name}`),
  );
}

function occurrenceTable(input: ReportInput, items: readonly CalendarActivity[]): ReportTable {
  const { estate } = input.decision;
  const clausesOf = ({ name }: CalendarActivity): readonly string[] =>
    estate.resources.Activity?.get(name)?.document.spec.clauses ?? [];
  const columns: readonly ColumnOf<CalendarActivity>[] = [
    { key: 'activity', title: 'Activity', cell: ({ name }) => codeCell(name) },
    { key: 'type', title: 'Type', cell: ({ type }) => textCell(type) },
    { key: 'owner', title: 'Seen to by', cell: ({ owner }) => codeCell(owner) },
    { key: 'start', title: 'Due from', cell: ({ start }) => instantCell(start, 'unknown') },
    { key: 'due', title: 'Due until', cell: ({ due }) => instantCell(due, 'unknown') },
    { key: 'state', title: 'State', cell: ({ state }) => textCell(state) },
    { key: 'metBy', title: 'Met by', cell: ({ metBy }) => codeCell(metBy, 'no record') },
    {
      key: 'clauses',
      title: 'Clauses it answers',
      cell: (one) => textCell(clausesOf(one).join(', '), 'none named'),
    },
  ];
  const activities = [...(estate.resources.Activity?.values() ?? [])];
  return tableOf({
    id: 'd13-occurrences',
    caption: 'Every occurrence',
    columns,
    items,
    whenEmpty: 'No recurring duty is named for this time.',
    population: populationOf({
      unit: 'occurrence of an Activity',
      sources: [
        { what: 'activities', files: [...new Set(activities.map(({ origin }) => origin.file))].sort() },
        recordSource(estate, ['ActivityRecord']),
      ],
      filters: [
        input.period === undefined ? 'from a year before the report to 92 days after it' : 'the period of the report',
      ],
      rowsIn: items.length,
      items,
      by: 'state',
      labelOf: ({ state }) => state,
      order: ['met', 'open', 'missed'],
    }),
  });
}

function recordTable(
  { decision: { estate }, locate }: ReportInput,
  { items, filters, excluded }: Within<Resource<'ActivityRecord'>>,
): ReportTable {
  const { cell, cells } = directoryOf(estate);
  const specOf = ({ document }: Resource<'ActivityRecord'>): ActivityRecord['spec'] => document.spec;
  const columns: readonly ColumnOf<Resource<'ActivityRecord'>>[] = [
    { key: 'record', title: 'Record', cell: ({ name }) => codeCell(name) },
    { key: 'activity', title: 'Activity', cell: (one) => codeCell(specOf(one).activity) },
    { key: 'heldAt', title: 'Held at', cell: (one) => instantCell(parseInstant(specOf(one).heldAt), 'unreadable') },
    { key: 'duration', title: 'Took', cell: (one) => textCell(specOf(one).duration, 'not stated') },
    { key: 'conductedBy', title: 'Conducted by', cell: (one) => cell(specOf(one).conductedBy, 'nobody') },
    { key: 'participants', title: 'Participants', cell: (one) => cells(specOf(one).participants, 'nobody') },
    { key: 'result', title: 'Result', cell: (one) => textCell(specOf(one).result ?? 'completed') },
    { key: 'validUntil', title: 'Valid until', cell: (one) => textCell(specOf(one).validUntil, 'the next occurrence') },
    { key: 'about', title: 'About', cell: (one) => textCell(specOf(one).about, 'not stated') },
    { key: 'sentTo', title: 'Told', cell: (one) => textCell((specOf(one).sentTo ?? []).join(', '), 'nobody named') },
    { key: 'evidence', title: 'Evidence', cell: (one) => artifactsCell(specOf(one)) },
    { key: 'source', title: 'Source', cell: ({ origin }) => placeCell(placeOf(locate, origin, ['metadata', 'name'])) },
  ];
  return tableOf({
    id: 'd13-records',
    caption: 'Every record',
    columns,
    items,
    parts: [
      {
        caption: 'What was held, by whom',
        columns: ['record', 'activity', 'heldAt', 'conductedBy', 'participants', 'result'],
      },
      {
        caption: 'About what, with which evidence',
        columns: ['record', 'duration', 'validUntil', 'about', 'sentTo', 'evidence', 'source'],
      },
    ],
    whenEmpty: 'Nothing is recorded.',
    population: populationOf({
      unit: 'record',
      sources: [recordSource(estate, ['ActivityRecord'])],
      filters,
      rowsIn: estate.resources.ActivityRecord?.size ?? 0,
      excluded,
      items,
      by: 'result',
      labelOf: (one) => specOf(one).result ?? 'completed',
    }),
  });
}

function artifactsCell({ artifacts = [] }: ActivityRecord['spec']): ReportCell {
  if (artifacts.length === 0) return absentCell('none kept');
  return {
    kind: 'list',
    items: artifacts.map(({ name, path, url, sha256, held = true }) => {
      const place = path ?? url ?? 'kept nowhere';
      return textCell(`${name}: ${held ? place : 'not held'}${sha256 === undefined ? '' : `, SHA-256 ${sha256}`}`);
    }),
  };
}

interface ActionRow {
  readonly record: Resource<'ActivityRecord'>;
  readonly kind: 'decision' | 'action';
  readonly text: string;
  readonly owner: string | undefined;
  readonly due: string | undefined;
}

function actionTable(
  { decision: { estate } }: ReportInput,
  records: readonly Resource<'ActivityRecord'>[],
): ReportTable {
  const { cell } = directoryOf(estate);
  const items = records.flatMap((record): readonly ActionRow[] => {
    const { decisions = [], actions = [] } = record.document.spec;
    return [
      ...decisions.map((text) => ({
        record,
        kind: 'decision' as const,
        text,
        owner: undefined,
        due: undefined,
      })),
      ...actions.map(({ action, owner, due }) => ({
        record,
        kind: 'action' as const,
        text: action,
        owner,
        due,
      })),
    ];
  });
  return tableOf<ActionRow>({
    id: 'd13-actions',
    caption: 'Every decision and action',
    columns: [
      { key: 'record', title: 'Record', cell: ({ record }) => codeCell(record.name) },
      { key: 'kind', title: 'Kind', cell: ({ kind }) => textCell(kind) },
      { key: 'text', title: 'What', cell: ({ text }) => textCell(text) },
      { key: 'owner', title: 'Owner', cell: ({ owner }) => cell(owner, 'nobody') },
      { key: 'due', title: 'Due', cell: ({ due }) => textCell(due, 'no day') },
    ],
    items,
    whenEmpty: 'No decision and no action is recorded.',
    population: populationOf({
      unit: 'decision or action',
      sources: [recordSource(estate, ['ActivityRecord'])],
      filters: ['what the records above hold'],
      rowsIn: items.length,
      items,
      by: 'kind',
      labelOf: ({ kind }) => kind,
      order: ['decision', 'action'],
    }),
  });
}
