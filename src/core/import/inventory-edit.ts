import { isMap, isScalar, type Scalar, type YAMLMap } from 'yaml';
import { yamlScalar } from '../init/yaml-scalar.ts';
import {
  contentEnd,
  type InventoryPlaces,
  indentAt,
  lineEnd,
  lineStart,
  pairOf,
  placesOf,
} from './inventory-places.ts';

/** A value to write into an Inventory. */
export interface FieldEdit {
  readonly asset: string;
  /** A field of an asset, or `labels.<key>`. */
  readonly field: string;
  readonly value: string;
}

/** An asset to add to an Inventory. */
export interface NewAsset {
  readonly name: string;
  readonly fields: ReadonlyMap<string, string>;
  readonly labels: ReadonlyMap<string, string>;
}

/** The text with what could be changed, and what could not. */
export interface EditedText {
  readonly text: string;
  readonly refused: readonly { readonly asset: string; readonly field: string; readonly reason: string }[];
}

/**
 * Changes values of assets and adds assets in the text of an Inventory. Only the lines concerned are touched: comments,
 * order, quotes and blanks of all others stay as they are, to the byte.
 */
export function editInventory(text: string, edits: readonly FieldEdit[], added: readonly NewAsset[]): EditedText {
  const places = placesOf(text);
  const splices: Splice[] = [];
  const refused: EditedText['refused'][number][] = [];
  for (const edit of withOneOfLabels(places, edits)) {
    const splice = spliceOf(text, places, edit);
    if (typeof splice === 'string') refused.push({ asset: edit.asset, field: edit.field, reason: splice });
    else splices.push(splice);
  }
  const appended = added.length === 0 ? [] : appendTo(text, places, added);
  if (typeof appended === 'string') {
    refused.push(...added.map(({ name }) => ({ asset: name, field: 'name', reason: appended })));
  } else splices.push(...appended);
  return { text: applied(text, splices), refused };
}

interface Splice {
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
}

/** Later places first; what goes to one place stands there in the order in which it was asked for. */
function applied(text: string, splices: readonly Splice[]): string {
  const sorted = splices
    .map((splice, index) => ({ ...splice, index }))
    .sort((left, right) => right.at - left.at || right.index - left.index);
  return sorted.reduce(
    (edited, { at, removed, inserted }) => edited.slice(0, at) + inserted + edited.slice(at + removed),
    text,
  );
}

const eolOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** An edit as one place of the text takes it. */
type PlacedEdit = FieldEdit | { readonly asset: string; readonly field: 'labels'; readonly entries: readonly string[] };

/** Labels of an asset that has none go into the text together. */
function withOneOfLabels({ assets }: InventoryPlaces, edits: readonly FieldEdit[]): readonly PlacedEdit[] {
  const placed: PlacedEdit[] = [];
  const entries = new Map<string, string[]>();
  for (const edit of edits) {
    const map = assets.get(edit.asset);
    const isFirst = map !== undefined && pairOf(map, 'labels') === undefined && edit.field.startsWith(labelPrefix);
    if (!isFirst) {
      placed.push(edit);
      continue;
    }
    const entry = `${yamlScalar(edit.field.slice(labelPrefix.length))}: ${yamlScalar(edit.value)}`;
    const known = entries.get(edit.asset);
    if (known !== undefined) known.push(entry);
    else {
      const list = [entry];
      entries.set(edit.asset, list);
      placed.push({ asset: edit.asset, field: 'labels', entries: list });
    }
  }
  return placed;
}

const labelPrefix = 'labels.';

function spliceOf(text: string, { assets }: InventoryPlaces, edit: PlacedEdit): Splice | string {
  const map = assets.get(edit.asset);
  if (map === undefined) return 'the asset does not stand in this file';
  if ('entries' in edit) return insertField(text, map, `labels: { ${edit.entries.join(', ')} }`);
  if (!edit.field.startsWith(labelPrefix)) return fieldSplice(text, map, edit.field, edit.value);
  const key = edit.field.slice(labelPrefix.length);
  const labels = pairOf(map, 'labels')?.value;
  return isMap(labels) && labels.items.length > 0
    ? fieldSplice(text, labels, key, edit.value)
    : 'its labels are no mapping that could be added to';
}

