import type { PopulationBox, ReportDocument, ReportDocumentId } from '../../model/report.ts';
import type { Instant } from '../../model/time.ts';
import { formatInstant } from '../time.ts';
import { isWithin, type ReportInput } from './input.ts';

/** What of a listing belongs to the period of the report, and what its population box says of the rest. */
export interface Within<T> {
  readonly items: readonly T[];
  readonly filters: readonly string[];
  readonly excluded: PopulationBox['excluded'];
}

/** Parts a listing by the time of its rows. A row whose time nobody can read is shown: it must not be overlooked. */
export function within<T>(
  { period }: Pick<ReportInput, 'period'>,
  all: readonly T[],
  timeOf: (item: T) => Instant | undefined,
): Within<T> {
  if (period === undefined) return { items: all, filters: ['none'], excluded: [] };
  const items = all.filter((item) => isWithin(period, timeOf(item)));
  return {
    items,
    filters: [`from ${formatInstant(period.from)} until before ${formatInstant(period.to)}`],
    excluded: [{ reason: 'outside the period', count: all.length - items.length }],
  };
}

/** How many days figures look back on where the report names no period. */
export const usualDays = 91;

/** What figures look back on: the period of the report, else the usual days before its instant. */
export function lookedBack({ decision: { plan }, period }: ReportInput): NonNullable<ReportInput['period']> {
  return period ?? { from: (plan.asOf - usualDays * 86_400_000) as Instant, to: plan.asOf };
}

/** How many rows were left out. */
export const countOf = (excluded: PopulationBox['excluded']): number =>
  excluded.reduce((sum, { count }) => sum + count, 0);

/** Documents that show what stands at an instant: a period takes nothing out of them. */
const ofAnInstant: ReadonlySet<ReportDocumentId> = new Set(['D1', 'D2', 'D5', 'D6', 'D10', 'D12', 'D14']);

/** Says in the boxes of a document that shows an instant that the period left nothing out of it. */
export function withPeriodTold({ period }: ReportInput, document: ReportDocument): ReportDocument {
  if (period === undefined || !ofAnInstant.has(document.id)) return document;
  const told = 'as it stands at the instant of the report; the period leaves nothing out';
  return {
    ...document,
    sections: document.sections.map((section) => ({
      ...section,
      tables: section.tables.map((table) => ({
        ...table,
        population: {
          ...table.population,
          filters: [...table.population.filters.filter((filter) => filter !== 'none'), told],
        },
      })),
    })),
  };
}
