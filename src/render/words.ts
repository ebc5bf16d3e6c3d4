import { durationText, zonedParts } from '../core/time.ts';
import type { Instant, TimeZone } from '../model/time.ts';

// Words that several renderers use. No locale is asked: the same plan reads the same everywhere.

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (number: number): string => String(number).padStart(2, '0');

/** `1 asset`, `2 assets`, `1,214 components`, `2 advisories`. */
export function count(number: number, noun: string): string {
  return `${thousands(number)} ${number === 1 ? noun : plural(noun)}`;
}

const plural = (noun: string): string => (/[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`);

/** Groups digits in threes. */
export const thousands = (number: number): string => String(number).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** The wall clock of a zone: `Sat 7 Mar 02:00`; the year only when it is not the plan's. */
export function clockText(at: Instant, zone: TimeZone, asOf: Instant): string {
  const parts = zonedParts(at, zone);
  const year = parts.year === zonedParts(asOf, zone).year ? '' : ` ${parts.year}`;
  const day = `${weekdays[parts.weekday - 1] ?? ''} ${parts.day} ${months[parts.month - 1] ?? ''}${year}`;
  return `${day} ${two(parts.hour)}:${two(parts.minute)}`;
}

/** A due instant as seen from the plan: `17:40` today, `Sat 7 Mar 17:40` later, `3 d late` when it has passed. */
export function dueText(due: Instant | undefined, asOf: Instant, zone: TimeZone): string {
  if (due === undefined) return 'no deadline';
  if (due < asOf) return `${lateness(asOf - due)} late`;
  const [there, here] = [zonedParts(due, zone), zonedParts(asOf, zone)];
  return there.date === here.date ? `${two(there.hour)}:${two(there.minute)}` : clockText(due, zone, asOf);
}

/** Hours matter on the first days; behind that only days do. */
const lateness = (ms: number): string => {
  const days = Math.floor(ms / 86_400_000);
  return days >= 3 ? `${thousands(days)} d` : durationText(ms);
};

/**
 * Names of assets, shortened where they count: `val-1…4` for val-1 to val-4, `db-1, db-2`, `ws-1…40, gw-1`.
 * A run is three or more consecutive numbers behind one stem.
 */
export function assetsText(names: readonly string[]): string {
  const parts: string[] = [];
  let index = 0;
  while (index < names.length) {
    const run = runFrom(names, index);
    const first = names[index] ?? '';
    if (run >= 3) parts.push(`${first}…${/\d+$/.exec(names[index + run - 1] ?? '')?.[0] ?? ''}`);
    else parts.push(...names.slice(index, index + run));
    index += run;
  }
  return parts.join(', ');
}

function runFrom(names: readonly string[], start: number): number {
  const first = /^(.*?)(\d+)$/.exec(names[start] ?? '');
  if (first === null) return 1;
  let length = 1;
  for (;;) {
    const next = /^(.*?)(\d+)$/.exec(names[start + length] ?? '');
    const follows = next !== null && next[1] === first[1] && Number(next[2]) === Number(first[2]) + length;
    if (!follows) return length >= 3 ? length : 1;
    length += 1;
  }
}

/** Joins words as a sentence does: `a`, `a and b`, `a, b and c`. */
export function listText(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1] ?? ''}`;
}
