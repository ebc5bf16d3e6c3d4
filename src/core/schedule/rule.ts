import type { SourceLocation } from '../../model/diagnostic.ts';
import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { Instant } from '../../model/time.ts';
import { parseDate, parseInstant } from '../time.ts';

/** A day of the week, 0 for Monday to 6 for Sunday; `ordinal` counts it within the month or year, from the end if negative. */
export interface RuleDay {
  readonly ordinal: number | undefined;
  readonly weekday: number;
}

/** Where a rule ends: at an instant, or at a wall-clock time `yyyy-mm-ddThh:mm:ss`; both still included. */
export type RuleEnd =
  | { readonly kind: 'instant'; readonly at: Instant }
  | { readonly kind: 'local'; readonly local: string };

/** A recurrence rule of the supported subset of RFC 5545, checked. Lists are empty where the part is absent. */
export interface RecurrenceRule {
  readonly frequency: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  readonly interval: number;
  readonly count: number | undefined;
  readonly until: RuleEnd | undefined;
  readonly byDay: readonly RuleDay[];
  readonly byMonthDay: readonly number[];
  readonly byMonth: readonly number[];
  readonly bySetPos: readonly number[];
}

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
const known = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'BYMONTHDAY', 'BYMONTH', 'BYSETPOS']);

/**
 * Reads a recurrence rule (RFC 5545 §3.3.10, a subset). `undefined` together with at least one
 * `schedule/rule-…` diagnostic when it cannot be used; `at` is where the rule stands.
 */
export function parseRule(text: string, at?: SourceLocation): Outcome<RecurrenceRule | undefined> {
  const reader = createReader(at);
  const parts = readParts(text, reader);
  const frequency = frequencies.find((name) => name === parts.get('FREQ'));
  if (frequency === undefined) reader.invalid('FREQ', parts.get('FREQ') ?? '', `give one of ${frequencies.join(', ')}`);
  const rule: RecurrenceRule = {
    frequency: frequency ?? 'DAILY',
    interval: reader.positive('INTERVAL', parts.get('INTERVAL')) ?? 1,
    count: reader.positive('COUNT', parts.get('COUNT')),
    until: readUntil(parts.get('UNTIL'), reader),
    byDay: readDays(parts.get('BYDAY'), reader),
    byMonthDay: reader.integers('BYMONTHDAY', parts.get('BYMONTHDAY'), -31, 31),
    byMonth: reader.integers('BYMONTH', parts.get('BYMONTH'), 1, 12),
    bySetPos: reader.integers('BYSETPOS', parts.get('BYSETPOS'), -366, 366),
  };
  if (reader.problems.length === 0) checkTogether(rule, parts, reader);
  return { value: reader.problems.length === 0 ? rule : undefined, diagnostics: reader.problems };
}

interface Reader {
  readonly problems: Diagnostic[];
  invalid(part: string, value: string, problem: string): void;
  positive(part: string, value: string | undefined): number | undefined;
  integers(part: string, value: string | undefined, least: number, most: number): readonly number[];
}

function createReader(at: SourceLocation | undefined): Reader {
  const problems: Diagnostic[] = [];
  const invalid: Reader['invalid'] = (part, value, problem) => {
    problems.push(diagnostic('schedule/rule-invalid', { part, value, problem }, { at }));
  };
  return {
    problems,
    invalid,
    positive(part, value) {
      if (value === undefined) return undefined;
      if (/^[1-9]\d{0,5}$/.test(value)) return Number(value);
      invalid(part, value, 'it must be a whole number from 1 to 999999');
      return undefined;
    },
    integers(part, value, least, most) {
      if (value === undefined) return [];
      const numbers = value.split(',').map((item) => (/^[+-]?\d{1,3}$/.test(item) ? Number(item) : Number.NaN));
      if (numbers.every((number) => number !== 0 && number >= least && number <= most)) return unique(numbers);
      invalid(part, value, `each must be a whole number from ${least} to ${most}, and not 0`);
      return [];
    },
  };
}

function readParts(text: string, reader: Reader): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  for (const item of text.replace(/^RRULE:/, '').split(';')) {
    const [name = '', value = '', ...rest] = item.split('=');
    if (value === '' || rest.length > 0) reader.invalid(name, value, 'write NAME=VALUE, parts separated by `;`');
    else if (!known.has(name)) reader.invalid(name, value, 'this part is not supported');
    else if (parts.has(name)) reader.invalid(name, value, 'the part is given twice');
    else parts.set(name, value);
  }
  return parts;
}

function readUntil(value: string | undefined, reader: Reader): RuleEnd | undefined {
  if (value === undefined) return undefined;
  const [, year, month, day, hour, minute, second, utc] =
    /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(value) ?? [];
  const date = `${year}-${month}-${day}`;
  // Without a time the whole day is meant.
  const time = hour === undefined ? '23:59:59' : `${hour}:${minute}:${second}`;
  const asUtc = parseDate(date) === undefined ? undefined : parseInstant(`${date}T${time}Z`);
  if (asUtc === undefined) reader.invalid('UNTIL', value, 'write 20261231, 20261231T220000 or 20261231T210000Z');
  else return utc === 'Z' ? { kind: 'instant', at: asUtc } : { kind: 'local', local: `${date}T${time}` };
  return undefined;
}

function readDays(value: string | undefined, reader: Reader): readonly RuleDay[] {
  if (value === undefined) return [];
  const days = value.split(',').map((item): RuleDay => {
    const [, ordinal, name = ''] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(item) ?? [];
    return { ordinal: ordinal === undefined ? undefined : Number(ordinal), weekday: weekdays.indexOf(name) };
  });
  if (days.every((day) => day.weekday >= 0 && day.ordinal !== 0)) return days;
  reader.invalid('BYDAY', value, 'write days such as SA, 2TU or -1FR');
  return [];
}

/** Parts that are fine alone and wrong together (RFC 5545 §3.3.10). */
function checkTogether(rule: RecurrenceRule, parts: ReadonlyMap<string, string>, reader: Reader): void {
  const { frequency } = rule;
  const value = (part: string): string => parts.get(part) ?? '';
  if (rule.count !== undefined && rule.until !== undefined) {
    reader.invalid('COUNT', value('COUNT'), 'COUNT and UNTIL exclude each other');
  }
  if (frequency === 'WEEKLY' && rule.byMonthDay.length > 0) {
    reader.invalid('BYMONTHDAY', value('BYMONTHDAY'), 'a weekly rule has no days of the month');
  }
  const highest = frequency === 'YEARLY' && rule.byMonth.length === 0 ? 53 : 5;
  const ordinals = rule.byDay.flatMap((day) => day.ordinal ?? []);
  if (ordinals.length > 0 && (frequency === 'DAILY' || frequency === 'WEEKLY')) {
    reader.invalid('BYDAY', value('BYDAY'), 'counted days such as 2TU need FREQ=MONTHLY or YEARLY');
  } else if (ordinals.some((ordinal) => Math.abs(ordinal) > highest)) {
    reader.invalid('BYDAY', value('BYDAY'), `no day comes more than ${highest} times`);
  }
  const others = rule.byDay.length + rule.byMonthDay.length + rule.byMonth.length;
  if (rule.bySetPos.length > 0 && others === 0) {
    reader.invalid('BYSETPOS', value('BYSETPOS'), 'it needs BYDAY, BYMONTHDAY or BYMONTH to choose from');
  }
}

function unique(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
