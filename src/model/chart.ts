import type { Instant } from './time.ts';

/** One line or one band of a chart. `values` has one number for each place on the axis; `undefined`: not known there. */
export interface ChartSeries {
  readonly label: string;
  readonly values: readonly (number | undefined)[];
}

/** A bar of a Gantt chart. Formats tell the kinds apart by pattern as well as by colour. */
export interface GanttBar {
  readonly kind: 'window' | 'freeze' | 'visit' | 'late';
  readonly from: Instant;
  readonly to: Instant;
  readonly label: string;
}

/** What a chart draws: data, never pixels. */
export type ReportChart =
  /** Values over time, such as compliance by week. `unit` stands at the value axis. */
  | {
      readonly kind: 'lines';
      readonly at: readonly Instant[];
      readonly series: readonly ChartSeries[];
      readonly unit: string;
    }
  /** Parts of a whole by category, such as open requirements by age and priority. */
  | {
      readonly kind: 'stacked-bars';
      readonly categories: readonly string[];
      readonly series: readonly ChartSeries[];
      readonly unit: string;
    }
  | {
      readonly kind: 'gantt';
      readonly from: Instant;
      readonly to: Instant;
      readonly rows: readonly { readonly label: string; readonly bars: readonly GanttBar[] }[];
    }
  /** How much of a cluster's weight is protected after each step, as shares of 1, against the share that is needed. */
  | {
      readonly kind: 'coverage';
      readonly steps: readonly { readonly at: Instant; readonly label: string; readonly share: number }[];
      readonly needed: number | undefined;
    };
