import { formatInstant } from '../../core/time.ts';
import type { RuleTrial, TrialStart } from '../../model/calendar.ts';
import type { Paint } from '../../model/paint.ts';
import type { Instant, TimeZone } from '../../model/time.ts';
import { safeText, wrapWords } from '../text-table.ts';
import { count } from '../words.ts';
import { dayNumber, dayText, localTime } from './days.ts';

/** What every line is broken to. */
const textColumns = 80;

/** A rule that was tried out: its starts by the wall clock and in UTC, and what clock changes do to them. */
export function renderTrialText(trial: RuleTrial, paint: Paint): string {
  const { rule, start, timeZone, offsetDays } = trial;
  const days = offsetDays === 0 ? '' : `, ${offsetDays > 0 ? 'plus' : 'minus'} ${count(Math.abs(offsetDays), 'day')}`;
  const title = `${rule ?? 'once'}${days}, from ${start} in ${timeZone}`;
  const blocks = [
    wrapWords(safeText(title), textColumns).map(paint.bold),
    startLines(trial, paint),
    [paint.dim(endLine(trial))],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

/** Only starts that happen are counted. */
function startLines({ starts, timeZone }: RuleTrial, paint: Paint): readonly string[] {
  const columns = String(starts.length).length + 2;
  let number = 0;
  return starts.flatMap((one) => {
    if (one.kind === 'skipped') return [paint.yellow(`${'–'.padStart(columns)}  ${skippedText(one)}`)];
    number += 1;
    const line = `${String(number).padStart(columns)}  ${startText(one, timeZone)}`;
    if (one.kind === 'happens') return [line];
    const { time } = localTime(one.start, timeZone);
    const remark = `${' '.repeat(columns + 2)}the clock shows ${time} twice that day; this is the first`;
    return [line, paint.yellow(remark)];
  });
}

/** `Sat 17 Jan 2026  22:00 +01:00  2026-01-17T21:00:00Z  to 02:00` */
function startText({ start, end }: TrialStart, zone: TimeZone): string {
  const { day, time, offset } = localTime(start, zone);
  const until = end === undefined ? '' : `  to ${endText(start, end, zone)}`;
  return `${dayText(day).padEnd(15)}  ${time} ${offset}  ${formatInstant(start)}${until}`;
}

function endText(start: Instant, end: Instant, zone: TimeZone): string {
  const { day, time } = localTime(end, zone);
  if (end - start <= 86_400_000) return time;
  const [, date, month] = dayText(day).split(' ');
  return `${date} ${month} ${time}`;
}

const skippedText = ({ local }: TrialStart): string =>
  `${dayText(dayNumber(local.slice(0, 10))).padEnd(15)}  ${local.slice(11, 16)}  skipped: the clock jumps over it`;

function endLine({ starts, until, goesOn }: RuleTrial): string {
  if (goesOn) return 'and so on';
  const limit = formatInstant(until).slice(0, 10);
  return starts.length === 0 ? `It does not happen before ${limit}.` : `No more before ${limit}.`;
}
