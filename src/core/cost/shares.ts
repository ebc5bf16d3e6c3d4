import type { CostShare } from '../../model/cost.ts';
import type { Deployment } from '../report/deployments.ts';
import type { Charge } from './charges.ts';
import { splitEvenly } from './money.ts';

/**
 * Divides charges among what bears them: each evenly among its deployments, to the last unit, so that the shares sum up to
 * the total. What has no deployment goes to `rest`. Without `nameOf` by month, oldest first; else dearest first.
 */
export function sharesBy(
  charges: readonly Charge[],
  nameOf: ((deployment: Deployment) => string) | undefined,
  rest: string,
): readonly CostShare[] {
  const amounts = new Map<string, bigint>();
  const deployments = new Map<string, Set<Deployment>>();
  const add = (name: string, amount: bigint, some: readonly Deployment[]): void => {
    amounts.set(name, (amounts.get(name) ?? 0n) + amount);
    const known = deployments.get(name) ?? new Set();
    for (const deployment of some) known.add(deployment);
    deployments.set(name, known);
  };
  for (const { item, amount } of charges) {
    if (nameOf === undefined) add(item.month, amount, item.deployments);
    else if (item.deployments.length === 0) add(rest, amount, []);
    else {
      const parts = splitEvenly(amount, item.deployments.length);
      for (const [index, deployment] of item.deployments.entries()) {
        add(nameOf(deployment), parts[index] ?? 0n, [deployment]);
      }
    }
  }
  const shares = [...amounts].map(([name, amount]) => ({
    name,
    amount,
    deployments: deployments.get(name)?.size ?? 0,
  }));
  return shares.sort(nameOf === undefined ? byName : byAmount);
}

const byName = (left: CostShare, right: CostShare): number => (left.name < right.name ? -1 : 1);

const byAmount = (left: CostShare, right: CostShare): number =>
  left.amount === right.amount ? byName(left, right) : left.amount > right.amount ? -1 : 1;
