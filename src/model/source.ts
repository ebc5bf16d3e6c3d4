import type { SourceRange } from './diagnostic.ts';

/** A file of the estate as it was read. `path` is relative to the estate with `/`, never absolute. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A path into a document: keys and zero-based indexes. */
export type Pointer = readonly (string | number)[];

/** Which resource of which file something came from; `document` counts the documents of a file from 0. */
export interface Origin {
  readonly file: string;
  readonly document: number;
}

/** Finds where a value (or its key) stands. `undefined` when the pointer leads nowhere. */
export type Locate = (origin: Origin, pointer: Pointer, part?: 'value' | 'key') => SourceRange | undefined;
