/** One file of what a source sent. A refused one is told and left out. */
export type PayloadEntry = {
  readonly name: string;
  /** How many entries there are in all, where the source says so. */
  readonly total?: number;
} & (
  | {
      readonly kind: 'file';
      readonly bytes: Buffer;
      /** Where the bytes begin in their file, from 1; large files of lines come in pieces. */
      readonly firstLine?: number;
    }
  | { readonly kind: 'refused'; readonly reason: string }
);

/** What a source may at most unpack to. Real dumps of all of OSV stay far below. */
export const payloadLimits = {
  /** Files of an archive or folder. */
  entries: 2_000_000,
  /** Bytes of one of them, unpacked. */
  entryBytes: 64 * 1024 * 1024,
  /** Bytes of all of them, unpacked. */
  totalBytes: 16 * 1024 * 1024 * 1024,
  /** How many times its size a file may unpack to; text of advisories reaches 30. */
  ratio: 200,
  /** Below this size a high ratio harms nobody. */
  ratioFromBytes: 4 * 1024 * 1024,
  /** Bytes of a file that is one document and can only be read whole. */
  wholeBytes: 256 * 1024 * 1024,
} as const;
