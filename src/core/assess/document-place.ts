import type { Catalog } from '../../model/advisory.ts';
import type { SourceLocation } from '../../model/diagnostic.ts';

/** Where what a file of the catalogue says of a document, or of a CVE, stands: the file alone where nobody knows more. */
export type PlaceOfDocument = (file: string, id: string) => SourceLocation;

/** The places of a catalogue. */
export const placesOf =
  ({ placeOf }: Pick<Catalog, 'placeOf'>): PlaceOfDocument =>
  (file, id) =>
    placeOf?.(file, id) ?? { file };
