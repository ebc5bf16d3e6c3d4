// Generated from schemas/component-set.schema.json by `npm run generate`; do not edit.

import type {
  Component,
} from './common.ts';

/** Components that several assets share. One line of an NDJSON file below `observed/`. */
export interface ComponentSet {
  /** Digest of the set; observations name it. SHA-256 over the canonical JSON (RFC 8785) of the components, sorted by ecosystem, name, version and path, each with those of its keys `ecosystem`, `name`, `version`, `scheme`, `source`, `class`, `path` and `running` (`true` or `false`) that are known. */
  readonly set: string;
  /** Components of the set. */
  readonly components: readonly Component[];
}
