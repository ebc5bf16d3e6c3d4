import type { Asset } from '../../model/asset.ts';
import type { HealthFinding } from '../../model/health.ts';
import { unownedAssets, unselectedAssets, unservedAssets } from '../lint/uncovered-assets.ts';
import type { Examination } from './examination.ts';
import { named } from './words.ts';

/** Who and what is missing to have the work done: policies, windows, owners. */
export function examineOrganisation({ decision: { estate }, tables }: Examination): readonly HealthFinding[] {
  return [
    ...lacking('asset-without-policy', unselectedAssets({ estate, tables }), 'that no policy selects', {
      remedy: 'widen spec.selector of a PatchPolicy, or name a pinned preset in spec.extends of one of your own',
    }),
    ...lacking('asset-without-window', unservedAssets({ estate }), 'that no maintenance window serves', {
      remedy: 'widen spec.selector of a MaintenanceWindow, or add one below schedules/',
    }),
    ...lacking('asset-without-owner', unownedAssets({ estate }), 'that nobody owns', {
      remedy: 'name a Team in spec.assets[].owner of the Inventory, or in its spec.defaults.owner',
    }),
  ];
}

function lacking(
  code: string,
  assets: readonly Asset[],
  words: string,
  { remedy }: Pick<HealthFinding, 'remedy'>,
): readonly HealthFinding[] {
  if (assets.length === 0) return [];
  const text = `${named(assets.map(({ name }) => name))} ${words}`;
  return [{ hurt: 'gap', code, text, weight: assets.length, remedy }];
}
