import type { Asset } from '../../model/asset.ts';
import type { Plan } from '../../model/plan.ts';
import { selects } from '../estate/select.ts';
import { policyTables } from '../prioritise/table.ts';
import { contextOf } from '../schedule/context.ts';
import { readRollouts } from '../schedule/rollout.ts';
import type { ReportInput } from './input.ts';

/** Which rules of the estate reach an asset. */
export interface AssetScope {
  /** Names of the policies that bind it by themselves; none: nothing is promised of it. */
  readonly policies: (asset: Asset) => readonly string[];
  /** Names of the windows in which it may be worked on. */
  readonly windows: (asset: Asset) => readonly string[];
  /** `rollout/ring`; `undefined`: no Rollout takes it. */
  readonly ring: (asset: string) => string | undefined;
  /** Ecosystems of what is installed, its operating system among them. */
  readonly ecosystems: (asset: Asset) => readonly string[];
}

const memory = new WeakMap<Plan, AssetScope>();

/** Reads selectors once a plan, to be asked about many assets. Each question is answered as decisions answer it. */
export function assetScopes(input: ReportInput): AssetScope {
  const { plan } = input.decision;
  const known = memory.get(plan) ?? scopesOf(input);
  memory.set(plan, known);
  return known;
}

function scopesOf({ decision: { estate, plan }, locate }: ReportInput): AssetScope {
  const { componentSets, resources } = estate;
  const tables = policyTables(estate).value.filter(({ through }) => through.length === 0);
  const windows = [...(resources.MaintenanceWindow?.values() ?? [])];
  const rings = resources.Rollout?.size ? readRollouts(contextOf(estate, plan.asOf, locate)).value.ringOf : undefined;
  const bySet = new Map<string, readonly string[]>();
  const ofSet = (digest: string): readonly string[] => {
    const known = bySet.get(digest) ?? [
      ...new Set((componentSets.get(digest)?.components ?? []).map(({ ecosystem }) => ecosystem)),
    ];
    bySet.set(digest, known);
    return known;
  };
  return {
    policies: (asset) =>
      tables
        .filter(({ selectors }) => selectors.every((one) => selects(one, asset, componentSets)))
        .map(({ table }) => table.policy),
    windows: (asset) =>
      windows.filter(({ document }) => selects(document.spec.selector, asset, componentSets)).map(({ name }) => name),
    ring: (asset) => {
      const ring = rings?.get(asset);
      return ring && `${ring.rollout}/${ring.name}`;
    },
    ecosystems: (asset) => [...new Set(asset.componentSets.flatMap(ofSet))].sort(),
  };
}
