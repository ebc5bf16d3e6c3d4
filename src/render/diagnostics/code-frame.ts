import type { SourceRange } from '../../model/diagnostic.ts';
import type { Paint } from '../../model/paint.ts';
import { displayWidth, safeText } from '../text-table.ts';

/** The lines of a text, for frames. A byte order mark does not count as a column. */
export function linesOf(text: string): readonly string[] {
  return (text.startsWith('\uFEFF') ? text.slice(1) : text).split('\n').map((line) => line.replace(/\r$/, ''));
}

/** How a frame looks: `mark` paints the marker, everything else is the renderer's. */
export interface FrameStyle {
  readonly paint: Paint;
  readonly mark: (text: string) => string;
}

/**
 * Shows a range in its text: the line above, the line, and a marker under the exact columns.
 *
 * What a terminal would act on is shown as an escape, tabs are blanks, and of a long line only the part around the
 * range is shown; the marker stays under the characters that are meant. A range over several lines marks its first.
 */
export function codeFrame(lines: readonly string[], { start, end }: SourceRange, style: FrameStyle): readonly string[] {
  const line = lines[start.line - 1];
  if (line === undefined) return [];
  const from = start.column - 1;
  const to = end.line === start.line ? end.column - 1 : line.length;
  const view = viewOf(line, from, to);
  const { dim } = style.paint;
  const width = String(start.line).length;
  const gutter = (label: string): string => dim(`${label.padStart(width)} |`);
  const above = start.line > 1 ? lines[start.line - 2] : undefined;
  const marker = `${' '.repeat(displayWidth(view.before))}${style.mark('^'.repeat(Math.max(1, displayWidth(view.marked))))}`;
  return [
    ...(above === undefined ? [] : [row(gutter(String(start.line - 1)), partOf(above, view.start))]),
    row(gutter(String(start.line)), `${view.before}${view.marked}${view.after}`),
    row(gutter(''), marker),
  ];
}

function row(gutter: string, content: string): string {
  return content === '' ? gutter : `${gutter} ${content}`;
}

/** Characters of a line that a frame shows at most, and how many of them stand before the marker. */
const widest = 120;
const lead = 60;

interface View {
  /** Index of the first character shown. */
  readonly start: number;
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

function viewOf(line: string, from: number, to: number): View {
  const start = line.length <= widest ? 0 : wholeCharacter(line, Math.max(0, from - lead));
  const stop = line.length <= widest ? line.length : wholeCharacter(line, start + widest);
  const end = Math.max(from, Math.min(to, stop));
  return {
    start,
    before: `${start > 0 ? '…' : ''}${shown(line.slice(start, from))}`,
    marked: shown(line.slice(from, end)),
    after: `${shown(line.slice(end, stop))}${stop < line.length ? '…' : ''}`,
  };
}

/** The part of another line that stands beside the view. */
function partOf(line: string, start: number): string {
  const part = shown(line.slice(wholeCharacter(line, start), start + widest));
  return start > 0 && part !== '' ? `…${part}` : part;
}

/** Moves an index off the middle of a surrogate pair. */
function wholeCharacter(line: string, index: number): number {
  const code = line.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff ? index + 1 : index;
}

function shown(text: string): string {
  return safeText(text.replace(/\t/g, '  '));
}
