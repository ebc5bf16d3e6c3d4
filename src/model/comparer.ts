/** The answer of a version order: `unordered` when at least one side is not a version of that scheme. */
export type Order = '<' | '=' | '>' | '?';

/**
 * How one ecosystem orders its versions.
 * `Parsed` is private to the comparer; callers keep it to compare one version many times.
 */
export interface Comparer<Parsed = unknown> {
  /** Stable identifier, the file's name: `deb`, `rpm`, `semver`, … */
  readonly id: string;
  /** Name for people. */
  readonly title: string;
  /** The published rule this order follows. */
  readonly specification: string;
  /** Reads one version; `undefined` when the scheme cannot order it. Never throws. */
  readonly parse: (version: string) => Parsed | undefined;
  /** Orders two parsed versions: negative, zero or positive. A total preorder over all parsed values. */
  readonly compare: (left: Parsed, right: Parsed) => number;
}
