// Generated from schemas/diagnostics.schema.json by `npm run generate`; do not edit.

/** Problems as `--format json` writes them, sorted by file and position. */
export interface DiagnosticsDocument {
  /** Format of this document. */
  readonly schema: 'patchledger.diagnostics/v1';
  /** The problems. */
  readonly diagnostics: readonly Problem[];
}

/** A place in a text. */
export interface Position {
  /** Line, from 1. */
  readonly line: number;
  /** Column, from 1, in UTF-16 units. */
  readonly column: number;
}

/** A stretch of a text. */
export interface Range {
  /** First position. */
  readonly start: Position;
  /** First position behind it. */
  readonly end: Position;
}

/** One problem. */
export interface Problem {
  /** Code of the problem. */
  readonly code: string;
  /** How bad it is. */
  readonly severity: 'error' | 'warning' | 'info';
  /** What is wrong. */
  readonly message: string;
  /** File, from the root of the estate. Absent: no single file. */
  readonly file?: string;
  /** Where in the file. Absent: unknown. */
  readonly range?: Range;
  /** What to do. Absent: nothing in particular. */
  readonly hint?: string;
  /**
   * Other places that belong to the problem. Default: none.
   *
   * Items: Another place.
   */
  readonly related?: readonly {
    /** File. */
    readonly file: string;
    /** Where in the file. Absent: unknown. */
    readonly range?: Range;
    /** What it has to do with the problem. */
    readonly message: string;
  }[];
}
