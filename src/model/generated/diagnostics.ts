// Generated from schemas/diagnostics.schema.json by `npm run generate`; do not edit.

import type {
  Problem,
} from './common.ts';

/** Problems as `--format json` writes them, sorted by file and position. */
export interface DiagnosticsDocument {
  /** Format of this document. */
  readonly schema: 'patchledger.diagnostics/v1';
  /** The problems. */
  readonly diagnostics: readonly Problem[];
}
