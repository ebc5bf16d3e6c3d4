import { durationText, zonedParts } from '../core/time.ts';
import type { Instant, TimeZone } from '../model/time.ts';

// Words that several renderers use. No locale is asked: the same plan reads the same everywhere.

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (number: number): string => String(number).padStart(2, '0');

/** `1 asset`, `2 assets`, `1,214 components`, `2 advisories`, `2 branches`. */
export function count(number: number, noun: string): string {
  return `${thousands(number)} ${number === 1 ? noun : plural(noun)}`;
}

function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/** What a report says of itself whose names were replaced. */
export const redactionText =
  'names of assets, clusters, places and people, ids, and advisories and versions of what is open are replaced by ' +
  'pseudonyms; counts are those of the whole population';

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
 * A run is three or more consecutive numbers behind one stem, written alike. Of more than `most` parts the rest is
 * counted.
 */
export function assetsText(names: readonly string[], most = Number.POSITIVE_INFINITY): string {
  const runs = byStem(names).flatMap(runsOf);
  const shown = runs.slice(0, most).map(runText);
  const rest = runs.slice(most).reduce((sum, run) => sum + run.length, 0);
  return rest === 0 ? shown.join(', ') : `${shown.join(', ')} and ${thousands(rest)} more`;
}

/** A name taken apart: `web-09` is the number 9 behind `web-`, in two digits. */
interface Counted {
  readonly name: string;
  readonly stem: string;
  readonly digits: string;
}

/** Names of one stem side by side, in the order of their numbers; stems in the order in which they come. */
function byStem(names: readonly string[]): readonly (readonly Counted[])[] {
  const groups = new Map<string, Counted[]>();
  for (const name of names) {
    // As many digits as a number holds exactly.
    const [, stem = name, digits = ''] = /^(.*?)(\d{1,15})$/s.exec(name) ?? [];
    const known = groups.get(stem);
    if (known) known.push({ name, stem, digits });
    else groups.set(stem, [{ name, stem, digits }]);
  }
  return [...groups.values()].map((group) =>
    group.sort((left, right) => Number(left.digits) - Number(right.digits) || left.digits.length - right.digits.length),
  );
}

function runsOf(group: readonly Counted[]): readonly (readonly Counted[])[] {
  const runs: Counted[][] = [];
  for (const counted of group) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last !== undefined && follows(last, counted)) run.push(counted);
    else runs.push([counted]);
  }
  return runs.flatMap((run) => (run.length >= 3 ? [run] : run.map((counted) => [counted])));
}

/** `9` and `10` are written alike, `09` and `10` as well, `9` and `010` are not. */
function follows({ digits: before }: Counted, { digits }: Counted): boolean {
  const isPlain = !/^0./.test(before) && !/^0./.test(digits);
  return before !== '' && Number(digits) === Number(before) + 1 && (isPlain || before.length === digits.length);
}

function runText(run: readonly Counted[]): string {
  const [first, last] = [run[0], run.at(-1)];
  return run.length === 1 ? (first?.name ?? '') : `${first?.name ?? ''}…${last?.digits ?? ''}`;
}

/** Joins words as a sentence does: `a`, `a and b`, `a, b and c`, or with `or`. */
export function listText(words: readonly string[], joint: 'and' | 'or' = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${joint} ${words[words.length - 1] ?? ''}`;
}
