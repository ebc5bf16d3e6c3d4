import { formatInstant } from '../../core/time.ts';
import type { ReportChart } from '../../model/chart.ts';
import { coordinate, element, label, textNode } from './element.ts';
import { chartWidth, type Drawing, fillOf } from './frame.ts';
import { linear } from './scale.ts';

const left = 230;
const right = chartWidth - 70;
const rowHeight = 26;
const top = 24;

/** Share of a cluster's weight that is protected after each step, against the share that is needed. */
export function drawCoverage({ steps, needed }: Extract<ReportChart, { kind: 'coverage' }>, figure: string): Drawing {
  const x = linear([0, 1], [left, right]);
  const bottom = top + steps.length * rowHeight;
  return {
    height: bottom + 10,
    parts: [
      ...steps.flatMap(({ at, label: name, share }, index) => {
        const y = top + index * rowHeight;
        return [
          label(`${name}, ${formatInstant(at)}`, { x: left - 8, y: y + 16, 'text-anchor': 'end' }, 34),
          element('rect', { x: left, y: y + 4, width: right - left, height: 16, fill: '#eef0f2' }),
          element('rect', { x: left, y: y + 4, width: x(share) - left, height: 16, fill: fillOf(figure, 2) }),
          element('text', { x: right + 8, y: y + 16 }, [textNode(percent(share))]),
        ];
      }),
      ...(needed === undefined
        ? []
        : [
            element('path', {
              d: `M${coordinate(x(needed))} ${top - 4}V${bottom}`,
              stroke: '#8c2d04',
              'stroke-width': 2,
              'stroke-dasharray': '6 3',
            }),
            element('text', { x: x(needed), y: top - 9, 'text-anchor': 'middle' }, [
              textNode(`needed: ${percent(needed)}`),
            ]),
          ]),
    ],
    legend: [],
  };
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;
