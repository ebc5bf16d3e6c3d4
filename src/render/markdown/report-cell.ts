import { formatInstant, formatZoned } from '../../core/time.ts';
import type { ReportCell, ReportProvenance } from '../../model/report.ts';
import type { Instant } from '../../model/time.ts';
import { markdownCode, markdownText } from './escape.ts';

/** Characters of one value that a cell shows; names may be longer, and then the cell says by how much. */
const longest = 400;

/** A cell as Markdown that stays inside its cell, whatever the estate wrote into it. */
export function renderCell(cell: ReportCell, provenance: ReportProvenance): string {
  switch (cell.kind) {
    case 'text':
      return shortText(cell.text);
    case 'code':
      return shortCode(cell.text);
    case 'number':
      return String(cell.value);
    case 'instant':
      return instantText(cell.at, provenance);
    case 'period':
      return `${instantText(cell.from, provenance)}<br>to ${instantText(cell.to, provenance)}`;
    case 'place':
      return placeText(cell, provenance);
    case 'dossier':
      return `[${markdownText(cell.slug)}](dossiers/${cell.slug}.md)`;
    case 'list':
      return cell.items.map((item) => renderCell(item, provenance)).join(', ');
    case 'absent':
      return `*${markdownText(cell.word)}*`;
  }
}

/** A text as Markdown; what is longer than any name ought to be is cut, and says so. */
export const shortText = (text: string): string => shortened(text, markdownText);

/** An identifier as Markdown, cut as a text is. */
export const shortCode = (text: string): string => shortened(text, markdownCode);

/** An instant in UTC, and below it what the clock on the wall shows. */
function instantText(at: Instant, { timeZone }: ReportProvenance): string {
  return timeZone === 'UTC' ? formatInstant(at) : `${formatInstant(at)}<br>${formatZoned(at, timeZone)}`;
}

/** A sentence at the beginning of a line, where a number or a dash would begin a list. */
export function markdownSentence(text: string): string {
  return shortText(text).replace(/^(\s*)(\d+)([.)])|^(\s*)([-+=])/, (_, ...found: (string | undefined)[]) => {
    const [before = '', digits, mark = '', indent = '', sign = ''] = found;
    return digits === undefined ? `${indent}\\${sign}` : `${before}${digits}\\${mark}`;
  });
}

function placeText({ file, line }: Extract<ReportCell, { kind: 'place' }>, { sourceUrl }: ReportProvenance): string {
  const text = shortCode(line === undefined ? file : `${file}:${line}`);
  if (sourceUrl === undefined) return text;
  const path = file.split('/').map(encodePart).join('/');
  return `[${text}](${sourceUrl}${path}${line === undefined ? '' : `#L${line}`})`;
}

/** Percent-encodes what `encodeURIComponent` leaves and Markdown reads. */
function encodePart(part: string): string {
  return encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /[()*'!~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Cuts before it escapes, so that no escape is cut in half, and between whole characters. */
function shortened(text: string, escaped: (text: string) => string): string {
  if (text.length <= longest) return escaped(text);
  const characters = [...text];
  const left = characters.length - longest;
  return left <= 0
    ? escaped(text)
    : `${escaped(characters.slice(0, longest).join(''))} *(and ${left} more characters)*`;
}
