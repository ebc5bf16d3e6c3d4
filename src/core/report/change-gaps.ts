import type { Estate } from '../../model/estate.ts';
import type { GapCheck } from '../../model/report.ts';
import { packageKey } from '../assess/package-index.ts';
import { twinsIn } from '../evidence/twins.ts';
import { counted } from './cells.ts';
import type { Deployment } from './deployments.ts';

/**
 * Whether deployments were approved work: each names its Change, and each Change that is named is in the estate and holds
 * a visit of the asset with the package. Whether the version and the time are those that were approved is not compared.
 */
export function changeGaps(
  estate: Estate,
  deployments: readonly Deployment[],
  lineOf: (deployment: Deployment) => string,
): readonly GapCheck[] {
  const problemOf = promises(estate);
  const named = deployments.filter(({ spec }) => spec.change !== undefined);
  return [
    {
      check: 'every deployment names its Change',
      lookedAt: counted(deployments.length, 'deployment'),
      found: deployments.filter(({ spec }) => spec.change === undefined).map(lineOf),
    },
    {
      check: 'every Change that is named is in the estate and holds the asset and the package',
      lookedAt: counted(named.length, 'deployment'),
      found: named.flatMap((deployment) => {
        const problem = problemOf(deployment);
        return problem === undefined ? [] : [`${lineOf(deployment)}: ${problem}`];
      }),
    },
  ];
}

/** What keeps a deployment from being work of the Change that its record names. */
function promises(estate: Estate): (deployment: Deployment) => string | undefined {
  const { uidOf } = twinsIn(estate);
  const keyOf = (asset: string, ecosystem: string, name: string): string =>
    `${uidOf(asset) ?? asset}\u0000${packageKey(ecosystem, name)}`;
  const work = new Map<string, ReadonlySet<string>>();
  for (const { name, document } of estate.resources.Change?.values() ?? []) {
    const keys = document.spec.visits.flatMap(({ asset, requirements }) =>
      requirements.map(({ component }) => keyOf(asset, component.ecosystem, component.name)),
    );
    work.set(name, new Set(keys));
  }
  return ({ spec: { change = '' }, row: { asset, application } }) => {
    const promised = work.get(change);
    if (promised === undefined) return `there is no Change ${change} in the estate`;
    const isPromised = promised.has(keyOf(asset, application.ecosystem, application.name));
    return isPromised ? undefined : `Change ${change} holds no such work`;
  };
}
