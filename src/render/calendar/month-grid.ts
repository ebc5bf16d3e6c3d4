import type { CalendarView } from '../../model/calendar.ts';
import type { Paint } from '../../model/paint.ts';
import { type DayNumber, daysOf, localTime, monthText, partsOf, weekdayNames } from './days.ts';

/** What a day of the grid shows. */
interface Marks {
  window: boolean;
  freeze: boolean;
  activity: boolean;
  visits: number;
  dues: number;
  overdue: boolean;
}

interface Grid {
  readonly marks: ReadonlyMap<DayNumber, Marks>;
  readonly first: DayNumber;
  readonly last: DayNumber;
  readonly today: DayNumber;
  readonly paint: Paint;
}

/** A text and what it is painted with; widths are those of the text. */
type Piece = readonly [text: string, style: (text: string) => string];

/** Seven of them are 77 columns. */
const cellColumns = 11;

/** A grid a month, Monday first, of the days that the view covers; blocks of lines, the last one the legend. */
export function monthGrids(view: CalendarView, paint: Paint): readonly (readonly string[])[] {
  const { first, last } = daysOf(view.from, view.to, view.timeZone);
  const grid: Grid = { marks: marksOf(view), first, last, today: localTime(view.asOf, view.timeZone).day, paint };
  const blocks: (readonly string[])[] = [];
  for (let day = first; day <= last; ) {
    const { day: dayOfMonth } = partsOf(day);
    const next = nextMonth(day - dayOfMonth + 1);
    blocks.push(monthLines(grid, day, Math.min(last, next - 1)));
    day = next;
  }
  return [...blocks, [legend(paint)]];
}

/** The first day of the month behind the one that begins with `first`. */
function nextMonth(first: DayNumber): DayNumber {
  const candidate = first + 31;
  return candidate - partsOf(candidate).day + 1;
}

function monthLines(grid: Grid, first: DayNumber, last: DayNumber): readonly string[] {
  const head = weekdayNames.map((name) => ` ${name}`.padEnd(cellColumns)).join('');
  const lines = [grid.paint.bold(monthText(first)), grid.paint.dim(head.trimEnd())];
  const { month } = partsOf(first);
  for (let monday = first - partsOf(first).weekday; monday <= last; monday += 7) {
    const days = Array.from({ length: 7 }, (_, index) => monday + index);
    const inMonth = days.map((day) => (partsOf(day).month === month ? day : undefined));
    lines.push(rowOf(inMonth.map((day) => (day === undefined ? [] : dayLine(grid, day)))));
    const counts = rowOf(inMonth.map((day) => (day === undefined ? [] : countLine(grid, day))));
    if (counts !== '') lines.push(counts);
  }
  return lines;
}

/** ` 12  W F A`; days outside the view are dots, so that nobody takes them for free. */
function dayLine({ marks, first, last, today, paint }: Grid, day: DayNumber): readonly Piece[] {
  if (day < first || day > last) return [['  · ', paint.dim]];
  const number = String(partsOf(day).day).padStart(2);
  const mark = marks.get(day);
  const letters: readonly Piece[] = [
    [mark?.window ? 'W' : ' ', paint.dim],
    [mark?.freeze ? 'F' : ' ', paint.cyan],
    [mark?.activity ? 'A' : ' ', paint.bold],
  ];
  return [
    day === today ? [`[${number}]`, paint.bold] : [` ${number} `, same],
    ...letters.flatMap((letter): readonly Piece[] => [[' ', same], letter]),
  ];
}

/** `V3 D12` below the number, further left when it is long. */
function countLine({ marks, first, last, paint }: Grid, day: DayNumber): readonly Piece[] {
  const mark = marks.get(day);
  if (mark === undefined || day < first || day > last) return [];
  const visits = mark.visits > 0 ? `V${short(mark.visits)}` : '';
  const dues = mark.dues > 0 ? `D${short(mark.dues)}` : '';
  const gap = visits !== '' && dues !== '' ? ' ' : '';
  const indent = visits.length + gap.length + dues.length > 6 ? ' ' : '     ';
  return [
    [indent, same],
    [visits, paint.green],
    [gap, same],
    [dues, mark.overdue ? paint.red : paint.yellow],
  ];
}

const same = (text: string): string => text;

/** At most three characters: `7`, `120`, `4k`. */
const short = (number: number): string =>
  number < 1000 ? String(number) : `${Math.min(99, Math.floor(number / 1000))}k`;

function rowOf(cells: readonly (readonly Piece[])[]): string {
  const padded = cells.map((pieces): readonly Piece[] => {
    const width = pieces.reduce((sum, [text]) => sum + text.length, 0);
    return [...pieces, [' '.repeat(cellColumns - width), same]];
  });
  const pieces = padded.flat();
  while (pieces.at(-1)?.[0].trim() === '') pieces.pop();
  return pieces.map(([text, style]) => (text.trim() === '' ? text : style(text))).join('');
}

function legend(paint: Paint): string {
  const entries: readonly Piece[] = [
    ['W', paint.dim],
    [' window · ', same],
    ['F', paint.cyan],
    [' freeze · ', same],
    ['A', paint.bold],
    [' activity, activation · ', same],
    ['V', paint.green],
    [' visits · ', same],
    ['D', paint.yellow],
    [' dues · ', same],
    ['[7]', paint.bold],
    [' today', same],
  ];
  return entries.map(([text, style]) => style(text)).join('');
}

function marksOf({
  windows,
  freezes,
  visits,
  dues,
  activations,
  activities,
  timeZone,
  from,
  to,
}: CalendarView): Grid['marks'] {
  const marks = new Map<DayNumber, Marks>();
  const at = (day: DayNumber): Marks => {
    const known = marks.get(day);
    if (known !== undefined) return known;
    const fresh = { window: false, freeze: false, activity: false, visits: 0, dues: 0, overdue: false };
    marks.set(day, fresh);
    return fresh;
  };
  for (const { start, waves } of windows) if (waves > 0) at(localTime(start, timeZone).day).window = true;
  for (const { start, end } of freezes) {
    const earliest = start < from ? from : start;
    const { first, last } = daysOf(earliest, end < to ? end : to, timeZone);
    for (let day = first; day <= last; day += 1) at(day).freeze = true;
  }
  for (const { start } of visits) at(localTime(start, timeZone).day).visits += 1;
  for (const { due, state } of dues) {
    const mark = at(localTime(due, timeZone).day);
    mark.dues += 1;
    mark.overdue ||= state === 'overdue';
  }
  // What is still open matters on its last day too.
  const dated = activities.flatMap(({ start, due, state }) => (state === 'met' ? [start] : [start, due]));
  for (const when of [...dated, ...activations.map((one) => one.when)])
    at(localTime(when, timeZone).day).activity = true;
  return marks;
}
