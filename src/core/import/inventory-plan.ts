import type { Asset } from '../../model/asset.ts';
import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { DraftAsset, InventoryDraft } from '../../model/feed.ts';
import type { InventoryChange } from '../../model/import-view.ts';
import type { SourceFile } from '../../model/source.ts';
import { settleDraft } from '../init/draft-fields.ts';
import { inventoryYaml } from '../init/inventory-file.ts';
import { editInventory, type FieldEdit, type NewAsset } from './inventory-edit.ts';
import { differencesOf, pairDrafts } from './reconcile.ts';

/** Inventories as they would read. */
export interface InventoryPlan {
  readonly files: readonly SourceFile[];
  readonly changes: readonly InventoryChange[];
}

/** What an Inventory is changed by, and where. */
export interface InventoryPlanInput {
  readonly draft: InventoryDraft;
  /** File or tool that the draft comes from. */
  readonly source: string;
  readonly assets: readonly Asset[];
  /** Texts of the estate's files, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Names of the Teams there are: an owner that is none leads nowhere. */
  readonly teams: ReadonlySet<string>;
  /** The Inventory that takes new assets. */
  readonly path: string;
}

/**
 * Works out how Inventories read once they say what another inventory says: values that differ are changed where they
 * stand, assets they lack are added to `path`. What the other inventory leaves blank stays as it is.
 */
export function planInventory(input: InventoryPlanInput): Outcome<InventoryPlan> {
  const owned = ownersKnown(input);
  const settled = settleDraft(owned.value, input.source);
  const settledDraft: InventoryDraft = {
    assets: settled.assets.map(({ name, fields, labels }) => ({
      name,
      fields: Object.fromEntries(fields),
      labels: Object.fromEntries(labels),
    })),
  };
  const pairs = pairDrafts(input.assets, settledDraft);
  const edits = new Map<string, Edit[]>();
  for (const { draft, asset } of pairs) {
    if (asset === undefined) continue;
    const own = differencesOf(draft, asset).map(({ field, here, there }) => ({
      asset: asset.name,
      field,
      value: there,
      from: here,
    }));
    edits.set(asset.origin.file, [...(edits.get(asset.origin.file) ?? []), ...own]);
  }
  const known = new Set(pairs.flatMap(({ draft, asset }) => (asset === undefined ? [] : draft.name)));
  const added = settled.assets.filter(({ name }) => !known.has(name));
  const edited = editFiles(input, edits, added);
  return { value: edited.value, diagnostics: [...owned.diagnostics, ...settled.diagnostics, ...edited.diagnostics] };
}

type Edit = FieldEdit & { readonly from: string | undefined };

function editFiles(
  { texts, path, source }: InventoryPlanInput,
  edits: ReadonlyMap<string, readonly Edit[]>,
  added: readonly NewAsset[],
): Outcome<InventoryPlan> {
  const paths = new Set([...edits.keys(), ...(added.length > 0 ? [path] : [])]);
  const edited = [...paths].sort().map((file) => {
    const wanted = edits.get(file) ?? [];
    const own = file === path ? added : [];
    const before = texts.get(file);
    const { text, refused } = before === undefined ? newFile(own, source) : editInventory(before, wanted, own);
    const diagnostics = refused.map((one) => diagnostic('observed/not-edited', one, { at: { file } }));
    const files = text === before ? [] : [{ path: file, text }];
    return { files, changes: changesOf(file, wanted, own, refused), diagnostics };
  });
  return {
    value: { files: edited.flatMap(({ files }) => files), changes: edited.flatMap(({ changes }) => changes) },
    diagnostics: edited.flatMap(({ diagnostics }) => diagnostics),
  };
}

function changesOf(
  path: string,
  edits: readonly Edit[],
  added: readonly NewAsset[],
  refused: ReturnType<typeof editInventory>['refused'],
): readonly InventoryChange[] {
  const left = new Set(refused.map(({ asset, field }) => `${asset} ${field}`));
  const isDone = (asset: string, field: string): boolean =>
    !left.has(`${asset} ${field}`) && !(field.startsWith('labels.') && left.has(`${asset} labels`));
  const changed = edits.filter(({ asset, field }) => isDone(asset, field));
  const isNew = { path, field: undefined, from: undefined, to: undefined };
  return [
    ...changed.map(({ asset, field, from, value }) => ({ path, asset, field, from, to: value })),
    ...added.filter(({ name }) => isDone(name, 'name')).map(({ name }) => ({ ...isNew, asset: name })),
  ];
}

function newFile(added: readonly NewAsset[], source: string): ReturnType<typeof editInventory> {
  const assets = added.map(({ name, fields, labels }) => ({
    name,
    fields: Object.fromEntries(fields),
    labels: Object.fromEntries(labels),
  }));
  return { text: inventoryYaml({ assets }, source).value, refused: [] };
}

/** An owner must be a Team; one that is none is kept as a label, as everything that has no place of its own. */
function ownersKnown({ draft, teams, source }: InventoryPlanInput): Outcome<InventoryDraft> {
  const diagnostics: Diagnostic[] = [];
  const assets = draft.assets.map((asset): DraftAsset => {
    const { owner, ...fields } = asset.fields;
    if (owner === undefined || owner === '' || teams.has(owner)) return asset;
    const args = { entry: asset.name, field: 'owner that is a Team', value: owner.slice(0, 60), label: 'owner' };
    diagnostics.push(diagnostic('observed/unknown-word', args, { at: { file: source } }));
    return { name: asset.name, fields, labels: { ...asset.labels, owner } };
  });
  return { value: { assets }, diagnostics };
}
