// Generated from schemas/check.schema.json by `npm run generate`; do not edit.

import type {
  Problem,
} from './common.ts';

/** The gate's verdicts, as `check --format json` writes them. */
export interface CheckDocument {
  /** Format of this document. */
  readonly schema: 'patchledger.check/v1';
  /** `change`: what a change brings against its base. `estate`: everything that stands. */
  readonly mode: 'change' | 'estate';
  /** Commit that the change is held against. Absent: none. */
  readonly base?: string;
  /** Commit that was judged. Absent: a work tree with changes. */
  readonly head?: string;
  /** Lane of the changed files; `data` may merge by itself, `none`: nothing changed. */
  readonly lane: 'decision' | 'data' | 'mixed' | 'none';
  /** Every check that was made, in a fixed order. */
  readonly results: readonly CheckResult[];
  /** One line over all of it. */
  readonly verdict: string;
}

/** The verdict of one check. */
export interface CheckResult {
  /** Which check. */
  readonly id:
    | 'files'
    | 'policy-tests'
    | 'freshness'
    | 'deadlines'
    | 'exceptions'
    | 'evidence'
    | 'plan'
    | 'records'
    | 'effect'
    | 'approval'
    | 'owners';
  /** `unknown` is never a pass: something that it needs was not at hand. */
  readonly verdict: 'pass' | 'fail' | 'unknown';
  /** One line that carries the verdict. */
  readonly title: string;
  /** What is wrong and counts here; of a change only what its base has not. */
  readonly problems: readonly Problem[];
  /** How much is wrong on the base as well; it fails nobody's change. */
  readonly known: number;
}
