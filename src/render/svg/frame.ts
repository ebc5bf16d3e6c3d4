import type { ReportFigure } from '../../model/report.ts';
import { element, label, textNode } from './element.ts';

/** The inside of a chart and how much height it takes, in units of the drawing. */
export interface Drawing {
  readonly height: number;
  readonly parts: readonly string[];
  /** What the palette means here, in its order. */
  readonly legend: readonly string[];
  /** Whether the palette is drawn as lines. Default: as fills. */
  readonly isLinear?: boolean;
}

/** Width of every chart; the page scales it. */
export const chartWidth = 720;
const legendRow = 20;

/**
 * Fills that differ in hue, in lightness (at least 3:1 against white, WCAG 2.2 SC 1.4.11) and in pattern, so that a
 * chart reads the same in grey and without colour vision.
 */
const palette = [
  { colour: '#8c2d04', pattern: undefined },
  { colour: '#cc4c02', pattern: 'M0 6L6 0' },
  { colour: '#08589e', pattern: 'M0 0L6 6' },
  { colour: '#5b6770', pattern: 'M0 3H6' },
  { colour: '#1b7837', pattern: 'M3 0V6' },
  { colour: '#6a3d9a', pattern: 'M0 3H6M3 0V6' },
] as const;

/** The colour of a series, for strokes. */
export const strokeOf = (index: number): string => palette[index % palette.length]?.colour ?? '#000000';

/** The dash of a line: the other way to tell lines apart. */
export const dashOf = (index: number): string | undefined =>
  [undefined, '8 4', '2 4', '10 3 2 3', '1 3', '14 4'][index % palette.length];

/** The fill of a series in a figure; its pattern is defined by `framed`. */
export const fillOf = (figure: string, index: number): string => `url(#${figure}-fill-${index % palette.length})`;

/** The whole picture: a name and a description for those who do not see it, the drawing, and the legend below. */
export function framed({ id, title, description }: ReportFigure, drawing: Drawing): string {
  const { height, parts, legend } = drawing;
  const total = height + Math.ceil(legend.length / 3) * legendRow + (legend.length > 0 ? 10 : 0);
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${chartWidth} ${total}`,
    width: chartWidth,
    height: total,
    role: 'img',
    'aria-labelledby': `${id}-title ${id}-desc`,
    'font-family': 'system-ui, sans-serif',
    'font-size': 12,
    fill: '#1a1a1a',
  };
  return element('svg', attributes, [
    element('title', { id: `${id}-title` }, [textNode(title)]),
    element('desc', { id: `${id}-desc` }, [textNode(description)]),
    element('defs', {}, patterns(id)),
    element('rect', { width: chartWidth, height: total, fill: '#ffffff' }),
    ...parts,
    ...legendParts(id, drawing),
  ]);
}

const patterns = (figure: string): readonly string[] =>
  palette.map(({ colour, pattern }, index) =>
    element('pattern', { id: `${figure}-fill-${index}`, width: 6, height: 6, patternUnits: 'userSpaceOnUse' }, [
      element('rect', { width: 6, height: 6, fill: colour }),
      ...(pattern === undefined ? [] : [element('path', { d: pattern, stroke: '#ffffff', 'stroke-width': 1.2 })]),
    ]),
  );

function legendParts(figure: string, { height, legend, isLinear = false }: Drawing): readonly string[] {
  return legend.flatMap((text, index) => {
    const x = 56 + (index % 3) * 220;
    const y = height + 10 + Math.floor(index / 3) * legendRow;
    const line = {
      d: `M${x} ${y + 7}h28`,
      stroke: strokeOf(index),
      'stroke-width': 2,
      'stroke-dasharray': dashOf(index),
    };
    return [
      isLinear ? element('path', line) : element('rect', { x, y, width: 28, height: 14, fill: fillOf(figure, index) }),
      label(text, { x: x + 34, y: y + 11 }, 28),
    ];
  });
}
