import type { CalendarView } from '../../model/calendar.ts';
import type { GanttBar } from '../../model/chart.ts';
import type { ReportFigure, ReportSection, ReportTable } from '../../model/report.ts';
import type { Instant } from '../../model/time.ts';
import { type Visit, visitStates } from '../../model/visit.ts';
import { calendarView } from '../calendar/view.ts';
import { formatInstant } from '../time.ts';
import { codeCell, counted, instantCell, numberCell, textCell } from './cells.ts';
import type { ReportInput } from './input.ts';
import { inventorySource, policySource } from './sources.ts';
import { type ColumnOf, populationOf, tableOf } from './table.ts';

/** How far the drawing looks ahead, and how many rows it has: more is no drawing any more, and stands in the table. */
const aheadDays = 14;
const rowsDrawn = 16;
const dayMs = 86_400_000;

/** What is planned next: the windows, the freezes that cut them, and the visits in them. */
export function plannedSection(input: ReportInput): ReportSection {
  return {
    title: 'What is planned next',
    text: [
      'Visits as they are planned at the instant of the report; only what is approved may run. What was done is above.',
    ],
    figures: figuresOf(input),
    tables: [visitTable(input)],
  };
}

function figuresOf({ decision }: ReportInput): readonly ReportFigure[] {
  const from = decision.plan.asOf;
  const to = (from + aheadDays * dayMs) as Instant;
  const view = calendarView(decision, { from, to }).value;
  const rows = rowsOf(view);
  if (rows.length === 0) return [];
  const drawn = rows.slice(0, rowsDrawn);
  const left = rows.length - drawn.length;
  return [
    {
      id: 'd9-planned-figure',
      title: `Windows, freezes and visits of the next ${aheadDays} days`,
      description:
        `From ${formatInstant(from)} to ${formatInstant(to)}: ${counted(view.windows.length, 'window')}, ` +
        `${counted(view.freezes.length, 'freeze')}, ${counted(view.visits.length, 'visit')}` +
        `${left > 0 ? `; ${counted(left, 'row')} with the fewest visits not drawn` : ''}.`,
      tableId: 'd9-visits',
      chart: { kind: 'gantt', from, to, rows: drawn },
    },
  ];
}

interface GanttRow {
  readonly label: string;
  readonly bars: GanttBar[];
  visits: number;
}

/** A row a window, those with the most visits first; emergencies and freezes have rows of their own. */
function rowsOf({ windows, freezes, visits }: CalendarView): readonly { label: string; bars: readonly GanttBar[] }[] {
  const rows = new Map<string, GanttRow>();
  const rowOf = (label: string): GanttRow => {
    const row = rows.get(label) ?? { label, bars: [], visits: 0 };
    rows.set(label, row);
    return row;
  };
  for (const { name, start, end } of windows)
    rowOf(name).bars.push({ kind: 'window', from: start, to: end, label: name });
  for (const { window, state, asset, start, end } of visits) {
    const row = rowOf(window ?? 'no window, emergency');
    row.visits += 1;
    row.bars.push({ kind: state === 'late' ? 'late' : 'visit', from: start, to: end, label: asset });
  }
  const sorted = [...rows.values()].sort(
    (left, right) => right.visits - left.visits || (left.label < right.label ? -1 : 1),
  );
  const frozen = freezes.map(({ name, start, end }) => ({
    label: `freeze ${name}`,
    bars: [{ kind: 'freeze' as const, from: start, to: end, label: name }],
  }));
  return [...frozen, ...sorted.map(({ label, bars }) => ({ label, bars }))];
}

function visitTable({ decision: { plan, estate } }: ReportInput): ReportTable {
  const { visits } = plan.schedule;
  const items = [...visits].sort((left, right) => left.start - right.start || (left.id < right.id ? -1 : 1));
  const columns: readonly ColumnOf<Visit>[] = [
    { key: 'visit', title: 'Visit', cell: ({ id }) => codeCell(id) },
    { key: 'asset', title: 'Asset', cell: ({ asset }) => codeCell(asset) },
    { key: 'start', title: 'Start', cell: ({ start }) => instantCell(start, 'unknown') },
    { key: 'end', title: 'End', cell: ({ end }) => instantCell(end, 'unknown') },
    { key: 'window', title: 'Window', cell: ({ window }) => codeCell(window, 'none, emergency') },
    { key: 'wave', title: 'Wave', cell: ({ wave }) => numberCell(wave) },
    { key: 'state', title: 'State', cell: ({ state }) => textCell(state) },
    { key: 'requirements', title: 'Requirements', cell: ({ requirements }) => numberCell(requirements.length) },
    { key: 'deadline', title: 'Must be over by', cell: ({ deadline }) => instantCell(deadline, 'no deadline') },
  ];
  return tableOf({
    id: 'd9-visits',
    caption: 'Every planned visit',
    columns,
    items,
    parts: [
      { caption: 'When and where', columns: ['visit', 'asset', 'start', 'end', 'window', 'wave'] },
      { caption: 'For what', columns: ['visit', 'state', 'requirements', 'deadline'] },
    ],
    whenEmpty: 'No visit is planned.',
    population: populationOf({
      unit: 'planned visit',
      sources: [inventorySource(estate), policySource(estate)],
      filters: ['as planned at the instant of the report; a period leaves nothing out'],
      rowsIn: plan.summary.visits.total,
      items,
      by: 'state',
      labelOf: ({ state }) => state,
      order: visitStates,
    }),
  });
}
