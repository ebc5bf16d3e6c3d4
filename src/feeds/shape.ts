/** An object of unknown content. Only own keys are read, so `__proto__` and its kin are ordinary absent keys. */
export type UnknownRecord = Readonly<Record<string, unknown>>;

/** The value as an object; arrays and `null` are none. */
export function asRecord(value: unknown): UnknownRecord | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as UnknownRecord) : undefined;
}

/** The value under an own key. */
export function fieldOf(record: UnknownRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** The value as a string that says something. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The string under an own key; `undefined` when it is absent, empty or something else. */
export function textOf(record: UnknownRecord, key: string): string | undefined {
  return asText(fieldOf(record, key));
}

/** The object under an own key. */
export function recordOf(record: UnknownRecord, key: string): UnknownRecord | undefined {
  return asRecord(fieldOf(record, key));
}

/** A list as far as it is one. `isWrong` = something else stood in its place. */
export interface ReadList<T> {
  readonly items: readonly T[];
  readonly isWrong: boolean;
}

/** The list under an own key. Absent, `null` and empty (YAML's way to write `null`) are an empty list. */
export function listOf(record: UnknownRecord, key: string): ReadList<unknown> {
  const value = fieldOf(record, key);
  if (Array.isArray(value)) return { items: value, isWrong: false };
  return { items: [], isWrong: value !== undefined && value !== null && value !== '' };
}

/** The strings of the list under an own key; other elements are left out and make the list wrong. */
export function textListOf(record: UnknownRecord, key: string): ReadList<string> {
  const list = listOf(record, key);
  const items = list.items.filter((item): item is string => typeof item === 'string' && item !== '');
  return { items, isWrong: list.isWrong || items.length < list.items.length };
}

/** The objects of the list under an own key; other elements are left out. */
export function recordsOf(record: UnknownRecord, key: string): readonly UnknownRecord[] {
  return recordsAmong(listOf(record, key).items);
}

/** The objects among some values. */
export function recordsAmong(items: readonly unknown[]): readonly UnknownRecord[] {
  return items.flatMap((item) => {
    const element = asRecord(item);
    return element === undefined ? [] : [element];
  });
}
