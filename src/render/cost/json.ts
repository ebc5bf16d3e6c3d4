import { formatInstant } from '../../core/time.ts';
import type { Cost, CostShare } from '../../model/cost.ts';
import type { CostDocument } from '../../model/generated/cost.ts';
import { amountText } from './amount.ts';

/** What patching cost, for programs (schemas/cost.schema.json). Amounts are exact decimals in texts; `null`: not known. */
export function costJson(cost: Cost): string {
  const { from, to, currency, decimals, figures, inputs, gaps, limits } = cost;
  const shares = (list: readonly CostShare[]): CostDocument['byPatch'] =>
    list.map(({ amount, ...share }) => ({ ...share, amount: amountText(amount, decimals) }));
  const document: CostDocument = {
    schema: 'patchledger.cost/v1',
    from: formatInstant(from),
    to: formatInstant(to),
    currency,
    rounding: 'half-up',
    figures: figures.map(({ amount, ...figure }) => ({
      ...figure,
      amount: amount === undefined ? null : amountText(amount, decimals),
    })),
    byPatch: shares(cost.byPatch),
    byAsset: shares(cost.byAsset),
    byMonth: shares(cost.byMonth),
    inputs: inputs.map(({ at, ...input }) => ({ ...input, at: at ?? null })),
    gaps,
    limits,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
