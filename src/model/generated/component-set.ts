// Generated from schemas/component-set.schema.json by `npm run generate`; do not edit.

import type {
  Component,
} from './common.ts';

/** Components that several assets share. One line of an NDJSON file below `observed/`. */
export interface ComponentSet {
  /** Digest of the set; observations name it. */
  readonly set: string;
  /** Components of the set. */
  readonly components: readonly Component[];
}
