import type { ReportChart } from '../../model/chart.ts';
import type { ReportFigure } from '../../model/report.ts';
import { drawCoverage } from './coverage.ts';
import { type Drawing, framed } from './frame.ts';
import { drawGantt } from './gantt.ts';
import { drawLines } from './lines.ts';
import { drawStackedBars } from './stacked-bars.ts';

/**
 * A figure as SVG 1.1: named and described (WAI-ARIA graphics role `img`), told apart by pattern as well as by colour,
 * without script, style sheet or anything from elsewhere. Equal figures give equal bytes on every machine.
 */
export function renderFigure(figure: ReportFigure): string {
  return framed(figure, drawn(figure.chart, figure.id));
}

function drawn(chart: ReportChart, figure: string): Drawing {
  switch (chart.kind) {
    case 'lines':
      return drawLines(chart);
    case 'stacked-bars':
      return drawStackedBars(chart, figure);
    case 'gantt':
      return drawGantt(chart, figure);
    case 'coverage':
      return drawCoverage(chart, figure);
  }
}
