import type { Diagnostic } from './diagnostic.ts';
import type { Lane } from './kinds.ts';

/** What `check` looks at, in the order in which it is told. */
export const checkIds = [
  'files',
  'policy-tests',
  'freshness',
  'deadlines',
  'exceptions',
  'evidence',
  'plan',
  'records',
  'effect',
  'approval',
  'owners',
] as const;
export type CheckId = (typeof checkIds)[number];

/** The verdict of one check. `unknown` is never a pass: something that it needs is not at hand. */
export interface CheckResult {
  readonly id: CheckId;
  readonly verdict: 'pass' | 'fail' | 'unknown';
  /** One line that carries the verdict. */
  readonly title: string;
  /** What is wrong and counts here, sorted: on a pull request only what its base had not. */
  readonly problems: readonly Diagnostic[];
  /** How much is wrong on the base as well; it fails nobody's pull request. */
  readonly known: number;
}

/** What a change does to the files, by lane. `data`: nothing but data, and records only grew. */
export type ChangeLane = Lane | 'mixed' | 'none';

/** The gate over a change against its base, or over a whole estate. */
export interface CheckReport {
  readonly mode: 'change' | 'estate';
  /** Full ids; `undefined`: the work tree. */
  readonly base: string | undefined;
  readonly head: string | undefined;
  readonly lane: ChangeLane;
  readonly results: readonly CheckResult[];
  /** One line over all of it. */
  readonly verdict: string;
}
