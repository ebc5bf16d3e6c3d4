import type { Ledger } from '../../model/ledger.ts';
import type { Metric } from '../../model/metrics.ts';
import type { Instant } from '../../model/time.ts';

const dayMs = 86_400_000;

/** Whole days that something has been open, as the ageing of the report divides them. */
const bands = [
  { id: '0-7', least: 0, most: 7 },
  { id: '8-14', least: 8, most: 14 },
  { id: '15-30', least: 15, most: 30 },
  { id: '31-60', least: 31, most: 60 },
  { id: '61-90', least: 61, most: 90 },
  { id: 'over-90', least: 91, most: Number.POSITIVE_INFINITY },
] as const;

/** How long what is open has been open, by the ledger. An exception ends nothing: the flaw is still there. */
export function ageing({ assets }: Ledger, asOf: Instant): readonly Metric[] {
  const ages = [...assets.values()]
    .flatMap((packages) => [...packages.values()])
    .flatMap(({ findings }) => findings)
    .filter(({ closed }) => closed === undefined || closed.by === 'exception')
    .map(({ openedAt }) => Math.floor((asOf - openedAt) / dayMs));
  return bands.map(({ id, least, most }) => ({
    id: `open-${id}-days`,
    title: `Open for ${id === 'over-90' ? 'more than 90' : id} days`,
    formula: 'findings that are open or under an exception, by whole days since the ledger first saw them',
    unit: 'count',
    priority: undefined,
    value: ages.length === 0 ? undefined : ages.filter((age) => age >= least && age <= most).length,
    population: ages.length,
    populationOf: 'findings open today by the ledger',
  }));
}
