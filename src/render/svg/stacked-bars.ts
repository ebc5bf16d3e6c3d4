import type { ReportChart } from '../../model/chart.ts';
import { thousands } from '../words.ts';
import { element, label, textNode } from './element.ts';
import { type Drawing, fillOf } from './frame.ts';
import { plotArea, plotHeight, valueAxis } from './plot-area.ts';

/** Parts of a whole by category, the first series at the bottom, the sum above each bar. */
export function drawStackedBars(
  { categories, series, unit }: Extract<ReportChart, { kind: 'stacked-bars' }>,
  figure: string,
): Drawing {
  const sums = categories.map((_, place) => series.reduce((sum, { values }) => sum + (values[place] ?? 0), 0));
  // The sum above the highest bar needs room below the unit.
  const axis = valueAxis(Math.max(0, ...sums) * 1.08, unit, sums.every(Number.isInteger));
  const slot = (plotArea.right - plotArea.left) / Math.max(1, categories.length);
  const width = Math.min(64, slot * 0.6);
  const bars = categories.flatMap((category, place) => {
    const middle = plotArea.left + slot * (place + 0.5);
    let below = 0;
    const parts = series.flatMap(({ label: name, values }, index) => {
      const value = values[place] ?? 0;
      if (value === 0) return [];
      const top = axis.scale(below + value);
      const height = axis.scale(below) - top;
      below += value;
      const box = { x: middle - width / 2, y: top, width, height, fill: fillOf(figure, index), stroke: '#ffffff' };
      return [element('rect', box, [element('title', {}, [textNode(`${category}, ${name}: ${thousands(value)}`)])])];
    });
    const sum = { x: middle, y: axis.scale(below) - 5, 'text-anchor': 'middle' };
    return [
      ...parts,
      element('text', sum, [textNode(thousands(sums[place] ?? 0))]),
      label(
        category,
        { x: middle, y: plotArea.bottom + 20, 'text-anchor': 'middle' },
        Math.max(4, Math.floor(slot / 7)),
      ),
    ];
  });
  return { height: plotHeight, parts: [...axis.parts, ...bars], legend: series.map(({ label: name }) => name) };
}
