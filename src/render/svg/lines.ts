import type { ChartSeries, ReportChart } from '../../model/chart.ts';
import type { Instant } from '../../model/time.ts';
import { coordinate, element } from './element.ts';
import { type Drawing, dashOf, strokeOf } from './frame.ts';
import { dateLabel, plotArea, plotHeight, valueAxis } from './plot-area.ts';
import { linear, type Scale, spread } from './scale.ts';

/** Values over time. What is not known is a gap in its line, never a zero. */
export function drawLines({ at, series, unit }: Extract<ReportChart, { kind: 'lines' }>): Drawing {
  const known = series.flatMap(({ values }) => values.filter((value) => value !== undefined));
  const isWhole = known.every(Number.isInteger);
  const axis = valueAxis(Math.max(0, ...known), unit, isWhole);
  const x = linear([at[0] ?? 0, at.at(-1) ?? 0], [plotArea.left + 36, plotArea.right - 36]);
  const hasGap = series.some(({ values }) => values.includes(undefined));
  return {
    height: plotHeight,
    parts: [
      ...axis.parts,
      ...spread(at, 6).map((instant) => dateLabel(instant, x(instant), plotArea.bottom + 20)),
      ...series.flatMap((one, index) => lineParts(one, index, at, x, axis.scale)),
    ],
    legend: series.map(({ label }) => (hasGap ? `${label} (gap: not known)` : label)),
    isLinear: true,
  };
}

function lineParts(series: ChartSeries, index: number, at: readonly Instant[], x: Scale, y: Scale): readonly string[] {
  const points = at.map((instant, place) => {
    const value = series.values[place];
    return value === undefined ? undefined : { x: x(instant), y: y(value) };
  });
  let isDrawing = false;
  const path = points
    .map((point) => {
      if (point === undefined) {
        isDrawing = false;
        return '';
      }
      const step = `${isDrawing ? 'L' : 'M'}${coordinate(point.x)} ${coordinate(point.y)}`;
      isDrawing = true;
      return step;
    })
    .join('');
  const stroke = strokeOf(index);
  return [
    ...(path === ''
      ? []
      : [element('path', { d: path, fill: 'none', stroke, 'stroke-width': 2, 'stroke-dasharray': dashOf(index) })]),
    // A value between two gaps has no line through it; its dot is all there is to see of it.
    ...points.flatMap((point) =>
      point === undefined ? [] : [element('circle', { cx: point.x, cy: point.y, r: 2.5, fill: stroke })],
    ),
  ];
}
