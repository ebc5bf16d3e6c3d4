import type { SourceRange } from '../../model/diagnostic.ts';
import type { Origin, Pointer } from '../../model/source.ts';

/** One document of a file as plain data, with the way back to where every part of it stands. */
export interface ParsedDocument {
  /** Plain JSON-like data; keys are own properties, whatever they are called. Aliased parts are shared. */
  readonly value: unknown;
  readonly origin: Origin;
  /** Where a value, or its key, stands. `undefined` when the pointer leads nowhere. */
  readonly locate: (pointer: Pointer, part?: 'value' | 'key') => SourceRange | undefined;
  /** A scalar as its author wrote it, quotes included: `1.10` where the value is 1.1. */
  readonly rawText: (pointer: Pointer) => string | undefined;
  /** Whether parsing has reported exactly this value as wrong, so that its type says nothing. */
  readonly isFlawed: (pointer: Pointer) => boolean;
  /** Whether parsing found no error in this document. */
  readonly isSound: boolean;
  /** Whether its structure and all its values are certain, except for numbers that were reported as wrong. */
  readonly isLegible: boolean;
}
