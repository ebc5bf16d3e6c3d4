import { formatZoned } from '../../core/time.ts';
import type { CalendarView } from '../../model/calendar.ts';
import type { Paint } from '../../model/paint.ts';
import { safeText, wrapWords } from '../text-table.ts';
import { assetsText, clockText, count } from '../words.ts';
import { agenda } from './agenda.ts';
import { monthGrids } from './month-grid.ts';

/** What every line is broken to. */
const textColumns = 80;

/** The calendar for a terminal: what it covers, a grid a month, an agenda by day, and what is not in it. */
export function renderCalendarText(view: CalendarView, paint: Paint): string {
  const days = agenda(view, paint);
  const blocks = [
    headLines(view, paint),
    ...monthGrids(view, paint),
    ...(days.length === 0 ? [['Nothing is dated in this time.']] : days),
    remarks(view).map((line) => paint.yellow(line)),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function headLines({ estate, team, asOf, from, to, timeZone, ...view }: CalendarView, paint: Paint): readonly string[] {
  const whose = team === undefined ? estate : `${team} in ${estate}`;
  const title = `Calendar of ${whose}`;
  const counts = [
    count(view.windows.length, 'window'),
    count(view.freezes.length, 'freeze'),
    count(view.visits.length, 'visit'),
    count(view.dues.length, 'due'),
    count(view.activities.length, 'activity'),
  ];
  return [
    ...wrapWords(safeText(title), textColumns).map(paint.bold),
    `${clockText(from, timeZone, asOf)} to ${clockText(to, timeZone, asOf)}`,
    paint.dim(`as of ${formatZoned(asOf, timeZone)} ${timeZone}`),
    paint.dim(counts.join(' · ')),
  ];
}

/** What a reader might take the calendar to say, and it does not. */
function remarks({ asOf, from, to, timeZone, ...view }: CalendarView): readonly string[] {
  const { overdueBefore, unplaced, plannedUntil, incomplete } = view;
  const isAre = (number: number): string => (number === 1 ? 'is' : 'are');
  const lines = [
    ...(overdueBefore > 0
      ? [`${count(overdueBefore, 'requirement')} ${isAre(overdueBefore)} overdue since before this calendar begins.`]
      : []),
    ...(unplaced.length > 0
      ? [`No window has a place for work on ${assetsText(unplaced.slice(0, 8))}${more(unplaced)}.`]
      : []),
    ...(from < asOf ? [`What ran before ${clockText(asOf, timeZone, asOf)} is on record, not in this calendar.`] : []),
    ...(to > plannedUntil
      ? [`Visits are planned until ${clockText(plannedUntil, timeZone, asOf)}; later ones are not known yet.`]
      : []),
    ...incomplete.map((reason) => `incomplete: ${reason}`),
  ];
  return lines.flatMap((line) => wrapWords(safeText(line), textColumns));
}

const more = (names: readonly string[]): string => (names.length > 8 ? ` and ${names.length - 8} more` : '');
