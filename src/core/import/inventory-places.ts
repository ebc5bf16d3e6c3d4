import {
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** Where an Inventory's text lets assets be changed. Offsets are UTF-16 units of the file. */
export interface InventoryPlaces {
  readonly assets: ReadonlyMap<string, YAMLMap>;
  /** The list of assets and its key, of the file's first Inventory. */
  readonly list: { readonly seq: YAMLSeq; readonly key: Scalar } | undefined;
}

/** Finds the assets in the text of a file; a file that YAML cannot read has none. */
export function placesOf(text: string): InventoryPlaces {
  const documents = parseAllDocuments(text, { schema: 'failsafe', uniqueKeys: false, prettyErrors: false });
  const lists = (Array.isArray(documents) ? documents : []).flatMap(({ errors, contents }) =>
    errors.length > 0 ? [] : (listOf(contents) ?? []),
  );
  const assets = new Map<string, YAMLMap>();
  for (const item of lists.flatMap(({ seq }) => seq.items)) {
    const name = isMap(item) ? item.get('name') : undefined;
    if (isMap(item) && typeof name === 'string' && !assets.has(name)) assets.set(name, item);
  }
  return { assets, list: lists[0] };
}

function listOf(contents: unknown): InventoryPlaces['list'] {
  if (!isMap(contents) || contents.get('kind') !== 'Inventory') return undefined;
  const spec: unknown = contents.get('spec', true);
  const pair = isMap(spec) ? pairOf(spec, 'assets') : undefined;
  if (pair === undefined || !isSeq(pair.value) || !isScalar(pair.key)) return undefined;
  return { seq: pair.value, key: pair.key };
}

/** The entry of a mapping under a key. */
export function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

/** Offset at which the line of an offset begins. */
export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** Offset of the line end behind an offset, before a carriage return. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  const end = newline === -1 ? text.length : newline;
  return newline !== -1 && end > offset && text[end - 1] === '\r' ? end - 1 : end;
}

/** Blanks that stand before an offset's column when everything before it on its line is blanks, `-` or both. */
export const indentAt = (text: string, offset: number): string => ' '.repeat(offset - lineStart(text, offset));

/** Where the last thing that a node says ends: trailing comments and blank lines stay outside. */
export function contentEnd(node: Node | null | undefined): number | undefined {
  if (isMap(node) && node.flow !== true) {
    const last = node.items.at(-1);
    const value = last?.value as Node | null | undefined;
    const key = last?.key as Node | null | undefined;
    return contentEnd(value) ?? contentEnd(key);
  }
  if (isSeq(node) && node.flow !== true) return contentEnd(node.items.at(-1) as Node | undefined);
  // A value that is left out stands nowhere.
  const range = node?.range;
  return range == null || (isScalar(node) && node.source === '' && range[0] === range[1]) ? undefined : range[1];
}