function fieldSplice(text: string, map: YAMLMap, field: string, value: string): Splice | string {
  const pair = pairOf(map, field);
  if (pair === undefined) return insertField(text, map, `${yamlScalar(field)}: ${yamlScalar(value)}`);
  const { value: node } = pair;
  if (!isScalar(node) || node.range == null) return 'its value is no text that stands on one line';
  const scalar: Scalar = node;
  const [start, end] = node.range;
  if (scalar.anchor !== undefined) return 'other values refer to it by its anchor';
  if (text.slice(start, end).includes('\n')) return 'its value is no text that stands on one line';
  return { at: start, removed: end - start, inserted: start === end ? ` ${yamlScalar(value)}` : yamlScalar(value) };
}

/** Behind the first entry, which is the name of an asset: that line exists and ends with nothing but a comment. */
function insertField(text: string, map: YAMLMap, line: string): Splice | string {
  const [first] = map.items;
  const [key, value] = [first?.key, first?.value];
  if (!isScalar(key) || key.range == null || !isScalar(value) || value.range == null) {
    return 'it does not begin with a plain entry';
  }
  if (map.flow === true) return { at: value.range[1], removed: 0, inserted: `, ${line}` };
  const end = value.range[1];
  if (text.slice(key.range[0], end).includes('\n')) return 'it does not begin with an entry on one line';
  return { at: lineEnd(text, end), removed: 0, inserted: `${eolOf(text)}${indentAt(text, key.range[0])}${line}` };
}

function appendTo(text: string, { list }: InventoryPlaces, added: readonly NewAsset[]): readonly Splice[] | string {
  if (list === undefined) return 'the file has no Inventory with a list of assets';
  const { seq, key } = list;
  const eol = eolOf(text);
  if (seq.range == null || key.range == null) return 'its list of assets stands nowhere';
  if (seq.items.length === 0) {
    const indent = `${indentAt(text, key.range[0])}  `;
    const [start, end] = seq.range;
    // The blank before the empty list goes with it.
    const blank = text[start - 1] === ' ' ? 1 : 0;
    return [{ at: start - blank, removed: end - start + blank, inserted: blockOf(added, indent, eol) }];
  }
  const end = contentEnd(seq);
  if (seq.flow === true) {
    const last = contentEnd(seq.items.at(-1) as Parameters<typeof contentEnd>[0]);
    if (last === undefined) return 'its list of assets ends in an empty entry';
    return [{ at: last, removed: 0, inserted: added.map((asset) => `, ${flowOf(asset)}`).join('') }];
  }
  const dash = dashBefore(text, seq);
  if (end === undefined || dash === undefined) return 'its list of assets has an entry that says nothing';
  // A block scalar ends behind its last line's end.
  const at = text[end - 1] === '\n' ? end - (text[end - 2] === '\r' ? 2 : 1) : lineEnd(text, end);
  return [{ at, removed: 0, inserted: blockOf(added, indentAt(text, dash), eol) }];
}

/** Offset of the `-` of the first entry. */
function dashBefore(text: string, seq: NonNullable<InventoryPlaces['list']>['seq']): number | undefined {
  const start = seq.range?.[0];
  if (start === undefined || text[start] !== '-') return undefined;
  return text.slice(lineStart(text, start), start).trim() === '' ? start : undefined;
}

function blockOf(added: readonly NewAsset[], indent: string, eol: string): string {
  return added
    .flatMap(({ name, fields, labels }) => [
      `${indent}- name: ${yamlScalar(name)}`,
      ...[...fields].map(([field, value]) => `${indent}  ${field}: ${yamlScalar(value)}`),
      ...(labels.size === 0 ? [] : [`${indent}  labels:`]),
      ...[...labels].map(([label, value]) => `${indent}    ${yamlScalar(label)}: ${yamlScalar(value)}`),
    ])
    .map((line) => `${eol}${line}`)
    .join('');
}

function flowOf({ name, fields, labels }: NewAsset): string {
  const entry = ([key, value]: readonly [string, string]): string => `${yamlScalar(key)}: ${yamlScalar(value)}`;
  const own = [['name', name] as const, ...fields].map(entry);
  return `{ ${[...own, ...(labels.size === 0 ? [] : [`labels: { ${[...labels].map(entry).join(', ')} }`])].join(', ')} }`;
}
