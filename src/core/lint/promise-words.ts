import type { Instant, TimeZone } from '../../model/time.ts';
import { overlap } from '../schedule/freeze.ts';
import { visitMsIn } from '../schedule/service.ts';
import { durationText, formatZoned, parseDuration } from '../time.ts';
import { namesText } from './context.ts';
import { openOutside } from './opening.ts';
import { preparationText } from './preparation.ts';
import { worstCase } from './promise.ts';
import type { BrokenPromise, PromiseChecker } from './promise-check.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How many lengths are tried before no smallest one is named. */
const tries = 60;

/** Why a promise cannot be kept, with the numbers of the find for which it fails by most. */
export function whyBroken({ worst, preparation, stages, service, question }: BrokenPromise, zone: TimeZone): string {
  const { found, ready, release, end, due } = worst;
  const at = (instant: Instant): string => formatZoned(instant, zone);
  const names = namesText([...service.windows.map(({ name }) => name)].sort());
  if (service.windows.length === 0) return 'no window serves work of this priority';
  if (question.own.edges.length === 0) return `its visit fits into no wave of ${names} that is not frozen`;
  const before = [
    ...preparationText(preparation),
    ...(release > ready ? [`${roundText(release - ready)} for ${ringsText(stages)}`] : []),
  ];
  const sum = `${before.length === 0 ? '' : ` with ${listed(before)}`}`;
  if (end === undefined) return `found ${at(found)}${sum} no visit in ${names} ends before ${at(question.horizonEnd)}`;
  const total = before.length === 0 ? '' : `,${sum} ${roundText(end - found)}`;
  const example = `found ${at(found)}, due ${at(due)}, done ${at(end)} at the earliest`;
  return `the longest wait for ${names} is ${roundText(end - release)}${total} (${example})`;
}

/** The smallest changes that would make it hold, as alternatives; `undefined` when none was found. */
export function smallestFix(broken: BrokenPromise, checker: PromiseChecker): string | undefined {
  const fixes = [calendarFix(broken, checker), withinFix(broken, checker)].filter((fix) => fix !== undefined);
  return fixes.length === 0 ? undefined : fixes.join(', or ');
}

/** Windows closer together, freezes that let the work pass, or both: whichever is the least. */
function calendarFix(broken: BrokenPromise, checker: PromiseChecker): string | undefined {
  const { service, question, subject, worst } = broken;
  if (service.windows.length === 0) return undefined;
  const wait = { start: worst.release, end: worst.end ?? question.horizonEnd };
  const stops = service.freezes.filter(({ intervals }) => intervals.some((interval) => overlap(interval, wait)));
  const pass = `exempt ${subject.rule.priority} from freeze ${stops.map(({ name }) => name).join(' and ')}`;
  if (stops.length > 0 && worstCase(checker.thawed(broken)).lateMs <= 0) return pass;
  const days = Math.floor(slackMs(broken) / dayMs);
  if (days < 1) return undefined;
  const closer = days === 1 ? 'a window every day' : `a window every ${days} days`;
  const isLong = stops.some(({ intervals }) => intervals.some(({ start, end }) => end - start > days * dayMs));
  return isLong ? `${closer} (and ${pass})` : closer;
}

/** How long a visit may wait for its window when everything before takes as long as it ever does. */
function slackMs({ question, service, subject }: BrokenPromise): number {
  const shape = { ownMs: subject.group.first.visitDurationMs, soakMs: 0, maxOfflineMs: undefined };
  const visitMs = Math.min(...service.windows.map((window) => visitMsIn(window, shape)));
  const span = { start: question.found.start, end: question.horizonEnd };
  return -worstCase({ ...question, own: openOutside([], visitMs, span) }).lateMs;
}

/** The smallest `within` of the same unit that holds. */
function withinFix({ worst, question, subject }: BrokenPromise, checker: PromiseChecker): string | undefined {
  if (worst.end === undefined) return undefined;
  const { within, table } = subject;
  const isExact = within.years + within.months + within.weeks + within.days + within.businessDays === 0;
  const neededMs = worst.end - worst.found;
  const unit = within.businessDays > 0 ? 'bd' : isExact ? 'h' : 'd';
  const first = unit === 'bd' ? within.businessDays + 1 : Math.ceil(neededMs / (unit === 'h' ? hourMs : dayMs));
  for (let number = first; number < first + tries; number += 1) {
    const length = parseDuration(`${number}${unit}`);
    if (length === undefined) return undefined;
    const due = checker.movements([length], table.table.timeZone);
    if (worstCase({ ...question, due }).lateMs <= 0) return `within ${length.text}`;
  }
  return undefined;
}

function ringsText(stages: BrokenPromise['stages']): string {
  const names = stages.map(({ ring, soakMs }) => (soakMs > 0 ? `${ring} and ${durationText(soakMs)} of soak` : ring));
  return `${stages.length === 1 ? 'ring' : 'rings'} ${listed(names)}`;
}

/** What was just missed is a millisecond away. */
function roundText(ms: number): string {
  return durationText(Math.round(ms / 1000) * 1000);
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
