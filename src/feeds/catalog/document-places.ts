import type { SourceLocation } from '../../model/diagnostic.ts';
import type { CatalogFragment } from '../../model/feed.ts';
import type { RawDocument } from '../documents.ts';

/**
 * Where the documents of a file stand, by the names that decisions know them by. Hardly any is ever asked for, so nothing
 * is kept of them: the first question reads the file again. Of several of one name the first.
 */
export function documentPlaces(
  read: () => readonly RawDocument[],
  namesOf: (value: unknown) => readonly string[],
): NonNullable<CatalogFragment['placeOf']> {
  let places: ReadonlyMap<string, () => SourceLocation> | undefined;
  return (name) => {
    places ??= new Map(
      read()
        .toReversed()
        .flatMap(({ value, at }) => namesOf(value).map((one) => [one, at] as const)),
    );
    return places.get(name)?.();
  };
}
