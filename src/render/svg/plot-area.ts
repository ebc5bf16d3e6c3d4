import { localDate } from '../../core/time.ts';
import type { Instant } from '../../model/time.ts';
import { thousands } from '../words.ts';
import { element, textNode } from './element.ts';
import { chartWidth } from './frame.ts';
import { linear, roundTicks, type Scale } from './scale.ts';

/** Where values are drawn, in units of the drawing. */
export const plotArea = { left: 56, right: chartWidth - 16, top: 28, bottom: 232 } as const;

/** Height of a chart with a value axis, the labels below it included. */
export const plotHeight = 262;

/** The value axis: lines, numbers and the unit, and the scale to draw by. */
export function valueAxis(
  greatest: number,
  unit: string,
  wholeNumbers: boolean,
): { readonly scale: Scale; readonly parts: readonly string[] } {
  const ticks = roundTicks(greatest, wholeNumbers);
  const scale = linear([0, ticks.at(-1) ?? 1], [plotArea.bottom, plotArea.top]);
  const parts = ticks.flatMap((tick) => [
    element('path', {
      d: `M${plotArea.left} ${Math.round(scale(tick) * 100) / 100}H${plotArea.right}`,
      stroke: tick === 0 ? '#1a1a1a' : '#d0d4d8',
    }),
    element('text', { x: plotArea.left - 6, y: scale(tick) + 4, 'text-anchor': 'end' }, [
      textNode(Number.isInteger(tick) ? thousands(tick) : String(tick)),
    ]),
  ]);
  return { scale, parts: [...parts, element('text', { x: plotArea.left, y: 16 }, [textNode(unit)])] };
}

/** A date below the axis. Dates are those of UTC, which needs no word about zones. */
export const dateLabel = (at: Instant, x: number, y: number): string =>
  element('text', { x, y, 'text-anchor': 'middle' }, [textNode(localDate(at, 'UTC'))]);
