import { formatInstant } from '../../core/time.ts';
import type { GanttBar, ReportChart } from '../../model/chart.ts';
import type { Instant } from '../../model/time.ts';
import { coordinate, element, label, textNode } from './element.ts';
import { chartWidth, type Drawing, fillOf } from './frame.ts';
import { dateLabel } from './plot-area.ts';
import { linear, type Scale } from './scale.ts';

const left = 180;
const right = chartWidth - 16;
const rowHeight = 24;
const top = 30;
const leastWidth = 4;

/** How a bar is filled; a window is a frame with room for the visits that lie on it. */
const styleOf = (kind: GanttBar['kind'], figure: string): Readonly<Record<string, string>> =>
  kind === 'window'
    ? { fill: '#eef0f2', stroke: '#5b6770' }
    : { fill: fillOf(figure, { freeze: 5, visit: 2, late: 0 }[kind]), stroke: '#ffffff' };

const words = { late: 'late visit', visit: 'visit', window: 'window', freeze: 'freeze' } as const;

/** Windows, freezes and visits along the time, a row each. A bar that is too short to see is drawn four units wide, without a border. */
export function drawGantt({ from, to, rows }: Extract<ReportChart, { kind: 'gantt' }>, figure: string): Drawing {
  const x = linear([from, to], [left, right]);
  const bottom = top + rows.length * rowHeight;
  const ticks = Array.from({ length: 5 }, (_, index) => (from + ((to - from) * index) / 4) as Instant);
  return {
    height: bottom + 34,
    parts: [
      ...ticks.flatMap((tick) => [
        element('path', { d: `M${coordinate(x(tick))} ${top - 6}V${bottom}`, stroke: '#d0d4d8' }),
        dateLabel(tick, Math.min(right - 34, Math.max(left + 34, x(tick))), top - 12),
      ]),
      ...rows.flatMap((row, index) => [
        label(row.label, { x: left - 8, y: top + index * rowHeight + 16, 'text-anchor': 'end' }, 26),
        ...row.bars.flatMap((bar) => barParts(bar, top + index * rowHeight, x, figure)),
      ]),
      ...legendParts(figure, bottom + 14),
    ],
    legend: [],
  };
}

function barParts(bar: GanttBar, y: number, x: Scale, figure: string): readonly string[] {
  const start = Math.max(left, x(bar.from));
  const end = Math.min(right, x(bar.to));
  if (end < left || start > right) return [];
  // Visits lie on their window, so they are drawn smaller than what they lie on.
  const inset = bar.kind === 'visit' || bar.kind === 'late' ? 6 : 3;
  const width = Math.max(leastWidth, end - start);
  const box = { x: Math.min(start, right - width), y: y + inset, width, height: rowHeight - 2 * inset };
  const isNarrow = inset === 6 && width < 2 * leastWidth;
  const tip = `${bar.label}: ${formatInstant(bar.from)} to ${formatInstant(bar.to)}`;
  // A white border would cover what a narrow bar has of its own colour.
  const style = { ...styleOf(bar.kind, figure), ...(isNarrow && { stroke: 'none' }) };
  return [element('rect', { ...box, ...style }, [element('title', {}, [textNode(tip)])])];
}

const legendParts = (figure: string, y: number): readonly string[] =>
  (['window', 'freeze', 'visit', 'late'] as const).flatMap((kind, index) => [
    element('rect', { x: left + index * 120, y, width: 14, height: 14, ...styleOf(kind, figure) }),
    element('text', { x: left + index * 120 + 20, y: y + 11 }, [textNode(words[kind])]),
  ]);
