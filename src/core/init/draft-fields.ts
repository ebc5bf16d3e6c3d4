import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { DraftAsset, InventoryDraft } from '../../model/feed.ts';
import type { Inventory } from '../../model/generated/inventory.ts';
import { parseDate, parseDuration } from '../time.ts';

type AssetSpec = Inventory['spec']['assets'][number];
/** The fields of an Inventory's asset that a draft may fill, in the order in which they are written. */
type DraftField = Extract<
  keyof AssetSpec,
  | ('uid' | 'type' | 'owner' | 'location' | 'function' | 'environment' | 'criticality' | 'dataClassification')
  | ('exposure' | 'humanImpact' | 'impactLevel' | 'clusterRole' | 'visitDuration' | 'supportEnds')
>;

/** An asset of a draft with every value where the schema takes it; what it does not take stands in the labels. */
export interface SettledAsset {
  readonly name: string;
  readonly fields: ReadonlyMap<DraftField, string>;
  /** Sorted by key. */
  readonly labels: ReadonlyMap<string, string>;
}

const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const isName = (text: string): boolean => text.length <= 253 && namePattern.test(text);
const words =
  <Field extends DraftField>(...values: readonly NonNullable<AssetSpec[Field]>[]) =>
  (text: string): boolean =>
    (values as readonly string[]).includes(text);
const isText = (text: string): boolean => text.trim() !== '';

/** Whether the schema takes a value, field by field. */
const takes: Readonly<Record<DraftField, (value: string) => boolean>> = {
  uid: isName,
  type: words<'type'>(
    ...(['server', 'workstation', 'container-image', 'network-device'] as const),
    ...(['embedded-system', 'application', 'ledger-node'] as const),
  ),
  function: isText,
  owner: isName,
  environment: words<'environment'>('production', 'staging', 'test', 'development'),
  criticality: words<'criticality'>('mission-critical', 'high', 'medium', 'low'),
  exposure: words<'exposure'>('internet', 'internal', 'isolated'),
  dataClassification: words<'dataClassification'>('restricted', 'confidential', 'internal', 'public'),
  humanImpact: words<'humanImpact'>('low', 'medium', 'high', 'very-high'),
  impactLevel: words<'impactLevel'>('low', 'moderate', 'high'),
  location: isText,
  clusterRole: isText,
  visitDuration: (value) => parseDuration(value) !== undefined,
  supportEnds: (value) => parseDate(value) !== undefined,
};
const fieldOrder = Object.keys(takes) as readonly DraftField[];

/** YAML takes keys of up to 1,024 characters; nobody selects by a label as long as this. */
const longestKey = 200;

/**
 * Sorts every value of a draft into the field or the label it can stand in. Nothing is dropped or changed silently:
 * a value the schema does not take becomes a label (`observed/unknown-word`), a host whose name is none, or that stands
 * there twice, is left out (`observed/wrong-entry`, `observed/duplicate`).
 */
export function settleDraft(
  draft: InventoryDraft,
  source: string,
): { readonly assets: readonly SettledAsset[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const assets = new Map<string, SettledAsset>();
  const uidCounts = countUids(draft);
  const at = { file: source };
  for (const key of longKeys(draft)) {
    const args = { entry: `Label "${key.slice(0, 60)}…"`, reason: `its key is longer than ${longestKey} characters` };
    diagnostics.push(diagnostic('observed/wrong-entry', args, { at }));
  }
  for (const asset of draft.assets) {
    if (!isName(asset.name)) {
      const args = {
        entry: `"${asset.name.slice(0, 60)}"`,
        reason: 'a name has letters, digits, ".", "_" and "-" only',
      };
      diagnostics.push(diagnostic('observed/wrong-entry', args, { at }));
    } else if (assets.has(asset.name)) {
      const args = { kind: 'Asset', name: asset.name, kept: 'the first is kept' };
      diagnostics.push(diagnostic('observed/duplicate', args, { at }));
    } else {
      const settled = settleAsset(asset, uidCounts);
      assets.set(asset.name, settled.asset);
      for (const args of settled.kept) diagnostics.push(diagnostic('observed/unknown-word', args, { at }));
    }
  }
  return { assets: [...assets.values()], diagnostics };
}

interface KeptAsLabel {
  readonly entry: string;
  readonly field: string;
  readonly value: string;
  readonly label: string;
}

function settleAsset(
  { name, fields: given, labels: givenLabels }: DraftAsset,
  uidCounts: ReadonlyMap<string, number>,
): { readonly asset: SettledAsset; readonly kept: readonly KeptAsLabel[] } {
  const fields = new Map<DraftField, string>();
  const labels = new Map<string, string>();
  for (const [key, value] of Object.entries(givenLabels)) {
    if (key !== '' && key.length <= longestKey) labels.set(key, value);
  }
  const kept: KeptAsLabel[] = [];
  for (const [field, value] of Object.entries(given)) {
    if (value === '') continue;
    // A uid that two hosts share identifies neither; a cluster needs a resource that nobody has written yet.
    const isShared = field === 'uid' && (uidCounts.get(value) ?? 0) > 1;
    if (isDraftField(field) && takes[field](value) && !isShared) {
      fields.set(field, value);
      continue;
    }
    const label = labels.has(field) ? `inventory-${field}` : field;
    labels.set(label, value);
    kept.push({ entry: name, field, value: value.slice(0, 60), label });
  }
  const ordered = new Map(fieldOrder.flatMap((field) => entryOf(fields, field)));
  const sorted = new Map([...labels.keys()].sort().flatMap((key) => entryOf(labels, key)));
  return { asset: { name, fields: ordered, labels: sorted }, kept };
}

function longKeys(draft: InventoryDraft): ReadonlySet<string> {
  const keys = draft.assets.flatMap(({ labels }) => Object.keys(labels));
  return new Set(keys.filter((key) => key.length > longestKey));
}

const isDraftField = (field: string): field is DraftField => Object.hasOwn(takes, field);

function entryOf<Key>(map: ReadonlyMap<Key, string>, key: Key): readonly (readonly [Key, string])[] {
  const value = map.get(key);
  return value === undefined ? [] : [[key, value]];
}

/** How many hosts go by an identity: its own uid, or its name. */
function countUids(draft: InventoryDraft): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { name, fields } of draft.assets) {
    for (const id of new Set([name, fields['uid'] ?? name])) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
