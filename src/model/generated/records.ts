// Generated from schemas/records.schema.json by `npm run generate`; do not edit.

import type {
  Problem,
} from './common.ts';

/** What was recorded, as `record --format json` writes it. */
export interface RecordsDocument {
  /** Format of this document. */
  readonly schema: 'patchledger.records/v1';
  /** Whether nothing was to be written. */
  readonly dryRun: boolean;
  /** Each record. */
  readonly records: readonly RecordLine[];
  /** What was wrong with what was read. */
  readonly diagnostics: readonly Problem[];
}

/** What became of one record. */
export interface RecordLine {
  /** Kind of the record. */
  readonly kind: string;
  /** Name of the record. */
  readonly name: string;
  /** File, from the root of the estate. */
  readonly path: string;
  /** `exists`: the same was recorded before, and nothing was written. */
  readonly status: 'written' | 'exists' | 'would-write';
  /** Of an approval: whether it approves what was merged. Absent: another kind of record. */
  readonly approves?: boolean;
}
