import { type InventoryPlan, planInventory } from '../core/import/inventory-plan.ts';
import { loadResources } from '../core/load/load.ts';
import type { Diagnostic, Outcome } from '../model/diagnostic.ts';
import type { DraftAsset } from '../model/feed.ts';
import { limits } from '../model/limits.ts';
import { CommandError } from './exit.ts';
import type { ImportEstate } from './import-estate.ts';
import type { ImportRequest } from './import-request.ts';

/** How Inventories would read with what the files say of assets; what would make one wrong is refused. */
export function planFor(
  request: ImportRequest,
  { estate, folders, texts }: ImportEstate,
  drafts: readonly DraftAsset[],
): Outcome<InventoryPlan> {
  const path = inventoryPath(
    request,
    estate.assets.map(({ origin }) => origin.file),
    [...(estate.resources.Inventory?.values() ?? [])].map(({ origin }) => origin.file),
    folders.inventory,
  );
  const planned = planInventory({
    draft: { assets: once(drafts) },
    source: request.files.join(', ').slice(0, 200),
    assets: estate.assets,
    texts,
    teams: new Set(estate.resources.Team?.keys() ?? []),
    path,
  });
  for (const file of planned.value.files) {
    if (file.text.length > limits.decisionFileBytes) {
      throw new CommandError(`${file.path} would be larger than is read; nothing was written`, {
        hint: 'name another Inventory for new assets with --inventory',
      });
    }
    const before = errorsIn(file.path, texts.get(file.path) ?? '');
    const after = errorsIn(file.path, file.text);
    if (after.length > before.length) {
      const why = after[0]?.message ?? '';
      throw new CommandError(`${file.path} would no longer be valid (${why}); nothing was written`, {
        hint: 'change it by hand; --reconcile lists what differs',
      });
    }
  }
  return planned;
}

const errorsIn = (path: string, text: string): readonly Diagnostic[] =>
  text === '' ? [] : loadResources([{ path, text }]).diagnostics.filter(({ severity }) => severity === 'error');

/** Several files may speak of one asset; the first that says something of a field holds. */
function once(drafts: readonly DraftAsset[]): readonly DraftAsset[] {
  const merged = new Map<string, DraftAsset>();
  for (const { name, fields, labels } of drafts) {
    const known = merged.get(name);
    merged.set(name, {
      name,
      fields: { ...fields, ...known?.fields },
      labels: { ...labels, ...known?.labels },
    });
  }
  return [...merged.values()];
}

/** Where new assets go: as stated, the only Inventory there is, or one of their own. */
function inventoryPath(
  { inventory }: ImportRequest,
  used: readonly string[],
  files: readonly string[],
  folder: string,
): string {
  const known = [...new Set([...files, ...used])].sort();
  if (inventory !== undefined) {
    const path = inventory.replace(/^(?:\.\/)+/, '');
    if (
      known.includes(path) ||
      (path.startsWith(`${folder}/`) && !path.split('/').includes('..') && /\.ya?ml$/.test(path))
    )
      return path;
    throw new CommandError(`--inventory ${inventory} is no Inventory of this estate`, {
      hint: `there are ${known.join(', ') || 'none'}; a new one is a .yaml file below ${folder}/`,
    });
  }
  if (known.length > 1) {
    throw new CommandError(`there are ${known.length} files of Inventories, and new assets need one`, {
      hint: `name it: --inventory ${known[0] ?? ''}`,
    });
  }
  return known[0] ?? `${folder}/imported.yaml`;
}
