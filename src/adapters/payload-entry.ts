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

/** Endings that data has; a hidden file with another one belongs to some tool. */
const dataFile = /\.(?:json|ndjson|ya?ml|csv)$/;
/** What people put beside data to read. */
const readable = /^(?:README|LICEN[CS]E|NOTICE|CONTRIBUTING|CODE_OF_CONDUCT|SECURITY|CHANGELOG)(?:\.[a-z]+)?$|\.md$/i;

/** Is this file of an archive or folder no data by its name alone? Repositories of advisories hold notes and tools. */
export function isBesideData(path: string): boolean {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  if (parts.some((part) => part.startsWith('.'))) return true;
  return readable.test(name) || (name.startsWith('.') && !dataFile.test(name));
}
