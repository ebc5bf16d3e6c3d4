import type { ReportCell } from '../../model/report.ts';
import type { Instant } from '../../model/time.ts';

/** A text, or the word for its absence. */
export function textCell(text: string | undefined, absent = 'unknown'): ReportCell {
  return text === undefined || text === '' ? absentCell(absent) : { kind: 'text', text };
}

/** An identifier, or the word for its absence. */
export function codeCell(text: string | undefined, absent = 'unknown'): ReportCell {
  return text === undefined || text === '' ? absentCell(absent) : { kind: 'code', text };
}

/** An instant, or the word for its absence. */
export function instantCell(at: Instant | undefined, absent: string): ReportCell {
  return at === undefined ? absentCell(absent) : { kind: 'instant', at };
}

/** Identifiers, or the word for there being none. */
export function codesCell(texts: readonly string[], absent: string): ReportCell {
  return texts.length === 0 ? absentCell(absent) : { kind: 'list', items: texts.map((text) => codeCell(text)) };
}

/** A place written as `file:line`, or the word for its absence. */
export function placeCell(place: string | undefined, absent = 'unknown'): ReportCell {
  if (place === undefined) return absentCell(absent);
  const match = /^(.*):(\d+)$/.exec(place);
  return { kind: 'place', file: match?.[1] ?? place, line: match ? Number(match[2]) : undefined };
}

export const numberCell = (value: number): ReportCell => ({ kind: 'number', value });

export const absentCell = (word: string): ReportCell => ({ kind: 'absent', word });

/** `1 asset`, `2 assets`, `3 advisories`, `4 breaches`. */
export function counted(number: number, noun: string): string {
  const plural = /[^aeiou]y$/.test(noun)
    ? `${noun.slice(0, -1)}ies`
    : /(?:ch|sh|s|x)$/.test(noun)
      ? `${noun}es`
      : `${noun}s`;
  return `${number} ${number === 1 ? noun : plural}`;
}
